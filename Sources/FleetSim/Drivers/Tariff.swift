import Scenarios

/// The cheap hours of the day, and when a car starts that waits for them.
struct Tariff {
    private static let day = LocalClock.day

    private let clock: LocalClock
    private let from: Int64
    /// How long the cheap hours last.
    private let length: Int64
    private let randomDelay: Double

    init(_ spec: TariffSpec, clock: LocalClock) {
        self.clock = clock
        from = SimDuration(spec.from).nanoseconds
        length = (SimDuration(spec.until).nanoseconds - from + Self.day) % Self.day
        assert(0..<Self.day ~= length, "cheap hours are a part of a day")
        randomDelay = Double(SimDuration(spec.randomDelay).nanoseconds)
    }

    /// When a car starts that is there from one moment to another; nil where it does not wait.
    ///
    /// In cheap hours it need not, and a car that leaves before it could start does not either.
    func start(from arrival: SimTime, to end: SimTime, using random: inout RandomStream) -> SimTime?
    {
        let local = clock.local(arrival)
        let sinceEdge = (local - from + Self.day) % Self.day
        guard sinceEdge >= length else { return nil }
        let delay = SimDuration(nanoseconds: Int64(random.unit() * randomDelay))
        let start = clock.time(showing: local + Self.day - sinceEdge, after: arrival) + delay
        assert(start >= arrival, "no car starts before it comes")
        return start < end ? start : nil
    }
}
