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
    /// What chargers did against the rules since this was last looked at.
    var breaches: [(station: Int, Breach)] = []

    init(rules: Rules, tags: TagList, stations: [Station]) {
        self.rules = rules
        self.tags = tags
        self.stations = stations
    }

    func prefetch(_ station: Int) { stations.prefetch(station) }

    /// Takes a charger's frame when its turn has come; true when it has written a frame in answer.
    ///
    /// One that waited so long that later ones have overtaken it is no longer judged by its order.
    mutating func receive(
        _ bytes: UnsafeRawBufferPointer,
        from station: Int,
        arrived: DateTime,
        at now: DateTime,
        into writer: inout FrameWriter
    ) -> Bool {
        do {
            switch try Envelope.parse(bytes) {
            case .call(let id, let action, name: _, var payload):
                let isOvertaken = stations[station].isOvertaken(arrived)
                let breach = answer(
                    action,
                    id: id,
                    &payload,
                    of: station,
                    isOvertaken: isOvertaken,
                    arrived: arrived,
                    at: now,
                    into: &writer
                )
                if !(isOvertaken && breach?.rule.isOfOrder ?? false) {
                    note(breach, station, bytes)
                }
                stations[station].callIsAnswered()
                return true
            case .result(let id, payload: _), .error(let id, _, description: _):
                note(stations[station].answered(id), station, bytes)
                return callNext(station, into: &writer)
            }
        } catch {
            note(Breach(.frame, error.detail), station, bytes)
            // A frame without a readable id cannot be answered.
            guard error.type == .call, let id = error.id else { return false }
            writer.error(id, .formationViolation, error.detail)
            return true
        }
    }

    /// A frame has arrived and waits for its turn.
    mutating func arrives(_ bytes: UnsafeRawBufferPointer, from station: Int, at now: DateTime) {
        guard bytes.count > 1, bytes[1] == UInt8(ascii: "2") else { return }
        note(stations[station].callArrives(at: now), station, bytes)
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
        isOvertaken: Bool,
        arrived: DateTime,
        at now: DateTime,
        into writer: inout FrameWriter
    ) -> Breach? {
        guard let action else {
            writer.error(id, .notImplemented, "unknown action")
            return Breach(.action, "nobody knows it")
        }
        var breach = action == .bootNotification ? nil : stations[station].breach(by: action)
        guard action == .bootNotification || stations[station].maySpeak else {
            writer.error(id, .securityError, "not accepted yet")
            return breach
        }
        do throws(PayloadError) {
            switch action {
            case .bootNotification:
                _ = try BootNotification(from: &payload)
                let status: RegistrationStatus
                (status, breach) = stations[station].boots(
                    at: now,
                    arrived: arrived,
                    retry: rules.retry
                )
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
                let transaction: Int
                (transaction, breach) = stations[station].starts(request)
                writer.result(
                    id,
                    StartTransaction.Confirmation(
                        idTagInfo: info(request.idTag),
                        transactionId: transaction
                    )
                )
            case .stopTransaction:
                let request = try StopTransaction(from: &payload)
                breach = stations[station].stops(request)
                writer.result(
                    id,
                    StopTransaction.Confirmation(idTagInfo: request.idTag.map(info))
                )
            case .statusNotification:
                let request = try StatusNotification(from: &payload)
                if !isOvertaken { breach = stations[station].reports(request) }
                writer.result(id, StatusNotification.Confirmation())
            case .meterValues:
                breach = stations[station].measures(try MeterValues(from: &payload))
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
                breach = Breach(.action, "a CSMS does not take \(action.name)")
            }
        } catch {
            writer.error(id, error.code, error.detail)
            return Breach(.payload, error.detail)
        }
        return breach
    }

    /// How much of a frame stands in the event that tells of it.
    private static let longestFrame = 400

    private mutating func note(
        _ breach: Breach?,
        _ station: Int,
        _ bytes: UnsafeRawBufferPointer
    ) {
        guard let breach else { return }
        let frame = String(decoding: bytes.prefix(Self.longestFrame), as: UTF8.self)
        breaches.append((station, Breach(breach.rule, "\(breach.detail): \(frame)")))
    }

    private func info(_ tag: IdToken) -> IdTagInfo { IdTagInfo(status: tags.status(of: tag)) }

    /// Makes the next call that waits for a station, if none is open.
    private mutating func callNext(_ station: Int, into writer: inout FrameWriter) -> Bool {
        while let (number, id) = stations[station].nextCall() {
            let tag = tags.tag(Int(id) % tags.count)
            let command = rules.commands[number]
            if command.write(id, to: stations[station], tag: tag, into: &writer) {
                if case .trigger = command { stations[station].asks() }
                return true
            }
            stations[station].needsNoAnswer()
        }
        return false
    }
}
