// Parts of the fleet, what was observed beside the run, and how figures drifted.
extension Schema {
    /// The first version that has them.
    static let versionWithSubsets: Int64 = 10

    static let observing = """
        CREATE TABLE subset_window (
            run INTEGER NOT NULL REFERENCES run (id),
            window_us INTEGER NOT NULL,       -- when the first of its windows begins: sixty of them at most
            trait TEXT NOT NULL,              -- site, model, source, server
            name TEXT NOT NULL,
            count INTEGER NOT NULL,           -- calls of chargers
            failed INTEGER NOT NULL,          -- error, timeout, lost
            latency BLOB,                     -- due to reply, HdrHistogram V2, each time known to 3 %
            unanswered BLOB,                  -- the ages of calls without a reply
            p50_us INTEGER,                   -- of both: what an unanswered call takes at least
            p99_us INTEGER,
            max_us INTEGER
        ) STRICT;
        CREATE TABLE observation (
            run INTEGER NOT NULL REFERENCES run (id),
            at_us INTEGER NOT NULL,
            source TEXT NOT NULL,             -- as ‘observe’ calls it; fleetsim: the simulator itself
            name TEXT NOT NULL,               -- such as queue_length, rate(calls_total), p99(query_seconds)
            labels TEXT NOT NULL,             -- such as worker="2"; empty: none
            value REAL                        -- NULL: not known from here on
        ) STRICT;
        CREATE TABLE drift (
            run INTEGER NOT NULL REFERENCES run (id),
            figure TEXT NOT NULL,             -- what was followed over the run
            unit TEXT NOT NULL,
            level REAL NOT NULL,              -- its mean
            per_hour REAL NOT NULL,           -- by how much it rose
            low REAL NOT NULL,                -- the band of that at 95 %
            high REAL NOT NULL,
            verdict TEXT NOT NULL             -- steady, rises, falls, unclear
        ) STRICT;
        """
}
