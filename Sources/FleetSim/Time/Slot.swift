/// The index of one bucket in the wheel: a level, and a base-64 digit of time on it.
struct Slot {
    /// Each level is 64 times coarser than the one below; 11 of them cover 64 bits.
    static let levels = 11
    static let count = levels * 64

    private static let digitBits = 6

    let level: Int
    let digit: Int

    var index: Int { level << Self.digitBits | digit }
}

extension Slot {
    /// The slot of a moment: named by the highest digit in which it differs from the cursor.
    init(of moment: SimTime, from cursor: SimTime) {
        let time = UInt64(bitPattern: moment.nanoseconds)
        let difference = time ^ UInt64(bitPattern: cursor.nanoseconds)
        let highestBit = UInt(truncatingIfNeeded: 63 &- (difference | 1).leadingZeroBitCount)
        level = Int(truncatingIfNeeded: highestBit / UInt(Self.digitBits))
        digit = Int(truncatingIfNeeded: time &>> UInt64(level &* Self.digitBits)) & 63
    }
}
