import Foundation
import TestSupport
import Testing

@Suite struct `what a run leaves of passwords and keys` {
    private static let scenario = """
        name: secrets
        duration: 10m
        csms:
          security: {profile: 1, password: correct-horse}
          reference:
            commands:
              - action: ChangeConfiguration
                key: AuthorizationKey
                value: 0f0e0d0c0b0a09080706050403020100
                at: 1m
        fleet: [{model: generic-ac, count: 2}]
        """
    private static let secrets = ["correct-horse", "0f0e0d0c", "hunter22", "s3cret"]

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Runs the command and looks for secrets in all that it says and all that it writes.
    private func run(
        _ arguments: [String],
        _ environment: [String: String] = [:],
        status: Int32 = 0
    ) throws -> Program.Outcome {
        let outcome = try Program.run(
            arguments + ["--out", folder.file("run.sqlite")],
            environment: environment
        )
        #expect(outcome.status == status, "\(outcome.errors)")
        let file = FileManager.default.contents(atPath: folder.file("run.sqlite")) ?? Data()
        for secret in Self.secrets {
            #expect(!outcome.output.contains(secret) && !outcome.errors.contains(secret))
            #expect(file.firstRange(of: Data(secret.utf8)) == nil, "\(secret) stands in the file")
        }
        return outcome
    }

