/// The answers of a server that lets no client in.
enum HTTPStatus: Int {
    case badRequest = 400
    case unauthorized = 401
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case upgradeRequired = 426
    case tooManyRequests = 429
    case headTooLarge = 431
    case internalError = 500
    case unavailable = 503
    case versionNotSupported = 505

    var reason: String {
        switch self {
        case .badRequest: "Bad Request"
        case .unauthorized: "Unauthorized"
        case .forbidden: "Forbidden"
        case .notFound: "Not Found"
        case .methodNotAllowed: "Method Not Allowed"
        case .upgradeRequired: "Upgrade Required"
        case .tooManyRequests: "Too Many Requests"
        case .headTooLarge: "Request Header Fields Too Large"
        case .internalError: "Internal Server Error"
        case .unavailable: "Service Unavailable"
        case .versionNotSupported: "HTTP Version Not Supported"
        }
    }

    /// Fields without which the answer would not say enough (RFC 9110 §15.5).
    fileprivate var fields: [(name: String, value: String)] {
        switch self {
        case .unauthorized: [("WWW-Authenticate", "Basic realm=\"OCPP\", charset=\"UTF-8\"")]
        case .methodNotAllowed: [("Allow", "GET")]
        case .upgradeRequired:
            [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13")]
        case .badRequest, .forbidden, .notFound, .tooManyRequests, .headTooLarge, .internalError,
            .unavailable, .versionNotSupported:
            []
        }
    }
}

extension GrowingBuffer {
    /// Appends a refusal, after which the server hangs up; `because` is its body.
    mutating func appendRefusal(
        _ status: HTTPStatus,
        because: String = "",
        retryAfter seconds: Int? = nil
    ) {
        append("HTTP/1.1 \(status.rawValue) \(status.reason)\r\nConnection: close\r\n")
        for field in status.fields { append("\(field.name): \(field.value)\r\n") }
        if let seconds { append("Retry-After: \(seconds)\r\n") }
        let body = because.isEmpty ? "" : because + "\n"
        append("Content-Type: text/plain; charset=utf-8\r\nContent-Length: \(body.utf8.count)\r\n")
        append("\r\n" + body)
    }
}
