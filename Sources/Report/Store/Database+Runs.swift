import FleetSim
import FoundationEssentials
import Glibc

/// The rows that exist once per run.
extension Database {
    /// Adds a run that is under way, with its chargers, and gives its id.
    func addRun(
        _ manifest: RunManifest,
        host: HostFacts,
        startedAt: Date
    ) throws(DatabaseError) -> Int64 {
        let insert = try prepare(
            """
            INSERT INTO run (scenario, scenario_text, seed, mode, speed, csms, started_at, status,
                simulated_us, events, version, commit_id, host, cores, threads, process, window_us,
                command)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'running', 0, 0, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        try insert.run(
            manifest.scenario,
            manifest.scenarioText,
            Int64(bitPattern: manifest.seed),
            manifest.kind.storedName,
            manifest.speed,
            manifest.csms,
            startedAt.iso8601,
            manifest.version,
            host.commit,
            host.name,
            host.cores,
            manifest.threads,
            host.process.text,
            manifest.window?.microseconds,
            manifest.command
        )
        let run = lastRowID
        try addPhases(manifest.phases, to: run)
        try add(manifest.sites, to: run)
        try add(manifest.faults, to: run)
        let insertCharger = try prepare(
            """
            INSERT INTO charger (run, id, identity, model, site, connectors, ocpp)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        for (index, charger) in manifest.chargers.enumerated() {
            try insertCharger.run(
                run,
                index,
                charger.identity,
                charger.model,
                charger.site,
                charger.connectors,
                charger.ocpp
            )
        }
        return run
    }

    private func addPhases(_ phases: [Phase], to run: Int64) throws(DatabaseError) {
        let insert = try prepare(
            "INSERT INTO phase (run, id, name, start_us, end_us) VALUES (?, ?, ?, ?, ?)"
        )
        for (index, phase) in phases.enumerated() {
            try insert.run(run, index, phase.name, phase.start, phase.end)
        }
    }

    /// Notes how far a run under way has come.
    func noteProgress(
        of run: Int64,
        simulated: SimTime,
        events: Int
    ) throws(DatabaseError) {
        try prepare("UPDATE run SET simulated_us = ?, events = ? WHERE id = ?")
            .run(simulated, events, run)
    }

    func finishRun(
        _ run: Int64,
        _ result: RunResult,
        endedAt: Date,
        elapsed: Duration
    ) throws(DatabaseError) {
        let update = try prepare(
            """
            UPDATE run SET status = ?, status_reason = ?, simulated_us = ?, events = ?,
                fingerprint = ?, ended_at = ?, wall_us = ?
            WHERE id = ?
            """
        )
        try update.run(
            result.status.rawValue,
            result.reason,
            result.reached,
            result.events,
            hexadecimal(result.fingerprint),
            endedAt.iso8601,
            elapsed.microseconds,
            run
        )
    }

    func failRun(
        _ run: Int64,
        _ reason: String,
        endedAt: Date,
        elapsed: Duration
    ) throws(DatabaseError) {
        // What failed as it ended was judged already, and only complete runs are.
        try prepare("DELETE FROM verdict WHERE run = ?").run(run)
        let update = try prepare(
            "UPDATE run SET status = ?, status_reason = ?, ended_at = ?, wall_us = ? WHERE id = ?"
        )
        try update.run(
            RunResult.Status.failed.rawValue,
            reason,
            endedAt.iso8601,
            elapsed.microseconds,
            run
        )
    }

    func add(_ verdicts: [Verdict], to run: Int64) throws(DatabaseError) {
        let insert = try prepare(
            """
            INSERT INTO verdict (run, expression, phase, value, unit, passed, shown)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        for verdict in verdicts {
            try insert.run(
                run,
                verdict.expression,
                verdict.phase,
                verdict.value,
                verdict.unit,
                verdict.passed ? 1 : 0,
                verdict.measured
            )
        }
    }

    /// All 64 bits, which would not fit SQLite's signed integers.
    private func hexadecimal(_ fingerprint: UInt64) -> String {
        let digits = String(fingerprint, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Date {
    fileprivate var iso8601: String {
        formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}

extension Duration {
    fileprivate var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
