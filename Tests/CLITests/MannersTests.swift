import Foundation
import TestSupport
import Testing

/// How the program speaks: in pipes, in colours, in few words.
@Suite struct `manners` {
    private let folder: TemporaryFolder
    private let scenario: String

    private static let text = """
        fleet: [{model: wallbox-pulsar-plus, count: 2}]
        duration: 10m
        thresholds: [boot.latency p99 < 1h, boot.latency max < 1us]

        """

    init() throws {
        folder = try TemporaryFolder()
        scenario = try folder.write(Self.text, to: "small.yaml")
    }

    private func run(_ more: String...) throws -> Program.Outcome {
        try Program.run(["run", scenario, "--out", folder.file("run.sqlite")] + more)
    }

    @Test func `a scenario may come over standard input or a pipe of the shell`() throws {
        let direct = try run()
        let out = folder.file("piped.sqlite")
        for (name, shell) in [
            ("-", "exec < '\(scenario)'"), ("/dev/stdin", "exec < <(cat '\(scenario)')"),
            ("-", "exec < <(head -c 20 '\(scenario)'; tail -c +21 '\(scenario)')"),
        ] {
            let piped = try Program.run(["run", name, "--out", out], shell: shell)
            #expect(piped.status == direct.status, "\(piped.errors)")
            let print = try #require(direct.output.firstMatch(of: #/fingerprint [0-9a-f]+/#)).output
            #expect(piped.output.contains(print))
        }
        let named = try Program.run(["run", "-", "--out", out], shell: "exec < '\(scenario)'")
        #expect(named.errors.contains("the scenario came over standard input"))
        let wrong = try Program.run(["check", "-"], shell: "exec < <(echo 'sead: 3')")
        #expect(wrong.status == 2)
        #expect(wrong.errors.hasPrefix("<stdin>:1:1: "), "\(wrong.errors)")
        let good = try Program.run(["check", "-"], shell: "exec < '\(scenario)'")
        #expect(good.output.hasPrefix("<stdin>: good"), "\(good.output)")
        let unnamed = try Program.run(
            ["run", "-", "--quiet"],
            shell: "cd '\(folder.path)'; exec < '\(scenario)'"
        )
        #expect(unnamed.status == direct.status, "\(unnamed.errors)")
        #expect(FileManager.default.fileExists(atPath: folder.file("results/stdin.sqlite")))
        let twice = try Program.run(["compare", "--run", "-", "--csms", "a", "--csms", "b"])
        #expect(twice.errors.contains("--run reads the scenario anew for each run"))
    }

    @Test func `a log of sessions may come over standard input`() throws {
        let wrong = try Program.run(["fit", "-"], shell: "exec < <(printf 'a,b\\n1,2\\n')")
        #expect(wrong.status == 2)
        #expect(wrong.errors.hasPrefix("<stdin>:"), "\(wrong.errors)")
    }

    @Test func `a mistake is shown in its line, with a mark under it`() throws {
        let path = try folder.write(
            "duration: -4h\nfleet:\n  - {model: wallbox-pulsar-puls, count: 1}\n",
            to: "bad.yaml"
        )
        let lines = try Program.run(["check", path]).errors.split(separator: "\n")
        try #require(lines.count == 6, "\(lines)")
        #expect(lines[0].hasPrefix("\(path):1:11: "))
        #expect(lines[1] == "  1 | duration: -4h" && lines[2] == "    |           ^^^")
        #expect(lines[4] == "  3 |   - {model: wallbox-pulsar-puls, count: 1}")
        #expect(lines[5] == "    |             ^^^^^^^^^^^^^^^^^^^")
    }

    @Test func `in a terminal a mistake's line takes no more room than there is`() throws {
        let path = try folder.write(
            "fleet:\n  - {model: wallbox-pulsar-plus, count: 1, arivals: {preset: nl_home,"
                + " per_day: 1}}\n",
            to: "wide.yaml"
        )
        let run = try Program.run(
            [],
            environment: ["TERM": "xterm", "NO_COLOR": "1"],
            shell: "script -qec \"stty cols 60; '$0' check '\(path)'\" /dev/null < /dev/null; exit"
        )
        let lines = run.output.split(whereSeparator: \.isNewline).suffix(2).map(Array.init)
        try #require(lines.count == 2, "\(run.output)")
        #expect(lines[0].count == 60 && lines[0].last == "…", "\(run.output)")
        let mark = try #require(lines[1].firstIndex(of: "^"))
        #expect(String(lines[0][mark..<lines[1].count]) == "arivals", "\(run.output)")
    }

