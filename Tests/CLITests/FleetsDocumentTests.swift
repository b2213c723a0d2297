import Foundation
import TestSupport
import Testing

/// docs/fleets.md, done as it says.
@Suite struct `the page on one's own fleet` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static func text() throws -> [String] {
        try String(
            contentsOf: Program.root.appendingPathComponent("docs/fleets.md"),
            encoding: .utf8
        ).components(separatedBy: "\n")
    }

    /// The fenced block after a marker.
    private func block(_ marker: String) throws -> String {
        let lines = try Self.text()
        let start = try #require(lines.firstIndex(of: "<!-- \(marker) -->"))
        return lines[(start + 2)...].prefix { $0 != "```" }.joined(separator: "\n")
    }

    /// Every command that stands in a block for a shell.
    private func commands() throws -> [[String]] {
        var commands: [[String]] = []
        var isShell = false
        for line in try Self.text() {
            if line.hasPrefix("```") { isShell = line == "```sh" }
            guard isShell, line.hasPrefix("fleetsim ") else { continue }
            commands.append(line.split(separator: " ").dropFirst().map(String.init))
        }
        return commands
    }

    @Test func `has commands that do what it says`() throws {
        let stub = try StubInterface(authorization: "Bearer token-1")
        for (marker, name) in [
            ("chargers", "chargers.csv"), ("tokens", "tokens.csv"), ("scenario", "our-fleet.yaml"),
            ("seeding", "seeding.yaml"),
        ] { _ = try folder.write(try block(marker), to: name) }
        let environment = [
            "DEPOT_PASSWORD": "of-the-depot", "CSMS_API": stub.url, "CSMS_TOKEN": "token-1",
        ]
        let csms = try Program(
            [
                "serve-csms", folder.file("our-fleet.yaml"), "--known-only", "--listen",
                "127.0.0.1:0",
            ],
            environment: environment
        )
        defer { csms.signal(SIGKILL) }
        try csms.wait(until: "it listens") { try csms.said.contains("listens at") }
        let said = try csms.said
        let url = try #require(said.firstMatch(of: /ws:\/\/127\.0\.0\.1:[0-9]+\//)).output
        let commands = try commands()
        #expect(commands.map { $0[0] } == ["check", "export", "seed", "run", "seed"])
        for command in commands {
            var words = command.map { word in
                word == "our-fleet.yaml" || word == "lists" ? folder.file(word) : word
            }
            words = words.map { $0.hasPrefix("ws://") ? String(url) : $0 }
            if command[0] == "run" { words += ["--out", folder.file("run.sqlite")] }
            let outcome = try Program.run(words, environment: environment)
            // A shaky host may make a run in real time untrusted; it was done all the same.
            let good: Set<Int32> = command[0] == "run" ? [0, 3] : [0]
            #expect(good.contains(outcome.status), "\(words): \(outcome.errors)")
            switch (command[0], command.last) {
            case ("check", _):
                #expect(
                    outcome.output.hasSuffix(
                        "our-fleet.yaml: good, a scenario: 4 chargers, 2 kinds of site\n"
                    )
                )
            case ("seed", "--undo"):
                #expect(try stub.things().isEmpty)
            case ("seed", _):
                #expect(try stub.things().count == 8)
                #expect(
                    try stub.things().contains(
                        #"chargers DE-0001 {"id": "DE-0001", "site": "depot", "password": "of-the-depot"}"#
                    )
                )
            case ("run", _):
                #expect(outcome.output.contains("4 chargers"))
                // Each had to give its own password to get in.
                #expect(!outcome.output.contains("answered 401"))
            default:
                #expect(FileManager.default.fileExists(atPath: folder.file("lists/tokens.csv")))
            }
        }
    }
}
