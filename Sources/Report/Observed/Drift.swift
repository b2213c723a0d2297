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
    /// The first tenth of a run is not followed: things settle.
    private static let settling = 0.1
    /// More than these figures are not followed.
    private static let mostDrifts = 200

    /// How the figures of a run drifted, the simulator's first; none of a run that is too short to say.
    func measuredDrifts(of run: Int, in span: Span = Span()) throws(DatabaseError) -> [Drift] {
        var drifts: [Drift] = []
        let times = try responseTimes(of: run, in: span)
        for (name, place) in [(OwnFigures.median, 0), (OwnFigures.slowest, 1)] {
            let points = times.map { (at: $0.at, value: $0.seconds[place]) }
            if let drift = Self.drift(name, "s", points) { drifts.append(drift) }
        }
        var memory = try all(DriftQueries.memory, run, span.start, span.end) { row in
            (at: row.large(at: 0), value: row.real(at: 1))
        }
        let middles = Self.middles(of: memory.map(\.at))
        for place in memory.indices { memory[place].at = middles[place] }
        if let drift = Self.drift("\(OwnFigures.source) resident_bytes", "B", memory) {
            drifts.append(drift)
        }
        return drifts + (try observedDrifts(of: run, in: span))
    }

    /// The median and the 99th percentile of each window.
    private func responseTimes(
        of run: Int,
        in span: Span
    ) throws(DatabaseError) -> [(at: Int, seconds: [Double])] {
        var windows: [(at: Int, seconds: [Double])] = []
        var current: (start: Int, times: ResponseTimes)?
        func close() {
            guard let current, current.times.count > 0 else { return }
            let figures = current.times.quantiles([0.5, 0.99])
            windows.append((current.start, figures.map { Double($0.microseconds) / 1e6 }))
        }
        try readCalls(Queries.calls(withOverdue: false), of: run) { row in
            guard row.direction == .out, span.contains(row.window) else { return }
            if current?.start != row.window {
                close()
                current = (row.window, ResponseTimes())
            }
            if let latency = row.latency {
                current?.times.add(latency, row.outcome, longest: row.longest)
            }
        }
        close()
        let middles = Self.middles(of: windows.map(\.at))
        for place in windows.indices { windows[place].at = middles[place] }
        return windows
    }

    /// The middles of windows, of which old ones are longer; the last is as long as the one before.
    private static func middles(of starts: [Int]) -> [Int] {
        let lengths = zip(starts, starts.dropFirst()).map { $1 - $0 }
        return zip(starts, lengths + lengths.suffix(1)).map { $0 + $1 / 2 }
            + (lengths.isEmpty ? starts : [])
    }

    private func observedDrifts(of run: Int, in span: Span) throws(DatabaseError) -> [Drift] {
        guard try Schema.version(of: self) >= Schema.versionWithSubsets else { return [] }
        var drifts: [Drift] = []
        var (key, unit, points) = ("", "", [(at: Int, value: Double)]())
        func close() {
            guard drifts.count < Self.mostDrifts else { return }
            if let drift = Self.drift(key, unit, points) { drifts.append(drift) }
        }
        try read(DriftQueries.observed, run, OwnFigures.source, span.start, span.end) { row in
            let name = ObservedCourse.name(row.text(at: 1), row.text(at: 2))
            let next = "\(row.text(at: 0)) \(name)"
            if next != key {
                close()
                (key, points) = (next, [])
                unit =
                    switch AxisQuantity(observed: row.text(at: 1)) {
                    case .time: "s"
                    case .bytes: "B"
                    case .perSecond: "/s"
                    case .number, .share, .power, .current: ""
                    }
            }
            points.append((row.large(at: 3), row.real(at: 4)))
        }
        close()
        return drifts
    }

    private static func drift(
        _ figure: String,
        _ unit: String,
        _ points: [(at: Int, value: Double)]
    ) -> Drift? {
        guard let first = points.map(\.at).min(), let last = points.map(\.at).max() else {
            return nil
        }
        let start = first + Int(Double(last - first) * settling)
        let settled = points.filter { $0.at >= start }
            .map { (time: Double($0.at) / 3_600e6, value: $0.value) }
        // What repeats each day is no drift.
        guard let trend = Trend(settled, cycle: 24) else { return nil }
        return Drift(figure, unit: unit, trend, hours: Double(last - start) / 3_600e6)
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
        SELECT window_us, rss_bytes FROM lag_window
        WHERE run = ? AND rss_bytes > 0 AND window_us >= ? AND window_us < ? ORDER BY window_us
        """

    static let observed = """
        SELECT source, name, labels, at_us, value FROM observation
        WHERE run = ? AND source <> ? AND value IS NOT NULL AND at_us >= ? AND at_us < ?
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
