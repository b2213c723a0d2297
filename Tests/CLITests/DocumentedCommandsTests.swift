import Foundation
import TestSupport
import Testing

/// The commands that documents show, run as they stand there.
@Suite struct `the commands of the documents` {
    /// A command of a page, what has to be other than printed for a test, and how it may end.
    struct Step: Sendable {
        let line: String
        var changes: [String: String] = [:]
        var statuses: Set<Int32> = [0]
    }

    struct Page: Sendable {
        let name: String
        /// Files that its reader has, by what writes them.
        var prepared: [String] = []
        /// The scenario that a reference CSMS serves meanwhile.
        var served: String?
        let steps: [Step]
    }

    static let pages = [
        Page(
            name: "installing",
            steps: [
                Step(line: "init --kind load-test"),
                Step(line: "run load-test.yaml"),
                Step(line: "report results/load-test.sqlite -o load-test.html"),
                Step(line: "init --kind site-plan"),
                Step(line: "plan site-plan.yaml"),
                Step(line: "report results/site-plan.sqlite -o site-plan.html"),
                Step(line: "init --kind load-test gate.yaml"),
                Step(
                    line:
                        "run gate.yaml --quiet --set 'thresholds=[boot.latency p99 < 1ms]'",
                    statuses: [1]
                ),
                Step(line: "init --kind nightly"),
                Step(line: "nightly nightly.yaml --label 1a2b3c --out report"),
            ]
        ),
        Page(
            name: "load-testing",
            served: "scenarios/live-demo.yaml",
            steps: [
                // In real time a machine may be too busy to be believed, and a threshold may break.
                Step(
                    line: "run scenarios/live-demo.yaml --csms ws://127.0.0.1:9210/",
                    changes: ["live-demo.yaml": "live-demo.yaml --duration 3s --chargers 50"],
                    statuses: [0, 1, 3]
                ),
                Step(
                    line: "run scenarios/first-day.yaml --csms wss://csms.example/ocpp"
                        + " --chargers 100 --duration 30m",
                    changes: ["wss://csms.example/ocpp": "ws://127.0.0.1:9210/", "30m": "3s"],
                    statuses: [0, 1, 3]
                ),
                Step(line: "run scenarios/remote-start.yaml"),
                Step(
                    line: "run scenarios/remote-start.yaml --csms ws://127.0.0.1:9210/",
                    changes: ["remote-start.yaml": "remote-start.yaml --duration 3s"],
                    statuses: [0, 1, 3]
                ),
                Step(line: "run scenarios/storm-reconnect.yaml"),
                Step(
                    line: "run scenarios/storm-reconnect.yaml --set fleet.0.back_off_jitter=0s",
                    statuses: [1]
                ),
            ]
        ),
        Page(
            name: "comparing",
            prepared: [
                "init --kind load-test", "run load-test.yaml --out base.sqlite",
                "run load-test.yaml --out new.sqlite",
            ],
            steps: [Step(line: "compare base.sqlite new.sqlite")]
        ),
        Page(
            name: "nightly",
            prepared: ["init --kind nightly suite.yaml"],
            steps: [
                Step(
                    line:
                        "nightly suite.yaml --label \"$(git rev-parse --short HEAD)\" --out report",
                    changes: ["$(git rev-parse --short HEAD)": "$(echo 1a2b3c)"]
                )
            ]
        ),
        Page(
            name: "reports",
            prepared: Array(
                repeating: "run scenarios/first-day.yaml --out results/run.sqlite",
                count: 3
            ),
            steps: [
                Step(line: "report results/run.sqlite -o report.html"),
                Step(line: "report results/run.sqlite --run 3 --format md"),
            ]
        ),
        Page(
            name: "shards",
            prepared: [
                "run scenarios/first-day.yaml --set csms.reference.workers=unlimited --shard 3/4"
                    + " --out part3.shard",
                "run scenarios/first-day.yaml --set csms.reference.workers=unlimited --shard 4/4"
                    + " --out part4.shard",
            ],
            steps: [
                Step(
                    line: "run city.yaml --shard 1/4 --out part1.shard",
                    changes: [
                        "city.yaml":
                            "scenarios/first-day.yaml --set csms.reference.workers=unlimited"
                    ]
                ),
                Step(
                    line: "run city.yaml --shard 2/4 --out part2.shard",
                    changes: [
                        "city.yaml":
                            "scenarios/first-day.yaml --set csms.reference.workers=unlimited"
                    ]
                ),
                Step(
                    line: "merge part1.shard part2.shard part3.shard part4.shard -o city.sqlite"
                ),
            ]
        ),
    ]

