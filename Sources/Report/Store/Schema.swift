/// The tables of a run database, and whether a file has them.
package enum Schema {
    /// `PRAGMA user_version` of the files written here.
    package static let version: Int64 = 11
    /// `PRAGMA application_id`: ‘FltS’, by which a file is known for one of ours.
    static let applicationID: Int64 = 0x466C_7453

    /// Makes the tables in an empty file, gives one of an older version what has come since, and refuses
    /// any other: all or nothing, and by one process at a time.
    static func prepare(_ database: borrowing Database) throws(DatabaseError) {
        // What is not ours is not even locked, nor is what is as it should be.
        if try !isEmpty(database) {
            try check(database)
            if try version(of: database) == version { return }
        }
        try database.beginWriting()
        do throws(DatabaseError) {
            // Another process may have been faster.
            if try isEmpty(database) {
                try database.run(
                    """
                    \(tables)
                    PRAGMA application_id = \(applicationID);
                    PRAGMA user_version = \(version);
                    """
                )
            } else {
                try check(database)
                try upgrade(database)
            }
            try database.run("COMMIT")
        } catch {
            try? database.run("ROLLBACK")
            throw error
        }
    }

    private static func upgrade(_ database: borrowing Database) throws(DatabaseError) {
        let found = try self.version(of: database)
        guard 1..<version ~= found else { return }
        try database.run(
            """
            \((found + 1...version).map(step(to:)).joined(separator: "\n"))
            PRAGMA user_version = \(version);
            """
        )
    }

    /// The version of a file: effects came with 2, phases and whole histograms of handshakes with 3,
    /// verdicts with 4, plans with 5; with 6 how a run ended, whether the CSMS answered, errors, whose
    /// doing lateness was, and what plans leave undecided; with 7 which process writes a run; with 8
    /// sites, faults and sums for reports; with 9 frames of traced chargers and searches for a capacity;
    /// with 10 parts of the fleet, observations, drifts and who started a charge; with 11 how many
    /// chargers were connected within a window.
    static func version(of database: borrowing Database) throws(DatabaseError) -> Int64 {
        try database.number("PRAGMA user_version")
    }

    /// Whether there is nothing at all in a database.
    static func isEmpty(_ database: borrowing Database) throws(DatabaseError) -> Bool {
        let marks =
            try database.number("PRAGMA application_id")
            | database.number("PRAGMA user_version")
        guard marks == 0 else { return false }
        return try database.number("SELECT count(*) FROM sqlite_schema") == 0
    }

    /// Refuses a file that is not ours or that a newer version wrote.
    static func check(_ database: borrowing Database) throws(DatabaseError) {
        guard try database.number("PRAGMA application_id") == applicationID else {
            throw DatabaseError(path: database.path, reason: .foreign)
        }
        let found = try self.version(of: database)
        guard found <= version else {
            throw DatabaseError(path: database.path, reason: .newerSchema(found))
        }
        try database.refuseComputedValues()
    }
}

extension Schema {
    /// What leads to a version from the one before it: rows of windows, and then the other tables.
    private static func step(to version: Int64) -> String {
        let others: [Int64: [String]] = [
            3: [phase],
            // Nothing was ever written to it before.
            4: ["DROP TABLE verdict;", verdict],
            5: [plan],
            6: [endings, planVerdicts],
            7: ["ALTER TABLE run ADD COLUMN \(process);"],
            8: [sites],
            9: [frameIndex, capacity],
            10: [drift],
        ]
        return ([RowTables.step(to: version)] + (others[version] ?? [])).joined(separator: "\n")
    }

    /// The first version that tells how many were connected within a window.
    static let versionWithConnectedWithin: Int64 = 11

    /// The first version that tells who started a charge.
    static let versionWithStarters: Int64 = 10

    private static let process = "process TEXT"

    /// What is added to tables that there were before.
    private static let endings = """
        ALTER TABLE run ADD COLUMN \(statusReason);
        ALTER TABLE verdict ADD COLUMN \(shown);
        """

    private static let statusReason = "status_reason TEXT"
    private static let shown = "shown TEXT"

