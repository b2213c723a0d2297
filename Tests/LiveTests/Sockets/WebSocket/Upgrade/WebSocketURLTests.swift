import Testing

@testable import FleetSim

@Suite struct `WebSocket URLs` {
    @Test(
        arguments: [
            ("ws://host", false, "host", 80, "/", nil, "host"),
            ("wss://host", true, "host", 443, "/", nil, "host"),
            ("WSS://Csms.Example/ocpp/", true, "Csms.Example", 443, "/ocpp/", nil, "Csms.Example"),
            (
                "ws://127.0.0.1:9210/a/b?x=1?y", false, "127.0.0.1", 9210, "/a/b", "x=1?y",
                "127.0.0.1:9210"
            ),
            ("ws://host:443?q", false, "host", 443, "/", "q", "host:443"),
            ("wss://host:443/", true, "host", 443, "/", nil, "host"),
            ("ws://host:/a", false, "host", 80, "/a", nil, "host"),
            ("ws://[::1]:80/a%20b", false, "::1", 80, "/a%20b", nil, "[::1]"),
            (
                "wss://[2001:db8::192.0.2.1]:8443", true, "2001:db8::192.0.2.1", 8443, "/", nil,
                "[2001:db8::192.0.2.1]:8443"
            ),
        ] as [(String, Bool, String, UInt16, String, String?, String)]
    )
    func `are taken apart`(
        text: String,
        isSecure: Bool,
        host: String,
        port: UInt16,
        path: String,
        query: String?,
        hostField: String
    ) throws {
        let url = try WebSocketURL(text)
        #expect(url.isSecure == isSecure && url.host == host && url.port == port)
        #expect(url.path == path && url.query == query && url.hostField == hostField)
        #expect(try WebSocketURL("\(url)") == url)
    }

    @Test(
        arguments: [
            ("http://host/", .scheme("http")), ("host:80/a", .scheme("host")), ("", .scheme("")),
            ("ws:/host", .scheme("ws")), ("//host", .scheme("//host")),
            ("ws://", .noHost), ("ws:///ocpp", .noHost), ("ws://:80", .noHost),
            ("ws://?a", .noHost),
            ("ws://me:secret@host/", .userInfo), ("ws://me@host", .userInfo),
            ("ws://host/a#b", .fragment), ("ws://host/a b", .character(0x20)),
            ("ws://host/a\r\nX: y", .character(0x0D)), ("ws://höst/", .character(0xC3)),
            ("ws://host/{id}", .character(0x7B)), ("ws://host\\a", .character(0x5C)),
            ("ws://host:0", .port("0")), ("ws://host:65536", .port("65536")),
            ("ws://host:+80", .port("+80")), ("ws://host:80a", .port("80a")),
            ("ws://ho%73t", .host("ho%73t")), ("ws://a,b", .host("a,b")),
            ("ws://[::1", .host("[::1")), ("ws://[::1]80", .port("80")),
            ("ws://[:1]", .host(":1")), ("ws://[1:2:3:4:5:6:7]", .host("1:2:3:4:5:6:7")),
            ("ws://[::1::2]", .host("::1::2")), ("ws://[12345::]", .host("12345::")),
            ("ws://[fe80::1%25eth0]", .host("fe80::1%25eth0")), ("ws://[]", .host("")),
            ("ws://[1.2.3.4::]", .host("1.2.3.4::")), ("ws://[::1.2.3.256]", .host("::1.2.3.256")),
            ("ws://host/%4", .percent("/%4")), ("ws://host/%zz", .percent("/%zz")),
        ] as [(String, WebSocketURLError)]
    )
    func `that are none are refused, and it is said why`(text: String, error: WebSocketURLError) {
        #expect(throws: error) { try WebSocketURL(text) }
        #expect(!error.description.isEmpty)
    }

    @Test(arguments: [
        "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
        "fe80::1:2", "::ffff:192.0.2.1", "1:2:3:4:5:6:192.0.2.1", "ABCD:ef01::",
    ])
    func `hold IPv6 addresses of every form`(address: String) {
        #expect(IPv6Text.isAddress(address))
    }

    @Test(arguments: [
        "", ":", ":::", "1", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "1::2::3", ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:", "g::", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4", "::1.2.3", "::1.2.3.4.5",
        "::1..3.4", "::01.2.3.4567",
    ])
    func `hold nothing else between brackets`(address: String) {
        #expect(!IPv6Text.isAddress(address))
    }

    @Test func `take an identity as one more segment`() throws {
        let url = try WebSocketURL("ws://host/ocpp")
        #expect(url.target(identity: "CP-1") == "/ocpp/CP-1")
        // The example of OCPP-J.
        #expect(url.target(identity: "RDAM 123") == "/ocpp/RDAM%20123")
        #expect(url.target(identity: "a/b?c#d%é") == "/ocpp/a%2Fb%3Fc%23d%25%C3%A9")
        #expect(try WebSocketURL("ws://host").target(identity: "x") == "/x")
        #expect(try WebSocketURL("ws://host/ocpp/?k=v").target(identity: "x") == "/ocpp/x?k=v")
        #expect(url.target() == "/ocpp")
    }

    @Test func `percent-encoding comes off again`() {
        for text in ["", "CP-1", "a b/c", "%41", "é€😀", "\u{0}\r\n", "~._-"] {
            let encoded = PercentEncoding.encode(text)
            #expect(PercentEncoding.decode(encoded) == text)
            #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        }
        for bad in ["%", "%4", "%4g", "%%41", "%FF", "%C3"] {
            #expect(PercentEncoding.decode(bad) == nil)
        }
        #expect(PercentEncoding.decode("a+b%2b%2B") == "a+b++")
    }
}
