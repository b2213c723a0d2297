import Glibc
import Synchronization

/// Threads that each do their piece of a step and then meet again.
package enum Threads {
    /// Runs the body once for each piece, all at the same time, and returns when all are done.
    package static func run(_ pieces: Int, _ body: @Sendable (Int) -> Void) {
        guard pieces > 1 else {
            if pieces == 1 { body(0) }
            return
        }
        withoutActuallyEscaping(body) { escaping in
            var threads: [pthread_t] = []
            for piece in 1..<pieces {
                if let thread = start({ escaping(piece) }) {
                    threads.append(thread)
                } else {
                    // Without another thread the piece is done here, only later.
                    escaping(piece)
                }
            }
            escaping(0)
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    /// Runs the body once for each piece on some threads, and returns when all are done.
    ///
    /// A thread that has finished one takes the next.
    static func run(_ pieces: Int, on threads: Int, _ body: @Sendable (Int) -> Void) {
        assert(threads > 0 || pieces == 0, "pieces are done by some thread")
        let next = Atomic(0)
        run(min(threads, pieces)) { _ in
            while true {
                let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard piece < pieces else { return }
                body(piece)
            }
        }
    }

    /// Starts a thread; nil: the system gives none.
    typealias Starting = (@escaping @Sendable () -> Void) -> pthread_t?

    /// Runs each piece on a thread of its own, and something beside them on this one.
    ///
    /// That is told how many threads there are: where the system gave fewer than there are pieces, it has to
    /// see to it that those which run come to an end.
    package static func run(
        _ pieces: Int,
        _ body: @Sendable (Int) -> Void,
        beside: (_ threads: Int) -> Void
    ) {
        run(pieces, body, beside: beside, starting: start)
    }

    static func run(
        _ pieces: Int,
        _ body: @Sendable (Int) -> Void,
        beside: (_ threads: Int) -> Void,
        starting start: Starting
    ) {
        withoutActuallyEscaping(body) { escaping in
            var threads: [pthread_t] = []
            while threads.count < pieces {
                let piece = threads.count
                guard let thread = start({ escaping(piece) }) else { break }
                threads.append(thread)
            }
            beside(threads.count)
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    /// Has the calling thread do nothing for a while.
    package static func rest(_ span: SimDuration) {
        usleep(UInt32(clamping: span.microseconds))
    }

    /// What is told of a run or a server that gets fewer threads than it is to have.
    static let shortage = "the system gives no more threads: take fewer with --workers"

    /// A box that takes the body across the C boundary.
    private final class Piece: Sendable {
        let body: @Sendable () -> Void

        init(body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
        let piece = Unmanaged.passRetained(Piece(body: body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument {
                    Unmanaged<Piece>.fromOpaque(argument).takeRetainedValue().body()
                }
                return nil
            },
            piece.toOpaque()
        )
        guard status == 0 else {
            piece.release()
            return nil
        }
        return thread
    }
}
