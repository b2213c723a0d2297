/// The events to come, earliest first; equal times leave in order of pushing.
///
/// It is a radix timing wheel. A time goes to the slot that is named by the highest base-64 digit
/// in which it differs from the cursor, so a slot covers one moment (level 0) or a span of them
/// (above), and slots of a lower level and a lower digit come first. When the turn of a span
/// comes, the cursor moves to the earliest entry in it, and the others are filed again as seen from
/// there, one level or more below, in the order they stood in. Equal times share a bucket at every
/// moment: that makes ties first-in-first-out without a ticket, and the order exact over the whole
/// range of times.
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

    /// When the next event is due; nil when nothing is due at all.
    package var earliest: SimTime? {
        guard let slot = occupancy.first else { return nil }
        return buckets[slot.index].earliest
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
        guard let slot = occupancy.first else {
            assert(count == 0, "an event that is counted stands in a slot that is marked")
            return nil
        }
        let bucket = buckets + slot.index
        guard bucket.pointee.earliest <= limit else { return nil }
        guard slot.level > 0, !bucket.pointee.holdsOne else { return takeFirst(of: slot) }
        return bucket.pointee.isSettled ? settle(slot) : split(slot)
    }

    /// Drops the events that are of no use any more; the others keep their order.
    package mutating func removeAll(where isUseless: (_ payload: UInt64) -> Bool) {
        for index in 0..<Slot.count {
            let slot = Slot(level: index / 64, digit: index % 64)
            var bucket = buckets[index]
            guard !bucket.isEmpty else { continue }
            buckets[index] = EventBucket(in: pool)
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

    /// Takes the first of entries that are all of one moment; the others go to that moment's slot as they
    /// stand, since the cursor is there now.
    @inline(never)
    private mutating func settle(_ slot: Slot) -> Entry {
        let bucket = buckets[slot.index]
        buckets[slot.index] = EventBucket(in: pool)
        occupancy.clear(slot)
        let moment = Slot(of: bucket.earliest, from: bucket.earliest)
        assert(buckets[moment.index].isEmpty, "the lower of two slots comes first")
        buckets[moment.index] = bucket
        occupancy.mark(moment)
        return takeFirst(of: moment)
    }

    /// Takes the first of the earliest entries of a slot, and files the others as seen from there, in order.
    @inline(never)
    private mutating func split(_ slot: Slot) -> Entry {
        var bucket = buckets[slot.index]
        assert(bucket.earliest >= cursor, "the wheel turns forward")
        buckets[slot.index] = EventBucket(in: pool)
        occupancy.clear(slot)
        cursor = bucket.earliest
        while bucket.first.time != cursor {
            file(bucket.first)
            bucket.removeFirst(to: &pool)
        }
        let earliest = bucket.first
        bucket.removeFirst(to: &pool)
        while !bucket.isEmpty {
            file(bucket.first)
            bucket.removeFirst(to: &pool)
        }
        count &-= 1
        return earliest
    }
}
