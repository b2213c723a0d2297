import Scenarios
import Testing

@testable import FleetSim

/// Chargers that never get as far as a WebSocket.
@Suite struct `a CSMS that refuses every connection` {
    private static let chargers = 3

    private func run(
        patience: SimDuration = LiveOutcome.lastResort,
        _ conduct: @escaping StubCSMS.Conduct
    ) throws -> LiveOutcome {
        let csms = try StubCSMS(conduct)
        // They keep trying, and each attempt is counted at both ends.
        let live = try LiveOutcome.run(
            .quiet(chargers: Self.chargers),
            url: csms.url,
            speed: 60,
            patience: patience,
            farewell: .seconds(5)
        ) { $0.total.connections.failed >= 2 * Self.chargers }
        csms.end()
        let connections = live.total.connections
        #expect(connections.opened == 0 && connections.connected == 0)
        #expect(live.count(.ok) + live.unanswered == 0)
        // A peer that hangs up is also called once to see whether TLS is spoken there.
        let tried = connections.failed + connections.connecting + 1
        #expect((connections.failed...tried).contains(csms.connections))
        return live
    }

    @Test(arguments: [
        "301 Moved Permanently", "302 Found", "401 Unauthorized", "403 Forbidden", "404 Not Found",
        "426 Upgrade Required", "429 Too Many Requests", "500 Oops", "503 Service Unavailable",
    ])
    func `is quoted with its status`(status: String) throws {
        let live = try run { line in
            _ = try line.hearRequest()
            try line.say("HTTP/1.1 \(status)\r\nLocation: ws://elsewhere/?token=1\r\n\r\nbye")
        }
        let told = live.details("connect-failed")
        #expect(!told.isEmpty)
        #expect(told.allSatisfy { $0.hasPrefix("the CSMS answered \(status)") })
        let leads = told.map { $0.contains("which leads to ‘ws://elsewhere/’") }
        #expect(leads.allSatisfy { $0 == status.hasPrefix("3") }, "\(told)")
    }

    @Test(arguments: [
        ("\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}F", "the port speaks TLS: use wss://"),
        ("\u{1}\u{3}\u{1}\u{0}\u{2}\u{2}F", "this is not HTTP/1"),
        ("SSH-2.0-OpenSSH_9.2\r\n\r\n", "this is not HTTP/1"),
        ("HTTP/1.1 200 OK\r\n\r\n", "the CSMS answered 200 OK"),
        ("HTTP/1.1 302 Fo\u{1B}und\r\n\r\n", "the head has a control character, the byte 0x1B"),
        (
            "HTTP/1.1 302 Found\r\nLocation: ws://x/\u{0}y\r\n\r\n",
            "the head has a control character, the byte 0x00"
        ),
        (
            "HTTP/1.1 302 Found\nLocation: ws://x/\n\n",
            "a line of the head does not end in CR LF"
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: bm90IHlvdXIga2V5\r\n\r\n",
            "Sec-WebSocket-Accept does not answer the key"
        ),
        (
            "HTTP/1.1 200 \(String(repeating: "very ", count: 10_000))long\r\n\r\n",
            "the head has more than 16384 bytes"
        ),
    ])
    func `is quoted, whatever it answers`(answer: String, cause: String) throws {
        let live = try run { line in
            _ = try line.hearRequest()
            try line.say(answer)
        }
        #expect(!live.details("connect-failed").isEmpty)
        #expect(live.details("connect-failed").allSatisfy { $0.contains(cause) })
    }

    @Test func `is told when it grants another sub-protocol than was asked for`() throws {
        let live = try run {
            try $0.accept(subprotocol: nil, field: "Sec-WebSocket-Protocol: ocpp2.0.1")
        }
        let told = live.details("connect-failed")
        #expect(told.contains { $0.contains("sub-protocol ‘ocpp2.0.1’ was not offered") })
    }

    @Test func `is told when it grants no sub-protocol`() throws {
        let live = try run { line in
            try line.accept(subprotocol: nil)
            try line.serve()
        }
        let told = live.details("connect-failed")
        #expect(told.contains { $0.contains("the CSMS agreed to no sub-protocol") })
    }

    @Test func `is told when it hangs up at once`() throws {
        let live = try run { _ in }
        let told = live.details("connect-failed")
        // It depends on who is first.
        #expect(told.allSatisfy { $0.contains("hung up") || $0.contains("reset") })
        #expect(!told.isEmpty)
    }

    @Test func `is told when it hangs up on the request`() throws {
        let live = try run { line in _ = try line.hearRequest() }
        #expect(live.details("connect-failed").allSatisfy { $0.contains("hung up") })
        #expect(!live.details("connect-failed").isEmpty)
    }

    @Test func `is told when it takes the line and says nothing`() throws {
        let live = try run(patience: .milliseconds(200)) { $0.stayDumb() }
        let told = live.details("connect-failed")
        #expect(told.allSatisfy { $0.hasPrefix("no answer to the handshake") })
        #expect(!told.isEmpty)
    }

    @Test func `is told when its answer drips`() throws {
        let live = try run(patience: .milliseconds(200)) { line in
            while true {
                try line.say("H")
                line.pause()
                try line.say("T")
            }
        }
        #expect(!live.details("connect-failed").isEmpty)
    }

    @Test func `and finds ever new words for it makes no event of each`() throws {
        let live = try run { line in
            try line.say(
                "HTTP/1.1 500 \(line.number) \(String(repeating: "w", count: 4_000))\r\n\r\n"
            )
        }
        let told = live.details("connect-failed")
        #expect(!told.isEmpty && told.allSatisfy { $0.utf8.count < 400 })
    }
}
