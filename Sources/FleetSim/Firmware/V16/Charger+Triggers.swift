// Messages that the CSMS asks for: the answer first, then the message.
extension Charger {
    mutating func trigger(
        _ wanted: WantedMessage,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let status = triggerStatus(of: wanted)
        output.result(id, TriggerMessage.Confirmation(status: status))
        guard status == .accepted else { return false }
        send(wanted, at: now, into: &output)
        return true
    }

    /// A connector counts only where the message is about one.
    private func triggerStatus(of wanted: WantedMessage) -> TriggerMessageStatus {
        // More than the charger can send soon is not promised.
        guard !outbox.isFull else { return .rejected }
        // Before the CSMS has answered the boot nothing else may leave (OCPP 1.6 §4.2).
        guard registration != .unknown || wanted.kind == .boot else { return .rejected }
        switch wanted.kind {
        // Once accepted, a charger is to boot again only after a reset (errata to OCPP 1.6 §5.17),
        // which not every model keeps to.
        case .boot:
            let isMet = registration != .accepted || type.behaviour.connection.bootsOnTrigger
            return isMet ? .accepted : .rejected
        case .meterValues, .statuses:
            let isKnown = wanted.connector.map { connectors.indices.contains($0 - 1) } ?? true
            return isKnown ? .accepted : .rejected
        case .firmwareStatus, .diagnosticsStatus:
            let has = configuration.features.contains(.firmwareManagement)
            return has ? .accepted : .notImplemented
        case .signCertificate:
            return configuration.text(of: .cpoName).isEmpty ? .rejected : .accepted
        case .heartbeat, .signedFirmwareStatus, .logStatus: return .accepted
        }
    }

    private mutating func send(
        _ wanted: WantedMessage,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let connectorIndices = wanted.connector.map { [$0 - 1] } ?? Array(connectors.indices)
        switch wanted.kind {
        case .boot: enqueueBoot(at: now)
        case .heartbeat: outbox.append(.heartbeat, at: now)
        case .statuses:
            if wanted.connector == nil { repeatMainStatus(at: now) }
            for connectorIndex in connectorIndices { repeatStatus(connectorIndex, at: now) }
        case .meterValues:
            for connectorIndex in connectorIndices {
                sendTriggeredReading(connectorIndex, at: now, into: &output)
            }
        case .firmwareStatus: outbox.append(firmwareReport(asSigned: false), at: now)
        case .signedFirmwareStatus: outbox.append(firmwareReport(asSigned: true), at: now)
        case .diagnosticsStatus: outbox.append(uploadReport(ofLog: false), at: now)
        case .logStatus: outbox.append(uploadReport(ofLog: true), at: now)
        case .signCertificate: _ = requestCertificate(at: now)
        }
    }

    private mutating func repeatMainStatus(at now: SimTime) {
        outbox.append(.status(connector: 0, main.tell(), .noError, at: now), at: now)
    }

    private mutating func repeatStatus(_ connectorIndex: Int, at now: SimTime) {
        connectors[connectorIndex].reported = connectors[connectorIndex].status
        outbox.append(connectors[connectorIndex].report(at: now), at: now)
    }

    private mutating func sendTriggeredReading(
        _ connectorIndex: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let reading = read(connectorIndex, .trigger, at: now)
        let connector = UInt8(connectorIndex + 1)
        if let transaction = connectors[connectorIndex].transaction {
            let call = OutgoingCall.meter(
                transaction: transaction.number,
                connector: connector,
                reading
            )
            keep(call, at: now, into: &output)
        } else {
            outbox.append(.idleMeter(connector: connector, reading), at: now)
        }
    }
}

/// What either of the two messages asks for that have a charger send one.
struct WantedMessage {
    enum Kind {
        case boot, heartbeat, meterValues, statuses
        case firmwareStatus, signedFirmwareStatus, diagnosticsStatus, logStatus
        case signCertificate
    }

    let kind: Kind
    /// nil: of the whole charger, or of each connector.
    let connector: Int?

    init(_ request: TriggerMessage) {
        connector = request.connectorId
        kind =
            switch request.requestedMessage {
            case .bootNotification: .boot
            case .diagnosticsStatusNotification: .diagnosticsStatus
            case .firmwareStatusNotification: .firmwareStatus
            case .heartbeat: .heartbeat
            case .meterValues: .meterValues
            case .statusNotification: .statuses
            }
    }

    init(_ request: ExtendedTriggerMessage) {
        connector = request.connectorId
        kind =
            switch request.requestedMessage {
            case .bootNotification: .boot
            case .logStatusNotification: .logStatus
            case .firmwareStatusNotification: .signedFirmwareStatus
            case .heartbeat: .heartbeat
            case .meterValues: .meterValues
            case .signChargePointCertificate: .signCertificate
            case .statusNotification: .statuses
            }
    }
}
