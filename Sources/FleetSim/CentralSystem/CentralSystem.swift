/// The reference CSMS: registration, authorisation, transactions, and calls of its own.
///
/// It sees frames and answers with frames, as any CSMS would; it knows nothing of the chargers
/// but what they tell it.
struct CentralSystem {
    /// What it answers, the same for a whole run.
    struct Rules {
        var heartbeat: Int
        var retry: Int
        var commands: [Command]
    }

    let rules: Rules
    let tags: TagList
    private(set) var stations: [Station]

    init(rules: Rules, tags: TagList, stations: [Station]) {
        self.rules = rules
        self.tags = tags
        self.stations = stations
    }

    func prefetch(_ station: Int) { stations.prefetch(station) }

    /// Takes a charger's frame; true when it has written a frame in answer.
    mutating func receive(
        _ bytes: UnsafeRawBufferPointer,
        from station: Int,
        at now: DateTime,
        into writer: inout FrameWriter
    ) -> Bool {
        do {
            switch try Envelope.parse(bytes) {
            case .call(let id, let action, name: _, var payload):
                answer(action, id: id, &payload, of: station, at: now, into: &writer)
                return true
            case .result(let id, payload: _), .error(let id, _, description: _):
                stations[station].answered(id)
                return callNext(station, into: &writer)
            }
        } catch {
            // A frame without a readable id cannot be answered.
            guard error.type == .call, let id = error.id else { return false }
            writer.error(id, .formationViolation, error.detail)
            return true
        }
    }

    /// Has a command for a station; true when it has written the call, which else waits its turn.
    mutating func command(
        _ number: Int,
        to station: Int,
        into writer: inout FrameWriter
    ) -> Bool {
        guard stations[station].mayBeCalled else { return false }
        stations[station].waiting.append(number)
        return callNext(station, into: &writer)
    }

    /// A connection is gone, and what was asked over it will not be answered.
    mutating func disconnected(_ station: Int) {
        stations[station].disconnected()
    }

    private mutating func answer(
        _ action: Action?,
        id: MessageID,
        _ payload: inout JSONReader,
        of station: Int,
        at now: DateTime,
        into writer: inout FrameWriter
    ) {
        guard let action else { return writer.error(id, .notImplemented, "unknown action") }
        guard action == .bootNotification || stations[station].maySpeak else {
            return writer.error(id, .securityError, "not accepted yet")
        }
        do throws(PayloadError) {
            switch action {
            case .bootNotification:
                _ = try BootNotification(from: &payload)
                let status = stations[station].boots()
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
                writer.result(id, Authorize.Confirmation(idTagInfo: info(request.idTag)))
            case .startTransaction:
                let request = try StartTransaction(from: &payload)
                let transaction = stations[station].starts(request)
                writer.result(
                    id,
                    StartTransaction.Confirmation(
                        idTagInfo: info(request.idTag),
                        transactionId: transaction
                    )
                )
            case .stopTransaction:
                let request = try StopTransaction(from: &payload)
                stations[station].stops(request.transactionId)
                writer.result(
                    id,
                    StopTransaction.Confirmation(idTagInfo: request.idTag.map(info))
                )
            case .statusNotification:
                _ = try StatusNotification(from: &payload)
                writer.result(id, StatusNotification.Confirmation())
            case .meterValues:
                _ = try MeterValues(from: &payload)
                writer.result(id, MeterValues.Confirmation())
            case .dataTransfer:
                _ = try DataTransfer(from: &payload)
                writer.result(id, DataTransfer.Confirmation(status: .unknownVendorId))
            case .diagnosticsStatusNotification, .firmwareStatusNotification,
                .logStatusNotification, .securityEventNotification, .signCertificate,
                .signedFirmwareStatusNotification:
                writer.error(id, .notSupported, "\(action.name) is not supported")
            case .cancelReservation, .certificateSigned, .changeAvailability,
                .changeConfiguration, .clearCache, .clearChargingProfile, .deleteCertificate,
                .extendedTriggerMessage, .getCompositeSchedule, .getConfiguration,
                .getDiagnostics, .getInstalledCertificateIds, .getLocalListVersion, .getLog,
                .installCertificate, .remoteStartTransaction, .remoteStopTransaction,
                .reserveNow, .reset, .sendLocalList, .setChargingProfile,
                .signedUpdateFirmware, .triggerMessage, .unlockConnector, .updateFirmware:
                writer.error(id, .notSupported, "a CSMS does not take \(action.name)")
            }
        } catch {
            writer.error(id, error.code, error.detail)
        }
    }

    private func info(_ tag: IdToken) -> IdTagInfo { IdTagInfo(status: tags.status(of: tag)) }

    /// Makes the next call that waits for a station, if none is open.
    private mutating func callNext(_ station: Int, into writer: inout FrameWriter) -> Bool {
        while let (number, id) = stations[station].nextCall() {
            let tag = tags.tag(Int(id) % tags.count)
            if rules.commands[number].write(id, to: stations[station], tag: tag, into: &writer) {
                return true
            }
            stations[station].answered(MessageID(number: id))
        }
        return false
    }
}
