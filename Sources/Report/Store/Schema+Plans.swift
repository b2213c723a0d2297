// The tables of plans.
extension Schema {
    static let plan = """
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
            mean REAL NOT NULL,               -- the figure over all replications
            low REAL NOT NULL,                -- its interval at 95 %
            high REAL NOT NULL,               -- infinite: too little was seen to say
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
            curve TEXT NOT NULL,              -- occupancy, load, binding, day_load, day_bays
            place INTEGER NOT NULL,           -- occupied bays; percent of the time; node of the tree;
                                              -- half hour of the day, from 0
            value REAL NOT NULL,              -- share of the time; W not exceeded; share of the time;
                                              -- mean W and mean occupied bays
            PRIMARY KEY (run, design, curve, place),
            FOREIGN KEY (run, design) REFERENCES plan_design (run, id)
        ) STRICT, WITHOUT ROWID;
        """

    /// What plans tell besides means: NULL where an older version planned.
    static let planVerdicts = """
        -- met, missed, undecided: all targets together
        ALTER TABLE plan_design ADD COLUMN verdict TEXT;
        -- about how many replications would decide what is undecided; NULL: unknown
        ALTER TABLE plan_design ADD COLUMN needed INTEGER;
        ALTER TABLE plan_design ADD COLUMN horizon_us INTEGER;
        ALTER TABLE plan_design ADD COLUMN warm_up_us INTEGER;
        -- in how many horizons a line drew more than its limit, and the upper end of the interval of
        -- that chance; NULL: there is no limit for cars alone
        ALTER TABLE plan_design ADD COLUMN over_limit INTEGER;
        ALTER TABLE plan_design ADD COLUMN over_limit_high REAL;
        -- met, missed, undecided
        ALTER TABLE plan_target ADD COLUMN verdict TEXT;
        ALTER TABLE plan_target ADD COLUMN needed INTEGER;
        -- in how many horizons, of how many, the figure's own value did not keep the bound, and the
        -- interval of that chance at 95 %
        ALTER TABLE plan_target ADD COLUMN beyond INTEGER;
        ALTER TABLE plan_target ADD COLUMN horizons INTEGER;
        ALTER TABLE plan_target ADD COLUMN beyond_low REAL;
        ALTER TABLE plan_target ADD COLUMN beyond_high REAL;
        -- what the figure did not exceed in 95 % of horizons, and in any
        ALTER TABLE plan_figure ADD COLUMN p95 REAL;
        ALTER TABLE plan_figure ADD COLUMN highest REAL;
        """
}
