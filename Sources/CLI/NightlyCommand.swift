import FleetSim
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
        if let label = arguments.value("--label"), label.count > Self.longestLabel {
            throw arguments.usage("--label takes up to \(Self.longestLabel) characters")
        }
        try refuseIdleOptions()
        let file = arguments.value("--history") ?? suite.history ?? Self.beside(path)
        let inputs =
            [path]
            + suite.entries.flatMap { entry in
                // Of one that cannot be read it is told below.
                (try? LoadedFleet.check(entry.path, overrides(of: entry)))?.files ?? [entry.path]
            }
        try OutputFile.spare(inputs, from: file)
        if arguments.has("--accept") {
            return try reading { () throws(DatabaseError) in try accept(file) }
        }
        if let csv = arguments.value("--export") {
            let target = try output(csv, Self.exported, sparing: inputs + [file])
            let text = try reading { () throws(DatabaseError) in
                try NightHistory(reading: file).export()
            }
            try target.write(text)
            return .success
        }
        // Each is read before the first is run: a slip in the last should not cost an hour.
        for entry in suite.entries {
            _ = try LoadedFleet.check(entry.path, overrides(of: entry))
        }
        return try run(suite, history: file, sparing: inputs + [file])
    }

    /// What is for a night is not for what only looks at its history.
    private func refuseIdleOptions() throws {
        let isAccepting = arguments.has("--accept")
        guard isAccepting || arguments.value("--export") != nil else { return }
        let told = isAccepting ? "--accept" : "--export"
        let idle = (isAccepting ? ["--export"] : []) + ["--out", "--label"]
        for option in idle where arguments.value(option) != nil {
            throw arguments.usage("\(told) runs no night, and \(option) has nothing to do there")
        }
    }

    private func overrides(of entry: NightlySuite.Entry) -> Overrides {
        Overrides(entry.overrides + arguments.values("--set"))
    }

    /// What a page has room for beside a date.
    private static let longestLabel = 100

    private static let exported = OutputFile.Kind(
        name: "history in CSV",
        beginnings: ["time,commit"]
    )

    private func output(
        _ path: String,
        _ kind: OutputFile.Kind,
        sparing inputs: [String]
    ) throws(Failure) -> OutputFile {
        try OutputFile(
            path,
            kind,
            replacesAll: arguments.has("--force"),
            sparing: inputs
        )
    }

    /// What cannot be read of a history is bad input, unless the disk gave way.
    private func reading<Value: ~Copyable>(
        _ read: () throws(DatabaseError) -> Value
    ) throws(Failure) -> Value {
        do throws(DatabaseError) {
            return try read()
        } catch {
            throw Failure(error.isOfDisk ? .unusable : .badInput, ["fleetsim: \(error)"])
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

    private func run(
        _ suite: NightlySuite,
        history file: String,
        sparing inputs: [String]
    ) throws -> ExitCode {
        // Before the first run: a slip should not cost a night.
        let pages = try pages(sparing: inputs)
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
            unjudged: runs.unjudged,
            againstBaseline: runs.againstBaseline,
            thresholds: runs.thresholds,
            failsByThresholds: suite.thresholds == .fail,
            rule: NightlyRule(floor: suite.floor, drift: suite.drift)
        )
        tell(report)
        for (file, text) in pages { try file.write(text(report)) }
        return switch report.ending {
        case .passed: .success
        case .regression, .failed: .failed
        case .unusable: .unusable
        }
    }

    private func tell(_ report: NightReport) {
        Terminal.print(markdown: report.markdown)
        let isOnGitHub = ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"
        if arguments.has("--github") || isOnGitHub {
            for line in report.annotations { Terminal.print(line) }
        }
    }

    private typealias Page = (file: OutputFile, text: (NightReport) -> String)

    /// The files that a night is told in, none of which is written yet.
    private func pages(sparing inputs: [String]) throws -> [Page] {
        guard let folder = arguments.value("--out") else { return [] }
        try ResultsFolder.make(folder)
        func page(
            _ ending: String,
            _ form: String,
            _ beginning: String,
            mark: String = "",
            _ text: @escaping (NightReport) -> String
        ) throws(Failure) -> Page {
            let kind = OutputFile.Kind(
                name: "report of a night in \(form)",
                beginnings: [beginning],
                mark: mark
            )
            return (try output("\(folder)/nightly.\(ending)", kind, sparing: inputs), text)
        }
        return [
            try page("html", "HTML", "<!doctype html>", mark: " – FleetSim</title>") { $0.html },
            try page("md", "Markdown", "# ", mark: "\n\nNight ") { $0.markdown },
            try page("json", "JSON", "{\n  \"schema\": \"fleetsim.nightly/") { $0.json },
            try page("xml", "JUnit’s XML", "<?xml ", mark: "<testsuites ") { $0.junit },
        ]
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
        let plain = String(scenario.map { $0.isLetter || $0.isNumber ? $0 : "-" })
        // ‘a b’ and ‘a-b’ are two scenarios.
        let mark = SHA256.digest(Array(scenario.utf8)).prefix(4)
            .map { String(printf: "%02x", UInt32($0)) }.joined()
        let name = plain == scenario ? plain : "\(plain)-\(mark)"
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
