/// Why an HTTP request or response does not lead to a WebSocket.
enum UpgradeError: Error, Equatable {
    // Either side's head.
    case longHead(limit: Int)
    case notHTTP
    case controlCharacter(UInt8)
    case badLineEnd
    case badField(String)
    case repeatedField(String)
    case noUpgrade

    // A response's.
    case speaksTLS
    case wrongAccept
    case foreignProtocol(String)
    case foreignExtensions(String)

    // A request's.
    case httpVersion(String)
    case method(String)
    case badPath(String)
    case noIdentity
    case noHost
    case hasBody
    case badKey
    case version(String)
    case badCredentials

    /// What a server answers with.
    var status: HTTPStatus {
        switch self {
        case .longHead: .headTooLarge
        case .httpVersion: .versionNotSupported
        case .method: .methodNotAllowed
        case .noIdentity: .notFound
        case .noUpgrade, .version: .upgradeRequired
        case .badCredentials: .unauthorized
        case .notHTTP, .controlCharacter, .badLineEnd, .badField, .repeatedField, .badPath, .noHost,
            .hasBody, .badKey:
            .badRequest
        // A server answers no response.
        case .speaksTLS, .wrongAccept, .foreignProtocol, .foreignExtensions: .badRequest
        }
    }
}

extension UpgradeError: CustomStringConvertible {
    var description: String {
        switch self {
        case .longHead(let limit): "the head has more than \(limit) bytes"
        case .notHTTP: "this is not HTTP/1"
        case .controlCharacter(let byte):
            "the head has a control character, the byte 0x\(byte < 16 ? "0" : "")"
                + String(byte, radix: 16, uppercase: true)
        case .badLineEnd: "a line of the head does not end in CR LF"
        case .badField(let line): "‘\(line)’ is no field"
        case .repeatedField(let name): "the field \(name) is there more than once"
        case .noUpgrade: "the fields Connection and Upgrade do not name a WebSocket"
        case .speaksTLS: "the port speaks TLS: use wss://"
        case .wrongAccept: "Sec-WebSocket-Accept does not answer the key"
        case .foreignProtocol(let name): "sub-protocol ‘\(name)’ was not offered"
        case .foreignExtensions(let names): "extensions that were not asked for: ‘\(names)’"
        case .httpVersion(let version): "‘\(version)’ is not HTTP/1.1"
        case .method(let method): "the method is \(method), not GET"
        case .badPath(let path): "‘\(path)’ is no path"
        case .noIdentity: "the path does not end in an identity"
        case .noHost: "the field Host is missing"
        case .hasBody: "the request has a body"
        case .badKey: "Sec-WebSocket-Key is not 16 bytes in Base64"
        case .version(let version): "WebSocket version ‘\(version)’ instead of 13"
        case .badCredentials: "the credentials cannot be read"
        }
    }
}
