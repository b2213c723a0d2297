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
    status_reason TEXT,               -- why it is not complete; several stand one to a line
    process TEXT                      -- who writes it: number, start in ticks since the boot,
                                      -- id of the boot, namespace; NULL before version 7
, window_us INTEGER, command TEXT) STRICT;
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
    overdue INTEGER NOT NULL DEFAULT 0  -- of open calls: older than MessageTimeout
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
    handshake BLOB,                   -- all of them, HdrHistogram V2
    last_answer_us INTEGER,           -- when the CSMS last answered a call, so far
    silent_since_us INTEGER,          -- since when it owes answers and gives none; NULL: it does not
    waiting INTEGER,                 -- chargers that wait for it at the end of the window
    connected_least INTEGER,
            connected_most INTEGER
) STRICT;
CREATE TABLE effect_window (
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
CREATE TABLE phase (
    run INTEGER NOT NULL REFERENCES run (id),
    id INTEGER NOT NULL,              -- its place among the run's phases, from 0
    name TEXT NOT NULL,
    start_us INTEGER NOT NULL,        -- no window reaches over either end
    end_us INTEGER NOT NULL,
    PRIMARY KEY (run, id)
) STRICT, WITHOUT ROWID;
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
    transaction_id INTEGER, missing_no_bay_wh REAL, missing_stay_wh REAL, missing_vehicle_wh REAL, missing_limit_wh REAL, missing_floor_wh REAL, missing_fault_wh REAL, started_by TEXT,
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
    late_by_host INTEGER,
            waited_us INTEGER,
            pressure_us INTEGER
) STRICT;
CREATE TABLE event (
    run INTEGER NOT NULL REFERENCES run (id),
    at_us INTEGER NOT NULL,
    charger INTEGER,                  -- NULL: it concerns no single one
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    FOREIGN KEY (run, charger) REFERENCES charger (run, id)
) STRICT;
CREATE TABLE verdict (
    run INTEGER NOT NULL REFERENCES run (id),
    expression TEXT NOT NULL,
    phase TEXT,                       -- NULL: of the whole run
    value REAL,                       -- as measured; NULL: there was nothing to measure
    unit TEXT NOT NULL,               -- of the value, as the expression has it
    passed INTEGER NOT NULL,
    shown TEXT                        -- the value in words, as in ‘> 22.0 s’
) STRICT;
CREATE TABLE call_error (
    run INTEGER NOT NULL REFERENCES run (id),
    window_us INTEGER NOT NULL,
    action TEXT NOT NULL,
    direction TEXT NOT NULL,          -- of the call; out: the CSMS gave the error
    code TEXT NOT NULL,
    count INTEGER NOT NULL,
    text TEXT NOT NULL                -- the first few that differ, one a line
) STRICT;
CREATE TABLE connection_failure (
    run INTEGER NOT NULL REFERENCES run (id),
    window_us INTEGER NOT NULL,
    kind TEXT NOT NULL,               -- connect-failed, link-fault, link-closed
    reason TEXT NOT NULL,
    count INTEGER NOT NULL,
    kept_out INTEGER NOT NULL         -- chargers never connected so far, by their last failure
) STRICT;
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
    theory_fails TEXT, verdict TEXT, needed INTEGER, horizon_us INTEGER, warm_up_us INTEGER, over_limit INTEGER, over_limit_high REAL,                -- why none does
    PRIMARY KEY (run, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE plan_target (
    run INTEGER NOT NULL,
    design INTEGER NOT NULL,
    expression TEXT NOT NULL,
    figure TEXT NOT NULL,
    kept INTEGER NOT NULL,            -- by the nearer end of the interval
    certainty REAL NOT NULL, verdict TEXT, needed INTEGER, beyond INTEGER, horizons INTEGER, beyond_low REAL, beyond_high REAL,          -- from 0 to 1
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
    theory REAL, p95 REAL, highest REAL,                      -- NULL: theory has no model for it
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
