/// Every question that a report asks a run database; each `?` is the run.
enum Queries {
    static let runs = "SELECT id FROM run ORDER BY id"

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

    static let connections = """
        SELECT window_us, connecting, connected, failed, opened, closed, handshake_p99_us
        FROM connection_window WHERE run = ?
        ORDER BY window_us
        """

    static let effects = """
        SELECT effect, latency, max_us FROM effect_window WHERE run = ? ORDER BY window_us, effect
        """

    /// Energies are summed as integers, in milliwatt-hours, so that no order of rows matters.
    static let sessions = """
        SELECT outcome, count(*),
            sum(CAST(round(requested_wh * 1000) AS INTEGER)),
            sum(CAST(round(delivered_wh * 1000) AS INTEGER)),
            count(plugged_us), sum(plugged_us - arrived_us),
            count(left_us - plugged_us), sum(left_us - plugged_us)
        FROM session WHERE run = ?
        GROUP BY outcome
        """

    static let eventKinds = """
        SELECT kind, count(*) FROM event WHERE run = ? GROUP BY kind ORDER BY kind
        """

    static let usage = """
        SELECT avg(cpu_percent), max(rss_bytes) FROM lag_window WHERE run = ?
        """
}
