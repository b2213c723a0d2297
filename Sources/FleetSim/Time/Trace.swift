/// The fingerprint of a run: what happened to each entity, in order, folded into 64 bits.
///
/// The order of one entity's events counts. The order between entities does not, so shards that
/// hold different entities agree with one kernel that holds them all: their fingerprints add.
package struct Trace {
    /// One fold per entity; zero means that nothing has happened to it.
    private var folds: [UInt64]
    /// The fleet-wide index of the first entity.
    private let base: Int

    package init(entities: Int, base: Int = 0) {
        assert(base >= 0, "entities are counted from zero on")
        folds = Array(repeating: 0, count: entities)
        self.base = base
    }

    /// The sum over all entities; those to which nothing happened contribute zero.
    package var fingerprint: UInt64 {
        folds.indices.reduce(0) { sum, entity in
            guard folds[entity] != 0 else { return sum }
            let name = UInt64(truncatingIfNeeded: base + entity)
            return sum &+ Self.mix(folds[entity] &+ name &* Self.odd)
        }
    }

    /// The fingerprint of a run out of those of its shards.
    package static func combine(_ fingerprints: some Sequence<UInt64>) -> UInt64 {
        fingerprints.reduce(0, &+)
    }

    func prefetch(_ entity: Int) { folds.prefetch(entity) }

    /// Adds an event: when it happened, and one word that tells what it was.
    package mutating func fold(_ entity: Int, at time: SimTime, _ word: UInt64) {
        let moment = UInt64(bitPattern: time.nanoseconds)
        folds[entity] = Self.absorb(word, into: Self.absorb(moment, into: folds[entity]))
    }

    /// Adds bytes, eight at a time, and how many there were.
    package mutating func fold(bytes: UnsafeRawBufferPointer, of entity: Int) {
        folds[entity] = Self.absorb(bytes, into: folds[entity])
    }

    /// Adds a frame: when it went or came, and its bytes.
    mutating func fold(_ entity: Int, at time: SimTime, _ frame: UnsafeRawBufferPointer) {
        let moment = UInt64(bitPattern: time.nanoseconds)
        let fold = Self.absorb(
            UInt64(frame.count),
            into: Self.absorb(moment, into: folds[entity])
        )
        folds[entity] = Self.absorb(frame, into: fold)
    }
}

extension Trace {
    /// How many bytes there are, and then the bytes.
    private static func absorb(_ bytes: UnsafeRawBufferPointer, into before: UInt64) -> UInt64 {
        var fold = absorb(UInt64(bytes.count), into: before)
        guard let start = bytes.baseAddress else { return fold }
        let whole = bytes.count & ~7
        var offset = 0
        // Four at a time: counting takes as many instructions as folding.
        while offset &+ 32 <= whole {
            for index in 0..<4 { fold = absorb(word(at: start + offset + 8 * index), into: fold) }
            offset &+= 32
        }
        while offset < whole {
            fold = absorb(word(at: start + offset), into: fold)
            offset &+= 8
        }
        return whole < bytes.count ? absorb(rest(of: bytes, from: whole), into: fold) : fold
    }

    @inline(__always)
    private static func word(at pointer: UnsafeRawPointer) -> UInt64 {
        UInt64(littleEndian: pointer.loadUnaligned(as: UInt64.self))
    }

    private static let odd: UInt64 = 0x9e37_79b9_7f4a_7c15

    /// The last bytes, fewer than eight, the first of them lowest.
    private static func rest(of bytes: UnsafeRawBufferPointer, from whole: Int) -> UInt64 {
        guard whole > 0 else { return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        // The last eight, without those that were in a word before.
        let last = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
        return UInt64(littleEndian: last) >> UInt64(8 * (8 - (bytes.count - whole)))
    }

    /// One step of a fold, a bijection in each argument: a single difference is never lost.
    private static func absorb(_ word: UInt64, into fold: UInt64) -> UInt64 {
        // The constant keeps a first event of all zeros from looking like no event.
        let product = ((fold ^ word) &+ odd) &* 0xd129_3b2c_97a4_5e65
        return product ^ product &>> 32
    }

    /// Spreads every bit over all 64, so that the sum of entities does not cancel.
    private static func mix(_ word: UInt64) -> UInt64 {
        var mixed = (word ^ word &>> 32) &* 0xd6e8_feb8_6659_fd93
        mixed = (mixed ^ mixed &>> 32) &* 0xd6e8_feb8_6659_fd93
        return mixed ^ mixed &>> 32
    }
}
