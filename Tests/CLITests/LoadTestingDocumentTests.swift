import Foundation
import TestSupport
import Testing

/// docs/load-testing.md, from a list of chargers to a capacity figure, done as it says.
@Suite struct `the way from a list of chargers to a capacity figure` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The lines of that chapter.
    private static func chapter() throws -> [String] {
        let page = Program.root.appendingPathComponent("docs/load-testing.md")
        let lines = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n")
        let start = try #require(
            lines.firstIndex(of: "## From your chargers to a capacity figure")
        )
        return Array(lines[start...].prefix { $0 != "## Real time" })
    }

    private static func block(_ marker: String) throws -> String {
        let lines = try chapter()
        let start = try #require(lines.firstIndex(of: "<!-- \(marker) -->"))
        return lines[(start + 2)...].prefix { $0 != "```" }.joined(separator: "\n")
    }

    private static func commands() throws -> [[String]] {
        var commands: [[String]] = []
        var isShell = false
        for line in try chapter() {
            if line.hasPrefix("```") { isShell = line == "```sh" }
            guard isShell, line.hasPrefix("fleetsim ") else { continue }
            commands.append(Array(Self.words(of: line).dropFirst()))
        }
        return commands
    }

    /// As a shell takes a line apart; what stands between apostrophes is one word.
    private static func words(of line: String) -> [String] {
        line.components(separatedBy: "'").enumerated().flatMap { index, part in
            index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [part]
        }
    }

    /// Where the page's files are here, and less patience than a user has.
    private func words(of command: [String], _ url: String) -> [String] {
        var words = command.map { word in
            let isFile = [".yaml", ".sqlite", ".html"].contains { word.hasSuffix($0) }
            return isFile ? folder.file(word) : word.hasPrefix("ws://") ? url : word
        }
        if command[0] == "run" {
            words = words.map { $0.replacing("at: 60s", with: "at: 2s") } + ["--duration", "9s"]
        }
        if command[0] == "capacity" {
            words = words.map { $0 == "30s" ? "1s" : $0 } + ["--from", "20", "--most", "20"]
        }
        return words
    }

    @Test func `has commands that do what it says`() throws {
        let stub = try StubInterface()
        _ = try folder.write(try Self.block("chargers"), to: "chargers.csv")
        let scenario = try folder.write(try Self.block("scenario"), to: "ours.yaml")
        let environment = [
            "DEPOT_PASSWORD": "of-the-depot", "HOME_PASSWORD": "of-the-homes", "CSMS_API": stub.url,
        ]
        let csms = try Program(
            ["serve-csms", scenario, "--known-only", "--listen", "127.0.0.1:0"],
            environment: environment
        )
        defer { csms.signal(SIGKILL) }
        let url = String(try csms.hear(/ws:\/\/127\.0\.0\.1:[0-9]+\//, "its address"))
        let commands = try Self.commands()
        #expect(
            commands.map { $0[0] } == [
                "check", "seed", "run", "report", "capacity", "report", "run", "report", "seed",
            ]
        )
        for command in commands {
            let words = words(of: command, url)
            let outcome = try Program.run(words, environment: environment)
            // In real time a busy machine cannot be believed, and then says so; beyond its capacity the
            // thresholds are broken.
            let isLive = ["run", "capacity"].contains(command[0])
            let good: Set<Int32> = isLive ? [0, 1, 3] : [0]
            #expect(good.contains(outcome.status), "\(words): \(outcome.errors)")
            switch command[0] {
            case "seed":
                #expect(try stub.things().count == (command.last == "--undo" ? 0 : 200))
            case "run":
                #expect(outcome.output.contains("200 chargers"), "\(outcome.output)")
                #expect(!outcome.output.contains("answered 401"))
            case "capacity": #expect(outcome.output.contains("## Capacity") || outcome.status == 3)
            case "report":
                let page = try String(contentsOfFile: words[words.count - 1], encoding: .utf8)
                let word = command.contains("capacity.sqlite") ? "Trials" : "Response times"
                #expect(page.contains(word), "\(command)")
            default: #expect(outcome.output.contains("good, a scenario: 200 chargers"))
            }
        }
    }
}
