import Foundation
import TestSupport
import Testing

@Suite struct `lists of chargers and tokens` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let scenario = """
        seed: 3
        duration: 1h
        fleet:
          - {site: yard, count: 3, model: wallbox-pulsar-plus, arrivals: {per_day: 90}}
        """

    private static let again = """
        seed: 3
        duration: 1h
        chargers: {file: lists/chargers.csv}
        tokens: {file: lists/tokens.csv}
        fleet:
          - {site: "yard-*", arrivals: {per_day: 90}}
        """

    private func fingerprint(_ scenario: String) throws -> Substring {
        let run = try Program.run([
            "run", scenario, "--json", "--quiet", "--out", folder.file("r.sqlite"),
        ])
        #expect(run.status == 0, "\(run.errors)")
        let line = run.output.split(separator: "\n").first { $0.contains("fingerprint") }
        return try #require(line)
    }

    private func mode(_ path: String) -> mode_t {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts.st_mode & 0o777 : 0
    }

    @Test func `with passwords are their owner's alone, also over one that others read`() throws {
        let scenario = try folder.write(Self.scenario, to: "s.yaml")
        let lists = [folder.file("chargers.csv"), folder.file("tokens.csv")]
        let export = ["export", scenario, "--out", folder.path, "--with-passwords"]
        for path in lists {
            try "old\n".write(toFile: path, atomically: false, encoding: .utf8)
            #expect(chmod(path, 0o644) == 0)
        }
        // One that another program may have open stands where this process would begin.
        let planted = lists[0] + "."
        let outcome = try Program.run(
            export + ["--force"],
            shell: "umask 0; echo mine > '\(planted)'$$.part"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(lists.map(mode) == [0o600, 0o600])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let left = names.filter { $0.hasSuffix(".part") }
        #expect(left.count == 1 && (try? folder.read(left[0])) == "mine\n", "\(names)")
        for path in lists { #expect(unlink(path) == 0) }
        #expect(try Program.run(export).status == 0)
        #expect(lists.map(mode) == [0o600, 0o600])
    }

    @Test func `are exported, used again, and give the same run; what is there stays`() throws {
        let scenario = try folder.write(Self.scenario, to: "s.yaml")
        let export = ["export", scenario, "--out", folder.file("lists")]
        let first = try Program.run(export)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains("chargers.csv: 3 chargers\n"))
        #expect(first.errors.contains("tokens.csv: 1,000 tokens\n"))
        let again = try folder.write(Self.again, to: "again.yaml")
        #expect(
            try Program.run(["check", again]).output
                == "\(again): good, a scenario: 3 chargers, 3 kinds of site\n"
        )
        #expect(try fingerprint(again) == fingerprint(scenario))

        let second = try Program.run(export)
        #expect(second.status == 2)
        #expect(second.errors.contains("is there already, and is replaced only with --force"))
        #expect(try Program.run(export + ["--force", "--seed", "9"]).status == 0)
        let aside = try Program.run([
            "export", again, "--chargers", "2", "--chargers-file", "/dev/stdout", "--tokens-file",
            folder.file("t.csv"),
        ])
        #expect(
            aside.output
                == "identity,site,model,connectors\nCP000001,yard-1,wallbox-pulsar-plus,1\nCP000002,yard-2,wallbox-pulsar-plus,1\n"
        )
    }

    @Test func `that are wrong start nothing, and each line is told`() throws {
        _ = try folder.write(
            "identity,site,model\nA,s,generic-ac\nA,s,generic-ac\n,s,generic-ac\n",
            to: "c.csv"
        )
        let scenario = try folder.write("chargers: {file: c.csv}", to: "s.yaml")
        let run = try Program.run(["run", scenario, "--out", folder.file("r.sqlite")])
        #expect(run.status == 2)
        #expect(
            run.errors == """
                \(folder.file("c.csv")):3:1: ‘A’ is on line 2 already
                \(folder.file("c.csv")):4:1: the identity is missing

                """
        )
        #expect(!FileManager.default.fileExists(atPath: folder.file("r.sqlite")))
    }

    @Test func `are named beside the line that does a run again, and no password is kept`() throws {
        _ = try folder.write("identity,site,model,password\nA,s,generic-ac,hunter22\n", to: "c.csv")
        let scenario = try folder.write("chargers: {file: c.csv}\nduration: 10m", to: "s.yaml")
        let run = try Program.run(["run", scenario, "--out", folder.file("r.sqlite")])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("it reads lists beside the scenario: c.csv"))
        #expect(!(run.output + run.errors).contains("hunter22"))
        let file = FileManager.default.contents(atPath: folder.file("r.sqlite")) ?? Data()
        #expect(file.firstRange(of: Data("hunter22".utf8)) == nil)
    }

    @Test func `are played in parts that make one run`() throws {
        let scenario = try folder.write(Self.scenario, to: "s.yaml")
        #expect(try Program.run(["export", scenario, "--out", folder.file("lists")]).status == 0)
        let again = try folder.write(Self.again, to: "again.yaml")
        let shards = [1, 2].map { folder.file("\($0).shard") }
        for (number, shard) in shards.enumerated() {
            let part = try Program.run(
                ["run", again, "--quiet", "--shard", "\(number + 1)/2", "--out", shard]
            )
            #expect(part.status == 0, "\(part.errors)")
        }
        let merged = try Program.run(
            ["merge"] + shards + ["-o", folder.file("m.sqlite"), "--json"]
        )
        #expect(merged.status == 0, "\(merged.errors)")
        let line = merged.output.split(separator: "\n").first { $0.contains("fingerprint") }
        #expect(try line == fingerprint(again))
    }
}

