import Scenarios

/// Where the windows of a run end: on a grid of equal lengths, and wherever a phase ends.
///
/// So every window lies in one phase, and windows of two runs compare.
struct Windows {
    let length: SimDuration
    let end: SimTime
    /// Rising, and none of them beyond the end.
    private let boundaries: [SimTime]

    init(length: SimDuration, phases: [Phase] = [], end: SimTime) {
        self.length = length
        self.end = end
        boundaries = phases.map(\.end).filter { $0 < end } + [end]
    }

    /// The end of the window that begins then; the end of the run for what begins there or later.
    func end(ofWindowFrom start: SimTime) -> SimTime {
        let grid = length * (start.nanoseconds / length.nanoseconds + 1)
        let boundary = boundaries.first { $0 > start } ?? end
        return min(.zero + grid, boundary)
    }
}

extension FleetPlan {
    var windows: Windows {
        Windows(length: SimDuration(scenario.window), phases: phases, end: scenario.end)
    }
}

extension SitesPlan {
    var windows: Windows {
        Windows(
            length: SimDuration(scenario.window),
            end: .zero + SimDuration(scenario.duration)
        )
    }
}
