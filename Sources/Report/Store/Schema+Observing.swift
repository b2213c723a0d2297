// How figures of parts of the fleet and of what was observed beside the run drifted.
extension Schema {
    /// The first version that has them.
    static let versionWithSubsets: Int64 = 10

    static let drift = """
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
