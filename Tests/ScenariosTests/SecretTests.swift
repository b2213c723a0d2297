import Foundation
import Scenarios
import TestSupport
import Testing

@Suite struct `passwords and keys` {
    private let folder: TemporaryFolder
    private static let key = "0f0e0d0c0b0a09080706050403020100"

    init() throws { folder = try TemporaryFolder() }

    private func load(
        _ text: String,
        _ overrides: String...,
        variables: [String: String] = [:]
    ) throws -> LoadedScenario {
        try ScenarioFile.load(
            path: try folder.write(text, to: "s.yaml"),
            overrides: overrides,
            environment: Environment { variables[$0] }
        )
    }

    private func lines(_ security: String, variables: [String: String] = [:]) throws -> [String] {
        do {
            _ = try load(Parsed.fleet + "csms: {security: {\(security)}}", variables: variables)
            return []
        } catch let problems as ScenarioProblems {
            return problems.lines.map { $0.replacing(folder.file("s.yaml"), with: "s.yaml") }
        }
    }

    @Test func `come out of a variable or the first line of a file beside the scenario`() throws {
        _ = try folder.write("first line\r\nsecond\n", to: "pw")
        func password(_ text: String) throws -> String? {
            try load(
                Parsed.fleet + "csms: {security: {password: \(text)}}",
                variables: ["PW": "of the environment"]
            ).scenario.csms.security.password
        }
        #expect(try password("{env: PW}") == "of the environment")
        #expect(try password("'${PW}'") == "of the environment")
        #expect(try password("{file: pw}") == "first line")
        #expect(try password("{file: \(folder.file("pw"))}") == "first line")
        let setup = try load(
            "fleet: [{model: generic-ac, setup: {password: {file: pw}}}]"
        )
        #expect(setup.scenario.fleet[0].chargers[0].setup.password == "first line")
    }

    @Test(arguments: [
        ("password: {env: GONE}", "s.yaml:2:35: the environment has no variable ‘GONE’"),
        ("password: {env: 'a b'}", "s.yaml:2:35: ‘a b’ is no name of a variable"),
        ("password: {file: gone}", "s.yaml:2:36: gone: there is no such file"),
        ("password: {file: .}", "s.yaml:2:36: .: this is a directory"),
        (
            "password: {}",
            "s.yaml:2:29: a password comes from one place, ‘{env: NAME}’ or ‘{file: PATH}’"
        ),
        (
            "password: {env: PW, file: x}",
            "s.yaml:2:29: a password comes from one place, ‘{env: NAME}’ or ‘{file: PATH}’"
        ),
        ("password: {evn: PW}", "s.yaml:2:30: unknown key ‘evn’, did you mean ‘env’?"),
        ("password: [a]", "s.yaml:2:29: expected a password, found a list"),
        ("password: {env: LONG}", "s.yaml:2:29: the password is longer than 40 characters"),
        ("password: {env: EMPTY}", "s.yaml:2:29: the password is empty"),
        ("password: \"a\\tb\"", "s.yaml:2:29: the password has characters that cannot be shown"),
    ])
    func `a mistake in one points at its place and quotes nothing of it`(
        security: String,
        line: String
    ) throws {
        let variables = ["PW": "x", "EMPTY": "", "LONG": String(repeating: "s3cret", count: 9)]
        #expect(try lines(security, variables: variables).first == line)
    }

