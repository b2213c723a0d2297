/// A visit of a study on fixed data.
struct ListedVisit: Sendable {
    struct Battery: Sendable {
        var wattHours: Double
        var initialWattHours: Double
        /// Where it begins to take less.
        var knee: Double
    }

    var label: String
    /// nil: any that is free.
    var outlet: Int?
    var arrives: SimTime
    var departs: SimTime
    var wattHours: Double
    /// The most that the car takes.
    var amperes: Double
    var battery: Battery?
}

extension Visit {
    /// A listed visit as one of drivers who take no time to plug in, and do not wait.
    init(_ listed: ListedVisit, number: Int, site: Int32, phases: UInt8, volts: Double) {
        self.init(
            site: site,
            index: Int32(number),
            arrived: listed.arrives,
            leaving: .at(listed.departs),
            demandMilliwattHours: Int64((listed.wattHours * 1_000).rounded()),
            vehicle: Vehicle(
                phases: phases,
                milliamperes: Int32((listed.amperes * 1_000).rounded()),
                battery: listed.battery.map { Battery($0, watts: listed.amperes * volts) }
            ),
            token: TokenList.token(0, seed: 0),
            plugsAfter: .zero,
            identifiesAfter: .zero,
            unplugsAfter: .zero
        )
        bay = Int32(listed.outlet ?? -1)
    }
}

extension Battery {
    fileprivate convenience init(_ battery: ListedVisit.Battery, watts: Double) {
        self.init(
            milliwattHours: Int64((battery.wattHours * 1_000).rounded()),
            aim: 1,
            start: battery.initialWattHours / battery.wattHours,
            acceptance: .tapering(from: battery.knee, milliwatts: watts * 1_000)
        )
    }
}
