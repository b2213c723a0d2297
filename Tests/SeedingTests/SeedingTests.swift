import Foundation
import Scenarios
import Synchronization
import TestSupport
import Testing

@testable import FleetSim
@testable import Seeding

@Suite struct `seeding` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static func description(_ url: String, _ more: String = "") -> String {
        """
        timeout: 20s
        parallel: 8
        retries: 0
        \(more)
        values: {active: {accepted: "yes", blocked: "no", expired: "no"}}
        chargers:
          find: {get: "\(url)/chargers/{identity}"}
          create:
            put: "\(url)/chargers/{identity}"
            body: '{"id": "{identity}", "site": "{site}", "n": {connectors}}'
            already: 409
          remove: {delete: "\(url)/chargers/{identity}", already: 404}
        tokens:
          create:
            post: "\(url)/tokens/{token}"
            body: '{"active": "{active}", "group": "{group}"}'
            done: 201
            already: 409
          remove: {delete: "\(url)/tokens/{token}", done: 204, already: 404}
        """
    }

    private static let tokens = [
        ListedToken("AA", group: "G"), ListedToken("B/ü", .blocked), ListedToken("CC", .unknown),
        ListedToken("DD", .expired),
    ]

    private func rows(_ identities: [String], _ values: [SeedValue]) -> [SeedRow] {
        identities.map { identity in
            SeedRow(
                ProvisionedCharger(
                    identity: identity,
                    site: "s \"1\"",
                    model: "generic-ac",
                    vendor: "v",
                    product: "p",
                    firmware: "f",
                    connectors: 2,
                    password: "very-secret",
                    certificate: nil
                )
            )
        } + Self.tokens.map { SeedRow($0, values: values) }
    }

    private func spec(_ text: String, _ variables: [String: String] = [:]) throws -> SeedSpec {
        try SeedFile.load(
            path: try folder.write(text, to: "seed.yaml"),
            environment: Environment { variables[$0] }
        )
    }

    private func run(
        _ spec: SeedSpec,
        _ identities: [String] = ["CP1", "CP 2"],
        undo: Bool = false,
        shouldStop: @escaping @Sendable () -> Bool = { false }
    ) throws -> [SeedTally] {
        try Seeder(spec, rows(identities, spec.values), number: 7).run(
            undo: undo,
            shouldStop: shouldStop,
            onProgress: { _ in }
        )
    }

    @Test func `puts everything there, in its states, and twice is once`() throws {
        let stub = try StubInterface()
        let spec = try spec(Self.description(stub.url))
        let first = try run(spec)
        #expect(first.map(\.made) == [2, 3])
        #expect(first.map(\.already) == [0, 0])
        #expect(first.map(\.leftOut) == [0, 1])
        let things = [
            #"chargers CP 2 {"id": "CP 2", "site": "s \"1\"", "n": 2}"#,
            #"chargers CP1 {"id": "CP1", "site": "s \"1\"", "n": 2}"#,
            #"tokens AA {"active": "yes", "group": "G"}"#,
            #"tokens B/ü {"active": "no", "group": ""}"#,
            #"tokens DD {"active": "no", "group": ""}"#,
        ]
        #expect(try stub.things() == things)
        let second = try run(spec)
        #expect(second.map(\.made) == [0, 0])
        #expect(second.map(\.already) == [2, 3])
        #expect(try stub.things() == things)
    }

    @Test func `is undone without a trace, and undone once more is nothing`() throws {
        let stub = try StubInterface()
        let spec = try spec(Self.description(stub.url))
        _ = try run(spec)
        let undone = try run(spec, undo: true)
        #expect(undone.map(\.kind) == [.token, .charger])
        #expect(undone.map(\.made) == [3, 2])
        #expect(try stub.things().isEmpty)
        #expect(try run(spec, undo: true).map(\.already) == [3, 2])
    }

    @Test func `makes many requests at once and misses none`() throws {
        let stub = try StubInterface()
        let spec = try spec(Self.description(stub.url))
        let tallies = try run(spec, (0..<300).map { "C\($0)" })
        #expect(tallies.map(\.made) == [300, 3])
        #expect(try stub.things().count == 303)
    }

    @Test func `tells what failed, row by row, and goes no further`() throws {
        let stub = try StubInterface()
        try stub.set(mood: "500")
        var spec = try spec(Self.description(stub.url))
        spec.chargers?.find = nil
        let tallies = try run(spec)
        #expect(tallies.map(\.kind) == [.charger])
        #expect(
            tallies[0].failures.map(\.line) == [
                "CP1: PUT \(stub.url)/chargers/CP1: answered 500: out of order",
                "CP 2: PUT \(stub.url)/chargers/CP 2: answered 500: out of order",
            ]
        )
    }

    @Test func `stops when nothing works, instead of trying thousands`() throws {
        let stub = try StubInterface()
        try stub.set(mood: "500")
        var spec = try spec(Self.description(stub.url))
        spec.chargers?.find = nil
        let tally = try run(spec, (0..<2_000).map { "C\($0)" })[0]
        #expect(tally.stopped == "40 in a row failed")
        #expect(tally.done < 2_000)
    }

    @Test func `tries again what may pass`() throws {
        let stub = try StubInterface()
        try stub.set(mood: "slow")
        var spec = try spec(Self.description(stub.url))
        spec.retries = 10
        spec.parallel = 1
        #expect(try run(spec).map(\.made) == [2, 3])
    }

    @Test func `waits for no answer for ever`() throws {
        let stub = try StubInterface()
        try stub.set(mood: "hang")
        var spec = try spec(Self.description(stub.url))
        spec.timeout = .milliseconds(200)
        spec.chargers?.find = nil
        let tally = try run(spec)[0]
        #expect(tally.failures.count == 2)
        #expect(tally.failures.allSatisfy { $0.line.hasSuffix(": no answer in time") })
        try stub.set(mood: "good")
    }

    @Test(arguments: [false, true])
    func `waits for no answer once an end is wanted`(asksFirst: Bool) throws {
        let stub = try StubInterface()
        try stub.set(mood: "hang")
        var spec = try spec(Self.description(stub.url))
        // Far beyond the time limit of a test.
        spec.timeout = .seconds(36_000)
        if !asksFirst { spec.chargers?.find = nil }
        let looks = Mutex(0)
        let tally = try run(spec, shouldStop: { looks.isBeyond(4) })[0]
        #expect(tally.made == 0 && tally.failures.isEmpty)
    }

    @Test func `finds out who says that it is done and does nothing`() throws {
        let stub = try StubInterface()
        try stub.set(mood: "forgets")
        let spec = try spec(Self.description(stub.url))
        let created = try run(spec)[0]
        #expect(
            created.failures.first?.line
                == "CP1: PUT \(stub.url)/chargers/CP1: answered 201, but it is not there"
        )
        try stub.set(mood: "good")
        _ = try run(spec)
        try stub.set(mood: "keeps")
        let removed = try run(spec, undo: true).last
        #expect(
            removed?.failures.first?.line
                == "CP1: DELETE \(stub.url)/chargers/CP1: answered 204, but it is still there"
        )
    }

    @Test func `believes no interface to which everything is there`() throws {
        let stub = try StubInterface()
        try stub.set(mood: "yes")
        let tally = try run(try spec(Self.description(stub.url)))[0]
        #expect(tally.done == 0)
        #expect(tally.stopped?.contains("which nothing can have put there") == true)
    }

    @Test func `reads no endless answer`() throws {
        let stub = try StubInterface()
        try stub.set(mood: "long")
        let tally = try run(try spec(Self.description(stub.url)))[0]
        #expect(tally.stopped?.hasSuffix("the answer is longer than 1 MiB") == true)
    }

    @Test func `reads no endless fields, behind the body either`() throws {
        let stub = try StubInterface()
        try stub.set(mood: "fields")
        var spec = try spec(Self.description(stub.url))
        spec.chargers?.find = nil
        let tally = try run(spec)[0]
        #expect(tally.made == 0 && tally.failures.count == 2)
        let words = ": the answer is longer than 1 MiB"
        #expect(tally.failures.allSatisfy { $0.line.hasSuffix(words) })
    }

    @Test func `says that no interface is there`() throws {
        let port: String = try {
            let stub = try StubInterface()
            return stub.url
        }()
        let tally = try run(try spec(Self.description(port)))[0]
        #expect(tally.stopped?.contains("Failed to connect") == true, "\(tally.stopped ?? "")")
    }

    @Test func `has secrets of the environment, and shows none of them`() throws {
        let stub = try StubInterface(authorization: "Bearer s3cret-token")
        let text = Self.description(stub.url, "headers: {Authorization: \"Bearer ${CSMS_TOKEN}\"}")
        let right = try spec(text, ["CSMS_TOKEN": "s3cret-token"])
        #expect(try run(right).map(\.made) == [2, 3])
        var wrong = try spec(text, ["CSMS_TOKEN": "guessed-token"])
        wrong.chargers?.find = nil
        wrong.chargers?.create.shown += "?Bearer guessed-token"
        wrong.chargers?.create.body = "{password} {password_sha256}"
        let told = try run(wrong)[0].failures.map(\.line).joined()
        #expect(told.contains("answered 401: who are you?"))
        #expect(!told.contains("guessed-token") && !told.contains("very-secret"))
    }

    @Test func `takes what later requests need out of an answer`() throws {
        let stub = try StubInterface()
        var spec = try spec(Self.description(stub.url))
        spec.tokens = nil
        spec.chargers?.find = nil
        spec.chargers?.create.take = [SeedField(name: "pk", value: "data.0.id")]
        #expect(try run(spec)[0].made == 2)
        _ = try run(spec, undo: true)
        spec.chargers?.create.take = [SeedField(name: "pk", value: "data.7.id")]
        let failure = try run(spec)[0].failures.first?.line
        #expect(failure?.hasSuffix("its answer has nothing at ‘data.7.id’") == true)
    }

    @Test func `runs a command for each row`() throws {
        let spec = try spec(
            """
            timeout: 20s
            chargers:
              find: {command: [test, -e, "\(folder.path)/{identity}"]}
              create: {command: [sh, -c, 'echo "$1" > "$2"', x, "{site}", "\(folder.path)/{identity}"]}
              remove: {command: [rm, "\(folder.path)/{identity}"]}
            """
        )
        #expect(try run(spec, ["one", "tw'o; x"]).map(\.made) == [2])
        #expect(try folder.read("tw'o; x") == "s \"1\"\n")
        #expect(try run(spec, ["one", "tw'o; x"]).map(\.already) == [2])
        #expect(try run(spec, ["one", "tw'o; x"], undo: true).map(\.made) == [2])
        #expect(!FileManager.default.fileExists(atPath: folder.file("one")))
    }

    @Test func `tells the beginning of what a command says, counted in accents too`() throws {
        let spec = try spec(
            """
            timeout: 120s
            chargers: {create: {command: [sh, -c, 'yes $(printf "\\314\\201") | head -9000 | tr -d "\\n"; exit 3']}}
            """
        )
        let failure = try run(spec, ["one"])[0].failures.first
        #expect((100...250).contains(failure?.line.unicodeScalars.count ?? 0))
    }

    @Test(arguments: [
        ("[sh, -c, 'echo broken; exit 3']", "answered 3: broken"),
        ("[sh, -c, 'kill -9 $$']", "the command was ended by signal 9"),
        ("[sleep, '600']", "the command did not end in time"),
        ("[/no/such]", "‘/no/such’ cannot be run: no such file or directory"),
    ])
    func `tells how a command failed`(command: String, line: String) throws {
        var spec = try spec("chargers: {create: {command: \(command)}}")
        spec.timeout = line.contains("time") ? .milliseconds(300) : .seconds(120)
        let failure = try run(spec, ["one"])[0].failures.first?.line
        #expect(failure?.hasSuffix(line) == true, "\(failure ?? "")")
    }

    @Test func `keeps no more than a part of what a command says without end`() throws {
        let words = ["sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x; exit 3"]
        let answer = try CommandCaller.run(words, timeout: .seconds(120)) { false }
        #expect(answer.code == 3 && answer.text.utf8.count == 64 << 10)
    }

    @Test func `stops when it is asked to`() throws {
        let stub = try StubInterface()
        let spec = try spec(Self.description(stub.url))
        let asked = Atomic(0)
        let tally = try Seeder(spec, rows((0..<500).map { "C\($0)" }, spec.values), number: 1).run(
            undo: false,
            shouldStop: { asked.add(1, ordering: .relaxed).newValue > 50 },
            onProgress: { _ in }
        )[0]
        #expect(tally.done < 500)
        // What was asked for and not waited for may have been made all the same.
        let things = try stub.things().count
        #expect((tally.made...tally.made + spec.parallel).contains(things))
    }

    @Test func `gives a certificate, and never the key beside it`() throws {
        let pem =
            "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"
            + "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n"
        var charger = ProvisionedCharger(
            identity: "A",
            site: "s",
            model: "m",
            vendor: "v",
            product: "p",
            firmware: "f",
            connectors: 1,
            password: nil,
            certificate: try folder.write(pem, to: "a.pem")
        )
        let made = try SeedRow(certificateOf: charger)
        let row = try #require(made)
        #expect(
            row.texts["certificate"]
                == "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n"
        )
        #expect(row.texts["certificate_sha256"] == "tdQEXD9Gb6kf4sxqvnkjKhpXzfEE96JucW4KHieJ33g=")
        charger.certificate = folder.file("gone.pem")
        #expect(throws: SeedProblem.self) { try SeedRow(certificateOf: charger) }
        charger.certificate = try folder.write("no certificate", to: "b.pem")
        #expect(throws: SeedProblem.self) { try SeedRow(certificateOf: charger) }
    }
}

