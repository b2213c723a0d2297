import FleetSim
import Scenarios

/// Thresholds held against what a run database has of a run.
///
/// Everything is read back out of the rows, so that it does not matter how they came there.
extension Database {
    /// One verdict for each threshold, in their order; none on a default that has no sample.
    func verdicts(
        on own: [Threshold],
        byDefault defaults: [Threshold] = [],
        ofRun run: Int
    ) throws(DatabaseError) -> [Verdict] {
        let thresholds = own + defaults
        let phases = try spans(of: run)
        let lines = try callLines(for: thresholds, of: run, in: phases)
        var verdicts: [Verdict] = []
        for (index, threshold) in thresholds.enumerated() {
            var measured: Verdict.Measured?
            if let span = threshold.span(among: phases) {
                let question = Question(threshold, run: run, span: span)
                if let line = lines[index] {
                    measured = question.figure(of: line)
                } else {
                    measured = try figure(question).map { Verdict.Measured($0) }
                }
            }
            guard measured != nil || index < own.count else { continue }
            verdicts.append(Verdict(threshold, measured: measured))
        }
        assert(verdicts.count >= own.count, "each threshold of the scenario has its verdict")
        return verdicts
    }
}

/// From one moment of a run to another, in microseconds.
struct Span {
    var start = 0
    var end = Int.max
    /// How long it was measured.
    var length = 0

    func contains(_ moment: Int) -> Bool { start <= moment && moment < end }
}

/// What a threshold asks, and of what.
private struct Question {
    let threshold: Threshold
    let run: Int
    let span: Span

    init(_ threshold: Threshold, run: Int, span: Span) {
        self.threshold = threshold
        self.run = run
        self.span = span
    }

    /// A number, or its percentage where the bound is one; there is none of nothing.
    ///
    /// It is rounded once, so that 7 of 1,000 are the number that ‘0.7%’ is read as.
    func part(_ count: Int, of whole: Int) -> Double? {
        guard threshold.bound.unit == .percent else { return Double(count) }
        return whole > 0 ? 100 * Double(count) / Double(whole) : nil
    }

    /// A count in the whole span, as a rate a second, minute or hour.
    private func rate(_ count: Int) -> Double? {
        let period = threshold.bound.unit.period ?? 1e6
        return span.length > 0 ? Double(count) * period / Double(span.length) : nil
    }

    /// A moment as the bound has it: as a percentage of the span, or since it began.
    func moment(_ moment: Int) -> Double? {
        let since = Double(max(0, moment - span.start))
        guard threshold.bound.unit == .percent else { return since }
        return span.length > 0 ? min(100, 100 * since / Double(span.length)) : nil
    }

    /// The statistic of times of which the true maximum may be known.
    func statistic(of times: Histogram, max: Int) -> Double? {
        guard times.count > 0, let statistic = threshold.statistic else { return nil }
        return switch statistic {
        case .percentile(let percent): Double(min(Int(times.quantile(percent / 100)), max))
        case .mean: times.mean
        case .max: Double(max)
        }
    }

    private func statistic(of times: ResponseTimes) -> Verdict.Measured? {
        guard times.count > 0, let statistic = threshold.statistic else { return nil }
        switch statistic {
        case .percentile(let percent): return Verdict.Measured(times.quantile(percent / 100))
        case .mean:
            let mean = times.mean
            return Verdict.Measured(mean.microseconds, isLowerBound: mean.isLowerBound)
        case .max: return Verdict.Measured(times.max)
        }
    }

    func figure(of line: CallLine) -> Verdict.Measured? {
        guard case .calls(_, let measure) = threshold.metric else { return nil }
        switch measure {
        case .latency: return statistic(of: line.latency)
        case .service: return statistic(of: line.service)
        case .count, .rate, .failed, .errors, .timeouts, .lost, .rejected, .open:
            return count(measure, of: line).map { Verdict.Measured($0) }
        }
    }

