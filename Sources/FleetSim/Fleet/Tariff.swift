import Scenarios

/// The cheap hours of the day, and when a car starts that waits for them.
struct Tariff {
    private static let day: Int64 = 86_400_000_000_000

    /// Nanoseconds from a midnight to time zero.
    private let offset: Int64
    private let from: Int64
    /// How long the cheap hours last.
    private let length: Int64
    private let randomDelay: Double

    init(_ spec: TariffSpec, clockStart: DateTime) {
        let sinceMidnight = clockStart.unixMilliseconds % 86_400_000
        offset = (sinceMidnight + 86_400_000) % 86_400_000 * 1_000_000
        from = SimDuration(spec.from).nanoseconds
        length = (SimDuration(spec.until).nanoseconds - from + Self.day) % Self.day
        randomDelay = Double(SimDuration(spec.randomDelay).nanoseconds)
    }

    /// When a car starts that is there from one moment to another; nil where it does not wait.
    ///
    /// In cheap hours it need not, and a car that leaves before it could start does not either.
    func start(from arrival: SimTime, to end: SimTime, using random: inout RandomStream) -> SimTime?
    {
        let sinceEdge = (offset + arrival.nanoseconds - from + Self.day) % Self.day
        guard sinceEdge >= length else { return nil }
        let delay = Int64(random.unit() * randomDelay)
        let start = arrival + SimDuration(nanoseconds: Self.day - sinceEdge + delay)
        return start < end ? start : nil
    }
}
