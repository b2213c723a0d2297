import FleetSim

/// Puts windows of a long run together as they age, so that its file stays small: ten of them once they are older
/// than two hours' worth of windows, sixty once they are older than a day's.
///
/// Rows that stay keep their numbers, since sums of a run under way go by them. A group never reaches over the
/// end of a phase.
struct AgeingWindows {
    /// How many windows make a group, and after how many windows.
    private static let levels = [(each: 10, age: 120), (each: 60, age: 1_440)]

    private let window: Int
    /// How long a value that was observed is known to hold, in microseconds.
    private let hold: Int
    /// Where phases end, rising.
    private let ends: [Int]
    /// Up to which group windows have been put together, by level.
    private var done = [0, 0]

    /// nil: it is not known how long a window is.
    init?(_ manifest: RunManifest) {
        guard let window = manifest.window, window.microseconds > 0 else { return nil }
        self.window = Int(window.microseconds)
        hold = SeriesFiller.longestHold * StepGrid(speed: manifest.speed ?? 1, end: 0).step
        ends = manifest.phases.map { Int($0.end.microseconds) }.sorted()
    }

    /// Puts together what has become old enough since this was last asked.
    ///
    /// Where sums of the run are made on its way, windows are left alone until they stand in them: a call that
    /// moves to a window that was summed before is in no sum.
    mutating func merge(
        _ database: borrowing Database,
        run: Int64,
        reached: SimTime,
        summedUpTo edge: Int? = nil
    ) throws(DatabaseError) {
        defer {
            assert(
                done[1] * Self.levels[1].each <= done[0] * Self.levels[0].each,
                "a window goes into a large group by way of a small one"
            )
        }
        for (place, level) in Self.levels.enumerated() {
            let length = level.each * window
            let old = (Int(reached.microseconds) - level.age * window) / length
            while done[place] < old {
                let start = done[place] * length
                if let edge, start + length > edge { break }
                for part in parts(start..<start + length) {
                    try merge(part, database, run)
                }
                done[place] += 1
            }
        }
    }

    /// A group without what lies in another phase.
    private func parts(_ group: Range<Int>) -> [Range<Int>] {
        let cuts =
            [group.lowerBound] + ends.filter { $0 > group.lowerBound && $0 < group.upperBound }
            + [group.upperBound]
        let parts = zip(cuts, cuts.dropFirst()).filter { $0 < $1 }.map { $0..<$1 }
        assert(
            parts.reduce(0) { $0 + $1.count } == group.count,
            "no window is left out or merged twice"
        )
        return parts
    }

    private func merge(
        _ part: Range<Int>,
        _ database: borrowing Database,
        _ run: Int64
    ) throws(DatabaseError) {
        try mergeCalls(part, database, run)
        try mergeEffects(part, database, run)
        for statement in Self.sums {
            try database.prepare(statement.update).run(run, part.lowerBound, part.upperBound)
            try database.prepare(statement.delete).run(run, part.lowerBound, part.upperBound)
        }
        // Until here its rows say which window is the last of the part.
        try mergeConnections(part, database, run)
        try database.prepare(Self.thinObservations)
            .run(run, part.lowerBound, part.upperBound, hold)
        try database.prepare(Self.dropObservations).run(run, part.lowerBound, part.upperBound)
    }
}

// Rows with histograms.
extension AgeingWindows {
    private struct Calls {
        var row: Int64
        var count = 0
        var sent = 0
        var received = 0
        var overdue = 0
        var longest = 0
        var latency = Histogram()
        var service = Histogram()
    }

    private func mergeCalls(
        _ part: Range<Int>,
        _ database: borrowing Database,
        _ run: Int64
    ) throws(DatabaseError) {
        var kinds: [Calls] = []
        var places: [[String]: Int] = [:]
        var spare: [Int64] = []
        try database.read(Self.calls, run, part.lowerBound, part.upperBound) {
            row throws(DatabaseError) in
            let key = (1...3).map { row.text(at: $0) }
            let place = places[key] ?? kinds.count
            if place == kinds.count {
                places[key] = place
                kinds.append(Calls(row: row.integer(at: 0)))
            } else {
                spare.append(row.integer(at: 0))
            }
            kinds[place].count += row.amount(at: 4)
            kinds[place].sent += row.amount(at: 5)
            kinds[place].received += row.amount(at: 6)
            kinds[place].overdue += row.amount(at: 7)
            kinds[place].longest = max(kinds[place].longest, row.large(at: 8))
            try kinds[place].latency.merge(database.histogram(row, 9, of: "call_window"))
            try kinds[place].service.merge(database.histogram(row, 10, of: "call_window"))
        }
        // A part of one window has nothing to add up, and is left as it is.
        guard !spare.isEmpty else { return }
        let update = try database.prepare(Self.updateCalls)
        for kind in kinds {
            let isTimed = kind.latency.count > 0
            let quantiles = kind.latency.quantiles([0.5, 0.9, 0.99])
            try update.run(
                part.lowerBound,
                kind.count,
                kind.sent,
                kind.received,
                kind.overdue,
                isTimed ? kind.latency.encodedV2() : nil,
                kind.service.count > 0 ? kind.service.encodedV2() : nil,
                isTimed ? quantiles[0] : nil,
                isTimed ? quantiles[1] : nil,
                isTimed ? quantiles[2] : nil,
                isTimed ? kind.longest : nil,
                kind.row
            )
        }
        let delete = try database.prepare("DELETE FROM call_window WHERE rowid = ?")
        for row in spare { try delete.run(row) }
    }

