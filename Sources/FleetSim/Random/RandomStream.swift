/// One entity's randomness for one purpose: 16 bytes, made of a key and a counter.
///
/// Draw number n is a function of (seed, entity, purpose, n) and of nothing else. So another
/// charger in the fleet, or one more draw elsewhere, shifts no other draws; a checkpoint is one
/// integer; and any order of entities, or number of threads, draws the same.
package struct RandomStream: Sendable {
    private let key: UInt64
    private var counter: UInt64 = 0

    /// Opens the stream of one entity for one purpose.
    ///
    /// Within a seed the key is a bijection of (entity, purpose), as long as an entity has at most
    /// 56 bits and a purpose 8: two streams of one run never have the same key.
    package init(seed: UInt64, entity: UInt64, purpose: Purpose) {
        precondition(entity >> 56 == 0, "an entity's number has more than 56 bits")
        precondition(purpose.rawValue >> 8 == 0, "a purpose's number has more than 8 bits")
        let name = purpose.rawValue << 56 | entity
        key = Self.mix(Self.mix(seed &+ Self.step) ^ Self.mix(name &+ Self.step))
    }

    /// A stream whose first 64 bits are given, to take the values of a law evenly instead of at random.
    package init(startingWith word: UInt64) {
        key = Self.unmixed(word) ^ Self.mix(Self.step)
    }

    /// The next 64 bits, all of them equally likely.
    @inline(__always)
    package mutating func next() -> UInt64 {
        counter &+= 1
        // The counter is mixed before it meets the key. Were it only added, the draws of one key
        // would be those of another at a distance, and two streams could overlap.
        return Self.mix(Self.mix(counter &* Self.step) ^ key)
    }
}

extension RandomStream {
    /// A number between 0 and 1, never one of them, and symmetric about one half.
    @inline(__always)
    package mutating func unit() -> Double {
        // The odd multiples of 2^-53: the last of 53 bits is set, so neither end is reached.
        Double(next() &>> 11 | 1) * 0x1p-53
    }

    /// An integer below a bound, each of them equally likely.
    package mutating func below(_ bound: UInt64) -> UInt64 {
        precondition(bound > 0, "there is no number below zero")
        var product = next().multipliedFullWidth(by: bound)
        // The high half is the answer. Low halves under 2^64 mod bound are one too many for some
        // answers (D. Lemire, 2019), and they are too rare to divide before one is at hand.
        if product.low < bound {
            let excess = (0 &- bound) % bound
            while product.low < excess {
                product = next().multipliedFullWidth(by: bound)
            }
        }
        return product.high
    }

    /// True with a probability; it takes one draw, whatever the probability.
    package mutating func chance(_ probability: Double) -> Bool {
        assert(probability >= 0, "a probability is not negative, and a number")
        return unit() < probability
    }
}

extension RandomStream {
    /// The golden ratio's fraction in 64 bits, odd: its multiples are spread evenly.
    private static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

    /// A bijection in which every bit of the input moves every bit of the output.
    ///
    /// Shifts and multipliers are those of splitmix64 (variant 13 of D. Stafford, 2011).
    @inline(__always)
    private static func mix(_ word: UInt64) -> UInt64 {
        var mixed = (word ^ word &>> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed &>> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed &>> 31
    }

    /// The word that is mixed to this one.
    private static func unmixed(_ mixed: UInt64) -> UInt64 {
        // The multipliers are the inverses of those above, modulo 2^64.
        var word = (mixed ^ mixed &>> 31 ^ mixed &>> 62) &* 0x3196_42b2_d24d_8ec3
        word = (word ^ word &>> 27 ^ word &>> 54) &* 0x96de_1b17_3f11_9089
        return word ^ word &>> 30 ^ word &>> 60
    }
}
