import Scenarios

/// A reason to end with that code and these lines on stderr.
struct Failure: Error {
    var code: ExitCode
    private let problems: [ReportedProblem]

    init(_ code: ExitCode, _ lines: [String]) {
        self.init(code, problems: lines.map { ReportedProblem($0) })
    }

    init(_ code: ExitCode, problems: [ReportedProblem]) {
        assert(code != .success, "a failure is no success to what has started the program")
        self.code = code
        self.problems = problems
    }

    static func usage(_ line: String, command: String? = nil) -> Failure {
        let help = command.map { "fleetsim help \($0)" } ?? "fleetsim help"
        return Failure(.badInput, ["fleetsim: \(line)", "See ‘\(help)’."])
    }

    var lines: [String] { problems.map(\.line) }

    /// Each line on stderr, and under it the line of the scenario that it is about.
    func tell() {
        for problem in problems {
            // A line is a line, whatever stands in the name of a file.
            let line = problem.line.visible
            let beginning =
                line.hasPrefix("fleetsim:") ? "fleetsim:" : problem.location?.visible ?? ""
            if line.hasPrefix(beginning) {
                Terminal.error([.init(beginning, .strong), .init(line.dropFirst(beginning.count))])
            } else {
                Terminal.error(line)
            }
            if let excerpt = problem.excerpt { tell(excerpt) }
        }
    }

    private func tell(_ whole: SourceExcerpt) {
        let number = "\(whole.line)"
        let margin = String(repeating: " ", count: number.count)
        let excerpt =
            Terminal.size.map { whole.fitted(to: $0.width - number.count - 5) } ?? whole
        let indent = String(repeating: " ", count: excerpt.indent)
        let mark = String(repeating: "^", count: excerpt.length)
        Terminal.error([.init("  \(number) | ", .dim), .init(excerpt.text)])
        Terminal.error([.init("  \(margin) | ", .dim), .init(indent), .init(mark, .bad)])
    }
}
