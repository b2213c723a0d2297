import FleetSim
import Observing

/// What a window has of all kinds of rows, with every value that is stored.
///
/// To store one more, add its line where its kind is, and raise the version of the schema.
enum RowTables {
    /// In the order in which older files got them.
    static let all: [any StoredTable] = [
        callWindow, call, connectionWindow, effectWindow, session, powerWindow, lagWindow, event,
        callError, connectionFailure, frame, subsetWindow, observation,
    ]

    /// What leads to a version from the one before it.
    static func step(to version: Int64) -> String {
        all.flatMap { $0.step(to: version) }.joined(separator: "\n")
    }

    /// Those whose windows are put together.
    ///
    /// Connections are the last: until then their rows say which window is the last of a part.
    static let aged = [
        callWindow.aged, effectWindow.aged, callError.aged, connectionFailure.aged,
        powerWindow.aged, lagWindow.aged, connectionWindow.aged,
    ]
}
