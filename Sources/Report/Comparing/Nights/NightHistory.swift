/// The history of nightly runs: what each night measured and what was found, in a database of its own.
package struct NightHistory: ~Copyable {
    private let database: Database

    package init(path: String) throws(DatabaseError) {
        database = try Self.open(path, .write)
    }

    /// Opens a history that is there, to look at it only.
    package init(reading path: String) throws(DatabaseError) {
        database = try Self.open(path, .read)
    }

    private static func open(
        _ path: String,
        _ access: Database.Access
    ) throws(DatabaseError) -> Database {
        do throws(DatabaseError) {
            let database = try Database(path: path, access: access)
            if access == .read {
                try database.run("BEGIN")
                try HistorySchema.check(database)
            } else {
                guard database.mayWrite else { throw DatabaseError(path: path, reason: .readOnly) }
                try HistorySchema.prepare(database)
            }
            try checkNumbers(in: database)
            return database
        } catch {
            throw HistorySchema.ofHistory(error)
        }
    }

    /// Refuses a file whose nights have numbers that none is ever given, so that sums of them fit.
    private static func checkNumbers(in database: borrowing Database) throws(DatabaseError) {
        let columns = [
            ("id", "night"), ("night", "sample"), ("night", "finding"), ("since", "finding"),
            ("until", "finding"),
        ]
        for (column, table) in columns {
            let query = """
                SELECT \(column) FROM \(table)
                WHERE \(column) NOT BETWEEN 1 AND \(maximumNights) LIMIT 1
                """
            var wrong: Int64?
            try database.read(query) { row in wrong = row.integer(at: 0) }
            if let wrong { throw damaged(database.path, night: wrong) }
        }
    }

    private static func damaged(_ path: String, night: Int64) -> DatabaseError {
        DatabaseError(path: path, reason: .damaged, message: "night \(night)")
    }

    private static let maximumNights = Int64(Int32.max)

    /// One night and what it was about.
    package struct Night: Equatable, Sendable {
        package var id: Int
        package var at: String
        package var label: String?

        package init(id: Int, at: String, label: String? = nil) {
            self.id = id
            self.at = at
            self.label = label
        }

        /// When it was, to the minute, as people write it.
        var moment: String {
            at.count == 20 && at.hasSuffix("Z")
                ? "\(at.prefix(10)) \(at.dropFirst(11).prefix(5)) UTC" : at
        }

        /// The label, or which night it was.
        package var name: String { label ?? "night \(id) of \(at.prefix(10))" }
    }

    /// What is compared with what: one measure of one scenario under the same circumstances.
    package struct Series: Hashable, Sendable {
        package var scenario: String
        package var likeness: String
        package var measure: Measure

        package init(scenario: String, likeness: String, measure: Measure) {
            self.scenario = scenario
            self.likeness = likeness
            self.measure = measure
        }
    }

    package struct Finding: Equatable, Sendable {
        package enum State: String, Sendable {
            case open, closed, accepted
        }

        package var id: Int
        package var night: Int
        package var since: Int
        /// The first night that was not at that level any more.
        package var until: Int?
        package var shift: Double
        package var isWorse: Bool
        package var state: State
    }
}

extension NightHistory {
    package func nights() throws(DatabaseError) -> [Night] {
        var nights: [Night] = []
        try database.read("SELECT id, at, label FROM night ORDER BY id") { row in
            nights.append(
                Night(
                    id: Int(row.integer(at: 0)),
                    at: row.text(at: 1),
                    label: row.optionalText(at: 2)
                )
            )
        }
        return nights
    }

    /// The values of a series, night by night.
    package func values(
        of series: Series
    ) throws(DatabaseError) -> [(night: Int, values: [Double])] {
        var nights: [(night: Int, values: [Double])] = []
        try database.read(
            """
            SELECT night, value FROM sample WHERE scenario = ? AND likeness = ? AND measure = ?
            ORDER BY night, run
            """,
            series.scenario,
            series.likeness,
            series.measure.text
        ) { row in
            let night = Int(row.integer(at: 0))
            if nights.last?.night != night { nights.append((night, [])) }
            nights[nights.count - 1].values.append(row.real(at: 1))
        }
        return nights
    }

