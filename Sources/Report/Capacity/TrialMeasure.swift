import FleetSim
import Planning
import Scenarios

/// What a trial measures as it goes, and how far that uses up each threshold.
package struct TrialMeasure {
    private let judged: [TrialCourse.Judged]
    private let from: SimTime
    private let until: SimTime
    /// Calls per second that are due, where that is known beforehand.
    private let expectedRate: Double?
    private var calls = CallTable()
    /// The same of each window, threshold by threshold: what tells how much a figure varies.
    private var parts: [Part] = []
    /// Frames of the CSMS, which in an overload answers many a call when its charger waits no more.
    private var received = 0
    private var reached: SimTime
    /// After an outage: how long the CSMS may take, and how long the parts are that are looked at.
    private let drain: (bound: Duration, part: Duration)?

    /// What a window has of the calls that a threshold is about.
    private struct Part {
        var start: SimTime
        var excesses: [Excess?]
    }

    /// How many calls took longer than a bound, of how many.
    private struct Excess {
        var beyond = 0
        var all = 0
        /// The share that may.
        var allowed = 0.0
    }

    package init(_ course: TrialCourse) {
        judged = course.thresholds
        drain = course.drainBound.map { ($0, course.drainPart) }
        (from, until, reached) = (course.from, course.until, course.from)
        expectedRate = course.expectedRate
    }

    /// Whether a window lies in what is measured.
    package func covers(_ batch: borrowing Batch) -> Bool {
        batch.start >= from && batch.end <= until
    }

    /// Adds a window; those outside of what is measured count for nothing.
    package mutating func see(_ batch: borrowing Batch) {
        guard covers(batch) else { return }
        calls.merge(batch.calls)
        parts.append(
            Part(
                start: batch.start,
                excesses: judged.map { Self.excess(of: $0.threshold, in: batch.calls) }
            )
        )
        received += batch.received.all
        reached = max(reached, batch.end)
        assert(reached <= until, "what is measured lies within the trial")
    }

    /// Whether a threshold is beyond doubt: calls that took too long already come to many times what
    /// the whole of what is to be measured may have.
    package var isHopeless: Bool {
        let seconds = Double((until - from).nanoseconds) / 1e9
        guard drain == nil, let expectedRate, expectedRate * seconds > Self.fewest else {
            return false
        }
        return judged.contains { judged in
            guard let excess = Self.excess(of: judged.threshold, in: calls) else { return false }
            return Double(excess.beyond) > Self.hopeless * excess.allowed * expectedRate * seconds
        }
    }

    private static let hopeless = 20.0
    private static let fewest = 200.0

    /// nil: the threshold is about something else than a bound of response or service time.
    private static func excess(of threshold: Threshold, in calls: CallTable) -> Excess? {
        guard case .calls(let subject, let measure) = threshold.metric,
            case .percentile(let percent) = threshold.statistic, percent < 100,
            threshold.comparison == .below || threshold.comparison == .atMost,
            let unit = threshold.bound.unit.microseconds
        else { return nil }
        let isLatency = measure == .latency
        guard isLatency || measure == .service else { return nil }
        // No call takes longer than this, be the bound as it may.
        let bound = Int64(min(threshold.bound.number * unit, 1e18))
        var excess = Excess(allowed: 1 - percent / 100)
        for row in calls.inOrder where subject.covers(row) {
            let times = isLatency ? row.latency : row.service
            let above = times.count - times.counts(upTo: [bound])[0]
            excess.beyond += above
            // How long a call takes that is younger than the bound is not known.
            excess.all += row.outcome.isAnswered ? times.count : above
        }
        assert(excess.beyond <= excess.all, "those beyond the bound are among all")
        return excess
    }

    /// The variance of how far a threshold is used up, by how much parts of the trial differ.
    private func variance(ofThreshold index: Int) -> Double? {
        let count = Self.batches
        let length = (reached - from).nanoseconds / Int64(count)
        guard length > 0, parts.count >= count else { return nil }
        var sums = Array(repeating: Excess(), count: count)
        for part in parts {
            guard let excess = part.excesses[index] else { return nil }
            let number = min(Int((part.start - from).nanoseconds / length), count - 1)
            sums[number].beyond += excess.beyond
            sums[number].all += excess.all
            sums[number].allowed = excess.allowed
        }
        let all = sums.reduce(0) { $0 + $1.all }
        guard all > 0 else { return nil }
        let usual = Double(all) / Double(count)
        let uses = sums.map { $0.allowed > 0 ? Double($0.beyond) / usual / $0.allowed : 0 }
        let mean = uses.reduce(0, +) / Double(count)
        let squares = uses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return squares / Double(count - 1) / Double(count)
    }

    private static let batches = 20

    /// Puts what was measured into a trial, judged by verdicts, one for each threshold; without them,
    /// as where it was ended early, by what is known so far.
    package func complete(_ trial: inout Trial, verdicts: [Verdict]?) {
        var times = ResponseTimes()
        var (count, ended, failed, commands) = (0, 0, 0, calls.unknown.count)
        for row in calls.inOrder {
            guard row.direction == .out else {
                commands += row.count
                continue
            }
            times.add(row.latency, row.outcome)
            count += row.count
            switch row.outcome {
            case .error, .timeout, .lost: failed += row.count
            case .open: failed += row.overdue
            case .ok, .rejected: break
            }
            if row.outcome != .open { ended += row.count }
        }
        trial.measured = Int((reached - from).microseconds)
        let due = expectedRate.map { Int($0 * Double(trial.measured) / 1e6) } ?? 0
        trial.calls = max(ended, due)
        trial.answered = min(max(received - commands, 0), trial.calls)
        trial.failures = count > 0 ? Double(failed) / Double(count) : 0
        assert(failed <= count, "no more calls fail than are made")
        if times.count > 0 {
            let figures = times.quantiles([0.5, 0.99])
            (trial.p50, trial.p99) = (figures[0].microseconds, figures[1].microseconds)
        }
        if let drain {
            trial.strains = [drained(drain.bound, part: drain.part, verdicts ?? [])]
        } else {
            trial.strains = judged.indices.map { index in
                strain(judged[index], verdicts.map { $0[index] })
            }
            if let maximum = trial.strains.indices.max(by: {
                trial.strains[$0].use < trial.strains[$1].use
            }) {
                trial.variance = verdicts == nil ? nil : variance(ofThreshold: maximum)
            }
        }
    }

    /// Why a trial that passed tells nothing; nil: it does tell.
    ///
    /// It does not where thresholds are about calls and none of them had a call to be held against. After an
    /// outage it is told by the links that come back, be there calls or not.
    package func silence(in verdicts: [Verdict]) -> String? {
        let ofCalls = zip(judged, verdicts).filter { judged, _ in
            if case .calls = judged.threshold.metric { true } else { false }
        }
        guard drain == nil, !ofCalls.isEmpty, ofCalls.allSatisfy({ $0.1.value == nil }) else {
            return nil
        }
        let span = Figures.span(microseconds: Int((until - from).microseconds))
        return "in the \(span) that were measured there was no call that a threshold is about: "
            + "--measure lets trials be longer"
    }

    /// How long it took until all thresholds were kept for good, to the length of a part.
    private func drained(_ bound: Duration, part: Duration, _ verdicts: [Verdict]) -> Strain {
        let last = verdicts.lastIndex { !$0.passed && $0.value != nil }
        let parts = last.map { $0 / max(1, judged.count) + 1 } ?? 0
        let isOver = parts * judged.count >= verdicts.count
        let seconds = Double(parts) * part.inSeconds
        let words = "\(isOver ? "> " : "")\(Figures.rounded(seconds)) s"
        return Strain(
            expression: "drained within \(Figures.rounded(bound.inSeconds)) s",
            measured: words,
            passed: seconds <= bound.inSeconds,
            use: seconds / bound.inSeconds
        )
    }

    private func strain(_ judged: TrialCourse.Judged, _ verdict: Verdict?) -> Strain {
        var (use, shown) = (0.0, "not judged")
        var passed = verdict.map { $0.passed || $0.value == nil } ?? true
        if let excess = Self.excess(of: judged.threshold, in: calls), excess.all > 0 {
            use = Double(excess.beyond) / Double(excess.all) / excess.allowed
            // What is under way when the trial ends is not held against it.
            passed = use <= 1
            shown = "\(Figures.percent(excess.beyond, of: excess.all)) of calls beyond the bound"
        } else if let verdict, let value = verdict.value {
            use = judged.use(value, passed: verdict.passed)
        }
        return Strain(
            expression: judged.expression,
            measured: verdict?.measured ?? shown,
            passed: passed,
            use: passed ? use : max(use, 1.000001)
        )
    }
}

