import FleetSim
import Scenarios

/// Writes what calls were answered with that failed, and the calls of a CSMS that are of no action.
///
/// Codes and actions may be names of the peer's own: of a run as many are told as may be.
struct ErrorWriter: ~Copyable {
    private let callError: RowInsert<CallErrorRow>
    private let callWindow: RowInsert<CallWindowRow>
    /// What was told of each run so far.
    private var names: [Int64: Names] = [:]

    private struct Names {
        var codes = ToldNames()
        var actions = ToldNames()
    }

    /// Adds the rows of one window.
    mutating func add(_ batch: borrowing Batch, to run: Int64) throws(DatabaseError) {
        var told = names[run] ?? Names()
        let errors = batch.callErrors.telling(&told.codes)
        let unknown = batch.calls.unknown.telling(&told.actions)
        names[run] = told
        for row in errors.inOrder {
            try callError.add(CallErrorRow(row), at: batch.start, to: run)
        }
        for row in unknown.inOrder {
            try callWindow.add(CallWindowRow(row), at: batch.start, to: run)
            try callError.add(CallErrorRow(row), at: batch.start, to: run)
        }
    }
}

extension ErrorWriter {
    init(for database: borrowing Database) throws(DatabaseError) {
        self.init(
            callError: try RowInsert(RowTables.callError, database),
            callWindow: try RowInsert(RowTables.callWindow, database)
        )
    }
}