    /// What was found of a series, in order.
    package func findings(of series: Series) throws(DatabaseError) -> [Finding] {
        var findings: [Finding] = []
        try database.read(
            """
            SELECT id, night, since, shift, is_worse, state, until FROM finding
            WHERE scenario = ? AND likeness = ? AND measure = ? ORDER BY id
            """,
            series.scenario,
            series.likeness,
            series.measure.text
        ) { row in
            findings.append(
                Finding(
                    id: Int(row.integer(at: 0)),
                    night: Int(row.integer(at: 1)),
                    since: Int(row.integer(at: 2)),
                    until: row.optionalLarge(at: 6),
                    shift: row.real(at: 3),
                    isWorse: row.integer(at: 4) != 0,
                    state: Finding.State(rawValue: row.text(at: 5)) ?? .closed
                )
            )
        }
        return findings
    }

    /// Every series that there is, in order.
    package func series() throws(DatabaseError) -> [Series] {
        var series: [Series] = []
        try database.read(
            "SELECT DISTINCT scenario, likeness, measure FROM sample ORDER BY 1, 2, 3"
        ) { row in
            guard let measure = try? Measure(parsing: row.text(at: 2)) else { return }
            series.append(
                Series(scenario: row.text(at: 0), likeness: row.text(at: 1), measure: measure)
            )
        }
        return series
    }
}

extension NightHistory {
    /// The number that the next night has; it seeds its runs.
    package func nextNight() throws(DatabaseError) -> Int {
        let newest = try database.number("SELECT coalesce(max(id), 0) FROM night")
        guard newest < Self.maximumNights else {
            throw Self.damaged(database.path, night: newest)
        }
        return Int(newest) + 1
    }

    /// Adds a night with all that was measured and found, or nothing of it.
    package func add(
        _ night: Night,
        version: String,
        _ results: [NightResult]
    ) throws(DatabaseError) {
        try database.run("BEGIN IMMEDIATE")
        do {
            try database.prepare("INSERT INTO night (id, at, label, version) VALUES (?, ?, ?, ?)")
                .run(night.id, night.at, night.label, version)
            for result in results { try add(result, of: night.id) }
            try database.run("COMMIT")
        } catch {
            try? database.run("ROLLBACK")
            throw error
        }
    }

    private func add(_ result: NightResult, of night: Int) throws(DatabaseError) {
        let series = result.series
        let sample = try database.prepare(
            """
            INSERT INTO sample (night, scenario, likeness, measure, run, value)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        )
        for (run, value) in result.tonight.enumerated() {
            try sample.run(
                night,
                series.scenario,
                series.likeness,
                series.measure.text,
                run,
                value
            )
        }
        if let ended = result.endedFinding {
            try database.prepare("UPDATE finding SET state = 'closed', until = ? WHERE id = ?")
                .run(night, ended)
        }
        guard let found = result.newFinding else { return }
        try database.prepare(
            """
            INSERT INTO finding
                (night, scenario, likeness, measure, since, shift, kind, is_worse, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).run(
            night,
            series.scenario,
            series.likeness,
            series.measure.text,
            found.since,
            found.shift,
            found.kind,
            found.isWorse ? 1 : 0,
            // A better level is the new level at once.
            found.isWorse ? "open" : "accepted"
        )
    }

    /// Takes every level that is worse for the new one; gives how many there were.
    package func accept() throws(DatabaseError) -> Int {
        let count = try database.number("SELECT count(*) FROM finding WHERE state = 'open'")
        try database.run("UPDATE finding SET state = 'accepted' WHERE state = 'open'")
        return Int(count)
    }

    /// Forgets all but the last nights; gives how many it forgot.
    ///
    /// A finding goes with the night that found it, and so does its level: what is left is at one.
    package func prune(keeping nights: Int) throws(DatabaseError) -> Int {
        let newest = try database.number("SELECT coalesce(max(id), 0) FROM night")
        let limit = newest - Int64(nights)
        let count = try database.number("SELECT count(*) FROM night WHERE id <= \(limit)")
        try database.prepare("DELETE FROM night WHERE id <= ?").run(Int(limit))
        return Int(count)
    }
}
