import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `a description of an interface` {
    private func lines(_ seeding: String) -> [String] {
        Parsed(Parsed.fleet + "seeding:\n" + seeding).lines
    }

    @Test func `has requests with what counts as done`() throws {
        let seeding = try #require(
            Parsed(
                Parsed.fleet + """
                    seeding:
                      version: Our CSMS 3
                      chargers:
                        find: {get: "http://h/c/{identity}", there: {has: '"{identity}"'}, absent: [404, 410-412]}
                        create:
                          post: "http://${HOST}/c"
                          headers: {X-Id: "{identity}"}
                          body: '{"id": "{identity}"}'
                          done: {status: 200-201, lacks: errors}
                          take: {pk: data.id}
                        remove: {delete: "http://h/c/{pk}"}
                      tokens: {create: {command: [add, "{token}"]}, statuses: [accepted]}
                    """,
                variables: ["HOST": "host"]
            ).scenario?.seeding
        )
        let chargers = try #require(seeding.chargers)
        #expect(chargers.find?.already?.codes == [404...404, 410...412])
        #expect(chargers.create.action == .http(method: "POST", url: "http://host/c"))
        #expect(chargers.create.shown == "POST http://${HOST}/c")
        #expect(chargers.create.done == SeedAnswer(200...201, lacks: "errors"))
        #expect(chargers.create.take == [SeedField(name: "pk", value: "data.id")])
        #expect(seeding.tokens?.create.done == SeedAnswer(0...0))
        #expect(seeding.tokens?.statuses == [.accepted])
    }

    @Test(arguments: [
        ("  chargers: {create: {get: 'ftp://host/'}}", "an interface is at http://… or https://…"),
        ("  chargers: {create: {get: 'http://{identity}/'}}", "the host of a URL is the same"),
        ("  chargers: {create: {get: 'http://u:p@h/'}}", "no user or password belongs in the URL"),
        ("  chargers: {find: {get: 'http://h/'}}", "the key ‘create’ is missing"),
        ("  chargers: {create: {gett: 'http://h/'}}", "this is no request, did you mean ‘get’?"),
        ("  chargers: {create: {get: 'http://h/', done: 2x}}", "‘2x’ is no code"),
        (
            "  chargers: {create: {get: 'http://h/{identiy}'}}",
            "‘{identiy}’ stands for nothing in create of chargers, did you mean ‘identity’?"
        ),
        (
            "  tokens: {create: {get: 'http://h/{identity}'}}",
            "‘{identity}’ stands for nothing in create of tokens"
        ),
        ("  version: x", "it says nothing of ‘chargers’, ‘certificates’ or ‘tokens’"),
        ("  file: gone.yaml", "gone.yaml: there is no such file"),
    ])
    func `that cannot be followed is a mistake`(seeding: String, line: String) {
        let told = lines(seeding)
        #expect(told.count == 1 && told[0].contains(line), "\(told)")
    }

    /// Written from the interfaces' sources; each says from which version.
    @Test(arguments: ["steve", "citrineos", "maeve"])
    func `ships for CSMSs and can be read`(name: String) throws {
        let path = Program.root.appendingPathComponent("docs/seeding/\(name).yaml").path
        let spec = try SeedFile.load(
            path: path,
            environment: Environment { _ in "http://127.0.0.1:1" }
        )
        #expect(spec.version != nil)
        #expect(spec.tokens != nil)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("Tested against a stub only"))
    }
}
