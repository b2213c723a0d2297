import FleetSim
import Scenarios

/// A summary read out of a run database, question by question.
extension Database {
    /// The summary of a run, the last unless one is asked for; nil if there is no such run.
    func summary(ofRun asked: Int?) throws(DatabaseError) -> Summary? {
        let runs = try all(Queries.runs) { row in Int(row.integer(at: 0)) }
        guard let run = runs.last(where: { asked == nil || $0 == asked }) else { return nil }
        return try summary(of: run, among: runs.count)
    }

    private func summary(of run: Int, among runs: Int) throws(DatabaseError) -> Summary {
        var (facts, machine) = try facts(of: run, among: runs)
        try addFleet(of: run, to: &facts)
        try addUsage(of: run, to: &machine)
        var timeline = try timeline(of: run, simulatedMicroseconds: facts.simulatedMicroseconds)
        var phases = try phases(of: run, until: facts.simulatedMicroseconds)
        var windows: [Int] = []
        let connections = try connections(of: run, into: &timeline, &phases, &windows)
        let end = facts.simulatedMicroseconds
        let origin = try origin(of: run)
        facts.kind = RunKind(stored: facts.mode, scenarioText: origin.scenarioText)
        let tally = try calls(of: run, into: &timeline, &phases, windows, until: end)
        let sessions = try sessions(of: run)
        let verdicts = try verdicts(of: run)
        let kind: Summary.Kind =
            if let plan = try plan(of: run) {
                .plan(plan)
            } else if let capacity = try capacity(of: run) {
                .capacity(capacity)
            } else if facts.kind == .sites {
                .sites(try sitesCourse(of: run, timeline, windows, until: end))
            } else {
                .fleet(
                    try course(
                        of: run,
                        tally,
                        timeline,
                        try observed(of: run, verdicts, phases, timeline, facts)
                    )
                )
            }
        return Summary(
            run: facts,
            verdicts: verdicts,
            calls: tally.calls,
            totals: tally.totals,
            phases: phases,
            connections: connections,
            effects: try effects(of: run),
            sessions: sessions,
            eventKinds: try eventKinds(of: run),
            callErrors: try callErrors(of: run),
            failures: try failures(of: run),
            farewell: try last(Notable.closeUnanswered, of: run),
            flood: try last(Notable.floodInAll, of: run),
            machine: machine,
            timeline: timeline,
            origin: origin,
            faults: try faults(of: run),
            examples: try eventExamples(of: run),
            kind: kind
        )
    }

    private func origin(of run: Int) throws(DatabaseError) -> Summary.Origin {
        let isWhole = try Schema.version(of: self) >= Schema.versionWithSites
        var origin = Summary.Origin(scenarioText: "")
        try read(Queries.origin(isWhole: isWhole), run) { row in
            origin = Summary.Origin(
                scenarioText: row.text(at: 0),
                csms: row.optionalText(at: 1),
                command: row.optionalText(at: 2),
                windowMicroseconds: row.optionalLarge(at: 3)
            )
        }
        return origin
    }
}

extension RunKind {
    /// What a run database has, with the scenario as the run kept it; nil: of a later version.
    init?(stored name: String, scenarioText: String) {
        guard let kind = RunKind(rawValue: name) else { return nil }
        let isAlone = kind == .virtual && ScenarioFile.isWithoutCSMS(inKeptText: scenarioText)
        self = isAlone ? .sites : kind
    }
}

