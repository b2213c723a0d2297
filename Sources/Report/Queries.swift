/// Every question that a report asks a run database; each `?` is the run.
enum Queries {
    static let runs = "SELECT id FROM run ORDER BY id"

    static let scenarioTexts = "SELECT id, scenario_text FROM run ORDER BY id"

    /// Sessions in which a charge began.
    static let chargedSessions = """
        SELECT ifnull(id_tag, ''), identity, session.connector, started_us, stopped_us,
            delivered_wh, ifnull(reason, '')
        FROM session JOIN charger ON charger.run = session.run AND charger.id = session.charger
        WHERE session.run = ? AND started_us IS NOT NULL
        """

    static let run = """
        SELECT scenario, seed, mode, status, simulated_us, events, fingerprint, version, commit_id,
            started_at, ended_at, wall_us, host, cores, threads
        FROM run WHERE id = ?
        """

    static let fleet = """
        SELECT count(*), count(DISTINCT site) FROM charger WHERE run = ?
        """

    /// Where the first and the last window begin, and how far two neighbours are apart at most:
    /// where a phase ends in between they are closer.
    static let windows = """
        SELECT count(*), min(window_us), max(window_us), max(step)
        FROM (
            SELECT window_us, lead(window_us) OVER (ORDER BY window_us) - window_us AS step
            FROM connection_window WHERE run = ?
        )
        """

    static let phases = "SELECT name, start_us, end_us FROM phase WHERE run = ? ORDER BY id"

    static let calls = """
        SELECT window_us, action, direction, outcome, count, bytes_sent, bytes_received, latency,
            service, max_us
        FROM call_window WHERE run = ?
        ORDER BY window_us, action, direction, outcome
        """

    static func connections(withHandshakes isWhole: Bool) -> String {
        """
        SELECT window_us, connecting, connected, failed, opened, closed, handshake_p99_us,
            \(isWhole ? "handshake" : "NULL")
        FROM connection_window WHERE run = ?
        ORDER BY window_us
        """
    }

    static let effects = """
        SELECT effect, latency, max_us, window_us FROM effect_window WHERE run = ? ORDER BY window_us, effect
        """

    /// Those that ended from the first time on and before the second.
    ///
    /// Energies are summed as integers, in milliwatt-hours, so that no order of rows matters.
    static let sessions = """
        SELECT outcome, count(*),
            sum(CAST(round(requested_wh * 1000) AS INTEGER)),
            sum(CAST(round(delivered_wh * 1000) AS INTEGER)),
            count(plugged_us), sum(plugged_us - arrived_us),
            count(left_us - plugged_us), sum(left_us - plugged_us)
        FROM session WHERE run = ? AND coalesce(left_us, arrived_us) >= ?
            AND coalesce(left_us, arrived_us) < ?
        GROUP BY outcome
        """

    static let eventKinds = """
        SELECT kind, count(*) FROM event WHERE run = ? GROUP BY kind ORDER BY kind
        """

    static let eventsInSpan = """
        SELECT count(*) FROM event WHERE run = ? AND kind = ? AND at_us >= ? AND at_us < ?
        """

    static let lagInSpan = """
        SELECT max(lag_p50_us), max(lag_p99_us), max(lag_max_us) FROM lag_window
        WHERE run = ? AND window_us >= ? AND window_us < ?
        """

    static let reached = "SELECT simulated_us FROM run WHERE id = ?"

    static let verdicts = """
        SELECT expression, phase, value, unit, passed FROM verdict WHERE run = ? ORDER BY rowid
        """

    static let usage = """
        SELECT avg(cpu_percent), max(rss_bytes) FROM lag_window WHERE run = ?
        """
}
