/// Why runs are not compared.
package enum ComparisonError: Error, Equatable {
    case database(DatabaseError)
    case noSuchRun(path: String, Int?)
    /// Every run of a side was left out, each for its reason.
    case nothingLeft(side: String, reasons: [String])
    /// How runs differ that are to be compared.
    case unlike([String])
}

extension ComparisonError {
    /// A line for each thing that is to be told.
    package var lines: [String] {
        switch self {
        case .database(let error): [error.description]
        case .noSuchRun(let path, nil): ["\(path): it holds no run"]
        case .noSuchRun(let path, let number?): ["\(path): it holds no run \(number)"]
        case .nothingLeft(let side, let reasons):
            ["\(side): there is no run to compare"] + reasons.map { "  \($0)" }
        case .unlike(let differences):
            ["these runs are not alike, so a difference would say little of the CSMS:"]
                + differences.map { "  \($0)" }
        }
    }
}
