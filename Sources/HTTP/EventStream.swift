import CMicroHTTPD
import Glibc
import Synchronization

/// A body that is said bit by bit, on a thread of its connection.
final class EventStream: Sendable {
    /// How often it is asked for more, in microseconds.
    private static let pause: UInt32 = 100_000
    /// After this many questions without an answer it says a comment, by which a client that has gone is noticed.
    private static let maximumSilent = 50

    private let next: @Sendable () -> HTTPResponse.Step
    private let isOver: @Sendable () -> Bool
    /// What was said and not sent yet.
    private let rest = Mutex<[UInt8]>([])

    init(
        _ next: @escaping @Sendable () -> HTTPResponse.Step,
        until isOver: @escaping @Sendable () -> Bool
    ) {
        self.next = next
        self.isOver = isOver
    }

    /// A response that reads this, and lets go of it at its end.
    func response() -> OpaquePointer? {
        MHD_create_response_from_callback(
            UInt64.max,
            16_384,
            { stream, _, buffer, room in
                guard let stream, let buffer else { return -1 }
                let events = Unmanaged<EventStream>.fromOpaque(stream).takeUnretainedValue()
                return events.fill(UnsafeMutableRawBufferPointer(start: buffer, count: room))
            },
            Unmanaged.passRetained(self).toOpaque(),
            { stream in
                guard let stream else { return }
                Unmanaged<EventStream>.fromOpaque(stream).release()
            }
        )
    }

    /// Waits for something to say and puts as much of it there as there is room; -1 ends the body.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        rest.withLock { rest in
            var silences = 0
            while rest.isEmpty {
                guard !isOver() else { return -1 }
                switch next() {
                case .say(let text): rest = Array(text.utf8)
                case .end: return -1
                case .nothing:
                    silences += 1
                    if silences < Self.maximumSilent {
                        usleep(Self.pause)
                    } else {
                        rest = Self.comment
                    }
                }
            }
            let count = min(rest.count, buffer.count)
            assert(count > 0, "zero bytes are asked for again at once, without a pause")
            buffer.copyBytes(from: rest.prefix(count))
            rest.removeFirst(count)
            return count
        }
    }

    private static let comment = Array(": still here\n\n".utf8)
}
