import Foundation
import TestSupport
import Testing

@Suite struct `init` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func make(_ arguments: String...) throws -> Program.Outcome {
        try Program.run(["init"] + arguments)
    }

    @Test func `a load test is checked, runs and has comments`() throws {
        let file = folder.file("load test.yaml")
        let made = try make("--kind", "load-test", "--chargers", "20", file)
        #expect(made.status == 0 && made.output == "wrote \(file)\n", "\(made.errors)")
        #expect(try Program.run(["check", file]).status == 0)
        let text = try folder.read("load test.yaml")
        #expect(text.hasPrefix("# ") && text.contains("# Run it:   fleetsim run '\(file)'"))
        let run = try Program.run(["run", file, "--quiet", "--out", folder.file("r.sqlite")])
        #expect(run.status == 0 && run.output == "Passed: all 4 thresholds\n", "\(run.output)")
    }

    @Test func `a site plan is checked, and names a design`() throws {
        let file = folder.file("plan.yaml")
        let made = try make(
            file,
            "--kind",
            "site-plan",
            "--per-day",
            "8",
            "--bays",
            "12",
            "--arrivals",
            "nl_public"
        )
        #expect(made.status == 0, "\(made.errors)")
        #expect(try Program.run(["check", file]).status == 0)
        let plan = try Program.run([
            "plan", file, "--quiet", "--set", "plan.replications=20", "--set", "plan.horizon=7d",
            "--out", folder.file("p.sqlite"),
        ])
        #expect(plan.status == 0 && plan.output.hasPrefix("Build "), "\(plan.output)")
    }

    @Test func `a suite has a scenario beside it, and makes a night`() throws {
        let file = folder.file("suite.yaml")
        let made = try make(file, "--kind", "nightly", "--chargers", "4")
        #expect(made.output == "wrote \(file) and \(folder.file("suite-load.yaml"))\n")
        #expect(try Program.run(["check", folder.file("suite-load.yaml")]).status == 0)
        let night = try Program.run(["nightly", file])
        #expect(night.status == 0, "\(night.errors)")
    }

    @Test func `what is there stays, and nothing is written beside it`() throws {
        let file = try folder.write("mine", to: "suite-load.yaml")
        let made = try make(folder.file("suite.yaml"), "--kind", "nightly")
        #expect(made.status == 2)
        #expect(made.errors.contains("‘\(file)’ is there already, and is not replaced"))
        #expect(try folder.read("suite-load.yaml") == "mine")
        #expect(!FileManager.default.fileExists(atPath: folder.file("suite.yaml")))
    }

    @Test(arguments: [
        ([], "which kind of scenario? --kind takes load-test, site-plan, nightly"),
        (["--kind", "loadtest"], "did you mean ‘load-test’?"),
        (["--kind", "load-test", "--chargers", "0"], "a whole number from 1 to 100000, not ‘0’"),
        (["--kind", "load-test", "--model", "generic_ac"], "did you mean ‘generic-ac’?"),
        (["--kind", "load-test", "--csms", "http://a"], "begins with ws:// or wss://"),
        (["--kind", "load-test", "--csms", "ws://a b"], "neither spaces nor"),
        (["--kind", "load-test", "--bays", "3"], "--bays is no part of a load-test scenario"),
        (["--kind", "site-plan", "--arrivals", "nl_worc"], "did you mean ‘nl_work’?"),
    ])
    func `a wrong answer is told and nothing is written`(
        arguments: [String],
        message: String
    ) throws {
        let made = try Program.run(["init"] + arguments, shell: "cd '\(folder.path)'")
        #expect(made.status == 2)
        #expect(made.errors.contains(message), "\(made.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `a place where nothing can be written is a mistake of the command line`() throws {
        let made = try make("--kind", "load-test", folder.file("d/e/f.yaml"))
        #expect(made.status == 2 && made.errors.contains("cannot write"), "\(made.errors)")
        let file = try folder.write("mine", to: "mine.yaml")
        let asked = try Program.run(
            [],
            environment: ["TERM": "xterm"],
            shell: "printf '1\n' | script -qec \"'$0' init '\(file)'\" /dev/null; exit"
        )
        #expect(asked.output.contains("is there already"), "\(asked.output)")
        #expect(!asked.output.contains("What is the scenario for?"))
    }

    @Test func `on a terminal it asks, and asks again after a wrong answer`() throws {
        let file = folder.file("asked.yaml")
        let asked = try Program.run(
            [],
            environment: ["TERM": "xterm"],
            shell: "printf 'plan\\n2\\n\\nnl_worc\\nnl_public\\n6\\n5\\n' "
                + "| script -qec \"'$0' init '\(file)'\" /dev/null; exit"
        )
        #expect(asked.output.contains("‘plan’ is none of them"), "\(asked.output)")
        #expect(asked.output.contains("did you mean ‘nl_work’?"))
        let text = try folder.read("asked.yaml")
        #expect(text.contains("preset: nl_public") && text.contains("bays: [1, 2, 3, 4, 5]"))
        #expect(try Program.run(["check", file]).status == 0)
        let left = try Program.run(
            [],
            environment: ["TERM": "xterm"],
            shell: "printf '1\\n\\x04' | script -qec \"'$0' init '\(folder.file("no.yaml"))'\" "
                + "/dev/null; exit"
        )
        #expect(left.output.contains("nothing was written"), "\(left.output)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("no.yaml")))
    }
}
