import CMicroHTTPD
import Synchronization

/// The connections to a server: one too many costs the oldest its place.
///
/// A client that sends its head byte by byte, or nothing, keeps its place for as long as it likes
/// otherwise, and those that want a page would find none.
final class Callers: Sendable {
    /// How many connections there can be for a moment, until those that were cut have gone: with a thread
    /// each that takes as long as it takes to end a thread.
    static func maximum(_ threads: HTTPServer.Threads) -> UInt32 {
        switch threads {
        case .one: 48
        case .onePerConnection: 256
        }
    }

    /// How many may stay.
    private static let room = 32

    /// In the order in which they came.
    private let sockets = Mutex<[Int32]>([])

    func add(_ socket: Int32) {
        sockets.withLock { sockets in
            sockets.append(socket)
            guard sockets.count > Self.room else { return }
            fleetsim_http_cut(sockets.removeFirst())
            assert(sockets.count == Self.room, "one that comes costs one its place, and no more")
        }
    }

    func remove(_ socket: Int32) {
        sockets.withLock { sockets in sockets.removeAll { $0 == socket } }
    }
}
