import Foundation
import TestSupport
import Testing

@Suite struct `frames of a charger` {
    private func scenario(in folder: TemporaryFolder) throws -> String {
        try folder.write(
            """
            duration: 30m
            fleet: [{chargers: [{model: generic-ac, count: 20}], arrivals: {per_day: 400}}]
            """,
            to: "scenario.yaml"
        )
    }

    @Test func `are kept when asked for, and printed`() throws {
        let folder = try TemporaryFolder()
        let database = folder.file("run.sqlite")
        let run = try Program.run([
            "run", try scenario(in: folder), "--out", database, "--quiet", "--trace", "CP000007",
            "--trace", "10%",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let list = try Program.run(["frames", database])
        #expect(
            list.output.split(separator: "\n").map { $0.prefix(8) } == [
                "CP000001", "CP000007", "CP000011",
            ]
        )
        let frames = try Program.run(["frames", database, "CP000007"])
        let lines = frames.output.split(separator: "\n")
        #expect(lines[0].hasSuffix("· connected"))
        #expect(lines[1].contains("→ BootNotification"))
        #expect(lines[2].contains(/← BootNotification  \S+  after [0-9.]+ m?s  \{/))
        #expect(!frames.output.contains("\u{1B}"), "no colours where there is no terminal")
        let boots = try Program.run([
            "frames", database, "CP000007", "--action", "bootNotification",
        ])
        #expect(boots.output.split(separator: "\n") == Array(lines[1...2]))
        let last = try Program.run(["frames", database, "CP000007", "--last", "3"])
        #expect(last.output.split(separator: "\n") == Array(lines.suffix(3)))
        let json = try Program.run(["frames", database, "CP000007", "--json"])
        let objects = try json.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(objects.count == lines.count)
        #expect(
            objects[2]["took_us"] is Int && objects[1]["action"] as? String == "BootNotification"
        )
    }

    @Test func `that were not kept are said not to be`() throws {
        let folder = try TemporaryFolder()
        let database = folder.file("run.sqlite")
        let path = try scenario(in: folder)
        _ = try Program.run(["run", path, "--out", database, "--quiet", "--trace", "CP000001"])
        for (arguments, message) in [
            (["CP000002"], "this run did not trace ‘CP000002’"),
            (["CP00001"], "no charger ‘CP00001’, did you mean ‘CP000001’?"),
            (["CP00000"], "no charger ‘CP00000’, did you mean ‘CP00000"),
            (["CP000001", "CP000002"], "one charger at a time"),
            (["CP000001", "--action", "Bootnotifcation"], "did you mean ‘BootNotification’?"),
            (["CP000001", "--action", "GetLog"], "is of ‘GetLog’, but of BootNotification, "),
            (["--run", "7"], "it holds no run 7"),
        ] {
            let outcome = try Program.run(["frames", database] + arguments)
            #expect(outcome.status == 2 && outcome.errors.contains(message), "\(outcome.errors)")
        }
        for (options, message) in [
            (["--trace", "CP1"], "there is no charger ‘CP1’ in this fleet"),
            (["--trace", "0%"], "--trace takes an identity or a share up to 100%, not ‘0%’"),
            (["--follow", "CP000001"], "--follow is for live runs"),
        ] {
            let outcome = try Program.run(["run", path, "--out", database] + options)
            #expect(outcome.status == 2 && outcome.errors.contains(message), "\(outcome.errors)")
        }
    }

    @Test func `are followed while a live run goes on`() throws {
        let folder = try TemporaryFolder()
        let path = try scenario(in: folder)
        let server = try Program(["serve-csms", path, "--listen", "127.0.0.1:0"])
        defer { server.signal(SIGKILL) }
        let url = try server.hear(/ws:\/\/[0-9.:]+/, "the server's address")
        let program = try Program([
            "run", path, "--csms", String(url), "--follow", "CP000003", "--out",
            folder.file("run.sqlite"),
        ])
        defer { program.signal(SIGKILL) }
        _ = try program.hear(/← BootNotification/, "the followed charger's boot")
        program.signal(SIGINT)
        #expect(try program.wait().status == 130)
        let frames = try Program.run(["frames", folder.file("run.sqlite"), "CP000003"])
        #expect(frames.output.contains("→ BootNotification"))
    }
}
