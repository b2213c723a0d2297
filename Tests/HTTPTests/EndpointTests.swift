import Foundation
import TestSupport
import Testing

@testable import FleetSim
@testable import HTTP

@Suite struct `the endpoint for metrics` {
    private static func loopback(port: UInt16 = 0) throws -> SocketAddress {
        try SocketAddress.resolve("127.0.0.1", port: port, isToListen: true)[0]
    }

    private static func endpoint(
        _ page: @escaping @Sendable () -> String = { "fleetsim_connected 3\n" }
    ) throws -> MetricsEndpoint {
        try MetricsEndpoint(
            at: loopback(),
            contentType: "text/plain; version=0.0.4",
            page: page
        )
    }

    @Test func `a GET is answered with the page as it is at that moment`() throws {
        let page = Page()
        let endpoint = try Self.endpoint { page.text }
        #expect(endpoint.address.port != 0)
        for moment in ["first", "second", "third"] {
            page.text = moment
            let reply = try HTTPReply("GET /metrics", port: endpoint.address.port)
            #expect(reply.head.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(reply.head.contains("\r\nContent-Type: text/plain; version=0.0.4\r\n"))
            #expect(reply.body == moment)
        }
    }

    @Test(arguments: [
        ("HEAD /metrics", "200 OK", ""),
        ("GET /", "404 Not Found", "the metrics are at /metrics\n"),
        ("GET /metrics/..", "404 Not Found", "the metrics are at /metrics\n"),
        ("POST /metrics", "405 Method Not Allowed", "only GET\n"),
    ])
    func `whatever else is asked gets its status`(
        question: String,
        status: String,
        body: String
    ) throws {
        let endpoint = try Self.endpoint()
        let reply = try HTTPReply(question, port: endpoint.address.port)
        #expect(reply.head.hasPrefix("HTTP/1.1 \(status)\r\n"), "\(reply.head)")
        #expect(reply.body == body)
    }

    @Test func `a port that is taken is an error that says so`() throws {
        let first = try Self.endpoint()
        #expect(throws: SystemError(call: "bind", code: EADDRINUSE)) {
            _ = try MetricsEndpoint(at: first.address, contentType: "text/plain") { "" }
        }
        let reply = try HTTPReply("GET /metrics", port: first.address.port)
        #expect(reply.body == "fleetsim_connected 3\n")
    }

    @Test func `when it goes it takes its port and its thread with it`() throws {
        var endpoint: MetricsEndpoint? = try Self.endpoint()
        let address = try #require(endpoint?.address)
        _ = try HTTPReply("GET /metrics", port: address.port)
        endpoint = nil
        let refused = #expect(throws: HTTPReply.Refused.self) {
            _ = try HTTPReply("GET /metrics", port: address.port)
        }
        #expect(refused?.code == ECONNREFUSED)
        _ = try MetricsEndpoint(at: address, contentType: "text/plain") { "" }
    }

    @Test func `clients that drip their heads do not keep others out`() throws {
        let endpoint = try Self.endpoint()
        var dripping = try (0..<200).map { _ in try Self.dripping(at: endpoint.address) }
        defer { for socket in dripping { close(socket) } }
        for round in 0..<3 {
            // They go on, and those that were cut come again.
            for index in dripping.indices where send(dripping[index], "x", 1, quiet) != 1 {
                close(dripping[index])
                dripping[index] = try Self.dripping(at: endpoint.address)
            }
            let reply = try HTTPReply("GET /metrics", port: endpoint.address.port)
            #expect(reply.body == "fleetsim_connected 3\n", "round \(round)")
        }
    }

    private let quiet = Int32(MSG_NOSIGNAL)

    private static func dripping(at address: SocketAddress) throws -> Int32 {
        let socket = Glibc.socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        guard address.withPointer({ connect(socket, $0, $1) }) == 0 else {
            throw SystemError.last("connect")
        }
        _ = send(socket, "GET /", 5, Int32(MSG_NOSIGNAL))
        return socket
    }

    @Test func `it serves where there are more descriptors than select can tell apart`() throws {
        try Descriptors.require(1_200)
        let held = (0..<1_100).map { _ in dup(0) }
        defer { for descriptor in held where descriptor >= 0 { close(descriptor) } }
        let endpoint = try Self.endpoint()
        let reply = try HTTPReply("GET /metrics", port: endpoint.address.port)
        #expect(reply.body == "fleetsim_connected 3\n")
    }
}

/// What is to be shown, which a test changes while the endpoint's thread reads it.
private final class Page: @unchecked Sendable {
    private let lock = NSLock()
    // The lock guards it.
    private var words = ""

    var text: String {
        get { lock.withLock { words } }
        set { lock.withLock { words = newValue } }
    }
}
