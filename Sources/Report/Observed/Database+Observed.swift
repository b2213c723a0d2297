import FleetSim
import Observing
import Scenarios

// What a run database has of observations.
extension Database {
    /// nil where nothing was observed.
    func observed(
        of run: Int,
        _ verdicts: [Verdict],
        _ phases: [PhaseSummary],
        _ timeline: Timeline,
        _ facts: RunFacts
    ) throws(DatabaseError) -> ObservedCourse? {
        guard try Schema.version(of: self) >= Schema.versionWithSubsets else { return nil }
        var course = ObservedCourse(figures: try observedFigures(of: run))
        guard !course.figures.isEmpty else { return nil }
        let grid = StepGrid(speed: facts.speed ?? 1, end: facts.simulatedMicroseconds)
        if let breach = try firstBreach(of: run, verdicts, phases, grid) {
            course.breach = breach.breach
            course.suspects = try suspects(of: run, breach, grid)
        }
        course.lines = try lines(of: run, course, timeline)
        return course
    }

    private func observedFigures(
        of run: Int
    ) throws(DatabaseError) -> [ObservedCourse.Figure] {
        try all(ObservationQueries.figures, run) { row in
            ObservedCourse.Figure(
                source: row.text(at: 0),
                name: row.text(at: 1),
                labels: row.text(at: 2),
                samples: row.amount(at: 3),
                minimum: row.real(at: 4),
                mean: row.real(at: 5),
                greatest: row.real(at: 6)
            )
        }
    }

    /// A breach with its steps.
    private struct FoundBreach {
        var breach: ObservedCourse.Breach
        var moment: BreakMoment
    }

    private func firstBreach(
        of run: Int,
        _ verdicts: [Verdict],
        _ phases: [PhaseSummary],
        _ grid: StepGrid
    ) throws(DatabaseError) -> FoundBreach? {
        let failed = verdicts.filter { !$0.passed && $0.value != nil }
        // What was missed by far less than another threshold a busy host misses too.
        let furthest = failed.map(\.missedBy).max() ?? 1
        let broken = failed.filter { $0.missedBy * 2 >= furthest }.map(BrokenFigure.init)
        let slowest = try ownSeries(OwnFigures.slowest, of: run, grid)
        var first: FoundBreach?
        for figure in broken.isEmpty ? [BrokenFigure.anyRise] : broken {
            var values = try ownSeries(figure.name, of: run, grid)
            if figure.falls { for index in values.indices { values[index]?.negate() } }
            let span = phases.first { $0.name == figure.phase && figure.phase != nil }
            let part = span.map { grid.index(of: $0.start)..<grid.index(of: $0.end) }
            guard
                let moment = BreakMoment(
                    of: values,
                    beyond: figure.bound,
                    in: part ?? values.indices,
                    slowest: figure.name == OwnFigures.lag ? values : slowest,
                    isTime: figure.isTime
                ), moment.due < first?.moment.due ?? .max
            else { continue }
            first = FoundBreach(
                breach: ObservedCourse.Breach(
                    expression: figure.expression,
                    figure: figure.name,
                    at: moment.due * grid.step,
                    step: grid.step
                ),
                moment: moment
            )
        }
        return first
    }

    private func ownSeries(
        _ name: String,
        of run: Int,
        _ grid: StepGrid
    ) throws(DatabaseError) -> [Double?] {
        var filler = SeriesFiller(grid, grid.all)
        try read(ObservationQueries.own, run, OwnFigures.source, name) { row in
            filler.add(row.large(at: 0), row.isNull(at: 1) ? nil : row.real(at: 1))
        }
        return filler.values
    }

