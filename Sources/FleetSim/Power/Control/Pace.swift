/// How a controller follows what the law says: down at once, up with patience.
struct Pace: Equatable {
    /// How long there must have been more before an outlet gets more.
    var raisesAfter: SimDuration
    /// What is not worth a change: cars take seconds to follow each.
    var threshold: Int64

    static let immediate = Pace(raisesAfter: .zero, threshold: 0)
    /// As load balancers behind a meter are commonly set.
    static let patient = Pace(raisesAfter: .seconds(10), threshold: 500)
}

/// What an outlet is set to, never more than the law has for it.
struct SetPoint: Equatable {
    private(set) var milliamperes: Int64 = 0
    /// What the law has for it.
    private(set) var target: Int64 = 0
    /// When it will be raised.
    private(set) var rises: SimTime?

    /// Takes what the law has for the outlet.
    mutating func follow(_ target: Int64, with pace: Pace, at now: SimTime) {
        assert(target >= 0, "a law gives, and does not take")
        self.target = target
        guard target > milliamperes, target - milliamperes >= pace.threshold else {
            // A raise that is not worth it is given up, a fall is not.
            milliamperes = min(milliamperes, target)
            rises = nil
            return
        }
        let due = rises ?? now + pace.raisesAfter
        rises = due <= now ? nil : due
        if due <= now { milliamperes = target }
        assert(milliamperes <= target, "a station is never set to more than the law has for it")
    }
}
