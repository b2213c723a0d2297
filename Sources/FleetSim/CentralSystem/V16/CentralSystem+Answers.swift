/// A charger's call, with what is known of its way here.
struct IncomingCall {
    let id: MessageID
    let station: Int
    let arrived: SimTime
    let now: SimTime
    /// What the CSMS's clock says.
    let clock: DateTime
    /// Whether a call that arrived later was served before it.
    let isOvertaken: Bool
}

extension CentralSystem {
    /// Answers a call and says which rule it breaks, if any.
    mutating func answer(
        _ action: Action?,
        _ call: IncomingCall,
        _ payload: inout JSONReader,
        into writer: inout FrameWriter
    ) -> Breach? {
        guard let action else {
            writer.error(call.id, .notImplemented, "unknown action")
            return Breach(.action, "no such action")
        }
        let standing = stations[call.station].standing
        let early = action == .bootNotification ? nil : standing.breach(by: action)
        guard action == .bootNotification || standing.maySpeak else {
            writer.error(call.id, .securityError, "not accepted yet")
            return early
        }
        look(call) { $0.isMet(by: action) }
        do throws(PayloadError) {
            return try take(action, call, &payload, into: &writer) ?? early
        } catch {
            writer.error(call.id, error.code, error.detail)
            return Breach(.payload, error.detail)
        }
    }

    /// Takes what a call says and writes the answer; gives the rule that it breaks by that.
    private mutating func take(
        _ action: Action,
        _ call: IncomingCall,
        _ payload: inout JSONReader,
        into writer: inout FrameWriter
    ) throws(PayloadError) -> Breach? {
        switch action {
        case .bootNotification: return try boot(call, &payload, into: &writer)
        case .startTransaction: return try start(call, &payload, into: &writer)
        case .stopTransaction: return try stop(call, &payload, into: &writer)
        case .statusNotification: return try report(call, &payload, into: &writer)
        case .meterValues: return try measure(call, &payload, into: &writer)
        case .heartbeat:
            _ = try Heartbeat(from: &payload)
            writer.result(call.id, Heartbeat.Confirmation(currentTime: call.clock))
        case .authorize:
            let info = tags.info(of: try Authorize(from: &payload).idTag)
            writer.result(call.id, Authorize.Confirmation(idTagInfo: info))
        // A CSMS without a vendor's extensions says so, and does not refuse the call (OCPP 1.6 §4.3).
        case .dataTransfer:
            _ = try DataTransfer(from: &payload)
            writer.result(call.id, DataTransfer.Confirmation(status: .unknownVendorId))
        case .securityEventNotification:
            let request = try SecurityEventNotification(from: &payload)
            look(call) { $0.isMet(by: request) }
            writer.result(call.id, SecurityEventNotification.Confirmation())
        case .signCertificate:
            _ = try SignCertificate(from: &payload)
            writer.result(call.id, SignCertificate.Confirmation(status: .accepted))
        case .diagnosticsStatusNotification:
            try takeNote(of: DiagnosticsStatusNotification.self, call, &payload, into: &writer)
        case .firmwareStatusNotification:
            try takeNote(of: FirmwareStatusNotification.self, call, &payload, into: &writer)
        case .logStatusNotification:
            try takeNote(of: LogStatusNotification.self, call, &payload, into: &writer)
        case .signedFirmwareStatusNotification:
            try takeNote(of: SignedFirmwareStatusNotification.self, call, &payload, into: &writer)
        case .cancelReservation, .certificateSigned, .changeAvailability,
            .changeConfiguration, .clearCache, .clearChargingProfile, .deleteCertificate,
            .extendedTriggerMessage, .getCompositeSchedule, .getConfiguration,
            .getDiagnostics, .getInstalledCertificateIds, .getLocalListVersion, .getLog,
            .installCertificate, .remoteStartTransaction, .remoteStopTransaction,
            .reserveNow, .reset, .sendLocalList, .setChargingProfile,
            .signedUpdateFirmware, .triggerMessage, .unlockConnector, .updateFirmware:
            writer.error(call.id, .notSupported, "a CSMS does not take \(action.name)")
            return Breach(.action, "a CSMS does not take \(action.name)")
        }
        return nil
    }

