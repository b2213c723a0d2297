/// A CALL that the charger is to make, as small as it can be kept.
///
/// It becomes a message when it leaves, since only then is all of it known. What is rare and large stands
/// apart, so that a reading, the call of four in five, is small to copy and has nothing to count.
enum OutgoingCall {
    case boot
    case heartbeat
    case status(
        connector: UInt8,
        ChargePointStatus,
        ChargePointErrorCode,
        at: SimTime,
        isCarGone: Bool = false
    )
    case authorize(connector: UInt8, IdToken)
    /// Something is wrong with the charger as a whole, and charging goes on.
    case warning(ChargePointErrorCode, at: SimTime)
    indirect case start(
        transaction: UInt32,
        connector: UInt8,
        IdToken,
        register: Int64,
        at: SimTime,
        reservation: Int?
    )
    indirect case stop(
        transaction: UInt32,
        IdToken,
        register: Int64,
        at: SimTime,
        StopTransaction.Reason,
        [MeterReading]
    )
    case meter(transaction: UInt32, connector: UInt8, MeterReading)
    /// A reading outside any transaction.
    case idleMeter(connector: UInt8, MeterReading)
    case firmwareStatus(FirmwareStatus)
    case signedFirmwareStatus(SignedFirmwareStatus, requestID: Int?)
    case diagnosticsStatus(DiagnosticsStatus)
    case logStatus(UploadLogStatus, requestID: Int?)
    indirect case securityEvent(SecurityEvent)
    /// A request for a certificate, by the number of the key pair it is for.
    case signCertificate(keyPair: UInt64)
    /// What OCPP has no message for.
    indirect case vendorMessage(DataTransfer)

    var action: Action {
        switch self {
        case .boot: .bootNotification
        case .heartbeat: .heartbeat
        case .status, .warning: .statusNotification
        case .authorize: .authorize
        case .start: .startTransaction
        case .stop: .stopTransaction
        case .meter, .idleMeter: .meterValues
        case .firmwareStatus: .firmwareStatusNotification
        case .signedFirmwareStatus: .signedFirmwareStatusNotification
        case .diagnosticsStatus: .diagnosticsStatusNotification
        case .logStatus: .logStatusNotification
        case .securityEvent: .securityEventNotification
        case .signCertificate: .signCertificate
        case .vendorMessage: .dataTransfer
        }
    }

    /// Whether it must be delivered, in order, however long it takes: as what belongs to a transaction.
    var mustArrive: Bool {
        switch self {
        case .start, .stop, .meter: true
        case .securityEvent(let event): event.kind.isCritical
        case .boot, .heartbeat, .status, .authorize, .warning, .idleMeter: false
        case .firmwareStatus, .signedFirmwareStatus, .diagnosticsStatus, .logStatus,
            .signCertificate, .vendorMessage:
            false
        }
    }

    /// Whether nothing waits for it, so that it can be left out where there are too many.
    var canBeLeftOut: Bool {
        switch self {
        case .boot, .authorize, .start, .stop, .meter: false
        case .securityEvent(let event): !event.kind.isCritical
        case .heartbeat, .status, .warning, .idleMeter, .firmwareStatus, .signedFirmwareStatus,
            .diagnosticsStatus, .logStatus, .signCertificate, .vendorMessage:
            true
        }
    }

    /// Whether it tells what the meter of a transaction shows.
    var isReading: Bool {
        if case .meter = self { true } else { false }
    }

    /// Whether a transaction can be told without it: a reading between its first and its last.
    var isIntermediate: Bool {
        guard case .meter(_, _, let reading) = self else { return false }
        return reading.context != .transactionBegin && reading.context != .transactionEnd
    }
}
