import FleetSim
import Glibc

/// A page that is fetched by HTTP/1.1 over plain TCP, with a bound on its size and on the time.
struct HTTPPage {
    /// More than this of a page is not read.
    static let longest = 8 << 20
    private static let longestHead = 16 << 10

    let host: String
    let port: UInt16
    private let hostField: String
    private let target: String

    /// nil: it is no URL of a page.
    init?(_ url: String) {
        guard url.hasPrefix("http://") else { return nil }
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        let path = rest[authority.endIndex...].prefix { $0 != "#" }
        target = path.isEmpty ? "/" : path.first == "?" ? "/\(path)" : String(path)
        hostField = String(authority)
        var name = authority
        var port: UInt16 = 80
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0
            else {
                return nil
            }
            port = number
            name = authority[..<colon]
        }
        self.port = port
        host = name.filter { !"[]".contains($0) }
        guard !host.isEmpty else { return nil }
    }

    /// The body of the answer.
    func fetch(until deadline: Deadline) throws(LookError) -> [UInt8] {
        let socket = try connect(until: deadline)
        defer { close(socket) }
        let request = """
            GET \(target) HTTP/1.1\r
            Host: \(hostField)\r
            Accept: text/plain;version=0.0.4, */*;q=0.5\r
            User-Agent: fleetsim\r
            Connection: close\r
            \r

            """
        try send(Array(request.utf8), to: socket, until: deadline)
        var answer = HTTPAnswer(longestHead: Self.longestHead, longestBody: Self.longest)
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while !answer.isWhole {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                try answer.take(buffer[..<count])
            } else if count == 0 {
                try answer.end()
            } else if errno == EAGAIN || errno == EINTR {
                try deadline.wait(for: socket, POLLIN)
            } else {
                throw .system("the connection broke")
            }
        }
        return answer.body
    }

    private func connect(until deadline: Deadline) throws(LookError) -> Int32 {
        let addresses: [SocketAddress]
        do throws(ResolutionError) {
            addresses = try SocketAddress.resolve(host, port: port)
        } catch {
            throw LookError("\(error)")
        }
        var failure = LookError("no address")
        for address in addresses {
            do throws(LookError) {
                return try connect(to: address, until: deadline)
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private func connect(
        to address: SocketAddress,
        until deadline: Deadline
    ) throws(LookError) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let socket = Glibc.socket(address.family, kind, 0)
        guard socket >= 0 else { throw .system("no socket") }
        do throws(LookError) {
            guard address.withPointer({ Glibc.connect(socket, $0, $1) }) != 0 else { return socket }
            guard errno == EINPROGRESS else { throw .system("cannot be reached") }
            try deadline.wait(for: socket, POLLOUT)
            var error: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size)
            errno = error
            guard error == 0 else { throw .system("cannot be reached") }
            return socket
        } catch {
            close(socket)
            throw error
        }
    }

    private func send(
        _ bytes: [UInt8],
        to socket: Int32,
        until deadline: Deadline
    ) throws(LookError) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN || errno == EINTR {
                try deadline.wait(for: socket, POLLOUT)
            } else {
                throw .system("the connection broke")
            }
        }
    }
}
