import FoundationEssentials
import Glibc
import Report
import Scenarios

/// `fleetsim nightly`: a suite run several times over, held against its history.
struct NightlyCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .nightly)
    }

    func run() throws -> ExitCode {
        let path = try arguments.only("suite")
        var suite = try LoadedSuite.load(path)
        suite.csms = arguments.value("--csms") ?? suite.csms
        suite.baseline = arguments.value("--baseline") ?? suite.baseline
        guard suite.baseline == nil || suite.csms != nil else {
            throw arguments.usage("--baseline is held against a --csms, and there is none")
        }
        let file = arguments.value("--history") ?? suite.history ?? Self.beside(path)
        if arguments.has("--accept") {
            return try reading { () throws(DatabaseError) in try accept(file) }
        }
        if let csv = arguments.value("--export") {
            let text = try reading { () throws(DatabaseError) in
                try NightHistory(path: file).export()
            }
            try Output.write(text, to: csv)
            return .success
        }
        // Each is read before the first is run: a slip in the last should not cost an hour.
        for entry in suite.entries {
            _ = try LoadedFleet.check(
                entry.path,
                Overrides(entry.overrides + arguments.values("--set"))
            )
        }
        return try run(suite, history: file)
    }

    /// What cannot be read of a history is bad input.
    private func reading<Value: ~Copyable>(
        _ read: () throws(DatabaseError) -> Value
    ) throws(Failure) -> Value {
        do throws(DatabaseError) {
            return try read()
        } catch {
            throw Failure(.badInput, ["fleetsim: \(error)"])
        }
    }

    private static func beside(_ path: String) -> String {
        guard path != InputText.standardInput else { return "stdin.history.sqlite" }
        let stem = path.hasSuffix(".yaml") ? String(path.dropLast(5)) : path
        return stem + ".history.sqlite"
    }

    private func accept(_ file: String) throws(DatabaseError) -> ExitCode {
        let count = try NightHistory(path: file).accept()
        Terminal.print("accepted \(count) level\(count == 1 ? "" : "s")")
        return .success
    }

    private func run(_ suite: NightlySuite, history file: String) throws -> ExitCode {
        try ResultsFolder.make(for: file)
        let history = try reading { () throws(DatabaseError) in try NightHistory(path: file) }
        let before = try reading { () throws(DatabaseError) in try history.nights() }
        let night = NightHistory.Night(
            id: try reading { () throws(DatabaseError) in try history.nextNight() },
            at: Timestamp.now.iso8601,
            label: arguments.value("--label")
        )
        let databases = NightDatabases(beside: file)
        try databases.make()
        var runs = NightRuns(suite, night, databases, arguments.values("--set"))
        do {
            for entry in suite.entries { try runs.run(entry, history) }
            try history.add(night, version: Program.version, runs.results)
            _ = try history.prune(keeping: suite.nightsKept)
        } catch let error as DatabaseError {
            throw Failure(.unusable, ["fleetsim: \(error)"])
        }
        databases.prune(after: night.id - suite.databasesKept)
        let report = NightReport(
            suite: suite.name,
            night: night,
            before: before,
            results: runs.results,
            troubles: runs.troubles,
            againstBaseline: runs.againstBaseline,
            rule: NightlyRule(floor: suite.floor, drift: suite.drift).ofRatios
        )
        try write(report)
        return switch report.ending {
        case .passed: .success
        case .regression: .failed
        case .unusable: .unusable
        }
    }

    private func write(_ report: NightReport) throws {
        Terminal.print(markdown: report.markdown)
        let isOnGitHub = ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"
        if arguments.has("--github") || isOnGitHub {
            for line in report.annotations { Terminal.print(line) }
        }
        guard let folder = arguments.value("--out") else { return }
        try ResultsFolder.make(folder)
        for (name, text) in [
            ("html", report.html), ("md", report.markdown), ("json", report.json),
            ("xml", report.junit),
        ] {
            try Output.write(text, to: "\(folder)/nightly.\(name)")
        }
    }
}

/// The run databases of nights, in a folder beside the history.
struct NightDatabases {
    private let folder: String

    init(beside history: String) {
        let stem = history.hasSuffix(".sqlite") ? String(history.dropLast(7)) : history
        folder = stem + ".runs"
    }

    func path(night: Int, _ scenario: String, side: String) -> String {
        let name = String(scenario.map { $0.isLetter || $0.isNumber ? $0 : "-" })
        return "\(folder)/\(night)/\(name)-\(side).sqlite"
    }

    /// Makes the folder that has one for each night.
    func make() throws(Failure) { try ResultsFolder.make(folder) }

    /// Removes those of a night that was not completed, whose number is given again.
    func clear(_ paths: [String]) {
        for path in paths { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Removes the folders of nights up to one.
    func prune(after night: Int) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names {
            guard let number = Int(name), number <= night else { continue }
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }
}
