import Glibc

/// The addresses of this machine that a user wants chargers to call from: what is wrong with one shows
/// before any charger calls.
enum SourceAddresses {
    /// Those of a CSMS's addresses that can be called from each of them.
    static func reachable(
        _ targets: [SocketAddress],
        from sources: [SocketAddress]
    ) throws(SourceProblem) -> [SocketAddress] {
        var reachable = targets
        for source in sources {
            let alike = reachable.filter { $0.isIPv6 == source.isIPv6 }
            guard !alike.isEmpty else {
                let kinds = source.isIPv6 ? ("IPv4", "IPv6") : ("IPv6", "IPv4")
                throw SourceProblem(
                    source,
                    "that is called by \(kinds.0), and this is of \(kinds.1)"
                )
            }
            var failure: SourceProblem?
            reachable = alike.filter { target in
                let problem = problem(from: source, to: target)
                failure = failure ?? problem
                return problem == nil
            }
            if let failure, reachable.isEmpty { throw failure }
        }
        return reachable
    }

    /// Asks the system for a way from one to the other; nothing is sent.
    private static func problem(
        from source: SocketAddress,
        to target: SocketAddress
    ) -> SourceProblem? {
        let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = Glibc.socket(source.family, kind, 0)
        // Without a socket there is nothing to be known; the first call will tell.
        guard socket >= 0 else { return nil }
        defer { close(socket) }
        guard source.withPointer({ Glibc.bind(socket, $0, $1) }) == 0 else {
            guard errno == EADDRNOTAVAIL else {
                return SourceProblem(source, String(cString: strerror(errno)))
            }
            let own = SocketAddress.ofThisMachine().filter { $0.isIPv6 == source.isIPv6 }
            let has = own.isEmpty ? "" : ", but \(own.map(\.host).joined(separator: ", "))"
            return SourceProblem(source, "this machine has no such address\(has)")
        }
        guard target.withPointer({ Glibc.connect(socket, $0, $1) }) == 0 else {
            let reason = String(cString: strerror(errno))
            return SourceProblem(source, "no way leads from there to \(target.host) (\(reason))")
        }
        return nil
    }
}

/// Why a CSMS cannot be called from an address.
struct SourceProblem: Error, CustomStringConvertible {
    let description: String

    init(_ source: SocketAddress, _ reason: String) {
        description = "cannot be called from \(source.host): \(reason)"
    }
}
