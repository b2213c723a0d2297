/// Why a text is no URL that a charger can connect to.
enum WebSocketURLError: Error, Equatable {
    case character(UInt8)
    case scheme(String)
    case userInfo
    case fragment
    case noHost
    case host(String)
    case port(String)
    case percent(String)
}

extension WebSocketURLError: CustomStringConvertible {
    var description: String {
        switch self {
        case .character(let byte) where byte > 0x7E:
            "a URL is ASCII: write a name's other letters as xn--…, a path's as %…"
        case .character(let byte) where byte <= 0x20:
            "a URL has neither spaces nor control characters"
        case .character(let byte):
            "‘\(Character(Unicode.Scalar(byte)))’ may not stand in a URL"
        case .scheme(let scheme): "‘\(scheme)’ is not ws:// or wss://"
        case .userInfo: "no user or password belongs in the URL"
        case .fragment: "a WebSocket's URL has no fragment (‘#’)"
        case .noHost: "no host"
        case .host(let host): "‘\(host)’ is not a host"
        case .port(let port): "‘\(port)’ is not a port"
        case .percent(let text): "‘\(text)’: two hexadecimal digits belong behind each ‘%’"
        }
    }
}

extension WebSocketURL {
    init(_ text: String) throws(WebSocketURLError) {
        for byte in text.utf8 where !Self.isAllowed(byte) { throw .character(byte) }
        // From here on every character is one byte.
        guard !text.contains("#") else { throw .fragment }
        let (isSecure, rest) = try Self.scheme(of: text)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let (host, port) = try Self.authority(rest[..<end])
        let resource = rest[end...].split(
            separator: "?",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let path = resource.first.map(String.init) ?? ""
        guard PercentEncoding.decode(path) != nil else { throw .percent(path) }
        self.init(
            isSecure: isSecure,
            host: host,
            port: port ?? Self.defaultPort(isSecure: isSecure),
            path: path.isEmpty ? "/" : path,
            query: resource.count == 2 ? String(resource[1]) : nil
        )
    }

    /// What RFC 3986 lets stand in a URL at all.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
            UInt8(ascii: "}"):
            false
        default: 0x21...0x7E ~= byte
        }
    }

    private static func scheme(
        of text: String
    ) throws(WebSocketURLError) -> (isSecure: Bool, rest: Substring) {
        let lowered = text.lowercased()
        if lowered.hasPrefix("ws://") { return (false, text.dropFirst(5)) }
        if lowered.hasPrefix("wss://") { return (true, text.dropFirst(6)) }
        let end = text.firstIndex(of: ":") ?? text.endIndex
        throw .scheme(String(text[..<end]))
    }

    private static func authority(
        _ text: Substring
    ) throws(WebSocketURLError) -> (host: String, port: UInt16?) {
        guard !text.contains("@") else { throw .userInfo }
        guard let first = text.first else { throw .noHost }
        if first == "[" {
            guard let end = text.firstIndex(of: "]") else { throw .host(String(text)) }
            let host = String(text[text.index(after: text.startIndex)..<end])
            guard IPv6Text.isAddress(host) else { throw .host(host) }
            return (host, try port(text[text.index(after: end)...]))
        }
        let end = text.firstIndex(of: ":") ?? text.endIndex
        let host = String(text[..<end])
        guard !host.isEmpty else { throw .noHost }
        let isName = host.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                || byte.isASCIILetterOrDigit
        }
        guard isName, host.utf8.count <= 255 else { throw .host(host) }
        return (host, try port(text[end...]))
    }

    /// What follows a host: nothing, or a colon and perhaps a number.
    private static func port(_ text: Substring) throws(WebSocketURLError) -> UInt16? {
        guard let colon = text.first else { return nil }
        let digits = text.dropFirst()
        guard colon == ":" else { throw .port(String(text)) }
        guard !digits.isEmpty else { return nil }
        guard digits.utf8.allSatisfy({ $0.digit < 10 }), let port = UInt16(digits), port > 0 else {
            throw .port(String(digits))
        }
        return port
    }
}
