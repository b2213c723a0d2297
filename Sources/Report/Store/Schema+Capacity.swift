// Searches for the most that a CSMS takes.
extension Schema {
    /// The first version that has them.
    static let versionWithCapacity: Int64 = 9

    static let capacity = """
        CREATE TABLE capacity (
            run INTEGER PRIMARY KEY NOT NULL REFERENCES run (id),
            axis TEXT NOT NULL,               -- chargers, rate, reconnects, backlog
            phases TEXT NOT NULL,             -- of heartbeats: random, boots
            at_least REAL,                    -- the load that was asked for; NULL: none
            answer TEXT                       -- what was found, as JSON; NULL: nothing yet
        ) STRICT;
        CREATE TABLE trial (
            run INTEGER NOT NULL REFERENCES run (id),
            id INTEGER NOT NULL,              -- in their order, from 0
            axis TEXT NOT NULL,
            load REAL NOT NULL,               -- chargers, calls/s, reconnects/s, seconds
            direction TEXT NOT NULL,          -- up; down: after an overload
            verdict TEXT NOT NULL,            -- passed, failed, aborted, untrusted
            seed INTEGER NOT NULL,            -- as in run
            figures TEXT NOT NULL,            -- all that it measured, as JSON
            PRIMARY KEY (run, id)
        ) STRICT, WITHOUT ROWID;
        """
}
