// Messages of transactions: kept in order until the CSMS has them (OCPP 1.6 §3.7).
extension Charger {
    /// Queues a transaction message; when there is no room, meter readings are what is lost.
    mutating func keep(_ call: OutgoingCall, at now: SimTime, into output: inout ChargerOutput) {
        guard type.behaviour.speaksOCPP else { return }
        outbox.keep(call, room: type.behaviour.connection.queueDepth, at: now)
    }

    /// Queues a critical security event; when there is no room, an older one is what is lost.
    mutating func keep(_ event: SecurityEvent, at now: SimTime) {
        assert(event.kind.isCritical, "what is not critical need not arrive")
        outbox.keep(event, room: type.behaviour.connection.queueDepth, at: now)
    }

    /// The CSMS has taken a transaction message: the next follows at the pace of the type.
    mutating func delivered(
        _ call: Outbox.InFlight,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard call.waiting.call.mustArrive else { return }
        let dropped = outbox.takeDropped()
        if dropped > 0 {
            output.actions.append(
                .notable(kind: "queue-full", detail: "\(dropped) meter values were dropped")
            )
        }
        guard type.behaviour.connection.flushPause > .zero, let next = outbox.transactional.first,
            next.intended < call.sent
        else { return }
        outbox.pause(at: now)
        set(.retry, at: now + SimDuration(type.behaviour.connection.flushPause), into: &output)
    }

    /// The wait between two transaction messages is over.
    mutating func mayGoOn(at now: SimTime) {
        outbox.goOn(at: now)
    }

    /// Tries a transaction message again after a growing wait, a limited number of times, and then drops it.
    mutating func tryAgain(
        _ waiting: Outbox.Waiting,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        var waiting = waiting
        waiting.attempts += 1
        guard waiting.attempts < Int(configuration[.transactionMessageAttempts]) else {
            output.actions.append(
                .notable(
                    kind: "message-dropped",
                    detail: "\(waiting.call.action.name) after \(waiting.attempts) attempts"
                )
            )
            switch waiting.call {
            case .start(let transaction, _, _, _, _, _):
                _ = transactionIDs.takeVisit(of: transaction)
            case .stop(let transaction, _, _, _, _, _): transactionIDs.forget(transaction)
            case .boot, .heartbeat, .status, .authorize, .warning, .meter, .idleMeter,
                .firmwareStatus, .signedFirmwareStatus, .diagnosticsStatus, .logStatus,
                .securityEvent, .signCertificate, .vendorMessage:
                break
            }
            return
        }
        outbox.keep(waiting, untilItsTime: true)
        let wait = configuration.seconds(.transactionMessageRetryInterval) * Int64(waiting.attempts)
        set(.retry, at: now + wait, into: &output)
    }
}