    private func count(_ measure: CallMeasure, of line: CallLine) -> Double? {
        let calls = line.summary
        // Where no call was made nothing failed, but nothing was tried either.
        let hasAny = calls.count > 0
        return switch measure {
        case .latency, .service: nil
        case .count: Double(calls.count)
        case .rate: rate(calls.count)
        case .failed: hasAny ? part(calls.withoutResult, of: calls.count) : nil
        case .errors: hasAny ? part(calls[.error], of: calls.count) : nil
        case .timeouts: hasAny ? part(calls[.timeout], of: calls.count) : nil
        case .lost: hasAny ? part(calls[.lost], of: calls.count) : nil
        case .rejected: hasAny ? part(calls[.rejected], of: calls.count) : nil
        case .open: hasAny ? part(calls[.open], of: calls.count) : nil
        }
    }
}

extension Threshold {
    /// The time that it is about; nil: there was none of it.
    fileprivate func span(among phases: [(name: String?, span: Span)]) -> Span? {
        phases.first { $0.name == phase }?.span
    }

    fileprivate func concerns(_ row: CallTally.Row) -> Bool {
        guard case .calls(let subject, _) = metric else { return false }
        return switch subject {
        case .ofChargers: row.direction == .out
        case .ofCSMS: row.direction == .in
        case .action(let name): row.action == name.rawValue
        }
    }
}

// What is asked of which table.
extension Database {
    /// The whole run, without a name, and its phases as far as they were reached.
    private func spans(of run: Int) throws(DatabaseError) -> [(name: String?, span: Span)] {
        var spans: [(name: String?, span: Span)] = []
        var end = 0
        try read(Queries.reached, run) { row in end = row.large(at: 0) }
        if end > 0 { spans.append((nil, Span(length: end))) }
        try read(Queries.phases, run) { row in
            let start = row.large(at: 1)
            let stop = min(row.large(at: 2), end)
            guard start < stop else { return }
            let span = Span(start: start, end: stop, length: stop - start)
            spans.append((row.text(at: 0), span))
        }
        return spans
    }

    /// The calls that each threshold is about; nil for those about something else.
    private func callLines(
        for thresholds: [Threshold],
        of run: Int,
        in phases: [(name: String?, span: Span)]
    ) throws(DatabaseError) -> [CallLine?] {
        var lines = thresholds.map { threshold -> CallLine? in
            guard case .calls = threshold.metric else { return nil }
            return CallLine(action: nil, direction: .out)
        }
        let spans = thresholds.map { $0.span(among: phases) }
        guard lines.contains(where: { $0 != nil }) else { return lines }
        try readCalls(of: run) { row in
            for index in thresholds.indices where thresholds[index].concerns(row) {
                guard spans[index]?.contains(row.window) ?? false else { continue }
                lines[index]?.add(row)
            }
        }
        return lines
    }

    private func figure(_ question: Question) throws(DatabaseError) -> Double? {
        switch question.threshold.metric {
        case .calls: nil
        case .connections(.refused): try keptOut(question)
        case .connections(let measure): try figure(of: measure, question)
        case .answers: try answers(question)
        case .sessions(let measure): try figure(of: measure, question)
        case .effects(let effect): try figure(of: effect, question)
        case .lag: try lag(question)
        case .breaches: try events("breach", question)
        case .drift(let measure): try drift(of: measure, question)
        }
    }

    /// Until when the CSMS answered what it was asked; nil: no charger asked for anything.
    private func answers(_ question: Question) throws(DatabaseError) -> Double? {
        var last: ConnectionRow?
        var hasTried = false
        try readConnections(of: question.run) { window in
            guard question.span.contains(window.start) else { return }
            hasTried = hasTried || window.hasTried
            last = window
        }
        guard hasTried, let last else { return nil }
        let end = question.span.start + question.span.length
        guard let since = last.silentSince, since < end else { return question.moment(end) }
        // An answer that is owed for moments says nothing of those before, where chargers ask seldom.
        let isLong = Double(end - since) >= Double(question.span.length) * Self.longOwed
        return question.moment(isLong ? last.lastAnswer ?? question.span.start : since)
    }

    /// From which share of a span on an answer is owed for long: half of the quarter that is looked at
    /// unless the scenario says otherwise.
    private static let longOwed = 0.125

