import Glibc

/// Where a socket is: an address of IPv4 or IPv6 with a port.
package struct SocketAddress: Sendable, CustomStringConvertible {
    private var storage: sockaddr_storage
    private let length: socklen_t

    private init(_ address: UnsafePointer<sockaddr>, length: socklen_t) {
        storage = sockaddr_storage()
        self.length = length
        withUnsafeMutableBytes(of: &storage) { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(length)))
        }
    }

    package var family: Int32 { Int32(storage.ss_family) }

    var isIPv6: Bool { family == AF_INET6 }

    /// The addresses of a host, the system's preferred one first.
    package static func resolve(
        _ host: String,
        port: UInt16,
        isToListen: Bool = false
    ) throws(ResolutionError) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = isToListen ? AI_PASSIVE : 0
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard status == 0 else {
            throw ResolutionError(host: host, reason: String(cString: gai_strerror(status)))
        }
        var addresses: [SocketAddress] = []
        var next = found
        while let entry = next {
            if let address = entry.pointee.ai_addr {
                addresses.append(SocketAddress(address, length: entry.pointee.ai_addrlen))
            }
            next = entry.pointee.ai_next
        }
        guard !addresses.isEmpty else {
            throw ResolutionError(host: host, reason: "no address")
        }
        return addresses
    }

    /// One of the sixteen million addresses of IPv4 that are this machine's own; 0 is 127.0.0.1.
    static func loopback(_ number: Int) -> SocketAddress {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = (UInt32(0x7F00_0001) + UInt32(number & 0xFF_FFFF)).bigEndian
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                SocketAddress($0, length: socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Stands for any address of this machine, and for any port.
    static func anyAddress(isIPv6: Bool) -> SocketAddress {
        var storage = sockaddr_storage()
        storage.ss_family = sa_family_t(isIPv6 ? AF_INET6 : AF_INET)
        let length = isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        return withUnsafePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                SocketAddress($0, length: socklen_t(length))
            }
        }
    }

    /// The addresses of this machine that others can be called from.
    static func ofThisMachine() -> [SocketAddress] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        var found: [SocketAddress] = []
        var next = first
        while let entry = next?.pointee {
            next = entry.ifa_next
            guard let address = entry.ifa_addr else { continue }
            let family = Int32(address.pointee.sa_family)
            guard family == AF_INET || family == AF_INET6 else { continue }
            let length =
                family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
            let own = SocketAddress(address, length: socklen_t(length))
            // Addresses that hold within one network only need that network's name beside them.
            if !own.isLoopback, !own.host.hasPrefix("fe80:") { found.append(own) }
        }
        return found
    }

    /// Where a socket is bound.
    static func local(of socket: Int32) -> SocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(socket, $0, &length)
            }
        }
        guard status == 0 else { return nil }
        return withUnsafePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                SocketAddress($0, length: length)
            }
        }
    }

    package func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result)
        -> Result
    {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    package var port: UInt16 {
        withUnsafePointer(to: storage) { pointer in
            // The port stands at the same place in both families.
            pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                UInt16(bigEndian: $0.pointee.sin_port)
            }
        }
    }

    /// Whether both ends of a connection to it are this machine.
    package var isLoopback: Bool { isIPv6 ? host == "::1" : host.hasPrefix("127.") }

    package var host: String {
        var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = withPointer { address, length in
            getnameinfo(
                address,
                length,
                &name,
                socklen_t(name.count),
                nil,
                0,
                NI_NUMERICHOST
            )
        }
        guard status == 0 else { return "?" }
        let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    package var description: String { isIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A host whose address is not known.
package struct ResolutionError: Error, CustomStringConvertible, Sendable {
    package let host: String
    package let reason: String

    package var description: String { "the host ‘\(host)’ cannot be found: \(reason)" }
}
