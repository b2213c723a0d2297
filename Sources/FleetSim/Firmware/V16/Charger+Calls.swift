// Calls that the charger makes: leaving, being answered, not being answered.
extension Charger {
    /// Sends the next calls as far as the connection lets it, and how many may be under way.
    mutating func pump(at now: SimTime, into output: inout ChargerOutput) {
        let unmade = outbox.takeUnmade()
        if unmade > 0 {
            let detail = "\(unmade) not made, for as many were waiting as may"
            output.actions.append(.misfit(.unmadeCalls, detail: detail))
        }
        guard link == .up, !outbox.hasNoneWaiting else { return }
        while let waiting = outbox.next(
            transactional: registration == .accepted,
            depth: type.behaviour.connection.callsInFlight
        ) {
            let id = outbox.nextID()
            let bytes = send(waiting.call, id: messageID(id), into: &output)
            outbox.left(consume waiting, id: id, at: now, bytes: bytes)
            if outbox.hasOneInFlight { expectAnswer(toCallSent: now, into: &output) }
        }
    }

    /// A call's id, of its number.
    private func messageID(_ number: UInt64) -> MessageID {
        // Hardly any charger has ids of its own, which are large to copy.
        guard !callIDs.isNone else { return MessageID(number: number) }
        return callIDs.value?.id(number) ?? MessageID(number: number)
    }

    /// Waits for the answer to the oldest call under way.
    private mutating func expectAnswer(into output: inout ChargerOutput) {
        guard let sent = outbox.oldestSent else { return timers.cancel(.callTimeout) }
        expectAnswer(toCallSent: sent, into: &output)
    }

    private mutating func expectAnswer(
        toCallSent sent: SimTime,
        into output: inout ChargerOutput
    ) {
        output.actions.append(
            .awaitAnswer(
                generation: timers.arm(.callTimeout),
                sent: sent,
                patience: configuration.seconds(.messageTimeout)
            )
        )
    }

    mutating func receive(
        _ bytes: UnsafeRawBufferPointer,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard link == .up else { return }
        do {
            switch try Envelope.parse(bytes) {
            case .call(let id, let action, let name, var payload):
                // A charger that was rejected must not answer (OCPP 1.6 §4.2).
                guard registration != .rejected else { return }
                guard let action else {
                    return refuse(unknown: name, id: id, bytes: bytes.count, into: &output)
                }
                obey(
                    action,
                    id: id,
                    payload: &payload,
                    bytes: bytes.count,
                    at: now,
                    into: &output
                )
            case .result(let id, var payload):
                guard let number = number(ofAnswer: id, into: &output) else { return }
                let call = outbox.answered(number)
                expectAnswer(into: &output)
                conclude(call, payload: &payload, bytes: bytes.count, at: now, into: &output)
            case .error(let id, let code, let name, let text):
                guard let number = number(ofAnswer: id, into: &output) else { return }
                let call = outbox.answered(number)
                expectAnswer(into: &output)
                measure(call, .error, at: now, bytes: bytes.count, error: code, into: &output)
                output.actions.append(
                    .callError(
                        call.waiting.call.action,
                        .out,
                        code,
                        spelling: name.withBytes { $0 == code.rawValue } ? nil : name.string,
                        text: text.string
                    )
                )
                failed(call, code, at: now, into: &output)
            }
        } catch {
            output.actions.append(.misfit(.badFrame, detail: "from the CSMS: \(error.detail)"))
            if type.security.reportsInvalidMessages {
                raise(.invalidMessages, error.detail, at: now)
            }
            if error.type == .call, let id = error.id, registration != .rejected {
                output.error(id, .formationViolation, error.detail)
            }
        }
    }

    mutating func callTimedOut(at now: SimTime, into output: inout ChargerOutput) {
        guard let call = outbox.abandonOldest() else { return }
        expectAnswer(into: &output)
        measure(call, .timeout, at: now, into: &output)
        failed(call, at: now, into: &output)
    }

    func measure(
        _ call: Outbox.InFlight,
        _ outcome: Outcome,
        at now: SimTime,
        bytes: Int = 0,
        error: ErrorCode? = nil,
        into output: inout ChargerOutput
    ) {
        output.actions.append(
            .measured(
                MeasuredCall(
                    action: call.waiting.call.action,
                    direction: .out,
                    outcome: outcome,
                    intended: call.waiting.intended,
                    sent: call.sent,
                    ended: now,
                    bytesSent: Int(call.bytes),
                    bytesReceived: bytes,
                    error: error
                )
            )
        )
    }

    /// What follows when a call was not processed: each kind has its own way out.
    mutating func failed(
        _ call: Outbox.InFlight,
        _ code: ErrorCode? = nil,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        switch call.waiting.call {
        case .boot: bootUnanswered(at: now, into: &output)
        case .authorize(let connector, let tag):
            let reason: VisitLog.Hindrance = code == nil ? .unanswered : .answeredByError
            authorisationUnanswered(Int(connector) - 1, tag, reason, at: now, into: &output)
        case .start, .stop, .meter: tryAgain(call.waiting, at: now, into: &output)
        case .securityEvent(let event):
            // A CSMS that does not know the message will not know it next time either.
            guard event.kind.isCritical, code != .notImplemented, code != .notSupported else {
                break
            }
            tryAgain(call.waiting, at: now, into: &output)
        case .heartbeat, .status, .warning, .idleMeter: break
        case .firmwareStatus, .signedFirmwareStatus, .diagnosticsStatus, .logStatus,
            .signCertificate, .vendorMessage:
            break
        }
    }

    /// The number of the call that is answered; nil: none with that id is under way.
    private func number(ofAnswer id: MessageID, into output: inout ChargerOutput) -> UInt64? {
        let number = callIDs.isNone ? id.number : callIDs.value?.number(of: id)
        if let number, outbox.hasInFlight(number) { return number }
        output.actions.append(
            .misfit(
                outbox.knows(number) ? .lateReply : .unexpectedReply,
                detail: "no call ‘\(id.text)’ is open"
            )
        )
        return nil
    }
}
