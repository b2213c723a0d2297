/// The events to come, earliest first; equal times leave in order of pushing.
///
/// It is a radix timing wheel. A time goes to the slot that is named by the highest base-64 digit
/// in which it differs from the cursor, so a slot covers one moment (level 0) or a span of them
/// (above), and slots of a lower level and a lower digit come first. When the turn of a span
/// comes, its entries are filed again, one level or more below, in the order they stood in. Equal
/// times share a bucket at every moment: that makes ties first-in-first-out without a ticket, and
/// the order exact over the whole range of times.
///
/// Whatever a push or a pop does for a usual event is forced into its caller's loop: left to the
/// compiler, a hold of 33 ns takes 40 (Benchmarks/hold.sh, 1,000 pending).
package struct EventQueue: ~Copyable {
    package struct Entry {
        package let time: SimTime
        package let payload: UInt64
    }

    package private(set) var count = 0

    /// The latest moment that pop has settled.
    private var cursor = SimTime.zero
    private var occupancy = Occupancy()
    private var pool: ChunkPool
    private let buckets: UnsafeMutablePointer<EventBucket>

    package init() {
        pool = ChunkPool()
        buckets = .allocate(capacity: Slot.count)
        buckets.initialize(repeating: EventBucket(in: pool), count: Slot.count)
    }

    deinit {
        buckets.deallocate()
    }

    package var isEmpty: Bool { count == 0 }

    /// How many times memory was asked for.
    package var allocations: Int { 2 + pool.allocations }

    /// Nothing is due before this moment; nil when nothing is due at all.
    ///
    /// It is exact when the next event is alone or at hand, else the start of its slot.
    package var earliest: SimTime? {
        guard let slot = occupancy.first else { return nil }
        let bucket = buckets[slot.index]
        return bucket.isSettled(at: slot) ? bucket.first.time : slot.start(from: cursor)
    }

    /// What will probably leave next: the oldest event of the first slot, which in a slot of
    /// several moments need not be its earliest.
    package var probablyNext: UInt64? {
        guard let slot = occupancy.first else { return nil }
        return buckets[slot.index].first.payload
    }

    /// Adds an event; it must not be earlier than a moment that pop has settled.
    @inline(__always)
    package mutating func push(_ payload: UInt64, at time: SimTime) {
        precondition(time >= cursor, "an event was pushed into the past")
        file(Entry(time: time, payload: payload))
        count &+= 1
    }

    /// Takes the next event if it is due by a limit; nothing moves past the limit otherwise.
    @inline(__always)
    package mutating func pop(until limit: SimTime) -> Entry? {
        while let slot = occupancy.first {
            let bucket = buckets[slot.index]
            if bucket.isSettled(at: slot) {
                guard bucket.first.time <= limit else { return nil }
                return takeFirst(of: slot)
            }
            let start = slot.start(from: cursor)
            guard start <= limit else { return nil }
            cascade(slot, at: start)
        }
        assert(count == 0, "an event that is counted stands in a slot that is marked")
        return nil
    }

    /// Drops the events that are of no use any more; the others keep their order.
    package mutating func removeAll(where isUseless: (_ payload: UInt64) -> Bool) {
        for place in 0..<Slot.count {
            let slot = Slot(level: place / 64, digit: place % 64)
            var bucket = buckets[place]
            guard !bucket.isEmpty else { continue }
            buckets[place] = EventBucket(in: pool)
            occupancy.clear(slot)
            while !bucket.isEmpty {
                let entry = bucket.first
                bucket.removeFirst(to: &pool)
                if isUseless(entry.payload) { count &-= 1 } else { append(entry, to: slot) }
            }
        }
        assert(count >= 0, "no event is dropped twice")
    }
}

extension EventQueue {
    @inline(__always)
    private mutating func file(_ entry: Entry) {
        append(entry, to: Slot(of: entry.time, from: cursor))
    }

    @inline(__always)
    private mutating func append(_ entry: Entry, to slot: Slot) {
        let bucket = buckets + slot.index
        if bucket.pointee.isFull {
            bucket.pointee.extend(from: &pool)
            occupancy.mark(slot)
        }
        bucket.pointee.append(entry)
    }

    @inline(__always)
    private mutating func takeFirst(of slot: Slot) -> Entry {
        let bucket = buckets + slot.index
        let entry = bucket.pointee.first
        bucket.pointee.removeFirst(to: &pool)
        assert(entry.time >= cursor && count > 0, "events leave in the order of their times")
        if bucket.pointee.isEmpty { occupancy.clear(slot) }
        cursor = entry.time
        count &-= 1
        return entry
    }

    /// Moves the cursor to the start of a slot and files its entries below, in order.
    private mutating func cascade(_ slot: Slot, at start: SimTime) {
        assert(start >= cursor, "the wheel turns forward")
        var bucket = buckets[slot.index]
        buckets[slot.index] = EventBucket(in: pool)
        occupancy.clear(slot)
        cursor = start
        while !bucket.isEmpty {
            let entry = bucket.first
            assert(entry.time >= start, "no event is earlier than its slot")
            bucket.removeFirst(to: &pool)
            file(entry)
        }
    }
}
