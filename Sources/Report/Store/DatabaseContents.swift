import FleetSim

/// What a database of ours holds, as far as a list of many needs it.
package enum DatabaseContents: Sendable {
    /// The last runs of a run database, and how many came before them.
    case runs([RunEntry], left: Int)
    /// A history of nights.
    case history(nights: Int, last: String?)
}

/// A run in a list.
package struct RunEntry: Sendable {
    package var number: Int
    package var scenario: String
    package var seed: UInt64
    /// As it is stored.
    package var mode: String
    /// nil: one of a later version.
    package var kind: RunKind? { RunKind(rawValue: mode) }
    package var outcome: Outcome
    package var startedAt: String
    package var simulatedMicroseconds: Int
    package var chargers: Int
    /// The URL of the CSMS, when it was one.
    package var csms: String?

    /// How a run stands or ended; of complete runs, what their thresholds say.
    package enum Outcome: String, CaseIterable, Sendable {
        case running, passed, complete, untrusted, unreachable, interrupted, failed
        case thresholdFailed = "threshold failed"
    }
}

/// Reads what a database holds; `patience` is how many milliseconds it is waited for a lock.
package func contents(
    database path: String,
    patience: Int32 = 250
) throws(DatabaseError) -> DatabaseContents {
    let database = try Database(path: path, access: .read, patience: patience)
    try database.run("BEGIN")
    // Here and below a count has a condition: without one SQLite counts in one step, and looks at no budget.
    if try database.number("PRAGMA application_id") == HistorySchema.applicationID {
        try HistorySchema.check(database)
        var last: String?
        try database.read("SELECT at FROM night ORDER BY id DESC LIMIT 1") { row in
            last = row.text(at: 0)
        }
        let count = try database.number("SELECT count(*) FROM night WHERE id > 0")
        return .history(nights: Int(count), last: last)
    }
    try Schema.check(database)
    let count = Int(try database.number("SELECT count(*) FROM run WHERE id > 0"))
    let runs = try database.runEntries(atMost: RunEntry.maximumOfFile)
    return .runs(runs, left: max(count - runs.count, 0))
}

extension RunEntry {
    /// Of a file: a list of more is none that anyone reads.
    static let maximumOfFile = 1_000
}

extension Database {
    /// The last runs, the newest first.
    fileprivate func runEntries(atMost maximum: Int) throws(DatabaseError) -> [RunEntry] {
        let isJudged = try Schema.version(of: self) > 3
        let verdicts =
            isJudged
            ? """
            (SELECT count(*) FROM verdict WHERE run = run.id),
            (SELECT count(*) FROM verdict WHERE run = run.id AND NOT passed)
            """ : "0, 0"
        let query = """
            SELECT id, scenario, seed, mode, status, started_at, simulated_us, csms,
                (SELECT count(*) FROM charger WHERE run = run.id), \(verdicts)
            FROM run ORDER BY id DESC LIMIT ?
            """
        var entries: [RunEntry] = []
        try read(query, maximum) { row throws(DatabaseError) in
            let number = Int(row.integer(at: 0))
            let stored = row.text(at: 4)
            let isUnderWay = stored == RunResult.Status.running.rawValue
            let isStale = isUnderWay ? try !isBeingWritten(number) : false
            entries.append(
                RunEntry(
                    number: number,
                    scenario: row.text(at: 1),
                    seed: UInt64(bitPattern: row.integer(at: 2)),
                    mode: row.text(at: 3),
                    outcome: isStale
                        ? .interrupted
                        : RunEntry.Outcome(
                            status: stored,
                            thresholds: row.amount(at: 9),
                            failed: row.amount(at: 10)
                        ),
                    startedAt: row.text(at: 5),
                    simulatedMicroseconds: row.large(at: 6),
                    chargers: row.amount(at: 8),
                    csms: row.optionalText(at: 7)
                )
            )
        }
        return entries
    }
}

extension RunEntry.Outcome {
    fileprivate init(status: String, thresholds: Int, failed: Int) {
        switch RunResult.Status(rawValue: status) {
        case .running: self = .running
        case .untrusted: self = .untrusted
        case .unreachable: self = .unreachable
        case .interrupted: self = .interrupted
        case .failed, nil: self = .failed
        case .complete where failed > 0: self = .thresholdFailed
        case .complete: self = thresholds > 0 ? .passed : .complete
        }
    }
}
