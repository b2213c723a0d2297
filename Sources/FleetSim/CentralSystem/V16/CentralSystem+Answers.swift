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
        let (id, station, now) = (call.id, call.station, call.clock)
        guard let action else {
            writer.error(id, .notImplemented, "unknown action")
            return Breach(.action, "no such action")
        }
        let standing = stations[station].standing
        var breach = action == .bootNotification ? nil : standing.breach(by: action)
        guard action == .bootNotification || standing.maySpeak else {
            writer.error(id, .securityError, "not accepted yet")
            return breach
        }
        // A request is copied to be compared, and most stations have nothing asked of them.
        let isWatched = stations[station].isWatched
        if isWatched { look(call) { $0.isMet(by: action) } }
        do throws(PayloadError) {
            switch action {
            case .bootNotification:
                _ = try BootNotification(from: &payload)
                let status: RegistrationStatus
                (status, breach) = stations[station].boots(
                    call,
                    retry: rules.retry
                )
                if status == .accepted { hearPower(of: station, at: call.now) }
                let interval = status == .accepted ? rules.heartbeat : rules.retry
                writer.result(
                    id,
                    BootNotification.Confirmation(
                        status: status,
                        currentTime: now,
                        interval: interval
                    )
                )
            case .heartbeat:
                _ = try Heartbeat(from: &payload)
                writer.result(id, Heartbeat.Confirmation(currentTime: now))
            case .authorize:
                let request = try Authorize(from: &payload)
                writer.result(id, Authorize.Confirmation(idTagInfo: tags.info(of: request.idTag)))
            case .startTransaction:
                let request = try StartTransaction(from: &payload)
                let transaction: Int
                // A StartTransaction that comes again gets the id it had, and nothing begins.
                let before = stations[station].running(at: request.connectorId)?.id
                let info = tags.info(of: request.idTag)
                (transaction, breach) = stations[station].starts(request, group: info.parentIdTag)
                if isWatched { look(call) { $0.isMet(by: request) } }
                if transaction != before { power(of: call, begins: request) }
                writer.result(
                    id,
                    StartTransaction.Confirmation(
                        idTagInfo: info,
                        transactionId: transaction
                    )
                )
            case .stopTransaction:
                let request = try StopTransaction(from: &payload)
                // Before the transaction is forgotten, which says at which connector power is free.
                power(of: call, ends: request)
                breach = stations[station].stops(request)
                if isWatched { look(call) { $0.isMet(by: request) } }
                writer.result(
                    id,
                    StopTransaction.Confirmation(idTagInfo: request.idTag.map(tags.info))
                )
            case .statusNotification:
                let request = try StatusNotification(from: &payload)
                // A later state has been served already: this one would take the connector back to it.
                if !call.isOvertaken {
                    breach = stations[station].reports(request)
                    power(of: call, reports: request)
                }
                if isWatched { look(call) { $0.isMet(by: request) } }
                writer.result(id, StatusNotification.Confirmation())
            case .meterValues:
                breach = try measures(call, isWatched: isWatched, &payload)
                writer.result(id, MeterValues.Confirmation())
            // A CSMS without a vendor's extensions says so, and does not refuse the call (OCPP 1.6 §4.3).
            case .dataTransfer:
                _ = try DataTransfer(from: &payload)
                writer.result(id, DataTransfer.Confirmation(status: .unknownVendorId))
            case .diagnosticsStatusNotification:
                try takeNote(of: DiagnosticsStatusNotification.self, id, &payload, into: &writer)
            case .firmwareStatusNotification:
                try takeNote(of: FirmwareStatusNotification.self, id, &payload, into: &writer)
            case .logStatusNotification:
                try takeNote(of: LogStatusNotification.self, id, &payload, into: &writer)
            case .securityEventNotification:
                let request = try SecurityEventNotification(from: &payload)
                if isWatched { look(call) { $0.isMet(by: request) } }
                writer.result(id, SecurityEventNotification.Confirmation())
            case .signCertificate:
                _ = try SignCertificate(from: &payload)
                writer.result(id, SignCertificate.Confirmation(status: .accepted))
            case .signedFirmwareStatusNotification:
                try takeNote(of: SignedFirmwareStatusNotification.self, id, &payload, into: &writer)
            case .cancelReservation, .certificateSigned, .changeAvailability,
                .changeConfiguration, .clearCache, .clearChargingProfile, .deleteCertificate,
                .extendedTriggerMessage, .getCompositeSchedule, .getConfiguration,
                .getDiagnostics, .getInstalledCertificateIds, .getLocalListVersion, .getLog,
                .installCertificate, .remoteStartTransaction, .remoteStopTransaction,
                .reserveNow, .reset, .sendLocalList, .setChargingProfile,
                .signedUpdateFirmware, .triggerMessage, .unlockConnector, .updateFirmware:
                writer.error(id, .notSupported, "a CSMS does not take \(action.name)")
                breach = Breach(.action, "a CSMS does not take \(action.name)")
            }
        } catch {
            writer.error(id, error.code, error.detail)
            return Breach(.payload, error.detail)
        }
        return breach
    }

    /// Takes readings in: all that they say where more than the register counts.
    private mutating func measures(
        _ call: IncomingCall,
        isWatched: Bool,
        _ payload: inout JSONReader
    ) throws(PayloadError) -> Breach? {
        guard isWatched || sharesPower(of: call.station) else {
            let report = try RegisterReport(from: &payload, knowing: &knownForms)
            return stations[call.station].measures(report)
        }
        let request = try MeterValues(from: &payload)
        let breach = RegisterReport(request).flatMap { stations[call.station].measures($0) }
        power(of: call, measures: request)
        if isWatched { look(call) { $0.isMet(by: request) } }
        return breach
    }

    /// Answers a call that asks for nothing.
    private func takeNote<Request: CallPayload>(
        of request: Request.Type,
        _ id: MessageID,
        _ payload: inout JSONReader,
        into writer: inout FrameWriter
    ) throws(PayloadError) where Request.Confirmation == EmptyPayload {
        _ = try Request(from: &payload)
        writer.result(id, EmptyPayload())
    }
}
