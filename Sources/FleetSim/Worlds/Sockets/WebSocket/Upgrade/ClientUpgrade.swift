/// What a client makes of the answer to its request (RFC 6455 §4.1).
struct ClientUpgrade: ~Copyable {
    enum Outcome: Equatable {
        case opened(subprotocol: String, server: String? = nil)
        /// OCPP-J lets a CSMS agree to no sub-protocol this way; a charger then closes.
        case openedWithoutSubprotocol
        /// With the place that a redirect leads to.
        case refused(status: Int, reason: String, location: String? = nil)
        case failed(UpgradeError)
    }

    private let accept: String
    private let protocols: [String]
    private let serverField: String?
    private var reader = HTTPHeadReader()
    /// Whether nothing of the answer was seen yet.
    private var isUnanswered = true

    init(_ request: UpgradeRequest) {
        accept = request.key.accept
        protocols = request.protocols
        serverField = request.serverField?.lowercased()
    }

    /// The outcome, once the head is whole; frames that came with it stay in `input`.
    mutating func next(_ input: inout UnsafeMutableRawBufferPointer) -> Outcome? {
        do throws(UpgradeError) {
            if isUnanswered, let first = input.first {
                isUnanswered = false
                guard !Self.typesOfTLS.contains(first) else { throw .speaksTLS }
            }
            while let bytes = try reader.next(&input) {
                let head = try HTTPHead(bytes)
                let (status, reason) = try Self.status(head.startLine)
                switch status {
                case 101: return try opened(head)
                // The final answer is still to come (RFC 9110 §15.2).
                case 100..<200: continue
                default:
                    let location = 300..<400 ~= status ? Self.location(head) : nil
                    return .refused(status: status, reason: reason, location: location)
                }
            }
            return nil
        } catch {
            return .failed(error)
        }
    }

    /// With what the records of TLS begin; a server that expected one often answers by an alert.
    private static let typesOfTLS: ClosedRange<UInt8> = 20...23

    /// What servers of HTTPS write beneath a 400 to a client that does not speak TLS.
    private static let wordsOfTLS = ["HTTPS port", "HTTPS server", "SSL-enabled server"]

    /// Whether the text beneath a refusal says that the client should have spoken TLS.
    static func asksForTLS(_ body: UnsafeMutableRawBufferPointer) -> Bool {
        let text = String(decoding: body.prefix(2_048), as: UTF8.self)
        return wordsOfTLS.contains { text.contains($0) }
    }

    /// `HTTP/1.1 101 Switching Protocols`, whose words may be missing.
    private static func status(
        _ line: String
    ) throws(UpgradeError) -> (status: Int, reason: String) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0] == "HTTP/1.1" || parts[0] == "HTTP/1.0",
            parts[1].utf8.count == 3, parts[1].utf8.allSatisfy({ $0.digit < 10 }),
            let status = Int(parts[1]), status >= 100
        else { throw .notHTTP }
        return (status, parts.count == 3 ? String(parts[2]) : "")
    }

    /// Without what may be a secret: a query, or a password before the host.
    private static func location(_ head: HTTPHead) -> String? {
        guard let field = head.all("location").first else { return nil }
        let target = String(field.prefix { $0 != "?" && $0 != "#" })
        guard target.hasPrefix("//") else { return target.withoutPassword }
        // A URL may leave the scheme out, which is that of the one that was asked for.
        return String("http:\(target)".withoutPassword.dropFirst(5))
    }

    private func opened(_ head: HTTPHead) throws(UpgradeError) -> Outcome {
        guard head.startLine.hasPrefix("HTTP/1.1"), head.lists("upgrade", in: "connection"),
            head.lists("websocket", in: "upgrade")
        else { throw .noUpgrade }
        guard try head.only("sec-websocket-accept") == accept else { throw .wrongAccept }
        let extensions = head.list("sec-websocket-extensions")
        guard extensions.isEmpty else {
            throw .foreignExtensions(extensions.joined(separator: ", "))
        }
        guard let chosen = try head.only("sec-websocket-protocol") else {
            return .openedWithoutSubprotocol
        }
        guard protocols.contains(chosen) else { throw .foreignProtocol(chosen) }
        return .opened(subprotocol: chosen, server: serverField.flatMap { head.all($0).first })
    }
}
