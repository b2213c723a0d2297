/// A socket that listens, for a server that does its own accepting and closes it in the end.
package struct ListeningSocket {
    package let descriptor: Int32
    /// Where it is, with the port that the kernel chose if it was left to it.
    package let address: SocketAddress

    package init(at address: SocketAddress) throws(SystemError) {
        descriptor = try TCP.listen(at: address, isShared: false)
        self.address = SocketAddress.local(of: descriptor) ?? address
    }
}
