/// A group of equal sites: what stands there and who arrives.
package struct SiteSpec: Equatable, Sendable {
    package var site = "kerb"
    /// How many such sites there are.
    package var count = 1
    package var chargers: [ChargerGroup] = []
    /// What stands there instead, in a study on fixed data.
    package var stations: [StationSpec] = []
    /// Who says nothing of drivers gets those of a public charge point.
    package var arrivals = ArrivalPreset.usual.arrivals
    /// The tokens of its drivers, one by one; nil: those of the whole scenario.
    package var tokens: TokenListSpec?
    /// What its electricity gives; nil: more than its chargers can draw.
    package var power: PowerSpec?

    package init() {}

    /// Whether something of it is fixed by a file that only a run without a CSMS can follow.
    package var isFixed: Bool {
        !stations.isEmpty || arrivals.sessions != nil || power?.slot != nil
            || power?.constraints != nil
    }

    /// Whether who comes is written down, and nothing of what becomes of it is left to chance.
    package var isCertain: Bool {
        // How long messages take is drawn.
        guard power?.control.isByCSMS != true else { return false }
        return arrivals.sessions != nil
            || arrivals.isCertainTimetable && chargers.allSatisfy { $0.green == nil }
    }

    /// Whether each of its chargers has a name of its own, so that there is one such site only.
    package var isListed: Bool { chargers.contains { !$0.listed.isEmpty } }

    /// How many cars can charge at once.
    package var baysPerSite: Int {
        stations.isEmpty
            ? chargers.reduce(0) { $0 + $1.count * $1.model.connectors } : stations.count
    }

    package var chargersPerSite: Int {
        stations.isEmpty ? chargers.reduce(0) { $0 + $1.count } : stations.count
    }
}