extension TrialCourse.Judged {
    /// A share of chargers is judged as their number, but used up as a share.
    fileprivate func use(_ value: Double, passed: Bool) -> Double {
        guard let share else { return threshold.use(value, passed: passed) }
        return share.threshold.use(100 * value / Double(max(1, share.of)), passed: passed)
    }
}

extension Threshold {
    /// How far a figure uses it up: 1 at the bound, as a share of what may be missing where the figure
    /// is to be large.
    fileprivate func use(_ value: Double, passed: Bool) -> Double {
        let beyond = 25.0
        switch comparison {
        case .below, .atMost:
            // Of the least bounds that there are it would be more than any number.
            return bound.number > 0 ? min(value / bound.number, 1e6) : value > 0 ? beyond : 0
        case .equal: return passed ? 0 : beyond
        case .above, .atLeast:
            if bound.unit == .percent {
                let room = 100 - bound.number
                return room > 0 ? max(0, 100 - value) / room : passed ? 0 : beyond
            }
            guard bound.number > 0 else { return passed ? 0 : beyond }
            return value > 0 ? min(bound.number / value, beyond) : beyond
        }
    }
}

extension CallSubject {
    fileprivate func covers(_ row: CallTable.Row) -> Bool {
        switch self {
        case .ofChargers: row.direction == .out
        case .ofCSMS: row.direction == .in
        case .action(let name): row.action.name == name.rawValue
        }
    }
}
