import FleetSim

/// What a report says of one phase of a run; times in microseconds.
package struct PhaseSummary: Equatable {
    package var name: String
    package var start: Int
    /// Where it ended, or the run did before.
    package var end: Int
    /// nil: no window of it was closed.
    package var connectedAtEnd: Int?
    /// What chargers called.
    package var calls = CallSummary(action: nil, direction: Direction.out.name)

    init(name: String, start: Int, end: Int) {
        self.name = name
        self.start = start
        self.end = end
    }

    /// How many of something there were per second of it.
    func perSecond(_ count: Int) -> Double {
        end > start ? Double(count) * 1_000_000 / Double(end - start) : 0
    }
}

extension [PhaseSummary] {
    /// The phase that the window beginning then lies in.
    func index(of window: Int) -> Int? {
        firstIndex { $0.start <= window && window < $0.end }
    }
}
