import Testing

@testable import FleetSim

@Suite struct `a client's upgrade` {
    // The key and the answer of RFC 6455 §1.3: "the sample nonce" in Base64.
    private static let request = UpgradeRequest(
        url: WebSocketURL(
            isSecure: false,
            host: "server.example.com",
            port: 80,
            path: "/chat",
            query: nil
        ),
        protocols: ["ocpp2.0.1", "ocpp1.6"],
        key: WebSocketKey(0x6563_6E6F_6E20_656C_706D_6173_2065_6874)
    )
    private static let accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    private static let usual = [
        "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", accept,
    ]

    @Test func `asks with what the RFC wants, and nothing else`() throws {
        var request = Self.request
        var buffer = GrowingBuffer()
        buffer.appendRequest(request)
        #expect(
            text(buffer) == """
                GET /chat HTTP/1.1\r
                Host: server.example.com\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: ocpp2.0.1, ocpp1.6\r
                \r\n
                """
        )
        buffer.clear()
        request.url = try WebSocketURL("wss://[::1]:8443/ocpp?v=1")
        request.identity = "RDAM 123"
        request.protocols = []
        request.fields = [("User-Agent", "FleetSim/1")]
        // The key of OCPP-J's errata, bytes that are no text.
        let password: [UInt8] =
            Array(0...7) + [0xFF, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0xCC, count: 8)
        request.credentials = BasicCredentials(user: "AL1000", password: password)
        buffer.appendRequest(request)
        #expect(
            text(buffer) == """
                GET /ocpp/RDAM%20123?v=1 HTTP/1.1\r
                Host: [::1]:8443\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                Authorization: Basic QUwxMDAwOgABAgMEBQYH/////8zMzMzMzMzM\r
                User-Agent: FleetSim/1\r
                \r\n
                """
        )
    }

    @Test func `makes its key of chance that it is given`() {
        let key = WebSocketKey(0x0F0E_0D0C_0B0A_0908_0706_0504_0302_0100)
        #expect(key.text == "AAECAwQFBgcICQoLDA0ODw==")
        #expect(
            WebSocketKey(received: "dGhlIHNhbXBsZSBub25jZQ==")?.accept
                == String(Self.accept.dropFirst(22))
        )
    }

    @Test func `is told of fields that would break a request`() {
        #expect(UpgradeRequest.mayAdd(name: "X-Token", value: "a b\tc é"))
        for (name, value) in [
            ("X-Token", "a\r\nHost: b"), ("X Token", "a"), ("", "a"), ("X-Token", "a\u{0}"),
            ("HOST", "a"), ("Sec-WebSocket-Key", "a"), ("Transfer-Encoding", "chunked"),
        ] {
            #expect(!UpgradeRequest.mayAdd(name: name, value: value), "\(name): \(value)")
        }
    }

    @Test(arguments: [
        ("https://svc:S3cret@login.example/ocpp?token=1", "https://svc:***@login.example/ocpp"),
        ("//svc:S3cret@login.example/ocpp#1", "//svc:***@login.example/ocpp"),
        ("/ocpp/svc:1@2", "/ocpp/svc:1@2"), ("https://login.example/", "https://login.example/"),
    ])
    func `tells where a redirect leads without a password in it`(location: String, told: String) {
        #expect(
            outcome(["HTTP/1.1 302 Found", "Location: \(location)"])
                == .refused(status: 302, reason: "Found", location: told)
        )
    }

    @Test func `succeeds with the sub-protocol that the server took`() {
        #expect(
            outcome(Self.usual + ["Sec-WebSocket-Protocol: ocpp1.6"])
                == .opened(subprotocol: "ocpp1.6")
        )
        #expect(
            outcome([
                "HTTP/1.1 101", "UPGRADE:WebSocket", "connection:\t keep-alive , UPGRADE \t",
                "sec-websocket-accept:   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=  ",
                "Sec-WebSocket-Protocol: ocpp2.0.1", "Sec-WebSocket-Extensions:", "X-Other: é: :",
            ]) == .opened(subprotocol: "ocpp2.0.1")
        )
        #expect(outcome(Self.usual) == .openedWithoutSubprotocol)
    }

    @Test(
        arguments: [
            (["Sec-WebSocket-Protocol: ocpp1.5"], .foreignProtocol("ocpp1.5")),
            (["Sec-WebSocket-Protocol: OCPP1.6"], .foreignProtocol("OCPP1.6")),
            (
                ["Sec-WebSocket-Protocol: ocpp1.6, ocpp2.0.1"],
                .foreignProtocol("ocpp1.6, ocpp2.0.1")
            ),
            (
                ["Sec-WebSocket-Protocol: ocpp1.6", "Sec-WebSocket-Protocol: ocpp1.6"],
                .repeatedField("sec-websocket-protocol")
            ),
            (
                ["Sec-WebSocket-Extensions: permessage-deflate"],
                .foreignExtensions("permessage-deflate")
            ),
            ([accept], .repeatedField("sec-websocket-accept")),
            ([" folded"], .badField(" folded")), (["no colon"], .badField("no colon")),
            ([": empty"], .badField(": empty")), (["Na me: x"], .badField("Na me: x")),
            (["Name : x"], .badField("Name : x")),
        ] as [([String], UpgradeError)]
    )
    func `refuses an answer with something wrong in it`(more: [String], error: UpgradeError) {
        #expect(outcome(Self.usual + more) == .failed(error))
        #expect(!error.description.isEmpty)
    }

    @Test(
        arguments: [
            (1, "Upgrade: h2c", .noUpgrade), (1, "X: y", .noUpgrade),
            (2, "Connection: close", .noUpgrade),
            (0, "HTTP/1.0 101 Switching Protocols", .noUpgrade),
            (3, "X: y", .wrongAccept), (3, "Sec-WebSocket-Accept: x", .wrongAccept),
            (3, "Sec-WebSocket-Accept: S3PPLMBITXAQ9KYGZZHZRBK+XOO=", .wrongAccept),
            (0, "HTTP/2 101 Switching Protocols", .notHTTP), (0, "SSH-2.0-OpenSSH_9.2", .notHTTP),
            (0, "HTTP/1.1 1O1 x", .notHTTP), (0, "HTTP/1.1  101 x", .notHTTP),
            (0, "HTTP/1.1", .notHTTP),
            (0, "HTTP/1.1 0101 x", .notHTTP), (0, "HTTP/1.1 099 x", .notHTTP),
        ] as [(Int, String, UpgradeError)]
    )
    func `refuses an answer with a line missing or wrong`(
        index: Int,
        line: String,
        error: UpgradeError
    ) {
        var lines = Self.usual
        lines[index] = line
        #expect(outcome(lines) == .failed(error))
    }

    @Test(arguments: [
        ("HTTP/1.1 401 Unauthorized", 401, "Unauthorized"),
        ("HTTP/1.0 404 Not Found", 404, "Not Found"),
        ("HTTP/1.1 301 Moved Permanently", 301, "Moved Permanently"), ("HTTP/1.1 503", 503, ""),
        ("HTTP/1.1 503 ", 503, ""), ("HTTP/1.1 200 OK", 200, "OK"),
        ("HTTP/1.1 999 what", 999, "what"),
    ])
    func `tells with which words it was refused`(line: String, status: Int, reason: String) {
        let lines = [line, "Content-Length: 3"]
        #expect(outcome(lines, then: "no\n") == .refused(status: status, reason: reason))
    }

    @Test func `waits for the final answer`() {
        let early = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
        let answer = early + Self.usual.joined(separator: "\r\n") + "\r\n\r\n"
        var bytes = Array(answer.utf8)
        #expect(outcome(&bytes, pieces: 1).0 == .openedWithoutSubprotocol)
        #expect(outcome(&bytes, pieces: 1_000).0 == .openedWithoutSubprotocol)
    }

    @Test(arguments: [1, 2, 3, 50, 10_000])
    func `leaves the frames behind the answer, however that comes`(size: Int) {
        let lines = Self.usual + ["Sec-WebSocket-Protocol: ocpp1.6"]
        var bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + [0x81, 0, 13, 10]
        let (outcome, rest) = outcome(&bytes, pieces: size)
        #expect(outcome == .opened(subprotocol: "ocpp1.6"))
        let last = size == 1 ? [] : rest
        #expect([0x81, 0, 13, 10].starts(with: last))
        #expect(size < 10_000 || rest == [0x81, 0, 13, 10])
    }

    @Test(
        arguments: [
            ([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28], .speaksTLS),
            (Array("\r\n".utf8), .notHTTP),
            (Array("HTTP/1.1 200 OK\n\n".utf8), .badLineEnd),
            (Array("HTTP/1.1 200\rX".utf8), .badLineEnd),
            (Array("HTTP/1.1 200 \u{7F}".utf8), .controlCharacter(0x7F)),
            (
                Array("HTTP/1.1 200 OK\r\n".utf8) + [UInt8](repeating: 65, count: 17_000),
                .longHead(limit: 16_384)
            ),
        ] as [([UInt8], UpgradeError)]
    )
    func `knows what is not HTTP before the end of it`(bytes: [UInt8], error: UpgradeError) {
        var bytes = bytes
        #expect(outcome(&bytes, pieces: 100_000).0 == .failed(error))
        #expect(outcome(&bytes, pieces: 5).0 == .failed(error))
    }

    @Test func `does not listen for ever to answers that are not final`() {
        let hint = Array("HTTP/1.1 103 Early Hints\r\n\r\n".utf8)
        var bytes = [[UInt8]](repeating: hint, count: 1_000).flatMap { $0 }
        #expect(outcome(&bytes, pieces: 4_096).0 == .failed(.longHead(limit: 16_384)))
    }

    @Test func `waits while the head is not whole`() {
        var bytes = Array(Self.usual.joined(separator: "\r\n").utf8) + [13, 10, 13]
        #expect(outcome(&bytes, pieces: 10).0 == nil)
    }

    private func outcome(_ lines: [String], then body: String = "") -> ClientUpgrade.Outcome? {
        var bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
        return outcome(&bytes, pieces: 1 << 20).0
    }

    /// The outcome, and what was left of the read that brought it.
    private func outcome(
        _ bytes: inout [UInt8],
        pieces size: Int
    ) -> (ClientUpgrade.Outcome?, [UInt8]) {
        var upgrade = ClientUpgrade(Self.request)
        for start in stride(from: 0, to: bytes.count, by: size) {
            var piece = Array(bytes[start..<min(start + size, bytes.count)])
            let (outcome, rest) = piece.withUnsafeMutableBytes { piece in
                var input = piece
                let outcome = upgrade.next(&input)
                return (outcome, Array(input))
            }
            if let outcome { return (outcome, rest) }
            #expect(rest.isEmpty)
        }
        return (nil, [])
    }

    private func text(_ buffer: borrowing GrowingBuffer) -> String {
        String(decoding: buffer.bytes, as: UTF8.self)
    }
}