    private func mergeEffects(
        _ part: Range<Int>,
        _ database: borrowing Database,
        _ run: Int64
    ) throws(DatabaseError) {
        var kinds: [(row: Int64, times: Histogram, longest: Int)] = []
        var places: [String: Int] = [:]
        var spare: [Int64] = []
        try database.read(Self.effects, run, part.lowerBound, part.upperBound) {
            row throws(DatabaseError) in
            let place = places[row.text(at: 1)] ?? kinds.count
            if place == kinds.count {
                places[row.text(at: 1)] = place
                kinds.append((row.integer(at: 0), Histogram(), 0))
            } else {
                spare.append(row.integer(at: 0))
            }
            try kinds[place].times.merge(database.histogram(row, 2, of: "effect_window"))
            kinds[place].longest = max(kinds[place].longest, row.large(at: 3))
        }
        guard !spare.isEmpty else { return }
        let update = try database.prepare(Self.updateEffects)
        for kind in kinds {
            let quantiles = kind.times.quantiles([0.5, 0.9, 0.99])
            try update.run(
                part.lowerBound,
                kind.times.count,
                kind.times.encodedV2(),
                quantiles[0],
                quantiles[1],
                quantiles[2],
                kind.longest,
                kind.row
            )
        }
        let delete = try database.prepare("DELETE FROM effect_window WHERE rowid = ?")
        for row in spare { try delete.run(row) }
    }

    private func mergeConnections(
        _ part: Range<Int>,
        _ database: borrowing Database,
        _ run: Int64
    ) throws(DatabaseError) {
        var rows: [Int64] = []
        var handshakes = Histogram()
        try database.read(Self.connections, run, part.lowerBound, part.upperBound) {
            row throws(DatabaseError) in
            rows.append(row.integer(at: 0))
            try handshakes.merge(database.histogram(row, 1, of: "connection_window"))
        }
        guard rows.count > 1 else { return }
        try database.prepare(Self.updateConnections).run(
            part.lowerBound,
            handshakes.count > 0 ? handshakes.quantile(0.99) : nil,
            handshakes.count > 0 ? handshakes.encodedV2() : nil,
            run,
            part.lowerBound,
            part.upperBound
        )
        let delete = try database.prepare("DELETE FROM connection_window WHERE rowid = ?")
        for row in rows.dropFirst() { try delete.run(row) }
    }

    private static let calls = """
        SELECT rowid, action, direction, outcome, count, bytes_sent, bytes_received, overdue, max_us,
            latency, service
        FROM call_window WHERE run = ? AND window_us >= ? AND window_us < ? ORDER BY rowid
        """

    private static let updateCalls = """
        UPDATE call_window SET window_us = ?, count = ?, bytes_sent = ?, bytes_received = ?,
            overdue = ?, latency = ?, service = ?, p50_us = ?, p90_us = ?, p99_us = ?, max_us = ?
        WHERE rowid = ?
        """

    private static let effects = """
        SELECT rowid, effect, latency, max_us FROM effect_window
        WHERE run = ? AND window_us >= ? AND window_us < ? ORDER BY rowid
        """

    private static let updateEffects = """
        UPDATE effect_window SET window_us = ?, count = ?, latency = ?, p50_us = ?, p90_us = ?,
            p99_us = ?, max_us = ?
        WHERE rowid = ?
        """

    private static let connections = """
        SELECT rowid, handshake FROM connection_window
        WHERE run = ? AND window_us >= ? AND window_us < ? ORDER BY rowid
        """

    /// What stands at the end of a window is that of the last of them.
    private static let updateConnections = """
        WITH part AS (SELECT * FROM connection_window
                WHERE run = ?4 AND window_us >= ?5 AND window_us < ?6),
            ending AS (SELECT * FROM part ORDER BY window_us DESC LIMIT 1)
        UPDATE connection_window SET window_us = ?1, handshake_p99_us = ?2, handshake = ?3,
            failed = (SELECT sum(failed) FROM part), opened = (SELECT sum(opened) FROM part),
            closed = (SELECT sum(closed) FROM part),
            connected_least = (SELECT min(connected_least) FROM part),
            connected_most = (SELECT max(connected_most) FROM part),
            (connecting, connected, last_answer_us, silent_since_us, waiting) =
                (SELECT connecting, connected, last_answer_us, silent_since_us, waiting FROM ending)
        WHERE rowid = (SELECT min(rowid) FROM connection_window
            WHERE run = ?4 AND window_us >= ?5 AND window_us < ?6)
        """
}