@Suite struct `the text of a request` {
    @Test(arguments: [
        (SeedEncoding.json, #"a"b\c"# + "\n\u{1}é", #"a\"b\\c\n\u0001é"#),
        (.percent, "a/b ü?", "a%2Fb%20%C3%BC%3F"),
        (.plain, "a\"b", "a\"b"),
    ])
    func `has what it stands for as it has to be written there`(
        encoding: SeedEncoding,
        text: String,
        written: String
    ) throws {
        #expect(try "<{token}>".filled(encoding, ["token": text]) == "<\(written)>")
    }

    @Test func `has braces that are no placeholders`() throws {
        let text = #"{"a": {"b": "{x}"}, {}, { x }, {X}, {x"#
        #expect(try text.filled(.plain, ["x": "1"]) == #"{"a": {"b": "1"}, {}, { x }, {X}, {x"#)
        #expect(throws: SeedFailure.self) { try "{y}".filled(.plain, ["x": "1"]) }
        // What was filled in is not looked at again.
        #expect(try "{x}".filled(.plain, ["x": "{x}"]) == "{x}")
    }

    @Test func `in JSON is found by its path`() {
        let text = #"{"a": [{"id": 7}, {"id": "x", "on": true}], "n": null, "f": 1.5}"#
        #expect(JSONTree.text(at: "a.0.id", in: text) == "7")
        #expect(JSONTree.text(at: "a.1.id", in: text) == "x")
        #expect(JSONTree.text(at: "a.1.on", in: text) == "true")
        for path in ["a", "a.2.id", "a.x", "n", "b", "a.0.id.x"] {
            #expect(JSONTree.text(at: path, in: text) == nil)
        }
        #expect(JSONTree.text(at: "a", in: "<html>") == nil)
    }
}
