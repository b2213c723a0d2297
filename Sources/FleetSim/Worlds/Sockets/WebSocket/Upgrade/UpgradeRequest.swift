/// What a client says to become a WebSocket (RFC 6455 §4.1).
struct UpgradeRequest {
    var url: WebSocketURL
    /// The charger's, one more segment of the path (OCPP-J 1.6 §3.1.1).
    var identity: String?
    /// The sub-protocols it speaks, the best first.
    var protocols: [String]
    var key: WebSocketKey
    var credentials: BasicCredentials?
    /// Whatever else is to be said; name and value.
    var fields: [(name: String, value: String)] = []
    /// The field of the answer in which a server of several says which it is.
    var serverField: String?

    /// Whether a field may stand in a request: it could end its line, or take the place of another.
    static func mayAdd(name: String, value: String) -> Bool {
        let own = ["host", "upgrade", "connection", "authorization", "content-length"]
        let lowered = name.lowercased()
        return HTTPToken.isToken(name.utf8) && !own.contains(lowered)
            && lowered != "transfer-encoding" && !lowered.hasPrefix("sec-websocket-")
            && value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
    }
}

extension GrowingBuffer {
    mutating func appendRequest(_ request: UpgradeRequest) {
        append("GET \(request.url.target(identity: request.identity)) HTTP/1.1\r\n")
        append("Host: \(request.url.hostField)\r\n")
        append("Upgrade: websocket\r\nConnection: Upgrade\r\n")
        append("Sec-WebSocket-Key: \(request.key.text)\r\nSec-WebSocket-Version: 13\r\n")
        if !request.protocols.isEmpty {
            precondition(
                request.protocols.allSatisfy { HTTPToken.isToken($0.utf8) },
                "sub-protocols are words: \(request.protocols)"
            )
            let offered = request.protocols.joined(separator: ", ")
            append("Sec-WebSocket-Protocol: \(offered)\r\n")
        }
        if let credentials = request.credentials {
            append("Authorization: \(credentials.fieldValue)\r\n")
        }
        for field in request.fields {
            precondition(
                UpgradeRequest.mayAdd(name: field.name, value: field.value),
                "no field of a request: \(field.name)"
            )
            append("\(field.name): \(field.value)\r\n")
        }
        append("\r\n")
    }
}