    @Test func `is nothing, in the first line as in the run database`() throws {
        let path = try folder.write(Self.scenario, to: "s.yaml")
        let plain = try run(["run", path])
        #expect(plain.output.hasPrefix("fleetsim run \(path) --out"))
        #expect(!plain.errors.contains("secret"))
        let given = try run([
            "run", path, "--set", "csms.security.password=hunter22",
            "--set=csms.reference.commands.0.value=0f0e0d0c0b0a09080706050403020101",
        ])
        let zeros = String(repeating: "0", count: 32)
        #expect(
            given.output.hasPrefix(
                "fleetsim run \(path) --set 'csms.security.password=\"***\"'"
                    + " '--set=csms.reference.commands.0.value=\"\(zeros)\"' --out"
            )
        )
        #expect(given.errors.contains("‘***’ stands for what is kept secret"))
    }

    @Test func `is no key in the URL of the CSMS, in the file or on the command line`() throws {
        let url = "ws://127.0.0.1:9/x?key=s3cret&page=1"
        let path = try folder.write(Self.scenario, to: "s.yaml")
        let given = try run(["run", path, "--duration", "2s", "--csms", url], status: 3)
        #expect(given.output.contains("--csms 'ws://127.0.0.1:9/x?key=***&page=1'"))
        let inFile = Self.scenario.replacing("csms:", with: "csms:\n  url: \(url)")
        let other = try folder.write(inFile, to: "t.yaml")
        _ = try run(["run", other, "--duration", "2s"], status: 3)
        _ = try run(["capacity", path, "--measure", "1s", "--csms", url], status: 3)
        // What asks before it presses another machine names that machine alone.
        let far = url.replacing("127.0.0.1:9", with: "192.0.2.1")
        _ = try run(["capacity", path, "--csms", far], status: 2)
    }

    @Test func `is the name of a variable, which the line tells`() throws {
        let path = try folder.write(
            Self.scenario.replacing("password: correct-horse", with: "password: {env: PW}"),
            to: "s.yaml"
        )
        let environment = ["PW": "s3cret", "OTHER": "s3cret-too", "N": "7"]
        let outcome = try run(["run", path, "--set", "seed=${N}"], environment)
        #expect(outcome.output.hasPrefix("fleetsim run \(path) --set 'seed=${N}' --out"))
        #expect(outcome.output.contains("seed 7"))
        #expect(outcome.errors.contains("it reads variables of the environment: N, PW"))
        let overridden = try run(
            ["run", path, "--set", "csms.security.password=${OTHER}"],
            environment
        )
        #expect(overridden.output.contains("--set 'csms.security.password=${OTHER}'"))
        #expect(overridden.errors.contains("environment: PW, OTHER") == false)
        #expect(overridden.errors.contains("environment: OTHER"))
    }

    @Test func `is nothing of how a CSMS is told of chargers, in a file for its owner`() throws {
        let seeding = """
            seeding:
              basic: {user: me, password: correct-horse}
              headers: {Authorization: "Bearer s3cret-token", X-Api-Key: k3yk3y, Accept: text/plain}
              chargers:
                create: {post: "http://127.0.0.1:1/chargers?token=hunter22&page=1", body: "{identity}"}

            """
        let path = try folder.write(seeding + Self.scenario, to: "s.yaml")
        _ = try run(["run", path])
        let file = FileManager.default.contents(atPath: folder.file("run.sqlite")) ?? Data()
        #expect(file.firstRange(of: Data("k3yk3y".utf8)) == nil)
        #expect(file.firstRange(of: Data("?token=***&page=1".utf8)) != nil)
        #expect(file.firstRange(of: Data("text/plain".utf8)) != nil)
        let facts = try FileManager.default.attributesOfItem(atPath: folder.file("run.sqlite"))
        #expect(facts[.posixPermissions] as? Int == 0o600)
    }

    @Test func `is nothing of a slip that a mistake points at`() throws {
        for (number, wrong) in [
            "csms: {security: {pasword: hunter22}}", "csms: {security: {passwort: hunter22}}",
            "csms:\n  security:\n    profile: hunter22",
            "seeding: {basic: \"me:hunter22\"}", "seeding: {token: hunter22}",
            "seeding: {headers: {Authorization: hunter22}, x: 1}",
            // What is no YAML is known by its words alone.
            "csms: {security: {passwort: hunter22",
            "csms:\n  security:\n    wordpass: [hunter22",
        ].enumerated() {
            let fleet = "fleet: [{model: generic-ac}]\n"
            let path = try folder.write(fleet + wrong + "\n", to: "wrong-\(number).yaml")
            let told = try Program.run(["check", path])
            #expect(told.status == 2 && !told.errors.contains("| "), "\(told.errors)")
            let isQuoted = wrong.contains("profile: ")
            #expect(isQuoted || !told.errors.contains("hunter22"), "\(told.errors)")
        }
        let set = try Program.run([
            "check", "scenarios/smallest.yaml", "--set",
            "csms.security.pasword=hunter22",
        ])
        #expect(set.status == 2 && !set.errors.contains("hunter22"), "\(set.errors)")
    }

    @Test func `is nothing after a mistake either`() throws {
        let path = try folder.write(Self.scenario, to: "s.yaml")
        _ = try run(["run", path, "--csms", "ws://me:hunter22@127.0.0.1:1/"], status: 2)
        _ = try run(["run", path, "--set", "csms.security={password: hunter22, x: 1}"], status: 2)
        let key =
            "fleet.0.configuration={AuthorizationKey: s3cret-s3cret-s3cret-s3cret-s3cret-s3cret}"
        let refused = try run(["run", path, "--set", key], status: 2)
        #expect(refused.errors.contains("AuthorizationKey: what it has is no value for"))
    }

    @Test func `is asked for by serve-csms out of a file or a variable`() throws {
        let both = try Program.run(["serve-csms", "--password", "a", "--password-file", "b"])
        #expect(both.status == 2 && both.errors.contains("a password comes from one place"))
        let gone = try Program.run(["serve-csms", "--password-file", folder.file("gone")])
        #expect(gone.status == 2 && gone.errors.contains("there is no such file"))
        let unset = try Program.run(["serve-csms", "--password", "${FLEETSIM_NOT_SET}"])
        #expect(unset.status == 2)
        #expect(unset.errors.contains("the environment has no variable ‘FLEETSIM_NOT_SET’"))
    }
}
