import Testing

@testable import FleetSim

@Suite struct `a server's upgrade` {
    private static let usual = [
        "GET /ocpp/CP-1 HTTP/1.1", "Host: csms.example", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: ocpp2.0.1, ocpp1.6",
    ]

    @Test func `reads whom it deals with and what they speak`() {
        let request = asked(Self.usual)
        #expect(request?.identity == "CP-1" && request?.path == "/ocpp" && request?.query == nil)
        #expect(request?.protocols == ["ocpp2.0.1", "ocpp1.6"])
        #expect(request?.credentials == nil)
    }

    @Test func `reads it in whatever form it may have`() {
        let request = asked([
            "GET /a/b%2Fc/RDAM%20123%3a?x=/y HTTP/1.1", "HOST: h", "UPGRADE: h2c, WebSocket",
            "connection: keep-alive,upgrade", "Sec-WebSocket-Key:dGhlIHNhbXBsZSBub25jZQ==\t",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: ocpp1.6",
            "sec-websocket-protocol: ,ocpp1.5 ,", "Content-Length: 0", "Cookie:",
            "Sec-WebSocket-Extensions: permessage-deflate",
        ])
        #expect(request?.identity == "RDAM 123:" && request?.path == "/a/b%2Fc")
        #expect(request?.query == "x=/y" && request?.protocols == ["ocpp1.6", "ocpp1.5"])
        #expect(asked(replacing(0, "GET /CP-1 HTTP/1.1"))?.path == "")
    }

