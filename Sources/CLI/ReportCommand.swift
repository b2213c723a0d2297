import Foundation
import Report

/// `fleetsim report`: what a run database tells, in a format of choice.
struct ReportCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(
            arguments,
            .init(
                command: "report",
                values: ["--format", "-o", "--out", "--run", "--log", "--business"]
            )
        )
    }

    /// The tags under which users charge for their business.
    private var business: [String] {
        arguments.values("--business").flatMap { $0.split(separator: ",").map(String.init) }
    }

    /// What does not go together.
    private func usage(of log: SessionLog.Period?, in arguments: Arguments) -> String? {
        if log == nil, arguments.value("--business") != nil {
            return "fleetsim report: --business is for the log of sessions, as in --log month"
        }
        guard log != nil, let format = arguments.value("--format"), format != "csv" else {
            return nil
        }
        return "fleetsim report: the log of sessions is CSV, not \(format)"
    }

    func run() throws -> ExitCode {
        let path = try arguments.only("run database")
        let format = try arguments.choice("--format", ReportFormat.self) ?? .html
        let run = try arguments.integer("--run", in: 1...Int(Int32.max))
        let log = try arguments.choice("--log", SessionLog.Period.self)
        if let wrong = usage(of: log, in: arguments) { throw Failure(.badInput, [wrong]) }
        let text: String
        do {
            text =
                if let log {
                    try sessionLog(database: path, run: run, by: log, business: business)
                } else {
                    try report(database: path, run: run, format: format)
                }
        } catch {
            throw Failure(.badInput, ["fleetsim: \(error)"])
        }
        guard let file = arguments.value("-o") ?? arguments.value("--out") else {
            Terminal.print(document: text)
            return .success
        }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        } catch {
            throw Failure(
                .unusable,
                ["fleetsim: cannot write ‘\(file)’: \(error.localizedDescription)"]
            )
        }
        return .success
    }
}
