import Foundation
import Synchronization

/// One of the two streams, which may be a pipe without a reader: that keeps no run from ending.
///
/// What a pipe has no room for is left out, and said how much that was once there is room again.
final class TerminalStream: Sendable {
    /// A pipe that can be written at all takes that much without waiting (POSIX, PIPE_BUF).
    private static let mostAtOnce = 4_096
    /// How long the first text is waited for that a pipe does not take, in milliseconds.
    private static let patience: Int32 = 200
    /// How often it is looked whether to end.
    private static let pause: Int32 = 100

    private let descriptor: Int32
    /// Whether a reader that is slow is waited for, until the process is asked to end.
    private let waits: Bool
    /// How many texts were left out since the last that was written.
    private let leftOut = Mutex(0)

    init(_ descriptor: Int32, waits: Bool) {
        self.descriptor = descriptor
        self.waits = waits
    }

    func say(_ text: String) {
        leftOut.withLock { leftOut in
            guard isReady(hasFailedBefore: leftOut > 0) else {
                leftOut += 1
                return
            }
            if leftOut > 0 {
                put("fleetsim: \(leftOut) lines were left out here: they were not read in time\n")
                leftOut = 0
            }
            put(text)
        }
    }

    /// Writes as much as is taken; a closed pipe is the reader's choice and no failure of the run.
    private func put(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty, isReady(hasFailedBefore: false) {
            let count = rest.prefix(Self.mostAtOnce).withUnsafeBytes {
                write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 || errno == EINTR || errno == EAGAIN else { return }
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

    /// Whether the stream takes something within so many milliseconds; a broken one takes all.
    private func takes(within milliseconds: Int32) -> Bool {
        var stream = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&stream, 1, milliseconds) > 0
    }
}
