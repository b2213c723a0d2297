import Glibc
import Testing

@testable import FleetSim
@testable import MetricsEndpoint

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
        let start = RunClock(speed: 1)
        let endpoint = try Self.endpoint { "\(start.now.nanoseconds)" }
        #expect(endpoint.address.port != 0)
        var last: Int64 = 0
        for _ in 0..<3 {
            let reply = try Reply("GET /metrics", at: endpoint.address)
            #expect(reply.head.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(reply.head.contains("\r\nContent-Type: text/plain; version=0.0.4\r\n"))
            let now = try #require(Int64(reply.body))
            #expect(now > last)
            last = now
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
        let reply = try Reply(question, at: endpoint.address)
        #expect(reply.head.hasPrefix("HTTP/1.1 \(status)\r\n"), "\(reply.head)")
        #expect(reply.body == body)
    }

    @Test func `a port that is taken is an error that says so`() throws {
        let first = try Self.endpoint()
        #expect(throws: SystemError(call: "bind", code: EADDRINUSE)) {
            _ = try MetricsEndpoint(at: first.address, contentType: "text/plain") { "" }
        }
        #expect(try Reply("GET /metrics", at: first.address).body == "fleetsim_connected 3\n")
    }

    @Test func `when it goes it takes its port and its thread with it`() throws {
        var endpoint: MetricsEndpoint? = try Self.endpoint()
        let address = try #require(endpoint?.address)
        _ = try Reply("GET /metrics", at: address)
        endpoint = nil
        #expect(throws: SystemError(call: "connect", code: ECONNREFUSED)) {
            _ = try Reply("GET /metrics", at: address)
        }
        _ = try MetricsEndpoint(at: address, contentType: "text/plain") { "" }
    }

    @Test func `clients that drip their heads do not keep others out`() throws {
        let endpoint = try Self.endpoint()
        var dripping = try (0..<200).map { _ in try Self.dripping(at: endpoint.address) }
        defer { for socket in dripping { close(socket) } }
        for round in 0..<3 {
            // They go on, and those that were cut come again.
            for place in dripping.indices where send(dripping[place], "x", 1, quiet) != 1 {
                close(dripping[place])
                dripping[place] = try Self.dripping(at: endpoint.address)
            }
            let reply = try Reply("GET /metrics", at: endpoint.address)
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
        let reply = try Reply("GET /metrics", at: endpoint.address)
        #expect(reply.body == "fleetsim_connected 3\n")
    }
}

/// What a server says to a question, over a connection of its own.
private struct Reply {
    var head: String
    var body: String

    init(_ question: String, at address: SocketAddress) throws {
        let socket = Glibc.socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        guard address.withPointer({ connect(socket, $0, $1) }) == 0 else {
            throw SystemError.last("connect")
        }
        let text = "\(question) HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"
        guard send(socket, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else {
            throw SystemError.last("send")
        }
        var said: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            said += buffer[..<count]
        }
        let parts = String(decoding: said, as: UTF8.self).split(
            separator: "\r\n\r\n",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        head = String(parts[0]) + "\r\n"
        body = parts.count > 1 ? String(parts[1]) : ""
    }
}
