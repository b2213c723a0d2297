import FleetSim

extension Summary {
    /// The part of a live page that changes: how the run stands, and its figures and charts so far.
    package var live: String {
        let content =
            switch kind {
            case .fleet(let course): FleetPage(self, course).live
            case .sites(let course): SitesPage(self, course).html
            case .plan(let plan): PlanPage(self, plan).html
            case .capacity(let capacity): CapacityPage(capacity: capacity).html
            }
        return Conclusion(self).html(self) + content
    }
}

/// How far a run has come.
package struct RunProgress: Equatable, Sendable {
    /// As reports tell it: a run whose writer is gone is interrupted.
    package var status: String
    package var simulatedMicroseconds: Int
    package var events: Int

    package var isUnderWay: Bool { status == RunResult.Status.running.rawValue }
}

/// How far a run of a run database has come, without reading what it measured.
package func progress(database path: String, run: Int) throws(ReportError) -> RunProgress {
    var found: RunProgress?
    do throws(DatabaseError) {
        let database = try Database(path: path, access: .read)
        try Schema.check(database)
        try database.read("SELECT status, simulated_us, events FROM run WHERE id = ?", run) { row in
            found = RunProgress(
                status: row.text(at: 0),
                simulatedMicroseconds: row.large(at: 1),
                events: row.large(at: 2)
            )
        }
        if found?.isUnderWay == true, try !database.isBeingWritten(run) {
            found?.status = RunResult.Status.interrupted.rawValue
        }
    } catch {
        throw .database(error)
    }
    guard let found else { throw .noSuchRun(path: path, asked: run) }
    return found
}
