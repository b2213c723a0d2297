import Foundation
import TestSupport
import Testing

/// The interface of a CSMS whose name is asked of a name server that never answers.
@Suite struct `a name server that does not answer` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Seeds chargers at an interface of that name, whose requests may take this long.
    private func seed(timeout: String) throws -> Program {
        let library = folder.file("names.so")
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.currentDirectoryURL = Program.root
        compiler.arguments = ["cc", "-shared", "-fPIC", "-o", library, "Tests/Faults/names.c"]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0)
        _ = try folder.write(
            """
            timeout: \(timeout)
            retries: 0
            chargers: {create: {put: "http://csms.example/chargers/{identity}"}}
            """,
            to: "seed.yaml"
        )
        let fleet = "fleet: [{model: generic-ac, count: 5}]\nseeding: {file: seed.yaml}\n"
        let scenario = try folder.write(fleet, to: "s.yaml")
        return try Program(
            ["seed", scenario, "--yes"],
            environment: ["LD_PRELOAD": library, "NAMES_ASKED": folder.file("asked")]
        )
    }

    @Test func `does not keep seeding from ending when it is asked to`() throws {
        let program = try seed(timeout: "10m")
        try program.wait(until: "the name is asked for") {
            FileManager.default.fileExists(atPath: folder.file("asked"))
        }
        program.signal(SIGTERM)
        try program.wait(until: "it ends") { !program.isRunning }
        #expect(try program.wait().status == 130)
    }

    @Test func `keeps no request longer than its time`() throws {
        let program = try seed(timeout: "1s")
        try program.wait(until: "it ends") { !program.isRunning }
        let outcome = try program.wait()
        #expect(outcome.status == 3, "\(outcome.errors)")
        #expect(outcome.errors.contains("no answer in time"), "\(outcome.errors)")
    }
}
