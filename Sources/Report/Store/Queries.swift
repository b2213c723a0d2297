/// Every question that a report asks a run database; each `?` is the run.
enum Queries {
    static let runs = "SELECT id FROM run ORDER BY id"

    static let modes = "SELECT id, mode FROM run ORDER BY id"

    static let scenarioTexts = "SELECT id, scenario_text, simulated_us FROM run ORDER BY id"

    /// Sessions in which a charge began.
    static let chargedSessions = """
        SELECT ifnull(id_tag, ''), identity, session.connector, started_us, stopped_us,
            delivered_wh, ifnull(reason, '')
        FROM session JOIN charger ON charger.run = session.run AND charger.id = session.charger
        WHERE session.run = ? AND started_us IS NOT NULL
        """

    static func run(withReason isWhole: Bool) -> String {
        """
        SELECT scenario, seed, mode, status, simulated_us, events, fingerprint, version, commit_id,
            started_at, ended_at, wall_us, host, cores, threads, speed,
            \(isWhole ? "status_reason" : "NULL")
        FROM run WHERE id = ?
        """
    }

    static func origin(isWhole: Bool) -> String {
        """
        SELECT scenario_text, csms, \(isWhole ? "command, window_us" : "NULL, NULL")
        FROM run WHERE id = ?
        """
    }

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

    static let windowStarts =
        "SELECT DISTINCT window_us FROM connection_window WHERE run = ? ORDER BY window_us"

    static let phases = "SELECT name, start_us, end_us FROM phase WHERE run = ? ORDER BY id"

    static func calls(withOverdue isWhole: Bool) -> String {
        """
        SELECT window_us, action, direction, outcome, count, bytes_sent, bytes_received, latency,
            service, max_us, \(isWhole ? "overdue" : "0")
        FROM call_window WHERE run = ?
        ORDER BY window_us, action, direction, outcome
        """
    }

    /// The columns are those of windows.
    static let callSlots = """
        SELECT slot_us, action, direction, outcome, count, bytes_sent, bytes_received, latency,
            service, max_us, overdue
        FROM call_slot WHERE run = ?
        ORDER BY slot_us, action, direction, outcome
        """

    static let callErrors = """
        SELECT action, direction, code, count, text FROM call_error WHERE run = ?
        ORDER BY action, direction, code, window_us, text
        """

    static let connectionFailures = """
        SELECT kind, reason, sum(count),
            sum(CASE window_us WHEN (SELECT max(window_us) FROM connection_window WHERE run = ?1)
                THEN kept_out ELSE 0 END)
        FROM connection_failure WHERE run = ?1
        GROUP BY kind, reason ORDER BY kind, reason
        """

    static let keptOutAt =
        "SELECT sum(kept_out) FROM connection_failure WHERE run = ? AND window_us = ?"

    static let lastEvent = """
        SELECT detail FROM event WHERE run = ? AND kind = ? ORDER BY rowid DESC LIMIT 1
        """

    static func connections(version: Int64) -> String {
        let isWhole = version >= Schema.versionWithConnectedWithin
        return """
            SELECT window_us, connecting, connected, failed, opened, closed, handshake_p99_us,
                \(version > 2 ? "handshake" : "NULL"),
                \(version > 5 ? "last_answer_us, silent_since_us, waiting" : "NULL, NULL, NULL"),
                \(isWhole
                ? "coalesce(connected_least, connected), coalesce(connected_most, connected)"
                : "connected, connected")
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
    static func sessions(withStarters isWhole: Bool) -> String {
        """
        SELECT outcome, count(*),
            sum(CAST(round(requested_wh * 1000) AS INTEGER)),
            sum(CAST(round(delivered_wh * 1000) AS INTEGER)),
            count(plugged_us), sum(plugged_us - arrived_us),
            count(left_us - plugged_us), sum(left_us - plugged_us),
            \(isWhole ? "count(started_by = 'csms' OR NULL)" : "0"),
            sum(CAST(round(min(requested_wh, delivered_wh) * 1000) AS INTEGER))
        FROM session WHERE run = ? AND coalesce(left_us, arrived_us) >= ?
            AND coalesce(left_us, arrived_us) < ?
        GROUP BY outcome
        """
    }

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

    static func verdicts(withText isWhole: Bool) -> String {
        """
        SELECT expression, phase, value, unit, passed, \(isWhole ? "shown" : "NULL")
        FROM verdict WHERE run = ? ORDER BY rowid
        """
    }

    static let usage = """
        SELECT avg(cpu_percent), max(rss_bytes) FROM lag_window WHERE run = ?
        """
}
