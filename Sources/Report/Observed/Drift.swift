import FleetSim
import Observing
import Scenarios
import Statistics

/// By how much a figure of a long run rose per hour.
package struct Drift: Equatable {
    package enum Verdict: String, CaseIterable {
        case steady, rises, falls
        /// The band holds a drift that would matter, and none.
        case unclear
    }

    /// Such as `p99(response_seconds)`, or a source with its figure.
    package var figure: String
    package var unit: String
    /// Its mean.
    package var level: Double
    package var perHour: Double
    /// The band of that, at 95 %.
    package var low: Double
    package var high: Double
    package var verdict: Verdict

    /// A drift matters where it changes the level by a twentieth over the run.
    private static let notable = 0.05

    init(_ figure: String, unit: String, _ trend: Trend, hours: Double) {
        self.figure = figure
        self.unit = unit
        (level, perHour, low, high) = (trend.level, trend.slope, trend.low, trend.high)
        let floor = abs(trend.level) * Self.notable / max(hours, 1e-9)
        verdict =
            if trend.low > 0, trend.slope >= floor {
                .rises
            } else if trend.high < 0, trend.slope <= -floor {
                .falls
            } else if trend.low >= -2 * floor, trend.high <= 2 * floor {
                .steady
            } else { .unclear }
    }

    package init(
        figure: String,
        unit: String,
        level: Double,
        perHour: Double,
        low: Double,
        high: Double,
        verdict: Verdict
    ) {
        (self.figure, self.unit, self.level) = (figure, unit, level)
        (self.perHour, self.low, self.high, self.verdict) = (perHour, low, high, verdict)
    }

    /// Whether a threshold of that name is about it.
    func isOf(_ measure: DriftMeasure) -> Bool {
        let isOwn = figure == OwnFigures.median || figure.hasPrefix("\(OwnFigures.source) ")
        return switch measure {
        case .latency: figure == OwnFigures.slowest
        case .memory: !isOwn && unit == "B"
        case .observed: !isOwn && figure != OwnFigures.slowest
        }
    }

    /// The rise that is beyond doubt, as a share of the level per hour; 0 where the band holds none.
    var certainShare: Double {
        let certain = low > 0 ? low : high < 0 ? high : 0
        return abs(level) > 0 ? certain / abs(level) : 0
    }
}

extension Database {
    /// More than these figures are not followed.
    private static let maximumDrifts = 200

    /// How the figures of a run drifted, the simulator's first; none of a run that is too short to say.
    func measuredDrifts(of run: Int, in span: Span = Span()) throws(DatabaseError) -> [Drift] {
        var reached = 0
        try read(Queries.reached, run) { row in reached = row.large(at: 0) }
        let starts = try windowStarts(of: run)
        guard let stretches = Stretches(starts, in: span, until: reached) else { return [] }
        var drifts: [Drift] = []
        let times = try responseTimes(of: run, over: stretches)
        for (name, index) in [(OwnFigures.median, 0), (OwnFigures.slowest, 1)] {
            let points = times.map { (at: $0.at, value: $0.seconds[index]) }
            if let drift = Self.drift(name, "s", points, over: stretches) { drifts.append(drift) }
        }
        let memory = try memory(of: run, over: stretches)
        let name = "\(OwnFigures.source) resident_bytes"
        if let drift = Self.drift(name, "B", memory, over: stretches) { drifts.append(drift) }
        return drifts + (try observedDrifts(of: run, over: stretches))
    }

    /// The median and the 99th percentile of each stretch.
    private func responseTimes(
        of run: Int,
        over stretches: Stretches
    ) throws(DatabaseError) -> [(at: Int, seconds: [Double])] {
        var points: [(at: Int, seconds: [Double])] = []
        var current: (index: Int, times: ResponseTimes)?
        func close() {
            guard let current, current.times.count > 0 else { return }
            let figures = current.times.quantiles([0.5, 0.99])
            points.append(
                (
                    stretches.middle(of: current.index),
                    figures.map { Double($0.microseconds) / 1e6 }
                )
            )
        }
        try readCalls(Queries.calls(withOverdue: false), of: run) { row in
            guard row.direction == .out, let index = stretches.index(of: row.window) else { return }
            if current?.index != index {
                close()
                current = (index, ResponseTimes())
            }
            if let latency = row.latency {
                current?.times.add(latency, row.outcome, longest: row.longest)
            }
        }
        close()
        return points
    }

