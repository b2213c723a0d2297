import FleetSim
import Scenarios

/// Writes what calls were answered with that failed, and the calls of a CSMS that are of no action.
///
/// Codes and actions may be names of the peer's own: of a run as many are told as may be.
struct ErrorWriter: ~Copyable {
    private let callError: Statement
    private let unknownCall: Statement
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
            try callError.run(
                run,
                batch.start,
                row.action.name,
                row.direction.name,
                row.name.visible,
                row.count,
                row.texts.map(\.visible).joined(separator: "\n")
            )
        }
        for row in unknown.inOrder {
            try unknownCall.run(
                run,
                batch.start,
                row.name.text.visible,
                Direction.in.name,
                Outcome.error.name,
                row.count,
                row.bytesReceived
            )
            try callError.run(
                run,
                batch.start,
                row.name.text.visible,
                Direction.in.name,
                UnknownCalls.code.name,
                row.count,
                UnknownCalls.answer
            )
        }
    }
}

extension ErrorWriter {
    init(for database: borrowing Database) throws(DatabaseError) {
        self.init(
            callError: try database.prepare(Insert.callError),
            unknownCall: try database.prepare(Insert.unknownCall)
        )
    }
}

private enum Insert {
    static let callError = """
        INSERT INTO call_error (run, window_us, action, direction, code, count, text)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    /// Without times: of what a CSMS calls a charger knows none.
    static let unknownCall = """
        INSERT INTO call_window (run, window_us, action, direction, outcome, count, bytes_sent,
            bytes_received)
        VALUES (?, ?, ?, ?, ?, ?, 0, ?)
        """
}
