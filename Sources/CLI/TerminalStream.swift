import Glibc
import Synchronization

/// One of the two streams, which may be a pipe that is not read: that keeps no run from ending.
///
/// What a pipe has no room for is left out, and said how much that was once there is room again.
final class TerminalStream: Sendable {
    /// A pipe that can be written at all takes that much without waiting (POSIX, PIPE_BUF).
    private static let mostAtOnce = 4_096
    /// How long the stream is waited for at the first text that a pipe does not take, in milliseconds.
    private static let patience: Int32 = 200
    /// How often it is looked whether to end.
    private static let pause: Int32 = 100

    private let descriptor: Int32
    /// Whether a reader that is slow is waited for, until the process is asked to end.
    private let waits: Bool
    private let state = Mutex(State())

    private struct State {
        /// How many texts were left out since the last that was written.
        var leftOut = 0
        /// Why writing failed; nothing is written after it, as it could be taken for the whole.
        var failure: SystemFailure?
    }

    init(_ descriptor: Int32, waits: Bool) {
        self.descriptor = descriptor
        self.waits = waits
    }

    /// Why not everything was written; a reader that was too slow is no failure.
    var failure: SystemFailure? { state.withLock { $0.failure } }

    func say(_ text: String) {
        state.withLock { state in
            guard state.failure == nil else { return }
            guard isReady(hasFailedBefore: state.leftOut > 0) else {
                state.leftOut += 1
                return
            }
            do throws(SystemFailure) {
                if state.leftOut > 0 {
                    try put("fleetsim: \(state.leftOut) lines were left out: not read in time\n")
                    state.leftOut = 0
                }
                try put(text)
            } catch {
                state.failure = error
            }
        }
    }

    /// Writes as much as is taken in time.
    private func put(_ text: String) throws(SystemFailure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty, isReady(hasFailedBefore: false) {
            let count = rest.prefix(Self.mostAtOnce).withUnsafeBytes {
                write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 || errno == EINTR || errno == EAGAIN else {
                throw SystemFailure(errno)
            }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Waits until something can be written; false if that takes too long.
    private func isReady(hasFailedBefore: Bool) -> Bool {
        if !waits { return takes(within: hasFailedBefore ? 0 : Self.patience) }
        while !takes(within: Self.pause) {
            if Interrupts.haveCome { return takes(within: Self.patience) }
        }
        return true
    }

    /// Whether the stream takes something within this time; a broken one takes all.
    private func takes(within milliseconds: Int32) -> Bool {
        var stream = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&stream, 1, milliseconds) > 0
    }
}
