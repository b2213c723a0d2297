/// A CALL that the charger is to make, as small as it can be kept.
///
/// It becomes a message when it leaves, since only then is all of it known.
enum OutgoingCall {
    case boot
    case heartbeat
    case status(connector: UInt8, ChargePointStatus, at: SimTime)
    case authorize(connector: UInt8, IdToken)
    case start(transaction: UInt32, connector: UInt8, IdToken, register: Int64, at: SimTime)
    case stop(
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
    case securityEvent(SecurityEvent)
    /// A request for a certificate, by the number of the key pair it is for.
    case signCertificate(keyPair: UInt64)

    var action: Action {
        switch self {
        case .boot: .bootNotification
        case .heartbeat: .heartbeat
        case .status: .statusNotification
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
        }
    }

    /// Whether it must be delivered, in order, however long it takes: as what belongs to a transaction.
    var mustArrive: Bool {
        switch self {
        case .start, .stop, .meter: true
        case .securityEvent(let event): event.kind.isCritical
        case .boot, .heartbeat, .status, .authorize, .idleMeter: false
        case .firmwareStatus, .signedFirmwareStatus, .diagnosticsStatus, .logStatus,
            .signCertificate:
            false
        }
    }
}

/// The calls that wait and the one under way: OCPP allows one at a time in each direction.
struct Outbox {
    struct Waiting {
        var call: OutgoingCall
        /// When it was due: its latency counts from here.
        var intended: SimTime
        var attempts = 0
    }

    struct InFlight {
        var id: UInt64
        var waiting: Waiting
        var sent: SimTime
        var bytes: Int
    }

    private(set) var regular = Fifo<Waiting>()
    private(set) var transactional = Fifo<Waiting>()
    private(set) var inFlight: InFlight?
    /// The first transaction message may not be tried again before its timer has gone off.
    var holdsTransactional = false
    private var lastID: UInt64 = 0

    mutating func append(_ call: OutgoingCall, at now: SimTime) {
        let waiting = Waiting(call: call, intended: now)
        if call.mustArrive {
            transactional.append(waiting)
        } else {
            regular.append(waiting)
        }
    }

    /// Takes the call that was due first among those that may leave now.
    mutating func next(transactional allowed: Bool) -> Waiting? {
        guard inFlight == nil else { return nil }
        guard allowed, !holdsTransactional, let kept = transactional.first else {
            return regular.popFirst()
        }
        if let other = regular.first, other.intended < kept.intended { return regular.popFirst() }
        return transactional.popFirst()
    }

    mutating func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }

    mutating func left(_ waiting: Waiting, id: UInt64, at now: SimTime, bytes: Int) {
        inFlight = InFlight(id: id, waiting: waiting, sent: now, bytes: bytes)
    }

    /// Whether a call with that id has ever left.
    func knows(_ id: UInt64?) -> Bool { id.map { 1...max(1, lastID) ~= $0 } ?? false }

    /// The call under way if the id is its, which is then no longer under way.
    mutating func answered(_ id: UInt64?) -> InFlight? {
        guard let call = inFlight, call.id == id else { return nil }
        inFlight = nil
        return call
    }

    /// Gives up waiting for the answer.
    mutating func abandon() -> InFlight? {
        defer { inFlight = nil }
        return inFlight
    }

    /// Puts a transaction message back in front of the others.
    mutating func keep(_ waiting: Waiting) {
        transactional.prepend(waiting)
    }

    /// Takes out one call that need not arrive, as a charger does when the connection goes.
    mutating func dropRegular() -> Waiting? {
        regular.popFirst()
    }

    /// Whether such a call waits already.
    func awaits(_ action: Action) -> Bool {
        for place in 0..<regular.count where regular[place]?.call.action == action { return true }
        return inFlight?.waiting.call.action == action
    }
}
