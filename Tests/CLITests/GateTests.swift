import Foundation
import TestSupport
import Testing

/// The gates for GitHub Actions and GitLab CI, by running the scripts that they have in them.
@Suite struct `gates of CI` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for (name, bound) in [("good", "1h"), ("bad", "1us")] {
            _ = try folder.write(
                "fleet: [{model: generic-ac}]\nduration: 5m\n"
                    + "thresholds: [boot.latency p99 < \(bound)]\n",
                to: name + ".yaml"
            )
        }
        _ = try folder.write(
            "scenarios: [{scenario: good.yaml}]\nruns: 3\n",
            to: "suite.yaml"
        )
    }

    /// Runs a script with the program on the path, as the step of that name does.
    private func run(
        _ step: String,
        of file: String,
        _ shell: String,
        _ variables: [String: String]
    ) throws -> Int32 {
        let script = try Python.run(script: "Tests/Oracles/ci_step.py", arguments: [file, step])
        try #require(script.status == 0, "\(script.output)")
        let path = try folder.write(script.output, to: "step.sh")
        return try Program.run(
            [],
            environment: variables,
            shell: "cd '\(folder.path)'; mkdir -p bin; ln -sf \"$0\" bin/fleetsim; "
                + "PATH=$PWD/bin:$PATH; \(shell) '\(path)'; exit"
        ).status
    }

    private func github(_ file: String, _ command: String) throws -> Int32 {
        try run(
            "Run the gate",
            of: "action.yml",
            "bash",
            [
                "FILE": file, "COMMAND": command, "CSMS": "", "LABEL": "1a2b3c", "OUT": "out",
                "GITHUB_STEP_SUMMARY": folder.file("summary.md"),
            ]
        )
    }

    private func gitlab(_ file: String, _ command: String) throws -> Int32 {
        try run(
            "script",
            of: "ci/gitlab.yml",
            "sh -e",
            [
                "FLEETSIM_FILE": file, "FLEETSIM_COMMAND": command, "FLEETSIM_CSMS": "",
                "CI_COMMIT_SHORT_SHA": "1a2b3c",
            ]
        )
    }

    @Test func `the action passes and fails with its scenario, and reports both`() throws {
        #expect(try github("good.yaml", "run") == 0)
        #expect(try github("bad.yaml", "run") == 1)
        #expect(try github("none.yaml", "run") == 2)
        let summary = try folder.read("summary.md")
        #expect(summary.contains("# good\n") && summary.contains("# bad\n"))
        #expect(try folder.read("out/run.xml").contains("<failure"))
        #expect(try folder.read("out/run.html").hasPrefix("<!doctype html>"))
    }

    @Test func `the action runs a suite`() throws {
        #expect(try github("suite.yaml", "nightly") == 0)
        #expect(try folder.read("summary.md") == folder.read("out/nightly.md"))
    }

    @Test func `the template of GitLab passes and fails with its scenario`() throws {
        #expect(try gitlab("good.yaml", "run") == 0)
        #expect(try gitlab("bad.yaml", "run") == 1)
        #expect(try folder.read("report/run.xml").contains("<failure"))
        #expect(try gitlab("suite.yaml", "nightly") == 0)
        #expect(try folder.read("report/nightly.xml").contains("<testsuite"))
    }

    @Test func `the action's own steps leave an installed program alone`() throws {
        #expect(try run("Install FleetSim", of: "action.yml", "bash", ["PACKAGE": "x"]) == 0)
    }
}
