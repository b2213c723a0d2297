/// Why there is nothing to report.
package enum ReportError: Error, Equatable {
    case database(DatabaseError)
    /// The number of the run that was asked for; nil: any run would have done.
    case noSuchRun(path: String, asked: Int?)
    /// A run of a kind that keeps no log of sessions.
    case noSessions(path: String, run: Int, mode: String)
}

extension ReportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .database(let error): error.description
        case .noSuchRun(let path, nil): "\(path): it holds no run"
        case .noSuchRun(let path, let asked?): "\(path): it holds no run \(asked)"
        case .noSessions(let path, let run, let mode):
            "\(path): run \(run) is a \(mode), which keeps no log of sessions"
        }
    }
}
