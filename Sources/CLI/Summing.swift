import FleetSim
import Report

/// The last lines of a run on the terminal: as much as the command line asks for.
struct Summing {
    private let arguments: Arguments

    init(_ arguments: Arguments) {
        self.arguments = arguments
    }

    func print(
        _ database: String,
        _ run: Int,
        _ result: RunResult,
        _ verdicts: [Verdict]
    ) throws {
        if arguments.has("--json") {
            return Terminal.print(document: try report(database: database, run: run, format: .json))
        }
        if arguments.has("--quiet") {
            return Terminal.print(try verdictLine(database: database, run: run))
        }
        let length = try arguments.choice("--summary", SummaryLength.self) ?? .full
        Terminal.print(try runSummary(database: database, run: run, length))
        for verdict in verdicts {
            Terminal.print([
                .init(verdict.word, verdict.passed ? .good : .bad),
                .init(": \(verdict.title), \(verdict.finding)"),
            ])
        }
        Terminal.print("fingerprint \(result.fingerprint.inHexadecimal)")
        Terminal.print("run database \(database)")
    }
}
