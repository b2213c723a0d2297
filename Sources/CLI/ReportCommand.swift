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
                values: ["--format", "-o", "--out", "--run", "--log", "--business"],
                flags: ["--force"]
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
        let file = try (arguments.value("-o") ?? arguments.value("--out")).map {
            try OutputFile(
                $0,
                log == nil ? format.kind : SessionLog.kind,
                replacesAll: arguments.has("--force")
            )
        }
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
        if let file {
            try file.write(text)
        } else {
            Terminal.print(document: text)
        }
        return .success
    }
}

extension ReportFormat {
    /// By what a file is known for a report in this format.
    fileprivate var kind: OutputFile.Kind {
        switch self {
        case .html:
            .init(
                name: "report in HTML",
                beginnings: ["<!doctype html>"],
                mark: " – FleetSim</title>"
            )
        case .md: .init(name: "report in Markdown", beginnings: ["# "], mark: ", seed ")
        case .json:
            .init(
                name: "report in JSON",
                beginnings: ["{\n  \"run\": {\n    \"scenario\": "]
            )
        case .csv:
            .init(name: "report in CSV", beginnings: ["action,direction,count,", "design,bays,"])
        case .junit:
            .init(
                name: "report in JUnit’s XML",
                beginnings: ["<?xml "],
                mark: "<testsuites "
            )
        }
    }
}

extension SessionLog {
    fileprivate static let kind = OutputFile.Kind(
        name: "log of sessions",
        beginnings: ["user,use,"]
    )
}
