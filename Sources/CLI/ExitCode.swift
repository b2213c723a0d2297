/// What the process tells its parent.
enum ExitCode: Int32 {
    case success = 0
    /// A threshold, gate or acceptance case failed.
    case failed = 1
    /// Bad usage or a bad scenario; nothing was run.
    case badInput = 2
    /// The run could not be trusted or completed.
    case unusable = 3
    case interrupted = 130
}

/// A reason to end with that code and these lines on stderr.
struct Failure: Error {
    var code: ExitCode
    var lines: [String]

    init(_ code: ExitCode, _ lines: [String]) {
        self.code = code
        self.lines = lines
    }

    static func usage(_ line: String, command: String? = nil) -> Failure {
        let help = command.map { "fleetsim \($0) --help" } ?? "fleetsim --help"
        return Failure(.badInput, ["fleetsim: \(line)", "See ‘\(help)’."])
    }
}
