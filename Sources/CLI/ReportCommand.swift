import Foundation
import Report

/// `fleetsim report`: what a run database tells, in a format of choice.
struct ReportCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(
            arguments,
            .init(command: "report", values: ["--format", "-o", "--out", "--run"])
        )
    }

    func run() throws -> ExitCode {
        let path = try arguments.only("run database")
        let format = try arguments.choice("--format", ReportFormat.self) ?? .html
        let run = try arguments.integer("--run", in: 1...Int(Int32.max))
        let text: String
        do {
            text = try report(database: path, run: run, format: format)
        } catch {
            throw Failure(.badInput, ["fleetsim: \(error)"])
        }
        guard let file = arguments.value("-o") ?? arguments.value("--out") else {
            Terminal.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
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