extension Database {
    private func facts(
        of run: Int,
        among runs: Int
    ) throws(DatabaseError) -> (RunFacts, MachineFacts) {
        let isWhole = try Schema.version(of: self) > 5
        let query = try prepare(Queries.run(withReason: isWhole))
        try query.bind(run)
        guard try query.step() else { throw damage("run", "it has no row \(run)") }
        let stored = query.text(at: 3).visible
        // A run without its writer will never be complete.
        let isStale = stored == RunResult.Status.running.rawValue ? try !isBeingWritten(run) : false
        let facts = RunFacts(
            scenario: query.text(at: 0),
            seed: UInt64(bitPattern: query.integer(at: 1)),
            mode: query.text(at: 2),
            status: isStale ? RunResult.Status.interrupted.rawValue : stored,
            statusReason: isStale ? try reasonOfAbandonment(run) : query.optionalText(at: 16),
            speed: query.isNull(at: 15) ? nil : query.real(at: 15),
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

    func timeline(
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
        guard case .upTo(let last) = try callSums(of: run), let start = timeline.slots.first?.start
        else { return timeline }
        // A slot is of whole groups, as the run adds them up on its way.
        var window = 0
        var end = last
        try read("SELECT window_us FROM run WHERE id = ?", run) { row in window = row.large(at: 0) }
        try read("SELECT max(window_us) FROM connection_window WHERE run = ?", run) { row in
            end = row.large(at: 0)
        }
        guard window > 0 else { return timeline }
        let each = RunningSums.windowsPerGroup(from: start, to: last, window: window)
        return Timeline(first: start, last: end, windowMicroseconds: window * each)
    }

    private func effects(of run: Int) throws(DatabaseError) -> [Summary.EffectSummary] {
        var names: [String] = []
        var histograms: [Histogram] = []
        var maximum: [Int] = []
        try readEffects(of: run) { row in
            if let index = names.firstIndex(of: row.effect) {
                histograms[index].merge(row.latency)
                maximum[index] = max(maximum[index], row.longest)
            } else {
                names.append(row.effect)
                histograms.append(row.latency)
                maximum.append(row.longest)
            }
        }
        return names.indices.sorted { names[$0] < names[$1] }.compactMap { index in
            LatencySummary(histograms[index], max: maximum[index])
                .map { Summary.EffectSummary(name: names[index], latency: $0) }
        }
    }

    /// Those that had begun when the run ended.
    func phases(of run: Int, until end: Int) throws(DatabaseError) -> [PhaseSummary] {
        guard try Schema.version(of: self) > 2 else { return [] }
        var phases: [PhaseSummary] = []
        try read(Queries.phases, run) { row in
            let start = row.large(at: 1)
            guard start < end else { return }
            phases.append(
                PhaseSummary(
                    name: row.text(at: 0),
                    start: start,
                    // A file may say that it ended before.
                    end: max(start, min(row.large(at: 2), end))
                )
            )
        }
        return phases
    }

    private func connections(
        of run: Int,
        into timeline: inout Timeline,
        _ phases: inout [PhaseSummary],
        _ windows: inout [Int]
    ) throws(DatabaseError) -> ConnectionSummary {
        var starts: [Int] = []
        defer { windows = starts }
        var summary = ConnectionSummary()
        try readConnections(of: run) { window in
            starts.append(window.start)
            summary.failed += window.failed
            summary.opened += window.opened
            summary.closed += window.closed
            summary.connectedAtEnd = window.connected
            summary.maximumConnected = max(summary.maximumConnected, window.maximumConnected)
            // At first none is: that says nothing.
            if starts.count > 1 {
                let fewest = summary.minimumConnected ?? window.minimumConnected
                summary.minimumConnected = min(fewest, window.minimumConnected)
            }
            summary.connectingAtEnd = window.connecting
            summary.lastAnswer = window.lastAnswer
            summary.silentSince = window.silentSince
            summary.waiting = window.waiting ?? 0
            if let handshake = window.handshakeP99 {
                let worst = summary.handshakeP99Microseconds ?? 0
                summary.handshakeP99Microseconds = max(worst, handshake)
            }
            if let phase = phases.index(of: window.start) {
                phases[phase].connectedAtEnd = window.connected
            }
            guard let slot = timeline.slot(of: window.start) else { return }
            let fewest = timeline.slots[slot].connected ?? window.minimumConnected
            timeline.slots[slot].connected = min(fewest, window.minimumConnected)
            let maximum = timeline.slots[slot].maximumConnected ?? 0
            timeline.slots[slot].maximumConnected = max(maximum, window.maximumConnected)
        }
        return summary
    }

    private func calls(
        of run: Int,
        into timeline: inout Timeline,
        _ phases: inout [PhaseSummary],
        _ windows: [Int],
        until end: Int
    ) throws(DatabaseError) -> CallTally {
        let sums = try callSums(of: run)
        var summed: Int?
        if case .upTo(let window) = sums { summed = window }
        var tally = CallTally(
            timeline: timeline,
            phases: phases,
            windows: sums == .all ? nil : windows,
            end: end,
            summedUpTo: summed
        )
        try readCalls(of: run) { tally.add($0) }
        if sums != .nothing { try readPeaks(of: run) { tally.note(peak: $0) } }
        tally.close()
        timeline = tally.timeline
        phases = tally.phases
        return tally
    }

    /// The sessions that ended in a part of a run.
    func sessions(
        of run: Int,
        in span: Span = Span()
    ) throws(DatabaseError) -> SessionSummary {
        var summary = SessionSummary()
        var (plugged, waited, left, stayed) = (0, 0, 0, 0)
        let isWhole = try Schema.version(of: self) >= Schema.versionWithStarters
        let query = Queries.sessions(withStarters: isWhole)
        try read(query, run, span.start, span.end) { row throws(DatabaseError) in
            guard let outcome = SessionRecord.Outcome(named: row.text(at: 0)) else {
                throw damage("session", "an outcome has no meaning")
            }
            let count = row.amount(at: 1)
            summary.count += count
            summary.outcomes[Int(outcome.rawValue)] += count
            summary.startedByCSMS += row.amount(at: 8)
            // What is not over says nothing yet of what comes of it.
            guard outcome != .open else { return }
            summary.requestedMilliwattHours += row.large(at: 2)
            summary.deliveredMilliwattHours += row.large(at: 3)
            summary.servedMilliwattHours += row.large(at: 9)
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
        try all(Queries.eventKinds, run) { row in
            Summary.EventKind(kind: row.text(at: 0), count: row.amount(at: 1))
        }
    }

    /// The errors of the whole run, with the first few texts of each kind.
    private func callErrors(of run: Int) throws(DatabaseError) -> [CallErrorSummary] {
        guard try Schema.version(of: self) > 5 else { return [] }
        var errors: [CallErrorSummary] = []
        try read(Queries.callErrors, run) { row in
            let next = CallErrorSummary(
                action: row.text(at: 0),
                direction: row.text(at: 1),
                code: row.text(at: 2)
            )
            if errors.last?.isAlike(next) != true { errors.append(next) }
            errors[errors.count - 1].add(row.amount(at: 3), row.text(at: 4))
        }
        return errors
    }

    private func failures(of run: Int) throws(DatabaseError) -> [FailureSummary] {
        guard try Schema.version(of: self) > 5 else { return [] }
        return try all(Queries.connectionFailures, run) { row in
            FailureSummary(
                kind: row.text(at: 0),
                reason: row.text(at: 1),
                count: row.amount(at: 2),
                keptOut: row.amount(at: 3)
            )
        }
    }

    /// What the last event of a kind tells.
    private func last(_ kind: String, of run: Int) throws(DatabaseError) -> String? {
        var detail: String?
        try read(Queries.lastEvent, run, kind) { row in detail = row.text(at: 0) }
        return detail
    }

    private func verdicts(of run: Int) throws(DatabaseError) -> [Verdict] {
        let version = try Schema.version(of: self)
        guard version > 3 else { return [] }
        return try all(Queries.verdicts(withText: version > 5), run) { row in
            Verdict(
                expression: row.text(at: 0),
                phase: row.optionalText(at: 1),
                value: row.isNull(at: 2) ? nil : row.real(at: 2),
                isLowerBound: row.text(at: 5).hasPrefix(Verdict.more),
                unit: row.text(at: 3),
                passed: row.integer(at: 4) != 0
            )
        }
    }
}

extension SessionRecord.Outcome {
    fileprivate init?(named name: String) {
        guard let outcome = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = outcome
    }
}
