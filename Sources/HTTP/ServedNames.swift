import Glibc

/// The names by which clients may ask a server.
///
/// A page of anyone's can have its own name resolve to this machine (DNS rebinding), and then read what this
/// server says as if it were its own. Its name stands in the question, and is none of these.
package struct ServedNames: Sendable {
    private let own: String?

    /// `own`: the name that the server was told to listen at, where it was one.
    package init(own: String? = nil) {
        self.own = own?.lowercased()
    }

    /// An address in digits cannot be made to mean another machine.
    package func cover(_ host: String?) -> Bool {
        guard var name = host?.lowercased(), !name.isEmpty else { return false }
        if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]"),
            name.hasPrefix("[") || name.firstIndex(of: ":") == colon
        {
            guard UInt16(name[name.index(after: colon)...]) != nil else { return false }
            name = String(name[..<colon])
        }
        return name == "localhost" || name == own || Self.isAddress(name)
    }

    private static func isAddress(_ name: String) -> Bool {
        var address = in6_addr()
        guard name.hasPrefix("["), name.hasSuffix("]") else {
            return inet_pton(AF_INET, name, &address) == 1
        }
        return inet_pton(AF_INET6, String(name.dropFirst().dropLast()), &address) == 1
    }
}
