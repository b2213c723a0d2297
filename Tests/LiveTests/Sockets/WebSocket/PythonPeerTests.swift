import TestSupport
import Testing

@testable import FleetSim

@Suite struct `Python's websockets` {
    private static let lengths = [0, 1, 125, 126, 127, 1_000, 65_535, 65_536, 100_000]

    /// Messages of both kinds and all forms of length.
    private var messages: [Observed] {
        Self.lengths.flatMap { length -> [Observed] in
            let text = Array(String(repeating: "é😀a", count: length / 7 + 1).utf8).prefix(
                length / 7 * 7
            )
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 77) }
            return [.text(Array(text)), .binary(bytes)]
        }
    }

    @Test(arguments: [0, 1_000, 64])
    func `as a server takes our request, and every frame goes both ways`(fragment: Int) throws {
        let request = UpgradeRequest(
            url: try WebSocketURL("ws://localhost:9210/ocpp?site=1"),
            identity: "RDAM 123/ä",
            protocols: ["ocpp2.0.1", "ocpp1.6"],
            key: WebSocketKey(0x0123_4567_89AB_CDEF_FEDC_BA98_7654_3210),
            credentials: BasicCredentials(user: "RDAM 123/ä", password: [0, 1, 0xFF, 58]),
            fields: [("User-Agent", "FleetSim")]
        )
        var sent = GrowingBuffer()
        sent.appendRequest(request)
        append(
            messages + [.ping(Array("us".utf8))],
            to: &sent,
            isClient: true,
            inFramesOf: fragment
        )
        sent.appendClose(1001, reason: "späť", mask: MaskKey(5))
        let answer = try PythonPeer(
            role: "server",
            bytes: Hexadecimal.encode(sent.bytes),
            fragment: fragment
        ).answer()

        #expect(answer.error == nil)
        #expect(answer.path == "/ocpp/RDAM%20123%2F%C3%A4?site=1")
        #expect(answer.subprotocol == "ocpp1.6")
        #expect(answer.closeCode == 1001 && answer.closeReason == "späť")
        #expect(understood(answer) == messages + [.ping(Array("us".utf8))])
        #expect(answer.fields?.contains(["User-Agent", "FleetSim"]) == true)

        let (outcome, events) = received(answer, by: request)
        #expect(outcome == .opened(subprotocol: "ocpp1.6"))
        let between = Observed.ping(Array("between".utf8))
        #expect(
            events.filter { $0 != between }
                == messages + [.pong(Array("us".utf8)), .close(1001, Array("späť".utf8))]
        )
        #expect(fragment == 0 || events.contains(between))
    }

    @Test(arguments: [401, 404, 503])
    func `as a server that refuses is understood`(status: Int) throws {
        let request = UpgradeRequest(
            url: try WebSocketURL("ws://localhost/"),
            protocols: ["ocpp1.6"],
            key: WebSocketKey(1)
        )
        var sent = GrowingBuffer()
        sent.appendRequest(request)
        let bytes = Hexadecimal.encode(sent.bytes)
        let answer = try PythonPeer(role: "server", bytes: bytes, refuse: status).answer()
        let reasons = [401: "Unauthorized", 404: "Not Found", 503: "Service Unavailable"]
        let refused = ClientUpgrade.Outcome.refused(status: status, reason: reasons[status] ?? "")
        #expect(received(answer, by: request).0 == refused)
    }

    @Test(arguments: [0, 1_000, 64])
    func `as a client takes our answer, and every frame goes both ways`(fragment: Int) throws {
        var peer = client
        peer.fragment = fragment
        let asked = try asked(by: peer)
        #expect(asked.identity == "CP 1" && asked.path == "/ocpp" && asked.query == "a=b")
        #expect(asked.protocols == ["ocpp1.6"])
        #expect(
            asked.credentials == BasicCredentials(user: "CP 1", password: Array("s:ecret".utf8))
        )

        var sent = GrowingBuffer()
        sent.appendAcceptance(of: asked, subprotocol: "ocpp1.6")
        append(messages + [.ping([7])], to: &sent, isClient: false, inFramesOf: fragment)
        sent.appendClose(1000, mask: nil)
        peer.bytes = Hexadecimal.encode(sent.bytes)
        peer.send = messages.map { message in
            switch message {
            case .text(let bytes): ["text", Hexadecimal.encode(bytes)]
            case .binary(let bytes): ["binary", Hexadecimal.encode(bytes)]
            default: []
            }
        }
        let answer = try peer.answer()
        #expect(answer.error == nil && answer.subprotocol == "ocpp1.6" && answer.closeCode == 1000)
        #expect(understood(answer) == messages + [.ping([7])])

        let events = Observed.of(Hexadecimal.decode(answer.out), as: .server)
        let between = Observed.ping(Array("between".utf8))
        #expect(
            events.filter { $0 != between } == messages + [.pong([7]), .close(1000, [])]
        )
    }

    @Test(arguments: [.unauthorized, .notFound, .unavailable, .upgradeRequired] as [HTTPStatus])
    func `as a client understands our refusals`(status: HTTPStatus) throws {
        var peer = client
        var sent = GrowingBuffer()
        sent.appendRefusal(status, because: "not today", retryAfter: 5)
        peer.bytes = Hexadecimal.encode(sent.bytes)
        let error = try peer.answer().error
        #expect(
            error?.contains("InvalidStatus") == true
                && error?.contains("\(status.rawValue)") == true
        )
    }

    private var client: PythonPeer {
        PythonPeer(
            role: "client",
            uri: "ws://CP%201:s%3Aecret@localhost:9210/ocpp/CP%201?a=b",
            key: WebSocketKey(42).text
        )
    }

    private func asked(by peer: PythonPeer) throws -> ServerUpgrade.Request {
        var bytes = Hexadecimal.decode(try peer.answer().out)
        var upgrade = ServerUpgrade()
        let outcome = bytes.withUnsafeMutableBytes { bytes in
            var input = bytes
            return upgrade.next(&input)
        }
        guard case .asked(let request) = outcome else {
            throw PythonPeer.Silence(said: "\(String(describing: outcome))")
        }
        return request
    }

    /// What our client makes of an answer, and of the frames behind it.
    private func received(
        _ answer: PythonPeer.Answer,
        by request: UpgradeRequest
    ) -> (ClientUpgrade.Outcome?, [Observed]) {
        var bytes = Hexadecimal.decode(answer.out)
        var upgrade = ClientUpgrade(request)
        return bytes.withUnsafeMutableBytes { bytes in
            var input = bytes
            let outcome = upgrade.next(&input)
            return (outcome, Observed.of(Array(input), as: .client))
        }
    }

    private func understood(_ answer: PythonPeer.Answer) -> [Observed] {
        (answer.events ?? []).map { event in
            let bytes = Hexadecimal.decode(event[1])
            switch event[0] {
            case "text": return .text(bytes)
            case "binary": return .binary(bytes)
            case "ping": return .ping(bytes)
            default: return .pong(bytes)
            }
        }
    }

    private func append(
        _ events: [Observed],
        to sent: inout GrowingBuffer,
        isClient: Bool,
        inFramesOf size: Int
    ) {
        var number: UInt32 = 0
        let mask = { () -> MaskKey? in
            number &+= 0x9E37_79B9
            return isClient ? MaskKey(number) : nil
        }
        for event in events {
            switch event {
            case .text(let bytes):
                bytes.withUnsafeBytes {
                    sent.appendMessage(.text, $0, inFramesOf: size == 0 ? .max : size, mask: mask)
                }
            case .binary(let bytes):
                bytes.withUnsafeBytes { sent.appendFrame(.binary, $0, mask: mask()) }
            case .ping(let bytes):
                bytes.withUnsafeBytes { sent.appendFrame(.ping, $0, mask: mask()) }
            case .pong, .close, .failure: break
            }
        }
    }
}
