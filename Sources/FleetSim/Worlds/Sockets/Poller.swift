import CEpoll
import Glibc

/// The kernel's list of sockets that something can be done with.
///
/// Sockets are watched for edges: each is named once when it becomes readable or writable, and not
/// again until it has been read or written dry. So a socket costs one system call in its life.
struct Poller: ~Copyable {
    private static let capacity = 512

    private let descriptor: Int32
    private let events: UnsafeMutablePointer<epoll_event>

    init() throws(SystemError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw .last("epoll_create") }
        events = .allocate(capacity: Self.capacity)
    }

    deinit {
        close(descriptor)
        events.deallocate()
    }

    /// Watches a socket until it is closed.
    func watch(_ socket: Int32, token: UInt64) throws(SystemError) {
        var event = epoll_event()
        event.events =
            EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        event.data.u64 = token
        guard epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event) == 0 else {
            throw .last("epoll_ctl")
        }
    }

    /// A socket that something can be done with.
    struct Readiness {
        var token: UInt64
        /// Whether the peer sends no more, which is behind the last byte to be read.
        var hasEnded = false
    }

    /// Waits until a socket is ready or the time is over.
    func wait(_ span: SimDuration, into ready: inout [Readiness]) {
        let count = fleetsim_epoll_wait(
            descriptor,
            events,
            Int32(Self.capacity),
            max(0, span.nanoseconds)
        )
        // A signal ends the wait early, which does no harm.
        let ends = EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue
        for index in 0..<Int(max(0, count)) {
            let event = events[index]
            ready.append(
                Readiness(token: event.data.u64, hasEnded: event.events & ends != 0)
            )
        }
    }
}
