import Scenarios

/// What stands at a site, as far as cars and the grid see it.
struct SiteLayout: Sendable {
    /// A connector and the bay before it.
    struct Bay: Equatable, Sendable {
        var phases: UInt8
        /// The most that it gives on each line.
        var milliamperes: Int64
        /// From a line to neutral.
        var volts: Int64
        var rotation = LineOrder.rst
        /// Whether it feeds batteries past the cars' own chargers.
        var isDirect = false
        /// The place of its charger at the site.
        var charger: Int32
        /// From one, as OCPP counts.
        var connector: Int32
    }

    var bays: [Bay]
    /// How many connectors each charger has.
    var connectors: [Int]
}