    /// The most memory of each stretch, as windows that were put together have it.
    private func memory(
        of run: Int,
        over stretches: Stretches
    ) throws(DatabaseError) -> [(at: Int, value: Double)] {
        var points: [(at: Int, value: Double)] = []
        try read(DriftQueries.memory, run) { row in
            guard let index = stretches.index(of: row.large(at: 0)) else { return }
            let (middle, bytes) = (stretches.middle(of: index), row.real(at: 1))
            if let last = points.last, last.at == middle {
                points[points.count - 1].value = max(last.value, bytes)
            } else {
                points.append((middle, bytes))
            }
        }
        return points
    }

    private func observedDrifts(
        of run: Int,
        over stretches: Stretches
    ) throws(DatabaseError) -> [Drift] {
        guard try Schema.version(of: self) >= Schema.versionWithSubsets else { return [] }
        var drifts: [Drift] = []
        var (key, unit, means) = ("", "", StretchMeans(stretches))
        func close() {
            means.close()
            guard drifts.count < Self.maximumDrifts else { return }
            if let drift = Self.drift(key, unit, means.points, over: stretches) {
                drifts.append(drift)
            }
        }
        try read(DriftQueries.observed, run, OwnFigures.source) { row in
            let name = ObservedCourse.name(row.text(at: 1), row.text(at: 2))
            let next = "\(row.text(at: 0)) \(name)"
            if next != key {
                close()
                (key, means) = (next, StretchMeans(stretches))
                unit =
                    switch AxisQuantity(observed: row.text(at: 1)) {
                    case .time: "s"
                    case .bytes: "B"
                    case .perSecond: "/s"
                    case .number, .share, .power, .current: ""
                    }
            }
            means.add(row.large(at: 3), row.isNull(at: 4) ? nil : row.real(at: 4))
        }
        close()
        return drifts
    }

    private static func drift(
        _ figure: String,
        _ unit: String,
        _ points: [(at: Int, value: Double)],
        over stretches: Stretches
    ) -> Drift? {
        let figures = points.map { (time: Double($0.at) / 3_600e6, value: $0.value) }
        // What repeats each day is no drift.
        guard let trend = Trend(figures, cycle: 24) else { return nil }
        return Drift(figure, unit: unit, trend, hours: stretches.hours)
    }

    /// Those that the end of a run has left.
    func drifts(of run: Int) throws(DatabaseError) -> [Drift] {
        guard try Schema.version(of: self) >= Schema.versionWithSubsets else { return [] }
        var drifts: [Drift] = []
        try read(DriftQueries.kept, run) { row throws(DatabaseError) in
            guard let verdict = Drift.Verdict(rawValue: row.text(at: 6)) else {
                throw damage("drift", "a verdict has no meaning")
            }
            drifts.append(
                Drift(
                    figure: row.text(at: 0),
                    unit: row.text(at: 1),
                    level: row.real(at: 2),
                    perHour: row.real(at: 3),
                    low: row.real(at: 4),
                    high: row.real(at: 5),
                    verdict: verdict
                )
            )
        }
        return drifts
    }

    func add(_ drifts: [Drift], to run: Int64) throws(DatabaseError) {
        let insert = try prepare(DriftQueries.insert)
        for drift in drifts {
            try insert.run(
                run,
                drift.figure,
                drift.unit,
                drift.level,
                drift.perHour,
                drift.low,
                drift.high,
                drift.verdict.rawValue
            )
        }
    }
}

private enum DriftQueries {
    static let memory = """
        SELECT window_us, rss_bytes FROM lag_window WHERE run = ? AND rss_bytes > 0
        ORDER BY window_us
        """

    /// With what is not known, which ends what was known before.
    static let observed = """
        SELECT source, name, labels, at_us, value FROM observation WHERE run = ? AND source <> ?
        ORDER BY source, name, labels, at_us, rowid
        """

    static let kept = """
        SELECT figure, unit, level, per_hour, low, high, verdict FROM drift WHERE run = ? ORDER BY rowid
        """

    static let insert = """
        INSERT INTO drift (run, figure, unit, level, per_hour, low, high, verdict)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
}
