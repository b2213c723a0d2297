/// Where a CSMS listens: `ws://host:port/path?query`, or `wss` for TLS.
struct WebSocketURL: Equatable {
    let isSecure: Bool
    /// A name or an address; an IPv6 address without its brackets.
    let host: String
    let port: UInt16
    /// Begins with a slash, percent-encoded as it was given.
    let path: String
    let query: String?

    static func defaultPort(isSecure: Bool) -> UInt16 { isSecure ? 443 : 80 }

    /// The host as the field of that name has it: without the port that goes without saying.
    var hostField: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == Self.defaultPort(isSecure: isSecure) ? name : "\(name):\(port)"
    }

    /// What to ask the host for; a charger's identity is one more segment of the path.
    func target(identity: String? = nil) -> String {
        assert(path.hasPrefix("/"), "what is asked for begins at the root")
        var target = path
        if let identity {
            if target.utf8.last != UInt8(ascii: "/") { target += "/" }
            target += PercentEncoding.encode(identity)
        }
        return query.map { "\(target)?\($0)" } ?? target
    }
}

extension WebSocketURL: CustomStringConvertible {
    var description: String { "\(isSecure ? "wss" : "ws")://\(hostField)\(target())" }
}
