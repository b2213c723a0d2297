import FleetSim

/// The calls of each window per second, of which the busiest windows are kept.
struct WindowRates {
    /// What one window saw, in calls per second.
    struct Rates: Equatable {
        /// Where it begins, and how long it is, in microseconds.
        var window: Int
        var length: Int
        var outCount = 0
        var inCount = 0

        var out: Double { length > 0 ? Double(outCount) * 1e6 / Double(length) : 0 }
        var `in`: Double { length > 0 ? Double(inCount) * 1e6 / Double(length) : 0 }
    }

    /// Where windows begin, rising; and where the last one ends.
    private let starts: [Int]?
    private let end: Int
    private var index = 0
    private var current: Rates?
    private(set) var busiest: Rates?

    /// Without windows nothing is counted: what is read are sums over several.
    init(starts: [Int]?, end: Int) {
        self.starts = starts
        self.end = end
    }

    /// Counts a row, and gives the window before it if that has ended with it.
    mutating func add(_ row: CallTally.Row) -> Rates? {
        guard let starts else { return nil }
        var ended: Rates?
        if row.window != current?.window {
            ended = close()
            current = Rates(window: row.window, length: length(of: row.window, starts))
        }
        switch row.direction {
        case .out: current?.outCount += row.count
        case .in: current?.inCount += row.count
        }
        return ended
    }

    /// Ends the window at hand.
    mutating func close() -> Rates? {
        defer { current = nil }
        if let current { note(current) }
        return current
    }

    mutating func note(_ rates: Rates) {
        if rates.out > busiest?.out ?? 0 { busiest = rates }
    }

    /// How long the window is that begins then; windows are asked for in their order.
    private mutating func length(of window: Int, _ starts: [Int]) -> Int {
        while index + 1 < starts.count, starts[index + 1] <= window { index += 1 }
        let next = index + 1 < starts.count ? starts[index + 1] : end
        return max(next - window, 0)
    }
}
