/// Who gets how much, and until when that is the answer if nothing happens.
struct Allocation: Equatable {
    /// For each demand, in their order; nothing or at least what a car charges with.
    var milliamperes: [Int64]
    /// When the law itself would share otherwise: a turn is over, or someone has become more urgent.
    var changes: SimTime?
}