    /// The first version that has frames.
    static let versionWithFrames: Int64 = 9

    private static let frameIndex = "CREATE INDEX frame_of ON frame (run, charger);"

    private static let phase = """
        CREATE TABLE phase (
            run INTEGER NOT NULL REFERENCES run (id),
            id INTEGER NOT NULL,              -- its place among the run's phases, from 0
            name TEXT NOT NULL,
            start_us INTEGER NOT NULL,        -- no window reaches over either end
            end_us INTEGER NOT NULL,
            PRIMARY KEY (run, id)
        ) STRICT, WITHOUT ROWID;
        """

    private static let verdict = """
        CREATE TABLE verdict (
            run INTEGER NOT NULL REFERENCES run (id),
            expression TEXT NOT NULL,
            phase TEXT,                       -- NULL: of the whole run
            value REAL,                       -- as measured; NULL: there was nothing to measure
            unit TEXT NOT NULL,               -- of the value, as the expression has it
            passed INTEGER NOT NULL
        ) STRICT;
        """

    /// As it is made today; a step only adds to it.
    private static let verdictWhole = """
        CREATE TABLE verdict (
            run INTEGER NOT NULL REFERENCES run (id),
            expression TEXT NOT NULL,
            phase TEXT,                       -- NULL: of the whole run
            value REAL,                       -- as measured; NULL: there was nothing to measure
            unit TEXT NOT NULL,               -- of the value, as the expression has it
            passed INTEGER NOT NULL,
            \(shown)                        -- the value in words, as in ‘> 22.0 s’
        ) STRICT;
        """

    /// Every table but `run` says which run its rows belong to: a file can hold several.
    private static let tables = """
        CREATE TABLE run (
            id INTEGER PRIMARY KEY,
            scenario TEXT NOT NULL,
            scenario_text TEXT NOT NULL,
            seed INTEGER NOT NULL,            -- 64 bits; the upper half of the seeds is negative
            mode TEXT NOT NULL,               -- virtual, live, replay
            speed REAL,                       -- simulated seconds per real second, when live
            csms TEXT,                        -- its URL, when live
            started_at TEXT NOT NULL,         -- ISO 8601, UTC
            ended_at TEXT,
            status TEXT NOT NULL,             -- running, complete, untrusted, unreachable,
                                              -- interrupted, failed
            simulated_us INTEGER NOT NULL,
            events INTEGER NOT NULL,          -- that the kernel handled
            wall_us INTEGER,
            fingerprint TEXT,                 -- 16 hexadecimal digits
            version TEXT NOT NULL,
            commit_id TEXT,
            host TEXT NOT NULL,
            cores INTEGER NOT NULL,
            threads INTEGER NOT NULL,
            \(statusReason),               -- why it is not complete; several stand one to a line
            \(process)                      -- who writes it: number, start in ticks since the boot,
                                              -- id of the boot, namespace; NULL before version 7
        ) STRICT;
        CREATE TABLE charger (
            run INTEGER NOT NULL REFERENCES run (id),
            id INTEGER NOT NULL,              -- its index in the fleet; what ‘charger’ means elsewhere
            identity TEXT NOT NULL,
            model TEXT NOT NULL,
            site TEXT NOT NULL,
            connectors INTEGER NOT NULL,
            ocpp TEXT NOT NULL,
            PRIMARY KEY (run, id)
        ) STRICT, WITHOUT ROWID;
        \(RowTables.callWindow.whole)
        \(RowTables.call.whole)
        \(RowTables.connectionWindow.whole)
        \(RowTables.effectWindow.whole)
        \(phase)
        \(RowTables.session.whole)
        \(RowTables.powerWindow.whole)
        \(RowTables.lagWindow.whole)
        \(RowTables.event.whole)
        \(verdictWhole)
        \(RowTables.callError.whole)
        \(RowTables.connectionFailure.whole)
        \(plan)
        \(planVerdicts)
        \(sites)
        \(RowTables.frame.whole)
        \(frameIndex)
        \(capacity)
        \(RowTables.subsetWindow.whole)
        \(RowTables.observation.whole)
        \(drift)
        """
}
