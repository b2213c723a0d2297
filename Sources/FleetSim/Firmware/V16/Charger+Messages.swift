// Calls as messages, and what their confirmations change.
extension Charger {
    /// Encodes a call; gives the length of its frame.
    func send(_ call: OutgoingCall, id: MessageID, into output: inout ChargerOutput) -> Int {
        switch call {
        case .boot:
            output.call(id, bootNotification)
        case .heartbeat:
            output.call(id, Heartbeat())
        case .status(let connector, let status, let error, let at, let isCarGone):
            output.call(
                id,
                StatusNotification(
                    connectorId: Int(connector),
                    errorCode: error,
                    status: status,
                    info: isCarGone ? "EV side disconnected" : nil,
                    timestamp: clock(at: at)
                )
            )
        case .authorize(_, let tag):
            output.call(id, Authorize(idTag: tag))
        case .warning(let error, let at):
            output.call(
                id,
                StatusNotification(
                    connectorId: 0,
                    errorCode: error,
                    status: main.status,
                    timestamp: clock(at: at)
                )
            )
        case .start(_, let connector, let tag, let register, let at, let reservation):
            output.call(
                id,
                StartTransaction(
                    connectorId: Int(connector),
                    idTag: tag,
                    meterStart: wattHours(register),
                    timestamp: clock(at: at),
                    reservationId: reservation
                )
            )
        case .stop(let transaction, let tag, let register, let at, let reason, let kept):
            output.call(
                id,
                StopTransaction(
                    transactionId: transactionIDs[transaction],
                    meterStop: wattHours(register),
                    timestamp: clock(at: at),
                    idTag: tag,
                    reason: reason,
                    transactionData: transactionData(kept)
                )
            )
        case .firmwareStatus(let status):
            output.call(id, FirmwareStatusNotification(status: status))
        case .signedFirmwareStatus(let status, let requestID):
            output.call(
                id,
                SignedFirmwareStatusNotification(status: status, requestId: requestID)
            )
        case .diagnosticsStatus(let status):
            output.call(id, DiagnosticsStatusNotification(status: status))
        case .logStatus(let status, let requestID):
            output.call(id, LogStatusNotification(status: status, requestId: requestID))
        case .securityEvent(let event):
            output.call(id, notification(of: event))
        case .signCertificate(let keyPair):
            output.call(id, SignCertificate(csr: signingRequest(keyPair: keyPair)))
        case .vendorMessage(let message):
            output.call(id, message)
        case .meter(let transaction, let connector, let reading):
            output.call(
                id,
                report(reading, of: connector, transaction: transactionIDs[transaction])
            )
        case .idleMeter(let connector, let reading):
            output.call(id, report(reading, of: connector))
        }
    }

    /// Takes the confirmation of a call that was under way.
    mutating func conclude(
        _ call: Outbox.InFlight,
        payload: inout JSONReader,
        bytes: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        do throws(PayloadError) {
            let granted = try accept(call.waiting.call, payload: &payload, at: now, into: &output)
            measure(call, granted ? .ok : .rejected, at: now, bytes: bytes, into: &output)
            delivered(call, at: now, into: &output)
        } catch {
            output.actions.append(
                .misfit(
                    .badConfirmation,
                    detail: "\(call.waiting.call.action.name): \(error.detail)"
                )
            )
            measure(call, .error, at: now, bytes: bytes, error: error.code, into: &output)
            output.actions.append(
                .callError(
                    call.waiting.call.action,
                    .out,
                    error.code,
                    text: "the answer cannot be read: \(error.detail)"
                )
            )
            failed(call, at: now, into: &output)
        }
    }

    /// Acts on a confirmation; false when it refuses what was asked.
    private mutating func accept(
        _ call: OutgoingCall,
        payload: inout JSONReader,
        at now: SimTime,
        into output: inout ChargerOutput
    ) throws(PayloadError) -> Bool {
        switch call {
        case .boot:
            let confirmation = try BootNotification.Confirmation(from: &payload)
            adjustClock(to: confirmation.currentTime, at: now, into: &output)
            registered(confirmation, at: now, into: &output)
            return confirmation.status == .accepted
        case .heartbeat:
            let time = try Heartbeat.Confirmation(from: &payload).currentTime
            adjustClock(to: time, at: now, into: &output)
            return true
        case .status, .warning:
            _ = try StatusNotification.Confirmation(from: &payload)
            return true
        case .authorize(let connector, let tag):
            let info = try Authorize.Confirmation(from: &payload).idTagInfo
            learn(tag, info, at: now)
            authorisationAnswered(Int(connector) - 1, tag, info, at: now, into: &output)
            return info.status == .accepted
        case .start(let transaction, let connector, let tag, _, _, _):
            let confirmation = try StartTransaction.Confirmation(from: &payload)
            learn(tag, confirmation.idTagInfo, at: now)
            // Even if it has ended by now: its StopTransaction waits for the id.
            transactionIDs.learn(confirmation.transactionId, of: transaction)
            transactionStarted(
                transaction,
                at: Int(connector) - 1,
                id: TransactionID(confirmation.transactionId),
                confirmation.idTagInfo,
                now: now,
                into: &output
            )
            return confirmation.idTagInfo.status == .accepted
        case .stop(let transaction, let tag, _, _, _, _):
            let confirmation = try StopTransaction.Confirmation(from: &payload)
            // The CSMS cannot keep a transaction from ending (OCPP 1.6 §4.10): what it says of
            // the tag is for the cache, and no refusal.
            if let info = confirmation.idTagInfo { learn(tag, info, at: now) }
            transactionIDs.forget(transaction)
            return true
        case .meter, .idleMeter:
            _ = try MeterValues.Confirmation(from: &payload)
            return true
        case .firmwareStatus, .signedFirmwareStatus, .diagnosticsStatus, .logStatus,
            .securityEvent:
            _ = try EmptyPayload(from: &payload)
            return true
        case .signCertificate:
            return try SignCertificate.Confirmation(from: &payload).status == .accepted
        case .vendorMessage:
            return try DataTransfer.Confirmation(from: &payload).status == .accepted
        }
    }

    private var bootNotification: BootNotification {
        BootNotification(
            chargePointVendor: type.model.vendor,
            chargePointModel: type.model.model,
            chargePointSerialNumber: serialText,
            firmwareVersion: firmwareVersion
        )
    }

    private func notification(of event: SecurityEvent) -> SecurityEventNotification {
        SecurityEventNotification(
            type: event.kind.rawValue.string,
            timestamp: clock(at: event.at),
            techInfo: event.techInfo.map { String($0.prefix(Self.longestTechInfo)) }
        )
    }

    private static let longestTechInfo = 255

    var serialText: String {
        let digits = String(serial)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    private func wattHours(_ milliwattHours: Int64) -> Int { Int(milliwattHours / 1_000) }

    func list(for reading: MeterReading) -> ConfigurationKey {
        reading.context == .sampleClock ? .meterValuesAlignedData : .meterValuesSampledData
    }
}
