import CSQLite
import FleetSim

/// Who writes a file: at most one, and it can be told whether it lives.
extension Database {
    /// Opens a transaction and takes the writer's lock, or refuses if another program has it.
    func becomeWriter() throws(DatabaseError) {
        try run("BEGIN")
        do throws(DatabaseError) {
            guard try !isBeingWritten() else { throw DatabaseError(path: path, reason: .locked) }
            // The first change takes the lock, and fails at once if another was faster.
            try run("UPDATE run SET status = status WHERE id IS NULL")
        } catch {
            try run("ROLLBACK")
            throw error
        }
    }

    /// Whether the writer of a run that is not over lives; asked inside a transaction.
    ///
    /// A writer gives its lock away only for the instant between two transactions. The read lock
    /// that asking takes keeps it from ending another one, so a second look after a while sees the
    /// lock of any writer that lives.
    func isBeingWritten() throws(DatabaseError) -> Bool {
        let unfinished = try number("SELECT count(*) FROM run WHERE status = 'running'")
        guard unfinished > 0 else { return false }
        if try isReserved() { return true }
        sqlite3_sleep(Self.longerThanBetweenTransactions)
        return try isReserved()
    }

    private static let longerThanBetweenTransactions: Int32 = 50
}