    private func suspects(
        of run: Int,
        _ found: FoundBreach,
        _ grid: StepGrid
    ) throws(DatabaseError) -> [Suspect] {
        let first = max(0, found.moment.due - Suspects.before)
        let part = first..<min(grid.count, found.moment.moment + Suspects.after)
        // What does not change is told once a minute.
        let from = max(0, part.lowerBound - 90) * grid.step
        var series: [ObservedSeries] = []
        var fillers: [SeriesFiller] = []
        var indices: [[String]: Int] = [:]
        try read(ObservationQueries.around, run, from, part.upperBound * grid.step) { row in
            let key = [row.text(at: 1), row.text(at: 2), row.text(at: 3)]
            guard let origin = ObservedSeries.Origin(source: key[0], name: key[1]) else { return }
            let index = indices[key] ?? fillers.count
            if index == fillers.count {
                indices[key] = index
                fillers.append(SeriesFiller(grid, part))
                series.append(
                    ObservedSeries(
                        source: key[0],
                        name: key[1],
                        labels: key[2],
                        origin: origin,
                        values: []
                    )
                )
            }
            fillers[index].add(row.large(at: 0), row.isNull(at: 4) ? nil : row.real(at: 4))
        }
        for index in series.indices { series[index].values = fillers[index].values }
        let ranked = Suspects.rank(series, around: found.moment.earlier(by: first))
        return ranked.prefix(Self.maximumSuspects).map { suspect in
            var suspect = suspect
            suspect.shift.onset += part.lowerBound
            return suspect
        }
    }

    private static let maximumSuspects = 10
    private static let maximumLines = 8

    private func lines(
        of run: Int,
        _ course: ObservedCourse,
        _ timeline: Timeline
    ) throws(DatabaseError) -> [ObservedCourse.Line] {
        var wanted = course.suspects.map { [$0.source, $0.name, $0.labels] }
        // Then those that varied most.
        let varied = course.figures.filter {
            $0.source != OwnFigures.source && $0.minimum < $0.greatest
        }
        .sorted { ($0.variation, $1.name, $1.labels) > ($1.variation, $0.name, $0.labels) }
        for figure in varied {
            let key = [figure.source, figure.name, figure.labels]
            if !wanted.contains(key) { wanted.append(key) }
        }
        var lines: [ObservedCourse.Line] = []
        for key in wanted.prefix(Self.maximumLines) {
            var tally = SlotTally(timeline)
            try read(ObservationQueries.line, run, key[0], key[1], key[2]) { row in
                tally.add(row.large(at: 0), row.isNull(at: 1) ? nil : row.real(at: 1))
            }
            lines.append(tally.line(key))
        }
        return lines
    }
}

extension ObservedCourse.Figure {
    /// How far it went from its mean, as a share of that.
    fileprivate var variation: Double {
        (greatest - minimum) / max(abs(mean), abs(greatest) / 100, .leastNormalMagnitude)
    }
}

extension ObservedSeries.Origin {
    /// nil: what broke, or tells the same.
    fileprivate init?(source: String, name: String) {
        guard source == OwnFigures.source else {
            self = .observed
            return
        }
        switch name {
        case OwnFigures.lag: self = .lag
        case OwnFigures.rate, OwnFigures.connected: self = .load
        default: return nil
        }
    }
}

/// The figure of the simulator that a threshold which failed is about.
private struct BrokenFigure {
    var expression: String?
    var phase: String?
    var name: String
    /// In the unit of the figure; nil: none, or of another figure than this.
    var bound: Double?
    /// Whether it is worse when it falls.
    var falls = false

    /// Whether it is about how long something took.
    var isTime: Bool {
        [OwnFigures.slowest, OwnFigures.median, OwnFigures.lag].contains(name)
    }

    static let anyRise = BrokenFigure(name: OwnFigures.slowest)

    private init(name: String) { self.name = name }

    init(_ verdict: Verdict) {
        self.init(name: OwnFigures.slowest)
        expression = verdict.expression
        phase = verdict.phase
        let metric = verdict.expression.prefix { $0 != " " }
        let measure = metric.split(separator: ".").last ?? ""
        switch measure {
        case "failed", "errors", "timeouts", "lost", "refused", "dropped":
            name = OwnFigures.failures
        case "connected", "answers", "rate", "count":
            name = measure == "connected" ? OwnFigures.connected : OwnFigures.rate
            falls = true
        case "latency", "service":
            let isMedian = verdict.expression.contains(" p50 ")
            if isMedian { name = OwnFigures.median }
            if metric == "calls.latency", isMedian || verdict.expression.contains(" p99") {
                bound = verdict.boundInSeconds
            }
        default: if metric == "lag" { name = OwnFigures.lag }
        }
    }
}

