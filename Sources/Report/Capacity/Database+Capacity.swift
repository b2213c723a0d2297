import FleetSim
import Planning

/// A search for a capacity, read out of a run database; a run that was none has none.
extension Database {
    func capacity(of run: Int) throws(DatabaseError) -> CapacitySummary? {
        guard try Schema.version(of: self) >= Schema.versionWithCapacity else { return nil }
        var summary: CapacitySummary?
        try read(
            "SELECT axis, phases, at_least, answer FROM capacity WHERE run = ?",
            run
        ) { row throws(DatabaseError) in
            guard let axis = CapacityAxis(rawValue: row.text(at: 0)) else {
                throw damage("capacity", "an axis has no meaning")
            }
            var answer: CapacityAnswer?
            if let text = row.optionalText(at: 3) {
                answer = StoredJSON.value(CapacityAnswer.self, of: text)
                guard answer != nil else { throw damage("capacity", "an answer cannot be read") }
            }
            summary = CapacitySummary(
                axis: axis,
                phases: row.text(at: 1).visible,
                atLeast: row.isNull(at: 2) ? nil : row.real(at: 2),
                answer: answer
            )
        }
        guard summary != nil else { return nil }
        try read(
            "SELECT figures FROM trial WHERE run = ? ORDER BY id",
            run
        ) { row throws(DatabaseError) in
            guard let trial = StoredJSON.value(Trial.self, of: row.text(at: 0)), trial.isSound
            else {
                throw damage("trial", "its figures cannot be read")
            }
            summary?.trials.append(trial)
        }
        return summary
    }
}

/// The trials of the last search in a run database that were believed, if it was about the same, by the
/// same program, and found no answer; none where there is no such file or search.
package func trialsLeft(
    database path: String,
    like manifest: RunManifest,
    axis: CapacityAxis
) throws(ReportError) -> [Trial] {
    do throws(DatabaseError) {
        let database = try Database(path: path, access: .read)
        try database.run("BEGIN")
        try Schema.check(database)
        guard try Schema.version(of: database) >= Schema.versionWithCapacity else { return [] }
        var found: Int?
        try database.read(
            """
            SELECT run.id, scenario_text = ? AND seed = ? AND csms IS ? AND version = ?
                AND answer IS NULL AND axis = ?
            FROM run JOIN capacity ON capacity.run = run.id ORDER BY run.id DESC LIMIT 1
            """,
            manifest.scenarioText,
            Int64(bitPattern: manifest.seed),
            manifest.csms,
            manifest.version,
            axis.rawValue
        ) { row in
            if row.integer(at: 1) != 0 { found = Int(row.integer(at: 0)) }
        }
        guard let found else { return [] }
        let trials = try database.capacity(of: found)?.trials ?? []
        return trials.filter { $0.verdict != .untrusted }
    } catch {
        throw .database(error)
    }
}