    /// How many chargers had tried by the end of the span and were never connected.
    private func keptOut(_ question: Question) throws(DatabaseError) -> Double? {
        var hasTried = false
        var window = 0
        try readConnections(of: question.run) { row in
            guard question.span.contains(row.start) else { return }
            hasTried = hasTried || row.hasTried
            window = row.start
        }
        guard hasTried else { return nil }
        var count = 0
        try read(Queries.keptOutAt, question.run, window) { row in count = row.amount(at: 0) }
        return question.part(count, of: try chargers(of: question.run))
    }

    private func events(_ kind: String, _ question: Question) throws(DatabaseError) -> Double {
        var count = 0
        try read(
            Queries.eventsInSpan,
            question.run,
            kind,
            question.span.start,
            question.span.end
        ) { row in count = row.amount(at: 0) }
        return Double(count)
    }

    private func figure(
        of measure: ConnectionMeasure,
        _ question: Question
    ) throws(DatabaseError) -> Double? {
        var counts = (connected: 0, failed: 0, opened: 0, closed: 0)
        var handshakes = Histogram()
        try readConnections(of: question.run) { window in
            guard question.span.contains(window.start) else { return }
            counts.connected = window.connected
            counts.failed += window.failed
            counts.opened += window.opened
            counts.closed += window.closed
            if let handshake = window.handshake { handshakes.merge(handshake) }
        }
        switch measure {
        case .connected:
            return question.part(counts.connected, of: try chargers(of: question.run))
        case .opened: return Double(counts.opened)
        case .closed: return Double(counts.closed)
        case .refused: return nil
        case .failed: return question.part(counts.failed, of: counts.failed + counts.opened)
        case .dropped: return try events("disconnected", question)
        case .handshake: return question.statistic(of: handshakes, max: Int(handshakes.max))
        }
    }

    private func chargers(of run: Int) throws(DatabaseError) -> Int {
        var count = 0
        try read(Queries.fleet, run) { row in count = row.amount(at: 0) }
        return count
    }

    private func figure(
        of measure: SessionMeasure,
        _ question: Question
    ) throws(DatabaseError) -> Double? {
        let sessions = try sessions(of: question.run, in: question.span)
        func part(_ outcome: SessionRecord.Outcome) -> Double? {
            sessions.over > 0 ? question.part(sessions[outcome], of: sessions.over) : nil
        }
        return switch measure {
        case .count: Double(sessions.over)
        case .energyServed:
            question.part(
                sessions.servedMilliwattHours,
                of: sessions.requestedMilliwattHours
            )
        case .served: part(.served)
        case .short: part(.short)
        case .balked: part(.balked)
        case .reneged: part(.reneged)
        case .refused: part(.refused)
        case .faulted: part(.faulted)
        case .offline: part(.offline)
        case .unanswered: part(.unanswered)
        case .taken: part(.taken)
        case .open:
            sessions.count > 0 ? question.part(sessions[.open], of: sessions.count) : nil
        }
    }

    private func figure(
        of effect: Effect,
        _ question: Question
    ) throws(DatabaseError) -> Double? {
        var times = Histogram()
        var longest = 0
        try readEffects(of: question.run) { row in
            guard row.effect == effect.name, question.span.contains(row.window) else { return }
            times.merge(row.latency)
            longest = max(longest, row.longest)
        }
        return question.statistic(of: times, max: longest)
    }

    /// The greatest rise that is beyond doubt, in per cent an hour; nil where nothing can be followed.
    private func drift(
        of measure: DriftMeasure,
        _ question: Question
    ) throws(DatabaseError) -> Double? {
        try measuredDrifts(of: question.run, in: question.span)
            .filter { $0.isOf(measure) }.map(\.certainShare).max().map { 100 * max($0, 0) }
    }

    /// The worst of the span's windows.
    private func lag(_ question: Question) throws(DatabaseError) -> Double? {
        var worst: [Int?] = []
        let span = question.span
        try read(Queries.lagInSpan, question.run, span.start, span.end) { row in
            worst = [row.optionalLarge(at: 0), row.optionalLarge(at: 1), row.optionalLarge(at: 2)]
        }
        let column =
            switch question.threshold.statistic {
            case .percentile(let percent): percent > 50 ? 1 : 0
            case .max, .mean, nil: 2
            }
        return worst.isEmpty ? nil : worst[column].map(Double.init)
    }
}