    /// What is not run here, by the test that runs it.
    private static let elsewhere: [String: [String]] = [
        "CLITests/ReadmeTests": [
            "run scenarios/storm-reconnect.yaml; echo $?",
            "run scenarios/storm-reconnect.yaml --set fleet.0.back_off_jitter=0s; echo $?",
            "plan scenarios/plan-street.yaml", "plan scenarios/plan-street.yaml --seed 7",
            "check bad.yaml",
        ],
        "CLITests/CapacityTests": [
            "capacity scenarios/capacity.yaml", "capacity scenarios/capacity.yaml --quiet",
            "capacity scenarios/capacity.yaml --csms ws://127.0.0.1:9210/ --axis rate --from 100",
        ],
        "CLITests/CompareTests": [
            "compare --run day.yaml --csms ws://old/ocpp/ --csms ws://new/ocpp/ -n 10"
                + " --gate 'p99:+10%'"
        ],
        "CLITests/FleetsDocumentTests": [
            "check our-fleet.yaml", "export scenarios/first-day.yaml --out lists",
            "seed our-fleet.yaml",
            "run our-fleet.yaml --csms ws://127.0.0.1:9210/ --speed 120",
            "seed our-fleet.yaml --undo",
        ],
        "CLITests/LoadTestingDocumentTests": [
            "check ours.yaml", "seed ours.yaml", "seed ours.yaml --undo",
            "run ours.yaml --csms ws://127.0.0.1:9210/ --out first.sqlite",
            "report first.sqlite -o first.html",
            "capacity ours.yaml --csms ws://127.0.0.1:9210/ --axis rate --measure 30s"
                + " --out capacity.sqlite",
            "report capacity.sqlite -o capacity.html",
            "run ours.yaml --csms ws://127.0.0.1:9210/ --set"
                + " 'faults=[{at: 60s, kind: power-cut, for: 5s}]' --out beyond.sqlite",
            "report beyond.sqlite -o beyond.html",
        ],
        "CLITests/ServeTests": ["serve-csms scenarios/live-demo.yaml"],
        "ResultsSiteTests/ServerTests": ["serve results"],
    ]

    /// The commands in the blocks of a page, without what comments say of them.
    private static func commands(of path: String) throws -> [String] {
        let text = try String(
            contentsOf: Program.root.appendingPathComponent(path),
            encoding: .utf8
        )
        let blocks = text.components(separatedBy: "\n```").enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
        return blocks.flatMap { block in
            block.split(separator: "\n").compactMap { line in
                let command = line.hasPrefix("$ ") ? line.dropFirst(2) : line
                guard command.hasPrefix("fleetsim ") else { return nil }
                let told = command.firstRange(of: " # ").map { command[..<$0.lowerBound] }
                return (told ?? command).dropFirst("fleetsim ".count)
                    .trimmingCharacters(in: .whitespaces)
            }
        }
    }

    @Test func `are all run by a test`() throws {
        let folder = Program.root.appendingPathComponent("docs").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".md") && $0 != "commands.md" }.map { "docs/\($0)" }
        var count = 0
        for name in ["README.md"] + names.sorted() {
            let page = Self.pages.first { name == "docs/\($0.name).md" }
            let steps = page?.steps.map(\.line) ?? []
            for command in try Self.commands(of: name) {
                count += 1
                let isRun =
                    steps.contains(command)
                    || Self.elsewhere.values.contains { $0.contains(command) }
                    || Self.elsewhere.values.contains { $0.contains("\(command); echo $?") }
                #expect(isRun, "\(name): no test runs ‘fleetsim \(command)’")
            }
            let shown = try Self.commands(of: name)
            for step in steps { #expect(shown.contains(step), "\(name) does not show ‘\(step)’") }
        }
        #expect(count > 40)
        for test in Self.elsewhere.keys {
            let file = Program.root.appendingPathComponent("Tests/\(test).swift").path
            #expect(FileManager.default.fileExists(atPath: file), "there is no \(test)")
        }
    }

    @Test(arguments: pages)
    func `do what the page says`(page: Page) throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("scenarios"),
            withDestinationPath: Program.root.appendingPathComponent("scenarios").path
        )
        let csms = try page.served.map {
            try Program(["serve-csms", $0, "--listen", "127.0.0.1:0"])
        }
        defer { csms?.signal(SIGKILL) }
        let url = try csms.map {
            String(try $0.hear(/ws:\/\/127\.0\.0\.1:[0-9]+\//, "its address"))
        }
        /// The shell takes the line apart, as that of a reader does.
        func run(_ line: String) throws -> Program.Outcome {
            try Program.run([], shell: "cd '\(folder.path)' && set -- \(line)")
        }
        for line in page.prepared {
            let outcome = try run(line)
            try #require(outcome.status == 0, "\(line): \(outcome.errors)")
        }
        for step in page.steps {
            var line = step.line
            for (shown, meant) in step.changes {
                #expect(line.contains(shown))
                line = line.replacingOccurrences(of: shown, with: meant)
            }
            if let url { line = line.replacingOccurrences(of: "ws://127.0.0.1:9210/", with: url) }
            let outcome = try run(line)
            #expect(step.statuses.contains(outcome.status), "\(line): \(outcome.errors)")
            #expect(!outcome.errors.contains("See ‘fleetsim help"), "\(line): \(outcome.errors)")
        }
    }
}
