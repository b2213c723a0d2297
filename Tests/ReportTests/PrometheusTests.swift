import Foundation
import TestSupport
import Testing

@testable import FleetSim
@testable import Report

/// The page of metrics as Prometheus' own checker reads it: scripts/setup installs promtool.
@Suite struct `promtool` {
    private struct NotFound: Error, CustomStringConvertible {
        let description = "no promtool: scripts/setup test installs it, with prometheus"
    }

    /// What the checker says of a page, and how it ends.
    private func check(_ page: String) throws -> (status: Int32, said: String) {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let paths = path.split(separator: ":").map { "\($0)/promtool" }
        guard let tool = paths.first(where: FileManager.default.isExecutableFile) else {
            throw NotFound()
        }
        let folder = try TemporaryFolder()
        let input = try folder.write(page, to: "page.txt")
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["check", "metrics"]
        process.standardInput = try FileHandle(
            forReadingFrom: URL(fileURLWithPath: input)
        )
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    private static let scenarios = ["depot", "a \"b\" \\ c\nd", "電気自動車 {x=\"y\"}", ""]

    @Test(arguments: scenarios)
    func `has nothing to say against the page of a run, before it begins and under way`(
        scenario: String
    ) throws {
        var tally = RunTally(
            RunTally.Facts(
                scenario: scenario,
                seed: 42,
                csms: "ws://127.0.0.1:9210/ocpp",
                version: "0.1.0",
                chargers: 2_000,
                duration: .seconds(3_600),
                speed: 2
            )
        )
        #expect(try check(MetricsPage.text(of: tally)) == (0, ""))
        for tick in 0..<3 {
            var batch = Batch()
            batch.start = .zero + .seconds(Int64(tick))
            batch.end = .zero + .seconds(Int64(tick + 1))
            for action in Action.allCases {
                for direction in Direction.allCases {
                    for outcome in Outcome.allCases {
                        let delay: SimDuration? = outcome == .lost ? nil : .milliseconds(5)
                        batch.calls.record(
                            action,
                            direction,
                            outcome,
                            latency: delay,
                            service: delay,
                            bytesSent: 60,
                            bytesReceived: 80
                        )
                    }
                }
            }
            batch.connections.connected = 1_907
            for _ in 0..<300 { batch.connections.handshake.record(1_700) }
            batch.lag.lag.record(90)
            tally.add(batch)
        }
        #expect(try check(MetricsPage.text(of: tally)) == (0, ""))
    }

    @Test func `would find a page that is wrong`() throws {
        #expect(try check("# TYPE a counter\na 1\n").status != 0)
        #expect(try check("a{b=\"c} 1\n").status != 0)
    }
}
