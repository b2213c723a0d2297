/// What a server makes of a client's request (RFC 6455 §4.2.1).
struct ServerUpgrade: ~Copyable {
    /// A request that can be granted; the owner of the server decides whether it is.
    struct Request: Equatable {
        /// The last segment of the path, decoded.
        let identity: String
        /// The path before it, as it was sent: `/ocpp` of `/ocpp/CP-1`.
        let path: String
        let query: String?
        /// The sub-protocols that were offered, the best first.
        let protocols: [String]
        let credentials: BasicCredentials?
        fileprivate let key: WebSocketKey
    }

    enum Outcome: Equatable {
        case asked(Request)
        /// To be answered with the error's status.
        case failed(UpgradeError)
    }

    private var reader = HTTPHeadReader()

    init() {}

    /// The outcome, once the head is whole; what came behind it stays in `input`.
    mutating func next(_ input: inout UnsafeMutableRawBufferPointer) -> Outcome? {
        do throws(UpgradeError) {
            guard let bytes = try reader.next(&input) else { return nil }
            return .asked(try Self.request(HTTPHead(bytes)))
        } catch {
            return .failed(error)
        }
    }
}

extension ServerUpgrade {
    private static func request(_ head: HTTPHead) throws(UpgradeError) -> Request {
        let target = try target(head.startLine)
        guard try head.only("host") != nil else { throw .noHost }
        // Its bytes would be taken for frames.
        guard try head.only("content-length") ?? "0" == "0", head.all("transfer-encoding").isEmpty
        else { throw .hasBody }
        guard head.lists("upgrade", in: "connection"), head.lists("websocket", in: "upgrade") else {
            throw .noUpgrade
        }
        let version = try head.only("sec-websocket-version") ?? ""
        guard version == "13" else { throw .version(version) }
        guard let key = WebSocketKey(received: try head.only("sec-websocket-key") ?? "") else {
            throw .badKey
        }
        let protocols = head.list("sec-websocket-protocol")
        if let bad = protocols.first(where: { !HTTPToken.isToken($0.utf8) }) {
            throw .badField("Sec-WebSocket-Protocol: \(bad)")
        }
        let (path, identity, query) = try parts(of: target)
        var credentials: BasicCredentials?
        if let value = try head.only("authorization") {
            credentials = try BasicCredentials.read(value)
        }
        return Request(
            identity: identity,
            path: path,
            query: query,
            protocols: protocols,
            credentials: credentials,
            key: key
        )
    }

    /// What is asked for in `GET /ocpp/CP-1 HTTP/1.1`.
    private static func target(_ line: String) throws(UpgradeError) -> Substring {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, HTTPToken.isToken(parts[0].utf8), parts[2].hasPrefix("HTTP/") else {
            throw .notHTTP
        }
        guard parts[2] == "HTTP/1.1" else { throw .httpVersion(String(parts[2])) }
        guard parts[0] == "GET" else { throw .method(String(parts[0])) }
        return parts[1]
    }

    private static func parts(
        of target: Substring
    ) throws(UpgradeError) -> (path: String, identity: String, query: String?) {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = halves.first, whole.first == "/", let slash = whole.lastIndex(of: "/")
        else { throw .badPath(String(target)) }
        guard whole.utf8.allSatisfy({ $0 < 0x80 }),
            let identity = PercentEncoding.decode(whole[whole.index(after: slash)...]),
            PercentEncoding.decode(whole) != nil
        else { throw .badPath(String(target)) }
        guard !identity.isEmpty else { throw .noIdentity }
        return (String(whole[..<slash]), identity, halves.count == 2 ? String(halves[1]) : nil)
    }
}

extension GrowingBuffer {
    /// Appends the answer that makes a client's connection a WebSocket.
    mutating func appendAcceptance(of request: ServerUpgrade.Request, subprotocol: String?) {
        append("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
        append("Sec-WebSocket-Accept: \(request.key.accept)\r\n")
        if let subprotocol {
            precondition(request.protocols.contains(subprotocol), "\(subprotocol) was not offered")
            append("Sec-WebSocket-Protocol: \(subprotocol)\r\n")
        }
        append("\r\n")
    }
}