    @Test func `reads credentials whose password is no text`() {
        let header = "Authorization: Basic QUwxMDAwOgABAgMEBQYH/////8zMzMzMzMzM"
        let password: [UInt8] =
            Array(0...7) + [0xFF, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0xCC, count: 8)
        let expected = BasicCredentials(user: "AL1000", password: password)
        #expect(asked(Self.usual + [header])?.credentials == expected)
        let lowered = header.replacing("Basic ", with: "bAsIc   ")
        #expect(asked(Self.usual + [lowered])?.credentials == expected)
        #expect(
            asked(Self.usual + ["Authorization: Basic Og=="])?.credentials
                == BasicCredentials(user: "", password: [])
        )
        let colons = BasicCredentials(user: "é", password: Array("a:b:".utf8))
        #expect(asked(Self.usual + ["Authorization: " + colons.fieldValue])?.credentials == colons)
        let request = asked(Self.usual + ["Authorization: Bearer abc"])
        #expect(request != nil && request?.credentials == nil)
    }

    @Test(
        arguments: [
            (0, "POST /ocpp/CP-1 HTTP/1.1", .method("POST"), 405),
            (0, "get /a HTTP/1.1", .method("get"), 405),
            (0, "GET /ocpp/CP-1 HTTP/1.0", .httpVersion("HTTP/1.0"), 505),
            (0, "GET /ocpp/CP-1 HTTP/2", .httpVersion("HTTP/2"), 505),
            (0, "GET /ocpp/CP-1", .notHTTP, 400), (0, "GET  /ocpp HTTP/1.1", .notHTTP, 400),
            (0, "hello", .notHTTP, 400),
            (0, "GET ocpp HTTP/1.1", .badPath("ocpp"), 400),
            (0, "GET * HTTP/1.1", .badPath("*"), 400),
            (0, "GET /%4 HTTP/1.1", .badPath("/%4"), 400),
            (0, "GET /%FF HTTP/1.1", .badPath("/%FF"), 400),
            (0, "GET /%zz/a HTTP/1.1", .badPath("/%zz/a"), 400),
            (0, "GET / HTTP/1.1", .noIdentity, 404), (0, "GET /ocpp/?a HTTP/1.1", .noIdentity, 404),
            (1, "X: y", .noHost, 400), (2, "X: y", .noUpgrade, 426),
            (2, "Upgrade: h2c", .noUpgrade, 426),
            (3, "X: y", .noUpgrade, 426), (3, "Connection: close", .noUpgrade, 426),
            (4, "X: y", .badKey, 400), (4, "Sec-WebSocket-Key: abc", .badKey, 400),
            (4, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ", .badKey, 400),
            (4, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSE=", .badKey, 400),
            (4, "Sec-WebSocket-Key: dGhlIHNhbXBs ZSBub25jZQ==", .badKey, 400),
            (5, "X: y", .version(""), 426), (5, "Sec-WebSocket-Version: 8", .version("8"), 426),
            (6, "Sec-WebSocket-Protocol: a b", .badField("Sec-WebSocket-Protocol: a b"), 400),
            (6, "Host: other", .repeatedField("host"), 400),
            (
                6, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                .repeatedField("sec-websocket-key"), 400
            ),
            (6, "Content-Length: 5", .hasBody, 400),
            (6, "Transfer-Encoding: chunked", .hasBody, 400),
            (6, "Authorization: Basic", .badCredentials, 401),
            (6, "Authorization: Basic !", .badCredentials, 401),
            (6, "Authorization: Basic YWJj", .badCredentials, 401),
            (6, "Authorization: Basic /zph", .badCredentials, 401),
        ] as [(Int, String, UpgradeError, Int)]
    )
    func `refuses a request with a line missing or wrong`(
        index: Int,
        line: String,
        error: UpgradeError,
        status: Int
    ) {
        #expect(outcome(replacing(index, line)) == .failed(error))
        #expect(error.status.rawValue == status && !error.description.isEmpty)
    }

    @Test func `does not take letters beyond ASCII for such as look alike`() {
        let line = "GET /caf\u{E9} HTTP/1.1"
        guard case .failed(.badPath) = outcome(replacing(0, line)) else {
            Issue.record("a path that is not ASCII was taken")
            return
        }
        // The sign for kelvin, which Swift takes for a k.
        #expect(outcome(replacing(2, "Upgrade: websoc\u{212A}et")) == .failed(.noUpgrade))
    }

    @Test func `grants with the answer that the key asks for`() throws {
        let request = try #require(asked(Self.usual))
        var buffer = GrowingBuffer()
        buffer.appendAcceptance(of: request, subprotocol: "ocpp1.6")
        #expect(
            text(buffer) == """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                Sec-WebSocket-Protocol: ocpp1.6\r
                \r\n
                """
        )
        buffer.clear()
        buffer.appendAcceptance(of: request, subprotocol: nil)
        #expect(!text(buffer).contains("Protocol:"))
    }

    @Test(
        arguments: [
            (.unauthorized, "WWW-Authenticate: Basic realm=\"OCPP\""),
            (.methodNotAllowed, "Allow: GET\r\n"),
            (.upgradeRequired, "Sec-WebSocket-Version: 13\r\n"),
            (.unavailable, "Retry-After: 30\r\n"),
            (.badRequest, "Content-Length: 8\r\n"), (.notFound, "HTTP/1.1 404 Not Found\r\n"),
        ] as [(HTTPStatus, String)]
    )
    func `refuses in words that a client understands`(status: HTTPStatus, line: String) throws {
        var buffer = GrowingBuffer()
        buffer.appendRefusal(
            status,
            because: "because",
            retryAfter: status == .unavailable ? 30 : nil
        )
        #expect(text(buffer).contains(line) && text(buffer).hasSuffix("\r\n\r\nbecause\n"))
        var bytes = Array(buffer.bytes)
        let url = try WebSocketURL("ws://host")
        var client = ClientUpgrade(UpgradeRequest(url: url, protocols: [], key: WebSocketKey(1)))
        let outcome = bytes.withUnsafeMutableBytes { bytes in
            var input = bytes
            return client.next(&input)
        }
        #expect(outcome == .refused(status: status.rawValue, reason: status.reason))
    }

    @Test func `agrees with our own client`() throws {
        let request = UpgradeRequest(
            url: try WebSocketURL("ws://[::1]:9210/ocpp?a=b"),
            identity: "RDAM 123 é",
            protocols: ["ocpp1.6"],
            key: WebSocketKey(.max),
            credentials: BasicCredentials(user: "RDAM 123 é", password: [0xFE, 58, 0])
        )
        var buffer = GrowingBuffer()
        buffer.appendRequest(request)
        let lines = text(buffer).replacing("\r\n\r\n", with: "").split(separator: "\r\n")
        let understood = try #require(asked(lines.map(String.init)))
        #expect(understood.identity == request.identity)
        #expect(understood.credentials == request.credentials)
        buffer.clear()
        buffer.appendAcceptance(of: understood, subprotocol: "ocpp1.6")
        var client = ClientUpgrade(request)
        var bytes = Array(buffer.bytes)
        let outcome = bytes.withUnsafeMutableBytes { bytes in
            var input = bytes
            return client.next(&input)
        }
        #expect(outcome == .opened(subprotocol: "ocpp1.6"))
    }

    @Test func `survives requests that were spoilt anywhere`() {
        var dice = RandomStream(seed: 3, entity: 0, purpose: .ties)
        let usual = Array((Self.usual.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        var asked = 0
        for _ in 0..<5_000 {
            var bytes = usual
            for _ in 0...dice.below(2) {
                bytes[Int(dice.below(UInt64(bytes.count)))] = UInt8(truncatingIfNeeded: dice.next())
            }
            if case .asked = outcome(bytes, pieces: 1 + Int(dice.below(200))) { asked += 1 }
        }
        #expect(asked > 100 && asked < 4_900)
    }

    // FIPS 180-4's examples, by way of NIST.
    @Test(arguments: [
        ("", 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
        ("a", 1_000_000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
    ])
    func `rests on a SHA-1 that has its published values`(text: String, times: Int, hash: String) {
        let message = [[UInt8]](repeating: Array(text.utf8), count: times).flatMap { $0 }
        #expect(Hexadecimal.encode(SHA1.digest(message)) == hash)
    }

    private func replacing(_ index: Int, _ line: String) -> [String] {
        var lines = Self.usual
        lines[index] = line
        return lines
    }

    private func asked(_ lines: [String]) -> ServerUpgrade.Request? {
        guard case .asked(let request) = outcome(lines) else { return nil }
        return request
    }

    private func outcome(_ lines: [String]) -> ServerUpgrade.Outcome? {
        outcome(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8), pieces: 1 << 20)
    }

    private func outcome(_ bytes: [UInt8], pieces size: Int) -> ServerUpgrade.Outcome? {
        var upgrade = ServerUpgrade()
        for start in stride(from: 0, to: bytes.count, by: size) {
            var piece = Array(bytes[start..<min(start + size, bytes.count)])
            let outcome = piece.withUnsafeMutableBytes { piece in
                var input = piece
                return upgrade.next(&input)
            }
            if let outcome { return outcome }
        }
        return nil
    }

    private func text(_ buffer: borrowing GrowingBuffer) -> String {
        String(decoding: buffer.bytes, as: UTF8.self)
    }
}
