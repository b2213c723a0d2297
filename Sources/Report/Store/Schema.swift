/// The tables of a run database, and whether a file has them.
package enum Schema {
    /// `PRAGMA user_version` of the files written here.
    package static let version: Int64 = 5
    /// `PRAGMA application_id`: ‘FltS’, by which a file is known for one of ours.
    static let applicationID: Int64 = 0x466C_7453

    /// Makes the tables in an empty database, all or none.
    static func create(in database: borrowing Database) throws(DatabaseError) {
        try database.run(
            """
            BEGIN IMMEDIATE;
            \(tables)
            PRAGMA application_id = \(applicationID);
            PRAGMA user_version = \(version);
            COMMIT;
            """
        )
    }

    /// Gives a file of an older version what has come since, all or none.
    static func upgrade(_ database: borrowing Database) throws(DatabaseError) {
        let found = try self.version(of: database)
        guard 1..<version ~= found else { return }
        try database.run(
            """
            BEGIN IMMEDIATE;
            \(steps.dropFirst(Int(found) - 1).joined(separator: "\n"))
            PRAGMA user_version = \(version);
            COMMIT;
            """
        )
    }

    /// The version of a file: effects came with 2, phases and whole histograms of handshakes with 3,
    /// verdicts with 4, plans with 5.
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
    ]

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

    private static let plan = """
        CREATE TABLE plan_design (
            run INTEGER NOT NULL REFERENCES run (id),
            id INTEGER NOT NULL,              -- its place in the plan, from 0
            bays INTEGER NOT NULL,
            limit_a REAL,                     -- of each line; NULL: as the scenario has it
            sharing TEXT,                     -- NULL: the same
            arrivals TEXT,                    -- NULL: the same
            cost REAL,                        -- NULL: the plan does not say what things cost
            replications INTEGER NOT NULL,
            meets INTEGER NOT NULL,           -- 1: all targets are kept
            on_front INTEGER NOT NULL,        -- 1: none is better in one thing for free
            smallest INTEGER NOT NULL,        -- 1: of those that meet the targets, for these drivers
            theory TEXT,                      -- the model of queueing theory that fits
            theory_fails TEXT,                -- why none does
            PRIMARY KEY (run, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE plan_target (
            run INTEGER NOT NULL,
            design INTEGER NOT NULL,
            expression TEXT NOT NULL,
            figure TEXT NOT NULL,
            kept INTEGER NOT NULL,            -- by the nearer end of the interval
            certainty REAL NOT NULL,          -- from 0 to 1
            FOREIGN KEY (run, design) REFERENCES plan_design (run, id)
        ) STRICT;
        CREATE TABLE plan_figure (
            run INTEGER NOT NULL,
            design INTEGER NOT NULL,
            figure TEXT NOT NULL,
            unit TEXT NOT NULL,               -- s, W, Wh, A; empty: a number or a share of one
            mean REAL NOT NULL,               -- over the replications
            low REAL NOT NULL,                -- the interval of the mean at 95 %
            high REAL NOT NULL,
            theory REAL,                      -- NULL: theory has no model for it
            PRIMARY KEY (run, design, figure),
            FOREIGN KEY (run, design) REFERENCES plan_design (run, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE plan_step (
            run INTEGER NOT NULL,
            design INTEGER NOT NULL,
            more TEXT NOT NULL,               -- bay, ampere
            amount REAL NOT NULL,             -- how many of them
            figure TEXT NOT NULL,
            unit TEXT NOT NULL,
            mean REAL NOT NULL,               -- by how much the figure differs, by pairs
            low REAL NOT NULL,
            high REAL NOT NULL,
            FOREIGN KEY (run, design) REFERENCES plan_design (run, id)
        ) STRICT;
        CREATE TABLE plan_curve (
            run INTEGER NOT NULL,
            design INTEGER NOT NULL,
            curve TEXT NOT NULL,              -- occupancy, load, binding
            place INTEGER NOT NULL,           -- occupied bays; percent of the time; node of the tree
            value REAL NOT NULL,              -- share of the time; W not exceeded; share of the time
            PRIMARY KEY (run, design, curve, place),
            FOREIGN KEY (run, design) REFERENCES plan_design (run, id)
        ) STRICT, WITHOUT ROWID;
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
            status TEXT NOT NULL,             -- running, complete, interrupted, failed
            simulated_us INTEGER NOT NULL,
            events INTEGER NOT NULL,          -- that the kernel handled
            wall_us INTEGER,
            fingerprint TEXT,                 -- 16 hexadecimal digits
            version TEXT NOT NULL,
            commit_id TEXT,
            host TEXT NOT NULL,
            cores INTEGER NOT NULL,
            threads INTEGER NOT NULL
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
            outcome TEXT NOT NULL,            -- ok, error, timeout, rejected, lost
            count INTEGER NOT NULL,
            bytes_sent INTEGER NOT NULL,
            bytes_received INTEGER NOT NULL,
            latency BLOB,                     -- intended to reply, HdrHistogram V2; no reply: NULL
            service BLOB,                     -- sent to reply, the same
            p50_us INTEGER,                   -- of latency
            p90_us INTEGER,
            p99_us INTEGER,
            max_us INTEGER
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
            \(handshake)                    -- all of them, HdrHistogram V2
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
            outcome TEXT NOT NULL,            -- served, short, balked, reneged, refused, faulted
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
            rss_bytes INTEGER
        ) STRICT;
        CREATE TABLE event (
            run INTEGER NOT NULL REFERENCES run (id),
            at_us INTEGER NOT NULL,
            charger INTEGER,                  -- NULL: it concerns no single one
            kind TEXT NOT NULL,
            detail TEXT NOT NULL,
            FOREIGN KEY (run, charger) REFERENCES charger (run, id)
        ) STRICT;
        \(verdict)
        \(plan)
        """
}
