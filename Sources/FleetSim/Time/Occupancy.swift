/// Which slots of the wheel hold something: a bit for each, and a bit for each level.
struct Occupancy {
    private var levels: UInt64 = 0
    private var digits = InlineArray<11, UInt64>(repeating: 0)

    /// The earliest slot that holds something.
    var first: Slot? {
        guard levels != 0 else { return nil }
        let level = levels.trailingZeroBitCount
        return Slot(level: level, digit: digits[level].trailingZeroBitCount)
    }

    mutating func mark(_ slot: Slot) {
        digits[slot.level] |= 1 &<< UInt64(slot.digit)
        levels |= 1 &<< UInt64(slot.level)
    }

    mutating func clear(_ slot: Slot) {
        digits[slot.level] &= ~(1 &<< UInt64(slot.digit))
        if digits[slot.level] == 0 { levels &= ~(1 &<< UInt64(slot.level)) }
    }
}
