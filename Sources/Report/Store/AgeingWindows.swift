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
        for (index, level) in Self.levels.enumerated() {
            let length = level.each * window
            let old = (Int(reached.microseconds) - level.age * window) / length
            while done[index] < old {
                let start = done[index] * length
                if let edge, start + length > edge { break }
                for part in parts(start..<start + length) {
                    try merge(part, database, run)
                }
                done[index] += 1
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
        for table in RowTables.aged {
            if table.hasHistograms {
                try merge(table, part, database, run)
            } else {
                for statement in [table.updateInSQL, table.deleteInSQL] {
                    try database.prepare(statement).run(run, part.lowerBound, part.upperBound)
                }
            }
        }
        try database.prepare(Self.thinObservations)
            .run(run, part.lowerBound, part.upperBound, hold)
        try database.prepare(Self.dropObservations).run(run, part.lowerBound, part.upperBound)
    }
}

extension AgeingWindows {
    /// Puts rows with histograms together.
    private func merge(
        _ table: AgedTable,
        _ part: Range<Int>,
        _ database: borrowing Database,
        _ run: Int64
    ) throws(DatabaseError) {
        var kinds: [AgedRow] = []
        var indices: [[String]: Int] = [:]
        var spare: [Int64] = []
        try database.read(table.read, run, part.lowerBound, part.upperBound) {
            row throws(DatabaseError) in
            let key = table.keyColumns.map { row.text(at: $0) }
            let index = indices[key] ?? kinds.count
            if index == kinds.count {
                indices[key] = index
                kinds.append(AgedRow(number: row.integer(at: 0), of: table))
            } else {
                spare.append(row.integer(at: 0))
            }
            try kinds[index].take(row, of: table, in: database)
        }
        // A part of one window has nothing to add up, and is left as it is.
        guard !spare.isEmpty else { return }
        let update = try database.prepare(table.update)
        for kind in kinds {
            try update.run(all: [part.lowerBound] + kind.values(of: table) + [kind.number])
        }
        let delete = try database.prepare(table.delete)
        for row in spare { try delete.run(row) }
    }

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