extension Verdict {
    /// How many times the bound was missed by, whichever side is the wrong one.
    fileprivate var missedBy: Double {
        guard let value, let bound, value > 0, bound > 0 else { return Self.maximumMissedBy }
        return min(max(value / bound, bound / value), Self.maximumMissedBy)
    }

    private static let maximumMissedBy = 100.0

    /// The bound of a threshold on a time.
    fileprivate var boundInSeconds: Double? {
        Bound.Unit(rawValue: unit)?.microseconds.flatMap { length in bound.map { $0 * length / 1e6 }
        }
    }
}

/// The mean, the least and the greatest of a figure in each slot of a report, by how long it held.
struct SlotTally {
    private let timeline: Timeline
    private var sums: [(weighted: Double, time: Double)]
    private var minimum: [Double?]
    private var greatest: [Double?]
    private var last: (at: Int, value: Double?)?

    init(_ timeline: Timeline) {
        self.timeline = timeline
        sums = Array(repeating: (0, 0), count: timeline.slots.count)
        minimum = Array(repeating: nil, count: timeline.slots.count)
        greatest = minimum
    }

    mutating func add(_ at: Int, _ value: Double?) {
        if let last, let value = last.value { hold(value, from: last.at, until: at) }
        last = (at, value)
        guard let value, let slot = timeline.slot(of: at) else { return }
        note(value, in: slot)
        // A sample alone in its slot counts for itself.
        if sums[slot].time == 0 { sums[slot] = (value * 1e-6, 1e-6) }
    }

    private mutating func note(_ value: Double, in slot: Int) {
        minimum[slot] = min(minimum[slot] ?? value, value)
        greatest[slot] = max(greatest[slot] ?? value, value)
    }

    /// Until its next sample, however long that takes: old ones of a long run stand for more time than those that
    /// have not been put together yet.
    private mutating func hold(_ value: Double, from start: Int, until end: Int) {
        guard let first = timeline.slots.first?.start else { return }
        var moment = max(start, first)
        while moment < end, let slot = timeline.slot(of: moment) {
            let next = min(end, timeline.slots[slot].start + timeline.slotMicroseconds)
            assert(next > moment, "a slot has a length")
            sums[slot].weighted += value * Double(next - moment)
            sums[slot].time += Double(next - moment)
            note(value, in: slot)
            moment = next
        }
    }

    func line(_ key: [String]) -> ObservedCourse.Line {
        ObservedCourse.Line(
            source: key[0],
            name: key[1],
            labels: key[2],
            mean: sums.map { $0.time > 0 ? $0.weighted / $0.time : nil },
            minimum: minimum,
            greatest: greatest
        )
    }
}

private enum ObservationQueries {
    /// Means are by how long values held, as those of charts are.
    static let figures = """
        SELECT source, name, labels, count(value), min(value),
            ifnull(sum(value * held) / nullif(sum(held), 0), avg(value)), max(value)
        FROM (
            SELECT source, name, labels, value,
                lead(at_us, 1, at_us) OVER (
                    PARTITION BY source, name, labels ORDER BY at_us, rowid
                ) - at_us AS held
            FROM observation WHERE run = ?
        )
        WHERE value IS NOT NULL
        GROUP BY source, name, labels ORDER BY source, name, labels
        """

    static let own = """
        SELECT at_us, value FROM observation WHERE run = ? AND source = ? AND name = ? ORDER BY at_us, rowid
        """

    static let around = """
        SELECT at_us, source, name, labels, value FROM observation
        WHERE run = ? AND at_us >= ? AND at_us <= ? ORDER BY at_us, rowid
        """

    static let line = """
        SELECT at_us, value FROM observation WHERE run = ? AND source = ? AND name = ? AND labels = ?
        ORDER BY at_us, rowid
        """
}
