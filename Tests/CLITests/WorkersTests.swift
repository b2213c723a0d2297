import Foundation
import TestSupport
import Testing

@Suite struct `workers` {
    private static let limit = "ulimit -n 190"

    /// 200 chargers at 20 sites.
    private func scenario(in folder: TemporaryFolder) throws -> String {
        try folder.write(
            """
            duration: 2h
            load: [{ramp: 2s, to: 100%}]
            csms: {reference: {service_time: 0s}}
            fleet:
              - {count: 20, arrivals: {per_day: 0}, chargers: [{model: generic-ac, count: 10}]}
            """,
            to: "many.yaml"
        )
    }

    @Test func `each may open as many sockets as a process, on both sides`() throws {
        let folder = try TemporaryFolder()
        let path = try scenario(in: folder)
        let server = try Program(
            ["serve-csms", path, "--listen", "127.0.0.1:0", "--workers", "3"],
            // For a thousand chargers at least, spread over three.
            shell: "ulimit -n 450"
        )
        defer { server.signal(SIGKILL) }
        let url = try server.hear(/ws:\/\/[0-9.:]+/, "the server's address")
        let program = try Program(
            [
                "run", path, "--csms", String(url), "--workers", "2", "--json",
                "--metrics", "127.0.0.1:0", "--out", folder.file("run.sqlite"),
            ],
            shell: Self.limit
        )
        defer { program.signal(SIGKILL) }
        let address = try program.hear(/http:\/\/127\.0\.0\.1:([0-9]+)\/metrics/, "the metrics")
        let port = try #require(UInt16(address.1))
        try program.wait(until: "200 chargers") {
            try HTTPReply("GET /metrics", port: port).body.contains("fleetsim_connected 200\n")
        }
        program.signal(SIGINT)
        let run = try program.wait()
        #expect(run.output.contains("\"opened\": 200"), "\(run.errors)")
        #expect(run.output.contains("\"connected_at_end\": 200"), "\(run.output)")
        server.signal(SIGINT)
        let served = try server.wait()
        #expect(served.status == 0)
        #expect(served.output.hasPrefix("connections: 200, refused: 0, "), "\(served.output)")
        #expect(!served.errors.contains("breach"), "\(served.errors)")
    }

    @Test func `a limit that is too low is told before the run, with how many would do`() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program(
            [
                "run", try scenario(in: folder), "--csms", "ws://127.0.0.1:1/", "--workers", "1",
                "--out", folder.file("run.sqlite"),
            ],
            shell: Self.limit
        ).wait()
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("264 file descriptors are needed and 190 are allowed"))
        #expect(outcome.errors.contains("‘ulimit -n 264’"))
        #expect(outcome.errors.contains("with --workers 2"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("run.sqlite")))
    }

    @Test(arguments: [
        (["run", "scenarios/smallest.yaml", "--workers", "2"], "--workers is for live runs"),
        (["run", "scenarios/smallest.yaml", "--source", "127.0.0.2"], "--source is for live runs"),
        (
            [
                "run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--source",
                "nowhere.invalid",
            ],
            "--source: the host ‘nowhere.invalid’ cannot be found"
        ),
        (
            ["run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--source", "::1"],
            "ws://127.0.0.1:1/ cannot be called from ::1: that is called by IPv4, and this is of IPv6"
        ),
        (
            [
                "run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--source",
                "127.0.0.2", "--source", "192.0.2.1",
            ],
            "ws://127.0.0.1:1/ cannot be called from 192.0.2.1: this machine has no such address"
        ),
        (
            [
                "run", "scenarios/smallest.yaml", "--csms", "ws://192.0.2.1/", "--source",
                "127.0.0.2",
            ],
            "ws://192.0.2.1/ cannot be called from 127.0.0.2: no way leads from there to 192.0.2.1"
        ),
        (
            ["run", "scenarios/smallest.yaml", "--max-recording", "10GB"],
            "--max-recording is for --record"
        ),
        (
            [
                "run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--record", "x",
                "--max-recording", "10",
            ],
            "--max-recording takes a size as in 20GB"
        ),
        (
            ["serve-csms", "--workers", "2", "--set", "csms.reference.workers=1"],
            "--workers: the CSMS of the scenario has no more than 1"
        ),
        (["serve-csms", "--known-only"], "--known-only needs a scenario"),
        (["serve-csms", "--certified-names"], "TLS needs a --tls-certificate"),
    ])
    func `an option that cannot be obeyed is told before anything runs`(
        arguments: [String],
        message: String
    ) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
}
