import Glibc
import Synchronization

/// One of the two streams, which may be a pipe that is not read: that keeps no run from ending.
///
/// What a pipe has no room for is left out, and said how much that was once there is room again.
final class TerminalStream: Sendable {
    /// A pipe that can be written at all takes that much without waiting (POSIX, PIPE_BUF).
    private static let maximumAtOnce = 4_096
    /// How long the stream is waited for at the first text that a pipe does not take, in milliseconds.
    private static let patience: Int32 = 200
    /// How often it is looked whether to end.
    private static let pause: Int32 = 100
    /// How long it sleeps after a stream that said that it has room has taken nothing, in microseconds, and how
    /// often at most.
    private static let pauseAfterRefusal: UInt32 = 10_000
    private static let maximumRefusals = 20

    private let descriptor: Int32
    private let kind: Kind
    /// Whether a reader that is slow is waited for, until the process is asked to end.
    private let waits: Bool
    private let state = Mutex(State())

    /// What a write waits for, unless it is told not to: a pipe for nothing, once it takes something; a terminal
    /// or a socket until all of a text is taken.
    private enum Kind { case pipe, terminal, socket }

    private struct State {
        /// How many texts were left out since the last that was written.
        var leftOut = 0
        /// Why writing failed; nothing is written after it, as it could be taken for the whole.
        var failure: SystemFailure?
    }

    init(_ descriptor: Int32, waits: Bool) {
        self.waits = waits
        var facts = stat()
        let isThere = fstat(descriptor, &facts) == 0
        if isatty(descriptor) == 1 {
            // Opened once more: a flag on what is open would be the shell's as well.
            let flags = O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
            let own = open("/proc/self/fd/\(descriptor)", flags)
            self.descriptor = own >= 0 ? own : descriptor
            kind = .terminal
        } else {
            self.descriptor = descriptor
            kind = isThere && facts.st_mode & S_IFMT == S_IFSOCK ? .socket : .pipe
        }
    }

    /// Why not everything was written; a reader that was too slow is no failure.
    var failure: SystemFailure? { state.withLock { $0.failure } }

    func say(_ text: String) {
        state.withLock { state in
            guard state.failure == nil else { return }
            let isStalled = state.leftOut > 0
            guard isReady(hasFailedBefore: isStalled) else {
                state.leftOut += 1
                return
            }
            do throws(SystemFailure) {
                if isStalled {
                    let told = "fleetsim: \(state.leftOut) lines were left out: not read in time\n"
                    guard try put(told, maximumRefusals: 1) else {
                        state.leftOut += 1
                        return
                    }
                    state.leftOut = 0
                }
                if try !put(text, maximumRefusals: Self.maximumRefusals) { state.leftOut += 1 }
            } catch {
                state.failure = error
            }
        }
    }

    /// Writes as much as is taken in time; false: that is not all.
    private func put(_ text: String, maximumRefusals: Int) throws(SystemFailure) -> Bool {
        var rest = Array(text.utf8)[...]
        var refusals = 0
        while !rest.isEmpty, isReady(hasFailedBefore: false) {
            let count = write(rest.prefix(Self.maximumAtOnce))
            if count > 0 {
                rest = rest.dropFirst(count)
                refusals = 0
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                // A terminal with room for one byte says that it has room, and takes no line end.
                refusals += 1
                let isOver = waits ? Interrupts.haveCome : true
                guard !isOver || refusals < maximumRefusals else { return false }
                usleep(Self.pauseAfterRefusal)
            case let code: throw SystemFailure(code)
            }
        }
        return rest.isEmpty
    }

    private func write(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { bytes in
            switch kind {
            case .pipe, .terminal: Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            case .socket:
                send(
                    descriptor,
                    bytes.baseAddress,
                    bytes.count,
                    Int32(MSG_DONTWAIT | MSG_NOSIGNAL)
                )
            }
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
