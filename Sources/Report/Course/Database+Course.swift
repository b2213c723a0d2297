import FleetSim

/// Reads what a report tells of a fleet's run over time.
extension Database {
    func course(
        of run: Int,
        _ tally: CallTally,
        _ timeline: Timeline,
        _ observed: ObservedCourse?
    ) throws(DatabaseError) -> FleetCourse {
        FleetCourse(
            actions: tally.actions,
            heat: tally.heat,
            curves: tally.curves,
            busiest: tally.busiest.map {
                FleetCourse.BusiestWindow(
                    start: $0.window,
                    length: $0.length,
                    calls: $0.outCount,
                    perSecond: $0.out
                )
            },
            machine: try machine(of: run, timeline),
            worstChargers: try worstChargers(of: run),
            worstSessions: try worstSessions(of: run),
            missing: try missingEnergy(of: run),
            sites: try subsets(of: run, by: "site"),
            models: try subsets(of: run, by: "model"),
            subsets: try subsetCourses(of: run),
            observed: observed,
            drifts: try drifts(of: run)
        )
    }

    private func machine(
        of run: Int,
        _ timeline: Timeline
    ) throws(DatabaseError) -> [FleetCourse.MachineSlot?] {
        var slots: [FleetCourse.MachineSlot?] = timeline.slots.map { _ in nil }
        try read(CourseQueries.lag, run) { row in
            guard let index = timeline.slot(of: row.large(at: 0)) else { return }
            var slot = slots[index] ?? FleetCourse.MachineSlot()
            slot.lagP99 = max(slot.lagP99, row.large(at: 1))
            slot.lagMax = max(slot.lagMax, row.large(at: 2))
            slot.late += row.amount(at: 3)
            if !row.isNull(at: 4) { slot.cpuPercent = max(slot.cpuPercent ?? 0, row.real(at: 4)) }
            if let bytes = row.optionalLarge(at: 5) {
                slot.residentBytes = max(slot.residentBytes ?? 0, bytes)
            }
            slots[index] = slot
        }
        return slots
    }

    private func worstChargers(
        of run: Int
    ) throws(DatabaseError) -> [FleetCourse.WorstCharger] {
        try all(CourseQueries.worstChargers, run) { row in
            FleetCourse.WorstCharger(
                identity: row.text(at: 0),
                model: row.text(at: 1),
                site: row.text(at: 2),
                events: row.amount(at: 3),
                sessions: row.amount(at: 4),
                failedSessions: row.amount(at: 5),
                failedCalls: row.amount(at: 6)
            )
        }
    }

    func worstSessions(of run: Int) throws(DatabaseError) -> [FleetCourse.WorstSession] {
        try all(CourseQueries.worstSessions, run) { row in
            FleetCourse.WorstSession(
                charger: row.optionalText(at: 0),
                label: row.text(at: 1),
                arrived: row.large(at: 2),
                left: row.optionalLarge(at: 3),
                requested: row.real(at: 4),
                delivered: row.real(at: 5),
                outcome: row.text(at: 6)
            )
        }
    }

    private func subsets(
        of run: Int,
        by column: String
    ) throws(DatabaseError) -> [FleetCourse.Subset] {
        assert(["site", "model"].contains(column), "its name becomes part of the query as it is")
        return try all(CourseQueries.subsets(by: column), run) { row in
            FleetCourse.Subset(
                name: row.text(at: 0),
                chargers: row.amount(at: 1),
                sessions: row.amount(at: 2),
                failedSessions: row.amount(at: 3),
                requested: row.real(at: 4),
                delivered: row.real(at: 5),
                served: row.real(at: 6),
                events: row.amount(at: 7)
            )
        }
    }

    /// The first few events of each kind.
    func eventExamples(of run: Int) throws(DatabaseError) -> [EventExample] {
        try all(CourseQueries.examples, run) { row in
            EventExample(
                kind: row.text(at: 0),
                at: row.large(at: 1),
                charger: row.optionalText(at: 2),
                detail: row.text(at: 3)
            )
        }
    }

    func faults(of run: Int) throws(DatabaseError) -> [FaultSummary] {
        guard try Schema.version(of: self) >= Schema.versionWithSites else { return [] }
        return try all(CourseQueries.faults, run) { row in
            FaultSummary(
                at: row.large(at: 0),
                until: row.optionalLarge(at: 1),
                kind: row.text(at: 2),
                share: row.real(at: 3),
                site: row.optionalText(at: 4)
            )
        }
    }
}