    @Test func `a line with a password in it is not shown`() throws {
        for text in [
            "csms: {url: 'ws://a', security: {profile: 9, password: verysecret}}\nfleet: []\n",
            "csms:\n  security:\n    password:\n      verysecret\n    profile: 9\nfleet: []\n",
            "csms: {security: {password: verysecret, profile: [}}\n",
            "csms:\n  url: ws://me:verysecret@host/ x\nfleet: [\n",
            "sead: 1 # verysecret is the password\ncsms: {security: {password: verysecret}}\n",
        ] {
            let path = try folder.write(text, to: "secret.yaml")
            let outcome = try Program.run(["check", path])
            #expect(outcome.status == 2, "\(text)")
            #expect(!outcome.errors.contains("verysecret"), "\(outcome.errors)")
        }
    }

    @Test func `quiet prints the verdict alone`() throws {
        let run = try run("--quiet")
        #expect(run.status == 1 && run.errors.isEmpty, "\(run.errors)")
        #expect(
            run.output.wholeMatch(
                of: #/Failed: 1 of 3 thresholds \(boot\.latency max < 1us, measured [^\n]+\)\n/#
            ) != nil,
            "\(run.output)"
        )
        let plan = try Program.run([
            "plan", "scenarios/plan-street.yaml", "--quiet", "--replications", "2", "--set",
            "plan.horizon=1d", "--out", folder.file("plan.sqlite"),
        ])
        #expect(plan.output.split(separator: "\n").count == 1, "\(plan.output)")
    }

    @Test func `a short summary is a part of the full one in fewer lines`() throws {
        let full = try run("--summary", "full")
        let short = try run("--summary", "short")
        #expect(full.output.contains("\n## Calls\n") && !short.output.contains("##"))
        #expect(try run().output.contains("\n## Calls\n"))
        let lines = short.output.split(separator: "\n")
        #expect(lines.count < 12 && lines.count > 5, "\(short.output)")
        #expect(short.output.contains("failed: boot.latency max < 1us"))
        #expect(short.output.contains("2 of 2 chargers connected."))
    }

    @Test func `colours are where they are asked for, and only there`() throws {
        let red = "\u{1B}[1;31mfailed\u{1B}[0m"
        #expect(try run("--color", "always").output.contains(red))
        #expect(try run("--color=always").output.contains(red))
        for more in [[], ["--color", "auto"], ["--color", "never"]] {
            let out = folder.file("run.sqlite")
            let run = try Program.run(["run", scenario, "--out", out] + more)
            #expect(!run.output.contains("\u{1B}"))
        }
        // script(1) gives it a terminal.
        let inTerminal =
            "script -qec \"'$0' run '\(scenario)' --out '\(folder.file("t.sqlite"))'\" "
        // ‘swift test’ may have set NO_COLOR itself.
        for (variables, isColoured) in [
            ("unset NO_COLOR; ", true), ("NO_COLOR=1 ", false), ("TERM=dumb ", false),
        ] {
            let run = try Program.run(
                [],
                environment: ["TERM": "xterm"],
                shell: "\(variables)\(inTerminal)/dev/null < /dev/null; exit"
            )
            #expect(run.output.contains(red) == isColoured, "\(variables): \(run.output)")
        }
        let wrong = try Program.run(["dance", "--color=always"])
        #expect(wrong.errors.hasPrefix("\u{1B}[1mfleetsim:\u{1B}[0m "), "\(wrong.errors)")
    }

    @Test func `a live run whose errors go to a pipe tells now and then how far it is`() throws {
        let outcome = try Program.run([
            "run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--duration", "60s",
            "--speed", "60", "--out", folder.file("run.sqlite"),
        ])
        #expect(outcome.errors.contains(#/of 00:01:00, [0-9]+ %; 0 of [0-9]+ connected; /#))
        let quiet = try Program.run([
            "run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--duration", "60s",
            "--speed", "60", "--quiet", "--out", folder.file("run.sqlite"),
        ])
        #expect(!quiet.errors.contains("connected; "))
    }

    @Test func `an address that is in use is named`() throws {
        let server = try Program(["serve-csms", "--listen", "127.0.0.1:0"])
        defer { server.signal(SIGINT) }
        let address = try server.hear(#/ws:\/\/(127\.0\.0\.1:[0-9]+)/#, "where it listens").1
        let second = try Program.run(["serve-csms", "--listen", String(address)])
        #expect(second.status == 3)
        #expect(
            second.errors == "fleetsim: cannot listen at \(address): address already in use; "
                + "--listen names another address\n"
        )
    }
}
