import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct `metrics of a run` {
    @Test(arguments: [
        (["--metrics", "127.0.0.1:0"], "--metrics is for live runs"),
        (["--metrics", "9464"], "--metrics takes HOST:PORT, not ‘9464’"),
        (["--metrics", "127.0.0.1:99999"], "--metrics takes HOST:PORT"),
        (["--metrics", "no such host:1"], "the host ‘no such host’ cannot be found"),
    ])
    func `an option that cannot be obeyed is told before anything runs`(
        options: [String],
        message: String
    ) throws {
        let outcome = try Program.run(["run", "scenarios/smallest.yaml"] + options)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func `a busy port is told before the run begins`() throws {
        let folder = try TemporaryFolder()
        let taken = try TakenPort()
        let database = folder.file("run.sqlite")
        let outcome = try Program.run([
            "run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--out", database,
            "--metrics", "127.0.0.1:\(taken.port)",
        ])
        #expect(outcome.status == 2)
        #expect(
            outcome.errors.contains(
                "no metrics at 127.0.0.1:\(taken.port): bind: address already in use"
            ),
            "\(outcome.errors)"
        )
        #expect(!FileManager.default.fileExists(atPath: database))
    }

    @Test func `a live run says where its metrics are`() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run([
            "run", "scenarios/smallest.yaml", "--csms", "ws://127.0.0.1:1/", "--duration", "60s",
            "--speed", "60", "--metrics", "127.0.0.1:0", "--out", folder.file("run.sqlite"),
        ])
        #expect(outcome.status == 3, "nothing listens at port 1")
        #expect(outcome.errors.contains(/metrics at http:\/\/127\.0\.0\.1:[1-9][0-9]*\/metrics/))
    }
}

/// A port of loopback that is in use already.
private final class TakenPort {
    let port: UInt16
    private let socket: Int32

    init() throws {
        let listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        socket = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, size) == 0 && listen(listener, 1) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        try #require(status)
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(socket) }
}
