/// Which slots of the wheel hold something: a bit for each, and a bit for each level.
///
/// The bits stand behind a pointer because reading one element of an `InlineArray` copies all of
/// it: that cost 12 of 45 ns per hold (Benchmarks/hold.sh). They are reached by `pointee`: under
/// ThreadSanitizer the pointer's subscript in here is beyond the compiler (Swift 6.3.1).
struct Occupancy: ~Copyable {
    private var levels: UInt64 = 0
    private let digits: UnsafeMutablePointer<UInt64>

    init() {
        digits = .allocate(capacity: Slot.levels)
        digits.initialize(repeating: 0, count: Slot.levels)
    }

    deinit {
        digits.deallocate()
    }

    /// The earliest slot that holds something.
    var first: Slot? {
        guard levels != 0 else { return nil }
        let level = levels.trailingZeroBitCount
        assert((digits + level).pointee != 0, "a level that is marked has a slot that is")
        return Slot(level: level, digit: (digits + level).pointee.trailingZeroBitCount)
    }

    @inline(__always)
    mutating func mark(_ slot: Slot) {
        (digits + slot.level).pointee |= 1 &<< UInt64(slot.digit)
        levels |= 1 &<< UInt64(slot.level)
    }

    @inline(__always)
    mutating func clear(_ slot: Slot) {
        (digits + slot.level).pointee &= ~(1 &<< UInt64(slot.digit))
        if (digits + slot.level).pointee == 0 { levels &= ~(1 &<< UInt64(slot.level)) }
    }
}
