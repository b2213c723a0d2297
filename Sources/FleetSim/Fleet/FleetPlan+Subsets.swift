import Scenarios

// The parts of a fleet whose response times are told apart.
extension FleetPlan {
    /// How the whole fleet falls into parts; a run works it out once for all its kernels.
    func subsetColumns(
        sources: SubsetColumn = SubsetColumn()
    ) -> [(trait: SubsetTrait, column: SubsetColumn)] {
        [
            (.site, SubsetColumn(chargers.lazy.map { $0.site })),
            (.model, SubsetColumn(chargers.lazy.map { $0.model })),
            (.source, sources),
        ]
    }

    /// Counts the calls of some of the chargers, part by part.
    func subsetMeter(
        of range: Range<Int>,
        in columns: [(trait: SubsetTrait, column: SubsetColumn)]
    ) -> SubsetMeter {
        SubsetMeter(columns, of: range, every: subsetWindow)
    }

    /// As many whole windows as give a run about sixty of them at most.
    private var subsetWindow: SimDuration {
        let windows = scenario.end.nanoseconds / max(window.nanoseconds, 1)
        let each = max(1, (windows + SubsetMeter.maximumWindows - 1) / SubsetMeter.maximumWindows)
        return window * each
    }
}
