import Scenarios

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
        /// What its clock says at time zero.
        var clockStart: DateTime
        /// Which of the cars plugged in it starts by itself; nil: none.
        var starts: RemoteStarts?
    }

    let rules: Rules
    let tags: TagList
    var stations: [Station]
    /// Where it shares out the power of sites.
    var power: LoadManagement?
    var knownForms = KnownForms()
    /// What chargers did against the rules, and what calls to them led to, since last asked.
    private(set) var breaches: [(station: Int, breach: Breach)] = []
    private(set) var effects: [(effect: Effect, latency: SimDuration)] = []
    /// Where chargers are not of this process: how many breaches are told one by one; nil: all.
    var breachTally: BreachTally<ProtocolRule>?

    init(rules: Rules, tags: TagList, stations: [Station], power: LoadManagement? = nil) {
        self.rules = rules
        self.tags = tags
        self.stations = stations
        self.power = power
    }

    func prefetch(_ station: Int) { stations.prefetch(station) }

    func clock(at now: SimTime) -> DateTime {
        DateTime(unixMilliseconds: rules.clockStart.unixMilliseconds + now.nanoseconds / 1_000_000)
    }

    /// A frame has arrived and waits for its turn.
    mutating func noteArrival(_ bytes: UnsafeRawBufferPointer, from station: Int, at now: SimTime) {
        guard bytes.count > 1, bytes[1] == UInt8(ascii: "2") else { return }
        note(stations[station].noteCallArrival(at: now), station, bytes)
    }

    /// Takes a charger's frame when its turn has come; true when it has written a frame in answer.
    ///
    /// One that waited so long that later ones have overtaken it is no longer judged by its order.
    mutating func receive(
        _ bytes: UnsafeRawBufferPointer,
        from station: Int,
        arrived: SimTime,
        at now: SimTime,
        into writer: inout FrameWriter
    ) -> Bool {
        assert(now >= arrived, "a frame is served after it came")
        do {
            switch try Envelope.parse(bytes) {
            case .call(let id, let action, name: _, var payload):
                let call = IncomingCall(
                    id: id,
                    station: station,
                    arrived: arrived,
                    now: now,
                    clock: clock(at: now),
                    isOvertaken: stations[station].noteServed(arrived)
                )
                let breach = answer(action, call, &payload, into: &writer)
                if !(call.isOvertaken && breach?.rule.isOfOrder ?? false) {
                    note(breach, station, bytes)
                }
                stations[station].noteCallAnswered()
                settlePower(of: station, at: now)
                return true
            case .result(let id, var payload):
                let breach = conclude(id, &payload, of: station, at: arrived)
                note(breach, station, bytes)
                settlePower(of: station, at: now)
                return callNext(station, at: now, into: &writer)
            case .error(let id, _, name: _, description: _):
                let (answered, breach) = stations[station].calls.answered(id, arrived)
                if let answered { fail(answered, of: station, at: now) }
                note(breach, station, bytes)
                settlePower(of: station, at: now)
                return callNext(station, at: now, into: &writer)
            }
        } catch {
            note(Breach(.frame, error.detail), station, bytes)
            // A frame without a readable id cannot be answered.
            guard error.type == .call, let id = error.id else { return false }
            stations[station].noteCallAnswered()
            writer.error(id, .formationViolation, error.detail)
            return true
        }
    }

    /// Has a command for a station; true when it has written the call, which else waits its turn.
    mutating func command(
        _ number: Int,
        to station: Int,
        at now: SimTime,
        into writer: inout FrameWriter
    ) -> Bool {
        assert(rules.commands.indices.contains(number), "a command is one of the scenario's")
        guard stations[station].mayBeCalled else { return false }
        stations[station].calls.add(.rule(number), at: now)
        return callNext(station, at: now, into: &writer)
    }

    /// A driver has a wish in the operator's app; true when it has written the call that grants it.
    mutating func wish(
        _ wish: DriverWish,
        at station: Int,
        now: SimTime,
        into writer: inout FrameWriter
    ) -> Bool {
        guard stations[station].mayBeCalled,
            wish.kind != .start || tags.status(of: IdToken(wish.token)) == .accepted
        else { return false }
        stations[station].calls.add(.wish(wish), at: now)
        return callNext(station, at: now, into: &writer)
    }

    /// Starts a car that was plugged in, as the operator's app does; true when it has written a call.
    mutating func start(_ station: Int, at now: SimTime, into writer: inout FrameWriter) -> Bool {
        guard let starts = rules.starts, let plugged = stations[station].takePlugged(),
            let tag = starts.tag(for: station, plugged.number, of: tags)
        else { return false }
        let wish = DriverWish(kind: .start, connector: plugged.connector, token: tag)
        stations[station].calls.add(.wish(wish), at: now)
        return callNext(station, at: now, into: &writer)
    }

    /// A connection is gone, and what was asked over it will not be answered.
    mutating func disconnected(_ station: Int) {
        stations[station].disconnected()
        losePower(of: station)
    }

    /// Tells what was noticed, and forgets it: every breach is an event, every effect is counted.
    mutating func tellObservations(
        at now: SimTime,
        notables: inout [Notable],
        effects table: inout EffectTable
    ) {
        guard !breaches.isEmpty || !effects.isEmpty else { return }
        for (effect, latency) in effects { table.record(effect, latency) }
        for (station, breach) in breaches {
            notables.append(
                Notable(
                    at: now,
                    charger: Int32(station),
                    kind: "breach",
                    detail: "\(breach.rule.rawValue): \(breach.detail)"
                )
            )
        }
        forgetObservations()
    }

    /// Tells how many breaches of the window were not told one by one.
    mutating func tellBreachTally(at now: SimTime, notables: inout [Notable]) {
        guard let (kept, others) = breachTally?.close() else { return }
        func tell(_ station: Int32?, _ detail: String) {
            notables.append(Notable(at: now, charger: station, kind: "breach", detail: detail))
        }
        for (station, rule, count) in kept {
            tell(Int32(station), "\(rule.rawValue): and \(count) more")
        }
        if others > 0 { tell(nil, "and \(others) more breaches of other chargers") }
    }

    mutating func forgetObservations() {
        breaches.empty()
        effects.empty()
    }
}

