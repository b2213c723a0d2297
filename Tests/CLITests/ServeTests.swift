import Foundation
import TestSupport
import Testing

/// `fleetsim serve` as a process.
@Suite struct `fleetsim serve` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let run = try Program.run([
            "run", "scenarios/smallest.yaml", "--duration", "10m", "--quiet", "--out",
            folder.file("first.sqlite"),
        ])
        #expect(run.status <= 1, "\(run.errors)")
    }

    private func start(_ options: String...) throws -> (program: Program, port: UInt16) {
        let program = try Program(["serve", folder.path] + options)
        let form = #/is shown at http://[^ ]*:([0-9]+)/ until Ctrl-C/#
        let said = try program.hear(form, "its address")
        return (program, try #require(UInt16(said.1)))
    }

    @Test func `shows the folder at loopback until it is told to end`() throws {
        let (program, port) = try start("--listen", "127.0.0.1:0")
        let page = try HTTPReply("GET /", host: "127.0.0.1:\(port)", port: port)
        #expect(page.status == 200 && page.body.contains("first.sqlite#1"))
        let report = try HTTPReply(
            "GET /report?file=first.sqlite&run=1&format=json",
            host: "localhost",
            port: port
        )
        let same = try Program.run(["report", folder.file("first.sqlite"), "--format", "json"])
        #expect(report.body == same.output)
        #expect(try !program.said.contains("no password"))
        program.signal(SIGINT)
        #expect(try program.wait().status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names == ["first.sqlite"])
    }

    @Test func `warns where more than this machine can reach it`() throws {
        let (program, _) = try start("--listen", "0.0.0.0:0")
        try program.wait(until: "a warning") { try program.said.contains("there is no password") }
        program.signal(SIGTERM)
        #expect(try program.wait().status == 0)
    }

    @Test func `says what is wrong with what it was given`() throws {
        let none = try Program.run(["serve", folder.file("gone")])
        #expect(none.status == 2 && none.errors.contains("gone’ is no folder"))
        let file = try Program.run(["serve", folder.file("first.sqlite")])
        #expect(file.status == 2 && file.errors.contains("is no folder"))
        #expect(try Program.run(["serve"]).errors.contains("which folder of results?"))
        let (program, port) = try start("--listen", "127.0.0.1:0")
        let taken = try Program.run(["serve", folder.path, "--listen", "127.0.0.1:\(port)"])
        #expect(taken.status == 3 && taken.errors.contains("cannot listen at 127.0.0.1:\(port)"))
        #expect(taken.errors.contains("; --listen names another address"), "\(taken.errors)")
        program.signal(SIGINT)
        _ = try program.wait()
    }
}