    @Test func `never stand in the text that a run keeps`() throws {
        let text = """
            # The password is correct-horse, as all know.
            x-pw: &pw correct-horse   # correct-horse
            csms:
              security: {password: *pw}
              reference:
                commands:
                  - {action: ChangeConfiguration, key: authorizationKey, value: \(Self.key), at: 1h}
                  - action: ChangeConfiguration
                    at: 1h
                    value: |
                      battery-staple-battery
                    key: AuthorizationKey
                  - {action: ChangeConfiguration, key: HeartbeatInterval, value: 77, at: 1h}
                  - {action: UpdateFirmware, location: "ftp://ann:pa55@host/f.bin", at: 1h}
            fleet:
              - model: generic-ac
                setup: {password: "ü: 'pa#55'"}
                configuration: {AuthorizationKey: '\(Self.key)', ResetRetries: 3}
            """
        // The second is no key that a charger takes, and fails for its line break; it is masked first.
        let loaded = try load(text.replacing("|\n          battery", with: ">-\n          battery"))
        let zeros = String(repeating: "0", count: 32)
        #expect(
            loaded.text == """
                # The password is ***, as all know.
                x-pw: &pw "***"   # ***
                csms:
                  security: {password: *pw}
                  reference:
                    commands:
                      - {action: ChangeConfiguration, key: authorizationKey, value: "\(zeros)", at: 1h}
                      - action: ChangeConfiguration
                        at: 1h
                        value: "xxxxxxxxxxxxxxxxxxxxxx"
                        key: AuthorizationKey
                      - {action: ChangeConfiguration, key: HeartbeatInterval, value: 77, at: 1h}
                      - {action: UpdateFirmware, location: "ftp://ann:***@host/f.bin", at: 1h}
                fleet:
                  - model: generic-ac
                    setup: {password: "***"}
                    configuration: {AuthorizationKey: "\(zeros)", ResetRetries: 3}
                """
        )
        // What is kept can be run again.
        let again = try load(loaded.text).scenario
        #expect(again.chargerCount == 1)
        #expect(again.csms.security.password == "***")
        #expect(again.csms.reference.commands.count == 4)
    }

    @Test
    func `are found behind a mark of byte order, in any quotation marks and among any letters`()
        throws
    {
        let text =
            "\u{FEFF}name: 名\nfleet: [{model: generic-ac}]\n"
            + "csms: {security: {profile: 1, password: 'it''s 名'}}  # é\n"
        #expect(
            try load(text).text
                == text.replacing("'it''s 名'", with: "\"***\"")
        )
    }

    @Test func `are shown of no override, whether it counts in the end or not`() throws {
        let given = [
            "csms.security.password=hunter22", "csms.security={password: hunter33}",
            "csms.security.password=${PW}", "seed=3",
        ]
        let loaded = try load(
            Parsed.fleet,
            given[0],
            given[1],
            given[2],
            given[3],
            variables: ["PW": "hunter44"]
        )
        #expect(loaded.scenario.csms.security.password == "hunter44")
        #expect(
            given.map(loaded.shown) == [
                "csms.security.password=\"***\"", "csms.security={password: \"***\"}",
                "csms.security.password=${PW}", "seed=3",
            ]
        )
        #expect(!loaded.text.contains("hunter"))
        #expect(loaded.text.hasSuffix("# --set csms.security.password=${PW}\n# --set seed=3\n"))
        #expect(loaded.variables == ["PW"])
    }

    @Test func `the key that an override sets is known by what the file says of it`() throws {
        let text =
            Parsed.fleet + """
                csms:
                  reference:
                    commands: [{action: ChangeConfiguration, key: AuthorizationKey, value: a, at: 1h}]
                """
        let override = "csms.reference.commands.0.value=\(Self.key)"
        let loaded = try load(text, override)
        let zeros = String(repeating: "0", count: 32)
        #expect(loaded.shown(override) == "csms.reference.commands.0.value=\"\(zeros)\"")
        #expect(!loaded.text.contains(Self.key))
        #expect(loaded.text.contains("value: \"0\""))
    }

    @Test(arguments: [
        ("csms.security.pasword=hunter22", "--set csms.security.pasword=***: unknown key"),
        ("csms.security.password=[hunter22", "--set csms.security.password=***: this ‘[’ is"),
        ("csms.security={password: hunter22, x: 1}", "--set csms.security=***: unknown key ‘x’"),
        ("csms.url=ws://a:hunter22@b/", "--set csms.url=ws://a:***@b/: no user or password"),
        ("csms.url=http://a:hunter22@b/", "--set csms.url=http://a:***@b/: a CSMS is at ws://…"),
    ])
    func `a mistake in an override that sets one shows nothing of it`(
        override: String,
        said: String
    ) throws {
        let lines = Parsed(Parsed.fleet, overrides: [override]).lines
        #expect(try #require(lines.first).hasPrefix(said), "\(lines)")
        #expect(!lines.joined().contains("hunter22"))
    }

    @Test func `in headers and queries stay where they are variables, by their names`() throws {
        let text =
            Parsed.fleet + """
                seeding:
                  headers: {Authorization: "Bearer ${T}", X-Key: "${T}"}
                  chargers:
                    create: {post: "http://h/x?token=${T}&secret=abc", headers: {X-Other: "a ${T}!"}}

                """
        let loaded = try load(text, variables: ["T": "hunter22"])
        #expect(
            loaded.text
                == text.replacing("&secret=abc", with: "&secret=***")
                .replacing("a ${T}!", with: "***")
        )
        #expect(loaded.scenario.seeding?.headers.first?.value == "Bearer hunter22")
        let steps = try #require(loaded.scenario.seeding?.chargers)
        #expect(steps.create.shown == "POST http://h/x?token=${T}&secret=***")
    }

    @Test func `a URL is shown as it is written, and none has a password`() throws {
        let loaded = try load(
            Parsed.fleet + "csms: {url: 'ws://host/ocpp?token=${TOKEN}'}",
            variables: ["TOKEN": "s3cret"]
        )
        let address = try #require(loaded.scenario.csms.address)
        #expect(address.url == "ws://host/ocpp?token=s3cret")
        #expect(address.shown == "ws://host/ocpp?token=${TOKEN}")
        #expect(
            Parsed.completed("csms: {url: 'wss://me:hunter22@host/'}").lines == [
                "test.yaml:2:13: no user or password belongs in the URL, the user is each charger's"
                    + " identity, the password ‘security: {password: …}’"
            ]
        )
        #expect(Parsed.completed("csms: {url: 'ws://me@host/'}").lines.count == 1)
    }

    @Test func `the start of a run that a variable gave is kept by its override`() throws {
        var loaded = try load(
            Parsed.fleet + "start: ${START}",
            variables: ["START": "2026-05-01T00:00:00Z"]
        )
        #expect(ScenarioFile.start(inKeptText: loaded.text) == Scenario().start)
        loaded.keep("start=2026-05-01T00:00:00Z")
        #expect(ScenarioFile.start(inKeptText: loaded.text) == loaded.scenario.start)
    }
}
