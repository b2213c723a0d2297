/// The tables of a history database, which is a file of its own beside run databases.
enum HistorySchema {
    /// ‘FltH’.
    static let applicationID: Int64 = 0x466C_7448
    static let version: Int64 = 1

    static func prepare(_ database: borrowing Database) throws(DatabaseError) {
        if try Schema.isEmpty(database) {
            try database.run("BEGIN IMMEDIATE; \(tables) COMMIT;")
        }
        try check(database)
        try database.run("PRAGMA foreign_keys = ON")
    }

    /// Refuses a file that is no history or of another version.
    static func check(_ database: borrowing Database) throws(DatabaseError) {
        guard try database.number("PRAGMA application_id") == applicationID else {
            throw noHistory(database.path)
        }
        let found = try database.number("PRAGMA user_version")
        guard found == version else {
            throw DatabaseError(
                path: database.path,
                reason: .other,
                message: "its schema is \(found), this version knows \(version)"
            )
        }
        try database.refuseComputedValues()
    }

    private static func noHistory(_ path: String) -> DatabaseError {
        DatabaseError(
            path: path,
            reason: .other,
            message: "it is not a history database of FleetSim"
        )
    }

    /// What a file that is no database at all lacks here, in words of histories.
    static func ofHistory(_ error: DatabaseError) -> DatabaseError {
        error.reason == .foreign ? noHistory(error.path) : error
    }

    private static let tables = """
        CREATE TABLE night (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,                 -- ISO 8601, UTC
            label TEXT,                       -- what was tested
            version TEXT NOT NULL             -- of FleetSim
        ) STRICT;
        CREATE TABLE sample (
            night INTEGER NOT NULL REFERENCES night (id) ON DELETE CASCADE,
            scenario TEXT NOT NULL,
            likeness TEXT NOT NULL,           -- nights are compared where this is the same
            measure TEXT NOT NULL,
            run INTEGER NOT NULL,             -- from 0, over both looks
            value REAL NOT NULL,              -- with a baseline: the ratio, or difference, to it
            PRIMARY KEY (night, scenario, measure, run)
        ) STRICT;
        CREATE TABLE finding (
            id INTEGER PRIMARY KEY,
            night INTEGER NOT NULL REFERENCES night (id) ON DELETE CASCADE,
            scenario TEXT NOT NULL,
            likeness TEXT NOT NULL,
            measure TEXT NOT NULL,
            since INTEGER NOT NULL,           -- the first night at the new level
            until INTEGER,                    -- the first after it, if it went away
            shift REAL NOT NULL,              -- as the measure subtracts, above 0 for more
            kind TEXT NOT NULL,               -- night, level
            is_worse INTEGER NOT NULL,
            state TEXT NOT NULL               -- open, closed (it went away), accepted
        ) STRICT;
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        """
}