    private mutating func boot(
        _ call: IncomingCall,
        _ payload: inout JSONReader,
        into writer: inout FrameWriter
    ) throws(PayloadError) -> Breach? {
        _ = try BootNotification(from: &payload)
        let (status, breach) = stations[call.station].boot(call, retry: rules.retry)
        if status == .accepted { hearPower(of: call.station, at: call.now) }
        writer.result(
            call.id,
            BootNotification.Confirmation(
                status: status,
                currentTime: call.clock,
                interval: status == .accepted ? rules.heartbeat : rules.retry
            )
        )
        return breach
    }

    private mutating func start(
        _ call: IncomingCall,
        _ payload: inout JSONReader,
        into writer: inout FrameWriter
    ) throws(PayloadError) -> Breach? {
        let request = try StartTransaction(from: &payload)
        // A StartTransaction that comes again gets the id it had, and nothing begins.
        let before = stations[call.station].running(at: request.connectorId)?.id
        let info = tags.info(of: request.idTag)
        let (transaction, breach) = stations[call.station].start(
            request,
            group: info.parentIdTag
        )
        look(call) { $0.isMet(by: request) }
        if transaction != before { power(of: call, begins: request) }
        writer.result(
            call.id,
            StartTransaction.Confirmation(idTagInfo: info, transactionId: transaction)
        )
        return breach
    }

    private mutating func stop(
        _ call: IncomingCall,
        _ payload: inout JSONReader,
        into writer: inout FrameWriter
    ) throws(PayloadError) -> Breach? {
        let request = try StopTransaction(from: &payload)
        // Before the transaction is forgotten, which says at which connector power is free.
        power(of: call, ends: request)
        let breach = stations[call.station].stop(request)
        look(call) { $0.isMet(by: request) }
        let info = request.idTag.map(tags.info)
        writer.result(call.id, StopTransaction.Confirmation(idTagInfo: info))
        return breach
    }

    private mutating func report(
        _ call: IncomingCall,
        _ payload: inout JSONReader,
        into writer: inout FrameWriter
    ) throws(PayloadError) -> Breach? {
        let request = try StatusNotification(from: &payload)
        var breach: Breach?
        // A later state has been served already: this one would take the connector back to it.
        if !call.isOvertaken {
            breach = stations[call.station].report(request)
            power(of: call, reports: request)
        }
        look(call) { $0.isMet(by: request) }
        writer.result(call.id, StatusNotification.Confirmation())
        return breach
    }

    /// Takes readings in: all that they say where more than the register counts.
    private mutating func measure(
        _ call: IncomingCall,
        _ payload: inout JSONReader,
        into writer: inout FrameWriter
    ) throws(PayloadError) -> Breach? {
        let breach: Breach?
        if stations[call.station].isWatched || sharesPower(of: call.station) {
            let request = try MeterValues(from: &payload)
            breach = RegisterReport(request).flatMap { stations[call.station].measure($0) }
            power(of: call, measures: request)
            look(call) { $0.isMet(by: request) }
        } else {
            let report = try RegisterReport(from: &payload, knowing: &knownForms)
            breach = stations[call.station].measure(report)
        }
        writer.result(call.id, MeterValues.Confirmation())
        return breach
    }

    /// Answers a call that asks for nothing.
    private func takeNote<Request: CallPayload>(
        of request: Request.Type,
        _ call: IncomingCall,
        _ payload: inout JSONReader,
        into writer: inout FrameWriter
    ) throws(PayloadError) where Request.Confirmation == EmptyPayload {
        _ = try Request(from: &payload)
        writer.result(call.id, EmptyPayload())
    }
}