extension CentralSystem {
    /// Makes the next call that waits for a station, if none is open.
    mutating func callNext(
        _ station: Int,
        at now: SimTime,
        into writer: inout FrameWriter
    ) -> Bool {
        while let call = stations[station].calls.openNext(at: now) {
            let command = command(of: call, station)
            let at = circumstances(of: call, station)
            guard command.write(at, into: &writer) else {
                stations[station].calls.forgetOpen()
                concludePower(call, of: station, isTaken: false, at: now)
                continue
            }
            // The sign may be served before the answer that grants it.
            command.markSent(&stations[station].ledger)
            if let shown = command.effect(at) {
                stations[station].expect(Expectation(shown, of: call))
            }
            return true
        }
        return false
    }

    /// Takes the answer to a call: what it grants is kept.
    private mutating func conclude(
        _ id: MessageID,
        _ payload: inout JSONReader,
        of station: Int,
        at now: SimTime
    ) -> Breach? {
        let (answered, breach) = stations[station].calls.answered(id, now)
        guard let answered else { return breach }
        assert(now >= answered.due, "an answer comes after its call was due")
        effects.append((.answer, now - answered.due))
        let command = command(of: answered, station)
        let at = circumstances(of: answered, station)
        do throws(PayloadError) {
            let isGranted = try command.conclude(at, &payload, in: &stations[station].ledger)
            if stations[station].hasServedLater(than: now) {
                stations[station].ledger.doubtReservations()
            }
            if !isGranted { stations[station].calls.expectNothing(of: answered.id) }
            concludePower(answered, of: station, isTaken: isGranted, at: now)
            if let entries = stations[station].ledger.takeOwedList() {
                stations[station].calls.add(.wholeList(entries: entries), at: now)
            }
            return nil
        } catch {
            fail(answered, of: station, at: now)
            return Breach(.payload, error.detail)
        }
    }

    /// A call was answered with an error, or with what is no answer: it has changed nothing.
    private mutating func fail(_ call: OpenCall, of station: Int, at now: SimTime) {
        stations[station].calls.expectNothing(of: call.id)
        command(of: call, station).markFailed(&stations[station].ledger)
        concludePower(call, of: station, isTaken: false, at: now)
    }

    private func command(of call: OpenCall, _ station: Int) -> Command {
        switch call.what {
        case .rule(let number): rules.commands[number]
        case .wish(let wish): Command(wish)
        case .wholeList(let entries): .sendLocalList(.full, entries: entries)
        case .power(let message): powerCommand(message, to: station)
        }
    }

    private func circumstances(of call: OpenCall, _ station: Int) -> CommandCircumstances {
        CommandCircumstances(
            station: stations[station],
            tags: tags,
            number: call.id,
            now: clock(at: call.sent)
        )
    }

    /// Notes what a call of a charger shows of what was asked of it before the call came.
    mutating func look(_ call: IncomingCall, for isMet: (Expectation) -> Bool) {
        // Most stations have nothing asked of them.
        guard stations[call.station].isWatched else { return }
        while let seen = stations[call.station].calls.takeMet(by: call.arrived, isMet) {
            assert(call.arrived >= seen.since, "an effect comes after its cause was due")
            effects.append((seen.effect, call.arrived - seen.since))
        }
    }

    /// How much of a frame stands in the event that tells of it.
    private static let longestFrame = 400

    private mutating func note(
        _ breach: Breach?,
        _ station: Int,
        _ bytes: UnsafeRawBufferPointer
    ) {
        guard let breach, breachTally?.take(breach.rule, of: station) ?? true else { return }
        let start = String(decoding: bytes.prefix(Self.longestFrame), as: UTF8.self)
        let frame = FrameSecrets.quoted(start)
        breaches.append((station, Breach(breach.rule, "\(breach.detail): \(frame)")))
    }
}
