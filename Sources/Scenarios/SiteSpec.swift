/// A group of equal sites: what stands there and who arrives.
package struct SiteSpec: Equatable, Sendable {
    package var site = "kerb"
    /// How many such sites there are.
    package var count = 1
    package var chargers: [ChargerGroup] = []
    /// Who says nothing of drivers gets those of a public charge point.
    package var arrivals = ArrivalPreset.usual.arrivals
    /// What its electricity gives; nil: more than its chargers can draw.
    package var power: PowerSpec?

    package init() {}

    package var chargersPerSite: Int { chargers.reduce(0) { $0 + $1.count } }
}
