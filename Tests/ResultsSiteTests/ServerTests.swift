import FleetSim
import Foundation
import HTTP
import Report
import ResultsSite
import TestSupport
import Testing

/// The site over sockets, asked by clients that mean it well and by others.
@Suite struct `the server of a site` {
    private let folder: SampleFolder
    private let server: HTTPServer
    private var port: UInt16 { server.address.port }

    init() throws {
        folder = try SampleFolder()
        try folder.run(in: "a.sqlite", "kerb side")
        server = try folder.server()
    }

    private func ask(_ question: String) throws -> HTTPReply {
        try HTTPReply(question, host: "127.0.0.1:\(port)", port: port)
    }

    @Test func `shows pages`() throws {
        let list = try ask("GET /")
        #expect(list.status == 200 && list.body.contains("kerb side"))
        #expect(list.head.contains("\r\nContent-Type: text/html; charset=utf-8\r\n"))
        let csv = try ask("GET /report?file=a.sqlite&run=1&format=csv")
        #expect(csv.head.contains("attachment; filename=\"report.csv\""))
        #expect(csv.body.hasPrefix("action,direction,count,"))
    }

    @Test func `to HEAD it says the same head and no body`() throws {
        for target in ["/", "/report?file=a.sqlite&run=1", "/events?file=a.sqlite&run=1"] {
            let reply = try ask("HEAD \(target)")
            #expect(reply.status == 200 && reply.body.isEmpty, "\(target)")
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
    func `only reads`(method: String) throws {
        let reply = try ask("\(method) /report?file=a.sqlite&run=1")
        #expect(reply.status == 405 && reply.body == "only GET\n")
    }

    @Test(arguments: [
        "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd",
        "//etc/passwd", "/%00", "/report%00?file=a.sqlite&run=1", "/a.sqlite", "/./", "/%2e/",
        "/report?file=%2fetc%2fpasswd&run=1", "/report?file=..%2fa.sqlite&run=1",
        "/report?file=%252e%252e%252fa.sqlite&run=1", "/report?file=a.sqlite%2f&run=1",
    ])
    func `has no path out of the folder`(target: String) throws {
        let reply = try ask("GET \(target)")
        #expect(reply.status == 404, "\(reply.head)")
        #expect(!reply.body.contains("root:"))
    }

    @Test(arguments: [
        "/report?file=a.sqlite%00.txt&run=1", "/report?file=a%0d%0ab&run=1", "/?name=%zz",
        "/?name=%", "/?name=%e4", "/?name=%c0%ae",
    ])
    func `takes no text that is none`(target: String) throws {
        #expect(try ask("GET \(target)").status == 400)
    }

    @Test func `a name that a page of others has made its own is refused`() throws {
        let evil = try HTTPReply("GET /", host: "evil.example:\(port)", port: port)
        #expect(evil.status == 421 && !evil.body.contains("kerb side"))
        let none = try HTTPReply(raw: "GET / HTTP/1.0\r\n\r\n", port: port)
        #expect(none.status == 421)
        for hosts in [["localhost", "evil.example"], ["localhost", "localhost"]] {
            let lines = hosts.map { "Host: \($0):\(port)\r\n" }.joined()
            let two = try HTTPReply(raw: "GET / HTTP/1.1\r\n\(lines)\r\n", port: port)
            #expect(two.status == 400 && !two.body.contains("kerb side"), "\(hosts)")
        }
    }

    @Test func `what is no HTTP, or too much of it, ends without a page`() throws {
        let long = String(repeating: "x", count: 100_000)
        for raw in [
            "\u{16}\u{3}\u{1}\r\n\r\n", "GET\r\n\r\n", "GET /\(long) HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: \(long)\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        ] {
            let reply = try? HTTPReply(raw: raw, port: port)
            #expect(reply?.body.contains("kerb side") != true)
        }
        #expect(try ask("GET /").status == 200)
    }

    @Test func `clients that say nothing keep no others out`() throws {
        var idle: [Int32] = []
        defer { for socket in idle { close(socket) } }
        for _ in 0..<100 {
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            idle.append(socket)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let status = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, size)
                }
            }
            try #require(status == 0)
        }
        #expect(try ask("GET /").status == 200)
    }

    @Test func `the events of a run that is over are its last page and an end`() throws {
        let reply = try ask("GET /events?file=a.sqlite&run=1")
        #expect(reply.head.contains("\r\nContent-Type: text/event-stream\r\n"))
        #expect(reply.body.contains("event: page\n") && reply.body.contains("event: end\n"))
        #expect(
            try ask("GET /live?file=a.sqlite&run=1").head.contains(
                "\r\nLocation: /report?file=a.sqlite&run=1\r\n"
            )
        )
    }

    @Test func `a server that goes ends the streams of runs that go on`() throws {
        var store = try Store(path: folder.file("live.sqlite"))
        try store.begin(
            SampleFolder.manifest("going on"),
            host: HostFacts(name: "bench", cores: 8),
            startedAt: Date(timeIntervalSince1970: 0)
        )
        try store.write(SampleFolder.minute(0, calls: 10, milliseconds: 5))
        var own: HTTPServer? = try folder.server()
        let stream = try HTTPStream(
            "GET /events?file=live.sqlite&run=1",
            host: "localhost",
            port: try #require(own).address.port
        )
        #expect(try stream.read(until: "event: page\n").hasSuffix("event: page\n"))
        try store.write(SampleFolder.minute(1, calls: 10, milliseconds: 5))
        #expect(try stream.read(until: "event: page\n").hasSuffix("event: page\n"))
        own = nil
        #expect(try !stream.rest().contains("event: end"))
        _ = try store.finish(
            RunResult(status: .complete, reached: .zero + .seconds(60), events: 10, fingerprint: 1),
            elapsed: .seconds(60)
        )
    }
}
