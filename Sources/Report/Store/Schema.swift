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
        assert(steps.count == Int(version) - 1, "a step leads from each version to the next")
        guard 1..<version ~= found else { return }
        try database.run(
            """
            \(steps.dropFirst(Int(found) - 1).joined(separator: "\n"))
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
    /// What leads from each version to the next, the first from 1 to 2.
    private static let steps = [
        effectWindow,
        """
        \(phase)
        ALTER TABLE connection_window ADD COLUMN \(handshake);
        """,
        // Nothing was ever written to it before.
        """
        DROP TABLE verdict;
        \(verdict)
        """,
        plan,
        [endings, callError, connectionFailure, hostLagStep, planVerdicts].joined(separator: "\n"),
        // To 7.
        "ALTER TABLE run ADD COLUMN \(process);",
        sites,
        [frame, capacity].joined(separator: "\n"),
        // To 10.
        [observing, starters].joined(separator: "\n"),
        connectedWithin.map { "ALTER TABLE connection_window ADD COLUMN \($0);" }
            .joined(separator: "\n"),
    ]

    /// At the beginning or the end of any second of a window; NULL: not known.
    private static let connectedWithin = [
        "connected_least INTEGER",
        "connected_most INTEGER",
    ]

    /// The first version that tells them.
    static let versionWithConnectedWithin: Int64 = 11

    private static let starters = """
        -- who asked for the charge: csms, driver; NULL: none began, or that is not known
        ALTER TABLE session ADD COLUMN started_by TEXT;
        """

    /// The first version that tells who started a charge.
    static let versionWithStarters: Int64 = 10

    private static let process = "process TEXT"

    /// What of a window's lateness was the host's.
    private static let hostLag = [
        // Of the late events: those that had not been late if the threads had run all the time.
        "late_by_host INTEGER",
        // How long threads were ready and waited for a core; NULL: not known.
        "waited_us INTEGER",
        // How long some program of the machine did (/proc/pressure/cpu); NULL: not known.
        "pressure_us INTEGER",
    ]

    private static var hostLagStep: String {
        hostLag.map { "ALTER TABLE lag_window ADD COLUMN \($0);" }.joined(separator: "\n")
    }

    /// What is added to tables that there were before.
    private static let endings = """
        ALTER TABLE run ADD COLUMN \(statusReason);
        ALTER TABLE verdict ADD COLUMN \(shown);
        ALTER TABLE call_window ADD COLUMN \(overdue);
        ALTER TABLE connection_window ADD COLUMN \(lastAnswer);
        ALTER TABLE connection_window ADD COLUMN \(silentSince);
        ALTER TABLE connection_window ADD COLUMN \(waiting);
        """

    private static let statusReason = "status_reason TEXT"
    private static let shown = "shown TEXT"
    private static let overdue = "overdue INTEGER NOT NULL DEFAULT 0"
    private static let lastAnswer = "last_answer_us INTEGER"
    private static let silentSince = "silent_since_us INTEGER"
    private static let waiting = "waiting INTEGER"

    private static let callError = """
        CREATE TABLE call_error (
            run INTEGER NOT NULL REFERENCES run (id),
            window_us INTEGER NOT NULL,
            action TEXT NOT NULL,
            direction TEXT NOT NULL,          -- of the call; out: the CSMS gave the error
            code TEXT NOT NULL,
            count INTEGER NOT NULL,
            text TEXT NOT NULL                -- the first few that differ, one a line
        ) STRICT;
        """

    private static let connectionFailure = """
        CREATE TABLE connection_failure (
            run INTEGER NOT NULL REFERENCES run (id),
            window_us INTEGER NOT NULL,
            kind TEXT NOT NULL,               -- connect-failed, link-fault, link-closed
            reason TEXT NOT NULL,
            count INTEGER NOT NULL,
            kept_out INTEGER NOT NULL         -- chargers never connected so far, by their last failure
        ) STRICT;
        """

    /// The first version that has it.
    static let versionWithFrames: Int64 = 9

    private static let frame = """
        CREATE TABLE frame (
            run INTEGER NOT NULL REFERENCES run (id),
            charger INTEGER NOT NULL,
            at_us INTEGER NOT NULL,
            direction TEXT NOT NULL,          -- out: from the charger; in: to it; connection: no frame, but
                                              -- what became of its connection
            text TEXT NOT NULL,               -- the frame, passwords masked
            FOREIGN KEY (run, charger) REFERENCES charger (run, id)
        ) STRICT;
        CREATE INDEX frame_of ON frame (run, charger);
        """

    /// Some files of version 1 have it already: for a day the number was not raised with it.
    private static let effectWindow = """
        CREATE TABLE IF NOT EXISTS effect_window (
            run INTEGER NOT NULL REFERENCES run (id),
            window_us INTEGER NOT NULL,
            effect TEXT NOT NULL,             -- a call of the CSMS and what it led to
            count INTEGER NOT NULL,
            latency BLOB NOT NULL,            -- from when the call was due, HdrHistogram V2
            p50_us INTEGER NOT NULL,
            p90_us INTEGER NOT NULL,
            p99_us INTEGER NOT NULL,
            max_us INTEGER NOT NULL
        ) STRICT;
        """

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

    private static let handshake = "handshake BLOB"

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
        CREATE TABLE call_window (
            run INTEGER NOT NULL REFERENCES run (id),
            window_us INTEGER NOT NULL,
            action TEXT NOT NULL,
            direction TEXT NOT NULL,          -- out: the charger calls; in: the CSMS does
            outcome TEXT NOT NULL,            -- ok, error, timeout, rejected, lost, open
            count INTEGER NOT NULL,
            bytes_sent INTEGER NOT NULL,
            bytes_received INTEGER NOT NULL,
            latency BLOB,                     -- due to reply, HdrHistogram V2; without a reply
                                              -- (timeout, lost, open): due to then, an age
            service BLOB,                     -- the same from when it was sent
            p50_us INTEGER,                   -- of latency
            p90_us INTEGER,
            p99_us INTEGER,
            max_us INTEGER,
            \(overdue)  -- of open calls: older than MessageTimeout
        ) STRICT;
        CREATE TABLE call (
            run INTEGER NOT NULL REFERENCES run (id),
            charger INTEGER NOT NULL,
            action TEXT NOT NULL,
            direction TEXT NOT NULL,
            intended_us INTEGER NOT NULL,
            sent_us INTEGER,                  -- NULL: it never left
            replied_us INTEGER,               -- NULL: no answer came
            outcome TEXT NOT NULL,
            error TEXT,                       -- the code of a CALLERROR
            FOREIGN KEY (run, charger) REFERENCES charger (run, id)
        ) STRICT;
        CREATE TABLE connection_window (
            run INTEGER NOT NULL REFERENCES run (id),
            window_us INTEGER NOT NULL,
            connecting INTEGER NOT NULL,      -- at the end of the window
            connected INTEGER NOT NULL,       -- the same
            failed INTEGER NOT NULL,
            opened INTEGER NOT NULL,
            closed INTEGER NOT NULL,
            handshake_p99_us INTEGER,         -- NULL: none took place
            \(handshake),                   -- all of them, HdrHistogram V2
            \(lastAnswer),           -- when the CSMS last answered a call, so far
            \(silentSince),          -- since when it owes answers and gives none; NULL: it does not
            \(waiting),                 -- chargers that wait for it at the end of the window
            \(connectedWithin.joined(separator: ",\n            "))
        ) STRICT;
        \(effectWindow)
        \(phase)
        CREATE TABLE session (
            run INTEGER NOT NULL REFERENCES run (id),
            site INTEGER NOT NULL,            -- with visit: who this is under every design
            visit INTEGER NOT NULL,
            charger INTEGER,                  -- NULL: it never got a bay
            connector INTEGER,
            label TEXT,                       -- its id in a session list; NULL: drawn at random
            id_tag TEXT,
            arrived_us INTEGER NOT NULL,
            plugged_us INTEGER,
            started_us INTEGER,
            stopped_us INTEGER,
            left_us INTEGER,
            requested_wh REAL NOT NULL,
            delivered_wh REAL NOT NULL,
            outcome TEXT NOT NULL,            -- served, short, balked, reneged, refused, faulted,
                                              -- offline, unanswered, taken, open
            reason TEXT,                      -- the transaction's, when there was one
            transaction_id INTEGER,
            FOREIGN KEY (run, charger) REFERENCES charger (run, id)
        ) STRICT;
        CREATE TABLE power_window (
            run INTEGER NOT NULL REFERENCES run (id),
            window_us INTEGER NOT NULL,
            site TEXT NOT NULL,
            node TEXT NOT NULL,
            limit_ma INTEGER,
            l1_ma INTEGER NOT NULL,
            l2_ma INTEGER NOT NULL,
            l3_ma INTEGER NOT NULL,
            power_w INTEGER NOT NULL,
            demand_w INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE lag_window (
            run INTEGER NOT NULL REFERENCES run (id),
            window_us INTEGER NOT NULL,
            events INTEGER NOT NULL,
            lag_p50_us INTEGER NOT NULL,
            lag_p99_us INTEGER NOT NULL,
            lag_max_us INTEGER NOT NULL,
            late INTEGER NOT NULL,
            cpu_percent REAL,
            rss_bytes INTEGER,
            \(hostLag.joined(separator: ",\n            "))
        ) STRICT;
        CREATE TABLE event (
            run INTEGER NOT NULL REFERENCES run (id),
            at_us INTEGER NOT NULL,
            charger INTEGER,                  -- NULL: it concerns no single one
            kind TEXT NOT NULL,
            detail TEXT NOT NULL,
            FOREIGN KEY (run, charger) REFERENCES charger (run, id)
        ) STRICT;
        \(verdictWhole)
        \(callError)
        \(connectionFailure)
        \(plan)
        \(planVerdicts)
        \(sites)
        \(frame)
        \(capacity)
        \(observing)
        \(starters)
        """
}
