import FleetSim

/// A summary read out of a run database, question by question.
extension Database {
    /// The summary of a run, the last unless one is asked for; nil if there is no such run.
    func summary(ofRun asked: Int?) throws(DatabaseError) -> Summary? {
        var runs: [Int] = []
        try read(Queries.runs) { row in runs.append(Int(row.integer(at: 0))) }
        guard let run = runs.last(where: { asked == nil || $0 == asked }) else { return nil }
        return try summary(of: run, among: runs.count)
    }

    private func summary(of run: Int, among runs: Int) throws(DatabaseError) -> Summary {
        var (facts, machine) = try facts(of: run, among: runs)
        try addFleet(of: run, to: &facts)
        try addUsage(of: run, to: &machine)
        var timeline = try timeline(of: run, simulatedMicroseconds: facts.simulatedMicroseconds)
        var phases = try phases(of: run, until: facts.simulatedMicroseconds)
        let connections = try connections(of: run, into: &timeline, &phases)
        let tally = try calls(of: run, into: &timeline, &phases)
        return Summary(
            run: facts,
            calls: tally.calls,
            totals: tally.totals,
            phases: phases,
            connections: connections,
            effects: try effects(of: run),
            sessions: try sessions(of: run),
            eventKinds: try eventKinds(of: run),
            machine: machine,
            timeline: timeline
        )
    }
}

extension Database {
    private func facts(
        of run: Int,
        among runs: Int
    ) throws(DatabaseError) -> (RunFacts, MachineFacts) {
        let query = try prepare(Queries.run)
        try query.bind(run)
        guard try query.step() else { throw damage("run", "it has no row \(run)") }
        let stored = query.text(at: 3)
        // A run that nobody writes any more will never be complete.
        let isStale = stored == RunResult.Status.running.rawValue ? try !isBeingWritten() : false
        let facts = RunFacts(
            scenario: query.text(at: 0),
            seed: UInt64(bitPattern: query.integer(at: 1)),
            mode: query.text(at: 2),
            status: isStale ? RunResult.Status.interrupted.rawValue : stored,
            simulatedMicroseconds: query.large(at: 4),
            events: query.large(at: 5),
            fingerprint: query.optionalText(at: 6),
            version: query.text(at: 7),
            commit: query.optionalText(at: 8),
            chargers: 0,
            sites: 0
        )
        let machine = MachineFacts(
            run: run,
            runs: runs,
            startedAt: query.text(at: 9),
            endedAt: query.optionalText(at: 10),
            wallMicroseconds: query.optionalLarge(at: 11),
            host: query.text(at: 12),
            cores: query.amount(at: 13),
            threads: query.amount(at: 14)
        )
        return (facts, machine)
    }

    private func addFleet(of run: Int, to facts: inout RunFacts) throws(DatabaseError) {
        try read(Queries.fleet, run) { row in
            facts.chargers = row.amount(at: 0)
            facts.sites = row.amount(at: 1)
        }
    }

    private func addUsage(of run: Int, to machine: inout MachineFacts) throws(DatabaseError) {
        try read(Queries.usage, run) { row in
            machine.cpuPercent = row.isNull(at: 0) ? nil : row.real(at: 0)
            machine.peakResidentBytes = row.optionalLarge(at: 1)
        }
    }

    private func timeline(
        of run: Int,
        simulatedMicroseconds: Int
    ) throws(DatabaseError) -> Timeline {
        var timeline = Timeline.empty
        try read(Queries.windows, run) { row in
            guard row.amount(at: 0) > 0 else { return }
            timeline = Timeline(
                first: row.large(at: 1),
                last: row.large(at: 2),
                windowMicroseconds: row.optionalLarge(at: 3) ?? simulatedMicroseconds
            )
        }
        return timeline
    }

    private func effects(of run: Int) throws(DatabaseError) -> [Summary.EffectSummary] {
        guard try Schema.version(of: self) > 1 else { return [] }
        var names: [String] = []
        var histograms: [Histogram] = []
        var most: [Int] = []
        try read(Queries.effects, run) { row throws(DatabaseError) in
            let name = row.text(at: 0)
            guard let latency = try? row.optionalHistogram(at: 1) else {
                throw damage("effect_window", "a histogram cannot be read")
            }
            if let place = names.firstIndex(of: name) {
                histograms[place].merge(latency)
                most[place] = max(most[place], row.large(at: 2))
            } else {
                names.append(name)
                histograms.append(latency)
                most.append(row.large(at: 2))
            }
        }
        return names.indices.sorted { names[$0] < names[$1] }.compactMap { place in
            LatencySummary(histograms[place], max: most[place])
                .map { Summary.EffectSummary(name: names[place], latency: $0) }
        }
    }

