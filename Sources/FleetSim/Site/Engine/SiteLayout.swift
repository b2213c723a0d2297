import Scenarios

/// What stands at a site, as far as cars and the grid see it.
struct SiteLayout: Sendable {
    /// A connector and the bay before it.
    struct Bay: Equatable, Sendable {
        var outlet: Outlet
        var rotation = LineOrder.rst
        /// The index of its charger at the site.
        var charger: Int32
        /// From one, as OCPP counts.
        var connector: Int32
    }

    var bays: [Bay]
    /// How many connectors each charger has.
    var connectors: [Int]
}