private enum CourseQueries {
    static let lag = """
        SELECT window_us, lag_p99_us, lag_max_us, late, cpu_percent, rss_bytes FROM lag_window
        WHERE run = ? ORDER BY window_us
        """

    static let faults = """
        SELECT at_us, until_us, kind, share, site FROM fault WHERE run = ? ORDER BY at_us, rowid
        """

    /// A session that was cut short by its limits has not failed, and one that goes on neither.
    private static let failed = "outcome NOT IN ('served', 'short', 'open')"

    /// In a large fleet, chargers that fared no worse than the best are not among the worst.
    static let worstChargers = """
        WITH e AS (SELECT charger AS id, count(*) AS n FROM event
                WHERE run = ?1 AND charger IS NOT NULL GROUP BY charger),
            s AS (SELECT charger AS id, count(*) AS n, sum(\(failed)) AS bad FROM session
                WHERE run = ?1 AND charger IS NOT NULL GROUP BY charger),
            k AS (SELECT charger AS id, count(*) AS n FROM call
                WHERE run = ?1 AND outcome IN ('error', 'timeout', 'lost') GROUP BY charger),
            c AS (SELECT id, identity, model, site, ifnull(e.n, 0) AS events,
                    ifnull(s.n, 0) AS sessions, ifnull(s.bad, 0) AS bad, ifnull(k.n, 0) AS calls,
                    ifnull(e.n, 0) + ifnull(s.bad, 0) + ifnull(k.n, 0) AS troubles
                FROM charger LEFT JOIN e USING (id) LEFT JOIN s USING (id) LEFT JOIN k USING (id)
                WHERE run = ?1)
        SELECT identity, model, site, events, sessions, bad, calls FROM c
        WHERE troubles > 0
            AND (troubles > (SELECT min(troubles) FROM c) OR (SELECT count(*) FROM c) <= 10)
        ORDER BY troubles DESC, id LIMIT 10
        """

    static let worstSessions = """
        SELECT identity, ifnull(label, 'visit ' || visit), arrived_us, left_us, requested_wh,
            delivered_wh, outcome
        FROM session LEFT JOIN charger ON charger.run = session.run AND charger.id = charger
        WHERE session.run = ? AND outcome NOT IN ('served', 'open')
        ORDER BY requested_wh - delivered_wh DESC, arrived_us, session.site, visit LIMIT 10
        """

    /// Of many, only those that fared worse than the best.
    ///
    /// The names of columns are our own; no text of a user is among them.
    static func subsets(by column: String) -> String {
        """
        WITH e AS (SELECT charger AS id, count(*) AS n FROM event
                WHERE run = ?1 AND charger IS NOT NULL GROUP BY charger),
            s AS (SELECT charger AS id, count(*) AS n, sum(\(failed)) AS bad,
                    sum(requested_wh) AS asked, sum(delivered_wh) AS given,
                    sum(max(0.0, min(requested_wh, delivered_wh))) AS served
                FROM session WHERE run = ?1 AND outcome <> 'open' GROUP BY charger),
            g AS (SELECT \(column) AS name, count(*) AS chargers, ifnull(sum(s.n), 0) AS sessions,
                    ifnull(sum(s.bad), 0) AS bad, ifnull(sum(s.asked), 0.0) AS asked,
                    ifnull(sum(s.given), 0.0) AS given, ifnull(sum(s.served), 0.0) AS served,
                    ifnull(sum(e.n), 0) AS events,
                    (ifnull(sum(e.n), 0.0) + ifnull(sum(s.bad), 0.0)) / count(*) AS share
                FROM charger LEFT JOIN e USING (id) LEFT JOIN s USING (id)
                WHERE run = ?1 GROUP BY \(column))
        SELECT name, chargers, sessions, bad, asked, given, served, events FROM g
        WHERE share > (SELECT min(share) FROM g) OR (SELECT count(*) FROM g) <= 20
        ORDER BY share DESC, name
        LIMIT 20
        """
    }

    static let examples = """
        SELECT kind, at_us, identity, detail
        FROM (
            SELECT kind, at_us, charger, detail,
                row_number() OVER (PARTITION BY kind ORDER BY at_us, rowid) AS place
            FROM event WHERE run = ?1
        )
        LEFT JOIN charger ON charger.run = ?1 AND charger.id = charger
        WHERE place <= 3 ORDER BY kind, place
        """
}
