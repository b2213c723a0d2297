// Sites and faults by themselves, and the sums that reports need.
extension Schema {
    /// The first version that has them.
    static let versionWithSites: Int64 = 8

    static let sites = """
        -- how long a window is, unless a phase ends in it; NULL: not known
        ALTER TABLE run ADD COLUMN window_us INTEGER;
        -- the line that does the run again, without what is secret; NULL: not known
        ALTER TABLE run ADD COLUMN command TEXT;
        CREATE TABLE site (
            run INTEGER NOT NULL REFERENCES run (id),
            id INTEGER NOT NULL,              -- its index; what ‘site’ means in session
            name TEXT NOT NULL,               -- what ‘site’ means in charger and power_window
            chargers INTEGER NOT NULL,
            bays INTEGER NOT NULL,            -- connectors, each for one car
            PRIMARY KEY (run, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE fault (
            run INTEGER NOT NULL REFERENCES run (id),
            at_us INTEGER NOT NULL,
            until_us INTEGER,                 -- NULL: it takes no time, or lasts for good
            kind TEXT NOT NULL,               -- as scenarios call it
            share REAL NOT NULL,              -- of the chargers or sites, from 0 to 1
            site TEXT                         -- NULL: anywhere
        ) STRICT;
        CREATE TABLE call_slot (
            run INTEGER NOT NULL REFERENCES run (id),
            slot_us INTEGER NOT NULL,         -- where its first window begins
            action TEXT NOT NULL,
            direction TEXT NOT NULL,
            outcome TEXT NOT NULL,
            count INTEGER NOT NULL,
            bytes_sent INTEGER NOT NULL,
            bytes_received INTEGER NOT NULL,
            latency BLOB,                     -- as in call_window, of all windows of the slot
            service BLOB,
            max_us INTEGER,
            overdue INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE call_peak (
            run INTEGER NOT NULL REFERENCES run (id),
            slot_us INTEGER NOT NULL,
            direction TEXT NOT NULL,
            window_us INTEGER NOT NULL,       -- the busiest window of the slot
            length_us INTEGER NOT NULL,
            count INTEGER NOT NULL,           -- the calls in it
            PRIMARY KEY (run, slot_us, direction)
        ) STRICT, WITHOUT ROWID;
        """
}
