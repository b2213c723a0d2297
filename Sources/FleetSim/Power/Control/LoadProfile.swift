/// What draws beside EVs over time, in steps that may come again and again.
struct LoadProfile: Equatable {
    struct Step: Equatable {
        /// Since the period's begin.
        var from: SimDuration
        /// Negative where the sun feeds in.
        var load: PerLine
    }

    /// In the order of time, none of them equal to the one before.
    private let steps: [Step]
    /// After so long it begins anew; nil: it stays at the last step.
    private let period: SimDuration?
    /// How much of a period has passed at time zero.
    private let offset: SimDuration

    /// Steps in the order of time; before the first of a period the last one of it counts.
    init(_ steps: [Step], period: SimDuration? = nil, offset: SimDuration = .zero) {
        var kept: [Step] = []
        for step in steps where step.load != kept.last?.load { kept.append(step) }
        assert(
            zip(kept, kept.dropFirst()).allSatisfy { $0.from <= $1.from },
            "steps in the order of time"
        )
        self.steps = kept
        self.period = period
        self.offset = offset
    }

    static func constant(_ load: PerLine) -> LoadProfile {
        LoadProfile([Step(from: .zero, load: load)])
    }

    func load(at time: SimTime) -> PerLine {
        guard let index = index(at: phase(of: time)) else {
            return period == nil ? .zero : steps.last?.load ?? .zero
        }
        return steps[index].load
    }

    /// The first moment after another at which something else draws; nil when that never happens.
    func nextChange(after time: SimTime) -> SimTime? {
        guard steps.count > 1 || period == nil else { return nil }
        let phase = phase(of: time)
        let next = index(at: phase).map { $0 + 1 } ?? 0
        if next < steps.count { return time + (steps[next].from - phase) }
        guard let period, let first = steps.first else { return nil }
        let wait = period - phase + first.from
        // The first step may only go on with what the last one was.
        let isSame = first.load == steps.last?.load
        return isSame ? time + (wait + (steps[1].from - first.from)) : time + wait
    }

    /// How far into its period a moment is.
    private func phase(of time: SimTime) -> SimDuration {
        let since = offset.nanoseconds + time.nanoseconds
        guard let period else { return SimDuration(nanoseconds: since) }
        return SimDuration(nanoseconds: since % period.nanoseconds)
    }

    /// The step that counts then; nil before the first.
    private func index(at phase: SimDuration) -> Int? {
        var low = 0
        var high = steps.count
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].from <= phase { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}
