import Foundation
import TestSupport
import Testing

@Suite struct `sources that a run looks at` {
    private static let scenario = """
        name: watched
        duration: 10h
        fleet: [{chargers: [{model: generic-ac, powered_at: 0s}], arrivals: {per_day: 0}}]
        trust: {share: 100%}
        """

    /// Each is no good in another way; together they may take no more memory than a little.
    @Test func `and are no good get a line each, and the run goes on`() throws {
        let folder = try TemporaryFolder()
        let pages = try BadPages()
        let server = try Program(["serve-csms", "--listen", "127.0.0.1:0"])
        let port = try server.hear(/ws:\/\/127\.0\.0\.1:(\d+)\//, "the address").1
        defer { server.signal(SIGTERM) }
        let sources = [
            ("hangs", "url: \"\(pages.url)/hangs\", timeout: 1s", "no whole answer in time"),
            ("endless", "url: \"\(pages.url)/endless\"", "longer than 8 MiB"),
            ("words", "url: \"\(pages.url)/words\"", "no metrics in what it gives, but ‘<html>"),
            ("drips", "url: \"\(pages.url)/drips\", timeout: 1s", "no whole answer in time"),
            ("trailers", "url: \"\(pages.url)/trailers\"", "longer than 64 KiB"),
            ("refused", "url: \"http://127.0.0.1:1/\"", "onnection refused"),
            ("yes", "command: \"yes\"", "it prints more than 1 MiB"),
        ]
        // On a slow host an answer that is whole may take its time.
        let lines = sources.map { name, source, _ in
            "  - {\(source), name: \(name)\(source.contains("timeout") ? "" : ", timeout: 10m")}\n"
        }
        let scenario = "\(Self.scenario)\nobserve:\n\(lines.joined())"
        let file = try folder.write(scenario, to: "watched.yaml")
        let database = folder.file("run.sqlite")
        let program = try Program(
            [
                "run", file, "--csms", "ws://127.0.0.1:\(port)/", "--out", database, "--threads",
                "1",
            ],
            shell: "ulimit -v 1000000"
        )
        try program.wait(until: "a line for each") {
            let said = try program.said
            return sources.allSatisfy { said.contains("observe: \($0.0): cannot be observed") }
        }
        program.signal(SIGINT)
        let outcome = try program.wait()
        try #require(outcome.status == 130, "\(outcome.errors)")
        for (name, _, reason) in sources {
            let told = outcome.errors.split(separator: "\n").filter {
                $0.contains("observe: \(name): ")
            }
            #expect(told.count == 1, "\(name): \(told)")
            #expect(told.first?.contains("cannot be observed: ") == true, "\(name): \(told)")
            #expect(told.first?.contains(reason) == true, "\(name): \(told)")
            #expect(told.first?.hasSuffix("; the run goes on") == true, "\(name): \(told)")
        }
        let report = try Program.run(["report", database, "--format", "md"])
        #expect(report.status == 0 && report.output.contains("interrupted"), "\(report.errors)")
    }
}

/// Tests/Oracles/bad_pages.py, for as long as a test has it.
private final class BadPages {
    let url: String
    private let process = Process()

    private struct NoPages: Error {}

    init() throws {
        let script = Program.root.appendingPathComponent("Tests/Oracles/bad_pages.py").path
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-u", script]
        process.standardOutput = pipe
        try process.run()
        var line = Data()
        while line.last != 0x0A {
            let more = pipe.fileHandleForReading.readData(ofLength: 1)
            guard !more.isEmpty else { throw NoPages() }
            line += more
        }
        url = "http://127.0.0.1:\(String(decoding: line.dropLast(), as: UTF8.self))"
    }

    deinit {
        // What this process has blocked its children have too, but for this signal.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
