/// A socket that listens; its owner does the accepting, and closes it in the end.
package struct ListeningSocket: Sendable {
    package let descriptor: Int32
    /// Where it is, with the port that the kernel chose if it was left to it.
    package let address: SocketAddress

    /// Several of this user's may share a port, and the kernel spreads what comes over them.
    package init(at address: SocketAddress, isShared: Bool = false) throws(SystemError) {
        descriptor = try TCP.listen(at: address, isShared: isShared)
        self.address = SocketAddress.local(of: descriptor) ?? address
    }

    /// Several sockets at one address.
    static func several(
        _ count: Int,
        at address: SocketAddress
    ) throws(SystemError) -> [ListeningSocket] {
        var sockets = [try ListeningSocket(at: address, isShared: count > 1)]
        do throws(SystemError) {
            while sockets.count < count {
                sockets.append(try ListeningSocket(at: sockets[0].address, isShared: true))
            }
        } catch {
            for socket in sockets { socket.close() }
            throw error
        }
        return sockets
    }

    func close() { TCP.close(descriptor) }
}
