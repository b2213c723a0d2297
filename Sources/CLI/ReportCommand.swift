import FoundationEssentials
import Glibc
import Report

/// `fleetsim report`: what a run database tells, in a format of choice.
struct ReportCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .report)
    }

    /// The tags under which users charge for their business.
    private var business: [String] {
        arguments.values("--business").flatMap { $0.split(separator: ",").map(String.init) }
    }

    /// What does not go together.
    private func usage(of log: UsageLog.Period?, in arguments: Arguments) -> String? {
        if log == nil, arguments.value("--business") != nil {
            return "fleetsim report: --business is for the log of sessions, as in --log month"
        }
        let format = arguments.value("--format")
        if arguments.value("--table") != nil, log != nil || ![nil, "csv"].contains(format) {
            return "fleetsim report: --table is for --format csv"
        }
        guard log != nil, let format, format != "csv" else { return nil }
        return "fleetsim report: the log of sessions is CSV, not \(format)"
    }

    /// The format that was asked for, or else the one that can be read where it goes.
    private func format() throws -> ReportFormat {
        if let asked = try arguments.format(ReportFormat.self) { return asked }
        if arguments.value("--table") != nil { return .csv }
        // A page's source tells nothing on a terminal.
        return arguments.value("-o") == nil && isatty(STDOUT_FILENO) == 1 ? .md : .html
    }

    private static func tables(of path: String, run: Int?) throws -> [Summary.CSVTable] {
        do {
            return try summary(database: path, run: run).csvTables
        } catch {
            throw Failure(.badInput, ["fleetsim: \(error)"])
        }
    }

    private func file(_ path: String, for table: Summary.CSVTable) throws -> OutputFile {
        let heading = table.text.prefix { $0 != "\n" && $0 != "\r\n" }
        return try OutputFile(
            path,
            .init(name: "table ‘\(table.name)’ in CSV", beginnings: [String(heading)]),
            replacesAll: arguments.has("--force"),
            sparing: [try arguments.only("run database")]
        )
    }

    /// The table that was asked for by its name.
    private func write(table name: String, to target: String?, of path: String, run: Int?) throws {
        let tables = try Self.tables(of: path, run: run)
        guard let table = tables.first(where: { $0.name == name }) else {
            let names = tables.map(\.name).joined(separator: ", ")
            throw Failure(
                .badInput,
                ["fleetsim report: there is no table ‘\(name.visible)’ here, but \(names)"]
            )
        }
        if let target {
            try file(target, for: table).write(table.text)
        } else {
            Terminal.print(table.text, as: .csv)
        }
    }

    /// A file for each table, in a folder that is made if there is none.
    private func write(tablesTo folder: String, of path: String, run: Int?) throws {
        let tables = try Self.tables(of: path, run: run)
        try ResultsFolder.make(folder)
        // All places are looked at before anything is written.
        let files = try tables.map { try file("\(folder)/\($0.name).csv", for: $0) }
        for (file, table) in zip(files, tables) { try file.write(table.text) }
    }

    /// Whether a path is that of a folder: it is there, or it ends as one.
    private func isFolder(_ path: String) -> Bool {
        var isFolder = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists ? isFolder : path.hasSuffix("/")
    }

    func run() throws -> ExitCode {
        let path = try arguments.only("run database")
        let format = try format()
        let run = try arguments.integer("--run", in: 1...Int(Int32.max))
        let log = try arguments.choice("--log", UsageLog.Period.self)
        if let wrong = usage(of: log, in: arguments) { throw Failure(.badInput, [wrong]) }
        let target = arguments.value("-o")
        let name = arguments.value("--table")
        if format == .csv, log == nil, name == nil, let target, isFolder(target) {
            try write(tablesTo: target, of: path, run: run)
            return .success
        }
        if let name {
            try write(table: name, to: target, of: path, run: run)
            return .success
        }
        let file = try target.map {
            try OutputFile(
                $0,
                log == nil ? format.kind : UsageLog.kind,
                replacesAll: arguments.has("--force"),
                sparing: [path]
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
            Terminal.print(text, as: log == nil ? format : .csv)
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
                beginnings: ["{\n  \"schema_version\": ", "{\n  \"run\": {\n    \"scenario\": "]
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

extension UsageLog {
    fileprivate static let kind = OutputFile.Kind(
        name: "log of sessions",
        beginnings: ["user,use,"]
    )
}
