import CEpoll
import Glibc

/// Sockets of TCP that never block.
enum TCP {
    /// What a read or a write came to.
    enum Progress {
        case bytes(Int)
        /// Nothing now; the poller will tell.
        case later
        /// The peer will send no more.
        case ended
        case failed(SystemError)
        /// TLS is at its end.
        case insecure(TLSFailure)
    }

    /// Begins to connect; whether it succeeds is known once the socket is writable.
    static func connect(
        to address: SocketAddress,
        from end: LocalEnds.End?
    ) throws(SystemError) -> Int32 {
        let socket = try open(address.family)
        if let end { try bind(socket, to: end, ofKind: address) }
        let status = address.withPointer { Glibc.connect(socket, $0, $1) }
        guard status == 0 || errno == EINPROGRESS else { throw give(up: socket, "connect") }
        return socket
    }

    /// Why an attempt to connect came to nothing; nil if the connection stands.
    static func failure(of socket: Int32) -> SystemError? {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else {
            return .last("getsockopt")
        }
        return code == 0 ? nil : SystemError(call: "connect", code: code)
    }

    /// Listens; several processes may share a port, and the kernel spreads what comes over them.
    static func listen(at address: SocketAddress, isShared: Bool) throws(SystemError) -> Int32 {
        let socket = try open(address.family)
        set(socket, SOL_SOCKET, SO_REUSEADDR, to: 1)
        if isShared { set(socket, SOL_SOCKET, SO_REUSEPORT, to: 1) }
        guard address.withPointer({ Glibc.bind(socket, $0, $1) }) == 0 else {
            throw give(up: socket, "bind")
        }
        guard Glibc.listen(socket, backlog) == 0 else { throw give(up: socket, "listen") }
        return socket
    }

    /// The next connection that waits; nil when none does.
    ///
    /// The peer's address is told as a number: of IPv6 the network, since a host has its choice of
    /// all addresses in there.
    static func accept(
        _ listener: Int32,
        from peer: UnsafeMutablePointer<UInt64>? = nil
    ) throws(SystemError) -> Int32? {
        while true {
            let socket = fleetsim_accept(listener, peer)
            if socket >= 0 {
                sendAtOnce(socket)
                return socket
            }
            switch errno {
            case EAGAIN: return nil
            // The client has gone already, or the way to it: accept(2) hands on what waits at the new socket.
            case ECONNABORTED, EINTR, EPROTO, ENOPROTOOPT, ENETDOWN, ENETUNREACH, EHOSTDOWN,
                EHOSTUNREACH, ENONET:
                continue
            default: throw .last("accept")
            }
        }
    }

    static func read(_ socket: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Progress {
        assert(!buffer.isEmpty, "without room nothing is read, which looks like the peer's end")
        while true {
            let count = recv(socket, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .ended }
            if errno == EAGAIN { return .later }
            if errno != EINTR { return .failed(.last("read")) }
        }
    }

    static func write(_ socket: Int32, _ bytes: UnsafeRawBufferPointer) -> Progress {
        while true {
            let count = send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if count >= 0 { return .bytes(count) }
            if errno == EAGAIN { return .later }
            if errno != EINTR { return .failed(.last("write")) }
        }
    }

    /// Ends one's own half of the conversation.
    static func sayNoMore(_ socket: Int32) { shutdown(socket, Int32(SHUT_WR)) }

    /// Another descriptor of the same socket, to be closed apart.
    static func another(of socket: Int32) throws(SystemError) -> Int32 {
        let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw .last("fcntl") }
        return copy
    }

    static func close(_ socket: Int32) { Glibc.close(socket) }

    /// Has the socket end with a reset, as if a cable had been cut and mended.
    static func endWithReset(_ socket: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            socket,
            SOL_SOCKET,
            SO_LINGER,
            &linger,
            socklen_t(MemoryLayout<linger>.size)
        )
    }

    /// Has the kernel take in no more than it must before it is read.
    static func keepFewUnread(_ socket: Int32) { set(socket, SOL_SOCKET, SO_RCVBUF, to: 1) }

    /// As many as a kernel keeps waiting by default.
    private static let backlog: Int32 = 4096

    private static func open(_ family: Int32) throws(SystemError) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = Glibc.socket(family, kind, 0)
        guard socket >= 0 else { throw .last("socket") }
        sendAtOnce(socket)
        return socket
    }

    /// Unless a port is to be bound it is chosen at the connect: it need be free only towards that
    /// peer then.
    private static func bind(
        _ socket: Int32,
        to end: LocalEnds.End,
        ofKind peer: SocketAddress
    ) throws(SystemError) {
        if !end.bindsPort {
            guard end.address != nil else { return }
            set(socket, Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT, to: 1)
        }
        let address = end.address ?? .anyAddress(isIPv6: peer.isIPv6)
        guard address.withPointer({ Glibc.bind(socket, $0, $1) }) == 0 else {
            throw give(up: socket, "bind")
        }
    }

    /// A frame is worth a packet: waiting to fill one up would cost its latency.
    private static func sendAtOnce(_ socket: Int32) {
        set(socket, Int32(IPPROTO_TCP), TCP_NODELAY, to: 1)
    }

    private static func set(_ socket: Int32, _ level: Int32, _ option: Int32, to value: Int32) {
        var value = value
        setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func give(up socket: Int32, _ call: String) -> SystemError {
        let error = SystemError.last(call)
        Glibc.close(socket)
        return error
    }
}