@Suite struct `fleetsim seed` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ url: String) throws -> String {
        let seeding = """
            retries: 0
            headers: {Authorization: "${CSMS_TOKEN}"}
            chargers:
              find: {get: "\(url)/chargers/{identity}"}
              create: {put: "\(url)/chargers/{identity}", body: '{"password": "{password}"}'}
              remove: {delete: "\(url)/chargers/{identity}"}
            tokens:
              create: {put: "\(url)/tokens/{token}", body: "{status}", already: 409}
              remove: {delete: "\(url)/tokens/{token}", already: 404}
            """
        _ = try folder.write(seeding, to: "seed.yaml")
        return try folder.write(
            """
            fleet: [{model: generic-ac, count: 5}]
            csms: {reference: {tags: {count: 20, blocked: 20%}}, security: {password: hunter22}}
            seeding: {file: seed.yaml}
            """,
            to: "s.yaml"
        )
    }

    private func seed(_ scenario: String, _ more: String...) throws -> Program.Outcome {
        try Program.run(["seed", scenario] + more, environment: ["CSMS_TOKEN": "let-me-in"])
    }

    @Test func `puts all there, once, and takes it away`() throws {
        let stub = try StubInterface(authorization: "let-me-in")
        let scenario = try write(stub.url)
        let first = try seed(scenario)
        #expect(first.status == 0, "\(first.errors)")
        #expect(
            first.output == """
                chargers: 5 put there, 0 there already
                tokens: 20 put there, 0 there already

                """
        )
        #expect(try stub.things().contains(#"chargers CP000001 {"password": "hunter22"}"#))
        #expect(try stub.things().count == 25)
        #expect(
            try seed(scenario).output == """
                chargers: 0 put there, 5 there already
                tokens: 0 put there, 20 there already

                """
        )
        #expect(
            try seed(scenario, "--undo").output == """
                tokens: 20 taken away, 0 gone already
                chargers: 5 taken away, 0 gone already

                """
        )
        #expect(try stub.things().isEmpty)
    }

    @Test func `puts a thousand rows there once, some of them there before, and leaves none`()
        throws
    {
        let stub = try StubInterface(authorization: "let-me-in")
        let scenario = try write(stub.url)
        func seed(_ more: String...) throws -> String {
            let outcome = try Program.run(
                ["seed", scenario, "--set", "csms.reference.tags.count=500"] + more,
                environment: ["CSMS_TOKEN": "let-me-in"]
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output
        }
        // As after an attempt that was broken off.
        _ = try seed("--chargers", "200")
        let all = ["--chargers", "500"]
        #expect(
            try seed(all[0], all[1], "--parallel", "16") == """
                chargers: 300 put there, 200 there already
                tokens: 0 put there, 500 there already

                """
        )
        let things = try stub.things()
        #expect(things.count == 1_000 && Set(things).count == 1_000)
        #expect(
            try seed(all[0], all[1]) == """
                chargers: 0 put there, 500 there already
                tokens: 0 put there, 500 there already

                """
        )
        #expect(try stub.things() == things)
        #expect(
            try seed(all[0], all[1], "--undo") == """
                tokens: 500 taken away, 0 gone already
                chargers: 500 taken away, 0 gone already

                """
        )
        #expect(try stub.things().isEmpty)
        #expect(
            try seed(all[0], all[1], "--undo") == """
                tokens: 0 taken away, 500 gone already
                chargers: 0 taken away, 500 gone already

                """
        )
    }

    @Test func `tells what failed with code 3, and no secret`() throws {
        let stub = try StubInterface(authorization: "another")
        let run = try seed(try write(stub.url))
        #expect(run.status == 3)
        #expect(run.errors.contains("answered 401"))
        #expect(
            run.output
                == "chargers: 0 put there, 0 there already, 5 not tried\ntokens: 20 not tried\n"
        )
        #expect(!(run.output + run.errors).contains("hunter22"))
        #expect(!(run.output + run.errors).contains("let-me-in"))
    }

    @Test func `asks before it touches anything but loopback, and does nothing meanwhile`() throws {
        let run = try seed(try write("http://csms.example"))
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "‘GET http://csms.example/chargers/{identity}’ is not of this machine, and puts there "
                    + "5 chargers, 20 tokens: say --yes"
            )
        )
    }

    @Test func `needs a description, whose mistakes are told with their places`() throws {
        let bare = try folder.write("fleet: [{model: generic-ac}]", to: "bare.yaml")
        #expect(try seed(bare).errors.contains("it has no ‘seeding’, and no --with names"))
        let wrong = try folder.write(
            "chargers: {create: {put: 'http://h/{idenity}'}}",
            to: "w.yaml"
        )
        let run = try seed(bare, "--with", wrong)
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("\(wrong):1:20: ‘{idenity}’ stands for nothing in create"))
    }
}
