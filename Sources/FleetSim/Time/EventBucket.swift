/// The entries of one slot of the wheel in order of arrival, in a chain of chunks.
///
/// An empty bucket stands at the end of the pool's `none`: so one test, "is this the end of a
/// chunk?", tells both an empty bucket and a full chunk from the usual push.
struct EventBucket {
    /// Where the oldest entry stands.
    private var head: Chunk.Pointer
    /// Where the next entry goes.
    private var tail: Chunk.Pointer
    /// The earliest and the latest moment in it.
    ///
    /// With them the wheel turns straight to the next event: to go by the starts of slots instead took
    /// twice the instructions.
    private(set) var earliest = SimTime(nanoseconds: .max)
    private var latest = SimTime(nanoseconds: .min)

    init(in pool: borrowing ChunkPool) {
        head = pool.none.end
        tail = head
    }

    var isEmpty: Bool { head == tail }

    /// Its oldest entry; the bucket must not be empty.
    var first: EventQueue.Entry { head.pointee }

    /// Whether there is only one moment in it, so that its first entry is also its earliest.
    var isSettled: Bool { earliest == latest }

    var holdsOne: Bool { head + 1 == tail }

    /// Whether the next entry needs another chunk.
    var isFull: Bool { Chunk.ends(at: tail) }

    mutating func append(_ entry: EventQueue.Entry) {
        assert(!isFull, "a bucket is extended before it takes more than its chunks hold")
        tail.initialize(to: entry)
        tail += 1
        earliest = min(earliest, entry.time)
        latest = max(latest, entry.time)
    }

    /// Makes room for more entries.
    @inline(__always)
    mutating func extend(from pool: inout ChunkPool) {
        let chunk = pool.lend()
        if isEmpty {
            head = chunk.first
        } else {
            Chunk(before: tail).link = chunk
        }
        tail = chunk.first
    }

    /// Drops the oldest entry.
    @inline(__always)
    mutating func removeFirst(to pool: inout ChunkPool) {
        assert(!isEmpty, "only a bucket that holds something gives")
        let removed = head
        head += 1
        if head == tail {
            pool.giveBack(Chunk(of: removed))
            self = EventBucket(in: pool)
        } else if Chunk.ends(at: head) {
            let emptied = Chunk(before: head)
            head = emptied.link.first
            pool.giveBack(emptied)
        }
    }
}
