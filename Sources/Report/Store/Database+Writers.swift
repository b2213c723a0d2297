import CSQLite
import FleetSim

/// Who writes a file. Several processes may, each its own run.
extension Database {
    /// Whether the writer of a run that is not over lives.
    func isBeingWritten(_ run: Int) throws(DatabaseError) -> Bool {
        // Older programs did not name themselves, and held the file's lock throughout.
        guard try Schema.version(of: self) > 6 else { return try isHeldByWriter() }
        var writer: WriterProcess?
        try read("SELECT process FROM run WHERE id = ?", run) { row in
            writer = row.optionalText(at: 0).flatMap(WriterProcess.init)
        }
        return writer?.isAlive ?? (writer != nil && wasShared)
    }

    /// Gives runs whose writers are gone the end that they had, and the reason.
    func endRunsWithoutWriter() throws(DatabaseError) {
        var gone: [Int] = []
        let query = "SELECT id FROM run WHERE status = 'running'"
        try read(query) { row in gone.append(Int(row.integer(at: 0))) }
        for run in gone where try !isBeingWritten(run) {
            let reason = try reasonOfAbandonment(run)
            try prepare("UPDATE run SET status = ?, status_reason = ? WHERE id = ?")
                .run(RunResult.Status.interrupted.rawValue, reason, run)
        }
    }

    /// Why a run is over whose writer is gone.
    func reasonOfAbandonment(_ run: Int) throws(DatabaseError) -> String {
        guard try Schema.version(of: self) > 6 else { return "its process is gone" }
        var who = "its process"
        try read("SELECT process, host FROM run WHERE id = ?", run) { row in
            guard let writer = row.optionalText(at: 0).flatMap(WriterProcess.init) else { return }
            who += " (\(writer.number) on \(row.text(at: 1)))"
        }
        return "\(who) ended without a word, killed or cut off"
    }

    /// Whether a writer of an older program has the file.
    ///
    /// It gave its lock away only for the instant between two transactions. The read lock
    /// that asking takes keeps it from ending another one, so a second look after a while sees the
    /// lock of any writer that lives.
    private func isHeldByWriter() throws(DatabaseError) -> Bool {
        if try isReserved() { return true }
        sqlite3_sleep(Self.longerThanBetweenTransactions)
        return try isReserved()
    }

    private static let longerThanBetweenTransactions: Int32 = 50
}
