import Scenarios

/// A step of a run's loop: a window of the run database, or in real time a part of one.
struct WindowSpan: Equatable {
    var start: SimTime
    var end: SimTime
    /// Whether a window ends with it, and whether the run does.
    var endsWindow = true
    var endsRun = false

    /// What happens at the very end of a span belongs to the next one.
    var last: SimTime { SimTime(nanoseconds: end.nanoseconds - 1) }
}

/// Where the windows of a run end: on a grid of equal lengths, and wherever a phase ends.
///
/// So every window lies in one phase, and windows of two runs compare.
struct Windows {
    private let length: SimDuration
    private(set) var end: SimTime
    /// Rising, and none of them beyond the end.
    private var boundaries: [SimTime]
    /// How long a part of a window is, where windows have parts.
    private var tick: SimDuration?

    init(length: SimDuration, phases: [Phase] = [], end: SimTime) {
        self.length = length
        self.end = end
        boundaries = phases.map(\.end).filter { $0 < end } + [end]
        assert(zip(boundaries, boundaries.dropFirst()).allSatisfy { $0 <= $1 }, "boundaries rise")
    }

    /// The same, and the run is watched this often.
    func cut(every tick: SimDuration) -> Windows {
        var windows = self
        windows.tick = tick
        return windows
    }

    /// The same, if the run does not go on for longer than that.
    func cut(at moment: SimTime) -> Windows {
        guard moment < end else { return self }
        var windows = self
        windows.end = moment
        windows.boundaries = boundaries.filter { $0 < moment } + [moment]
        return windows
    }

    /// The span that begins at a moment; nil at the end of the run.
    func span(from start: SimTime) -> WindowSpan? {
        guard start < end else { return nil }
        let window = end(ofWindowFrom: start)
        let stop = tick.map { min(start + $0, window) } ?? window
        assert(stop > start, "a span takes time")
        return WindowSpan(
            start: start,
            end: stop,
            endsWindow: stop == window,
            endsRun: stop == end
        )
    }

    private func end(ofWindowFrom start: SimTime) -> SimTime {
        let grid = length * (start.nanoseconds / length.nanoseconds + 1)
        let boundary = boundaries.first { $0 > start } ?? end
        assert(length > .zero && grid > start - .zero, "windows go forward")
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
        Windows(length: SimDuration(scenario.window), end: scenario.end)
    }
}
