import CMicroHTTPD

/// The connections to the endpoint: one too many costs the oldest its place.
///
/// A client that sends its head byte by byte, or nothing, keeps its place for as long as it likes
/// otherwise, and those that want the page would find none.
final class Callers: @unchecked Sendable {
    // Only the thread of libmicrohttpd looks at it.
    /// How many connections there can be for a moment, until those that were cut have gone.
    static let most = 48
    /// How many may stay.
    private static let room = 32

    /// In the order in which they came.
    private var sockets: [Int32] = []

    func comes(_ socket: Int32) {
        sockets.append(socket)
        guard sockets.count > Self.room else { return }
        fleetsim_http_cut(sockets.removeFirst())
    }

    func goes(_ socket: Int32) { sockets.removeAll { $0 == socket } }
}