// Rows of numbers alone: the first of each kind takes the others in.
extension AgeingWindows {
    private struct Sum {
        var update: String
        var delete: String

        /// The columns that tell kinds apart, and what becomes of the others; `held` is how long a row's
        /// window was, by where the next of its kind begins.
        init(_ table: String, by key: [String], _ columns: [(name: String, sum: String)]) {
            let part = "run = ?1 AND window_us >= ?2 AND window_us < ?3"
            let keys = (["run"] + key).joined(separator: ", ")
            let sums = columns.map { "\($0.sum) AS \($0.name)" }.joined(separator: ", ")
            let names = columns.map(\.name).joined(separator: ", ")
            let values = columns.map { "s.\($0.name)" }.joined(separator: ", ")
            let first = "SELECT min(rowid) FROM \(table) WHERE \(part) GROUP BY \(keys)"
            let next = "lead(window_us, 1, ?3) OVER (PARTITION BY \(keys) ORDER BY window_us)"
            update = """
                UPDATE \(table) SET window_us = ?2, (\(names)) = (\(values))
                FROM (
                    SELECT min(place) AS place, \(sums)
                    FROM (
                        SELECT *, rowid AS place, \(next) - window_us AS held
                        FROM \(table) WHERE \(part)
                    )
                    GROUP BY \(keys)
                ) AS s
                WHERE \(table).rowid = s.place
                """
            delete = "DELETE FROM \(table) WHERE \(part) AND rowid NOT IN (\(first))"
        }
    }

    /// By how long each window was: one that a phase has cut off is shorter than others.
    private static func mean(_ column: String) -> String {
        "sum(1.0 * \(column) * held) / sum(held) FILTER (WHERE \(column) IS NOT NULL)"
    }

    /// What stands at the end of the part: of a kind that has no row there, nothing.
    private static func atEnd(_ column: String) -> String {
        """
        sum(CASE WHEN window_us = (
                SELECT max(window_us) FROM connection_window
                WHERE run = ?1 AND window_us >= ?2 AND window_us < ?3
            ) THEN \(column) ELSE 0 END)
        """
    }

    private static let sums = [
        Sum("call_error", by: ["action", "direction", "code"], [("count", "sum(count)")]),
        Sum(
            "connection_failure",
            by: ["kind", "reason"],
            [("count", "sum(count)"), ("kept_out", atEnd("kept_out"))]
        ),
        Sum(
            "power_window",
            by: ["site", "node"],
            ["l1_ma", "l2_ma", "l3_ma", "power_w", "demand_w"].map {
                ($0, "CAST(round(\(mean($0))) AS INTEGER)")
            } + [("limit_ma", "min(limit_ma)")]
        ),
        Sum(
            "lag_window",
            by: [],
            [
                ("events", "sum(events)"), ("lag_p50_us", "max(lag_p50_us)"),
                ("lag_p99_us", "max(lag_p99_us)"), ("lag_max_us", "max(lag_max_us)"),
                ("late", "sum(late)"), ("cpu_percent", mean("cpu_percent")),
                ("rss_bytes", "max(rss_bytes)"), ("late_by_host", "sum(late_by_host)"),
                ("waited_us", "sum(waited_us)"), ("pressure_us", "sum(pressure_us)"),
            ]
        ),
    ]

    /// By how long each value held: a figure is kept when it changes, and when it has not for a minute.
    private static let thinObservations = """
        UPDATE observation SET value = s.mean, at_us = s.middle
        FROM (
            SELECT min(place) AS place,
                ifnull(sum(value * held) / nullif(sum(held), 0), avg(value)) AS mean,
                CAST(ifnull(sum((at_us + held / 2.0) * held) / nullif(sum(held), 0), avg(at_us))
                    AS INTEGER) AS middle
            FROM (
                SELECT rowid AS place, source, name, labels, value, at_us,
                    min(?4, lead(at_us, 1, ?3) OVER (
                        PARTITION BY source, name, labels ORDER BY at_us, rowid
                    ) - at_us) AS held
                FROM observation WHERE run = ?1 AND at_us >= ?2 AND at_us < ?3
            )
            WHERE value IS NOT NULL GROUP BY source, name, labels
        ) AS s
        WHERE observation.rowid = s.place
        """

    private static let dropObservations = """
        DELETE FROM observation
        WHERE run = ?1 AND at_us >= ?2 AND at_us < ?3 AND value IS NOT NULL AND rowid NOT IN (
            SELECT min(rowid) FROM observation
            WHERE run = ?1 AND at_us >= ?2 AND at_us < ?3 AND value IS NOT NULL
            GROUP BY source, name, labels)
        """
}

extension Database {
    /// The histogram of a column; an empty one where there is none.
    fileprivate func histogram(
        _ row: borrowing Statement,
        _ column: Int32,
        of table: String
    ) throws(DatabaseError) -> Histogram {
        guard !row.isNull(at: column) else { return Histogram() }
        do throws(HistogramError) {
            return try Histogram(decodingV2: row.blob(at: column))
        } catch {
            throw damage(table, "a histogram cannot be read: \(error)")
        }
    }
}
