import FleetSim
import Report

/// The last lines of a run on the terminal.
enum Summing {
    static func print(
        _ database: String,
        _ run: Int,
        _ result: RunResult,
        _ verdicts: [Verdict],
        asJSON: Bool
    ) throws {
        guard !asJSON else {
            return Terminal.print(document: try report(database: database, run: run, format: .json))
        }
        Terminal.print(try report(database: database, run: run, format: .md))
        for verdict in verdicts {
            Terminal.print("\(verdict.word): \(verdict.title), \(verdict.finding)")
        }
        Terminal.print("fingerprint \(result.fingerprint.inHexadecimal)")
        Terminal.print("run database \(database)")
    }
}