    /// Those that had begun when the run ended.
    private func phases(of run: Int, until end: Int) throws(DatabaseError) -> [PhaseSummary] {
        guard try Schema.version(of: self) > 2 else { return [] }
        var phases: [PhaseSummary] = []
        try read(Queries.phases, run) { row in
            guard row.large(at: 1) < end else { return }
            phases.append(
                PhaseSummary(
                    name: row.text(at: 0),
                    start: row.large(at: 1),
                    end: min(row.large(at: 2), end)
                )
            )
        }
        return phases
    }

    private func connections(
        of run: Int,
        into timeline: inout Timeline,
        _ phases: inout [PhaseSummary]
    ) throws(DatabaseError) -> ConnectionSummary {
        var summary = ConnectionSummary()
        try read(Queries.connections, run) { row in
            let connected = row.amount(at: 2)
            summary.failed += row.amount(at: 3)
            summary.opened += row.amount(at: 4)
            summary.closed += row.amount(at: 5)
            summary.connectedAtEnd = connected
            summary.connectedAtMost = max(summary.connectedAtMost, connected)
            if let handshake = row.optionalLarge(at: 6) {
                let worst = summary.handshakeP99Microseconds ?? 0
                summary.handshakeP99Microseconds = max(worst, handshake)
            }
            if let phase = phases.place(of: row.large(at: 0)) {
                phases[phase].connectedAtEnd = connected
            }
            guard let slot = timeline.slot(of: row.large(at: 0)) else { return }
            let fewest = timeline.slots[slot].connected ?? connected
            timeline.slots[slot].connected = min(fewest, connected)
        }
        return summary
    }

    private func calls(
        of run: Int,
        into timeline: inout Timeline,
        _ phases: inout [PhaseSummary]
    ) throws(DatabaseError) -> CallTally {
        var tally = CallTally(timeline: timeline, phases: phases)
        try read(Queries.calls, run) { row throws(DatabaseError) in
            guard let outcome = Outcome(named: row.text(at: 3)),
                let direction = Direction(named: row.text(at: 2))
            else { throw damage("call_window", "an outcome or direction has no meaning") }
            do throws(HistogramError) {
                let counted = CallTally.Row(
                    window: row.large(at: 0),
                    action: row.text(at: 1),
                    direction: direction,
                    outcome: outcome,
                    count: row.amount(at: 4),
                    bytesSent: row.amount(at: 5),
                    bytesReceived: row.amount(at: 6),
                    latency: try row.optionalHistogram(at: 7),
                    service: try row.optionalHistogram(at: 8),
                    longest: row.large(at: 9)
                )
                tally.add(counted)
            } catch {
                throw damage("call_window", "a histogram cannot be read: \(error)")
            }
        }
        tally.close()
        timeline = tally.timeline
        phases = tally.phases
        return tally
    }

    private func sessions(of run: Int) throws(DatabaseError) -> SessionSummary {
        var summary = SessionSummary()
        var (plugged, waited, left, stayed) = (0, 0, 0, 0)
        try read(Queries.sessions, run) { row throws(DatabaseError) in
            guard let outcome = SessionRecord.Outcome(named: row.text(at: 0)) else {
                throw damage("session", "an outcome has no meaning")
            }
            let count = row.amount(at: 1)
            summary.count += count
            summary.outcomes[Int(outcome.rawValue)] += count
            summary.requestedMilliwattHours += row.large(at: 2)
            summary.deliveredMilliwattHours += row.large(at: 3)
            plugged += row.large(at: 4)
            waited += row.large(at: 5)
            left += row.large(at: 6)
            stayed += row.large(at: 7)
        }
        summary.meanWaitMicroseconds = plugged > 0 ? waited / plugged : nil
        summary.meanPluggedMicroseconds = left > 0 ? stayed / left : nil
        return summary
    }

    private func eventKinds(of run: Int) throws(DatabaseError) -> [Summary.EventKind] {
        var kinds: [Summary.EventKind] = []
        try read(Queries.eventKinds, run) { row in
            kinds.append(Summary.EventKind(kind: row.text(at: 0), count: row.amount(at: 1)))
        }
        return kinds
    }

    private func damage(_ table: String, _ problem: String) -> DatabaseError {
        DatabaseError(path: path, reason: .damaged, message: "\(table): \(problem)")
    }
}

extension Statement {
    fileprivate func optionalHistogram(at column: Int32) throws(HistogramError) -> Histogram? {
        isNull(at: column) ? nil : try Histogram(decodingV2: blob(at: column))
    }
}

extension Outcome {
    fileprivate init?(named name: String) {
        guard let outcome = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = outcome
    }
}

extension Direction {
    fileprivate init?(named name: String) {
        guard let direction = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = direction
    }
}

extension SessionRecord.Outcome {
    fileprivate init?(named name: String) {
        guard let outcome = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = outcome
    }
}
