/// One kind of car among those that arrive.
package struct VehicleSpec: Equatable, Sendable {
    package var phases: Int
    package var amperes: Double
    /// Its weight among the kinds of the site.
    package var share: Double
    /// From being plugged in to charging, as a driver sets it in the car.
    package var waits: Duration
    /// How long it takes to follow when it is offered more.
    package var reacts: Duration = .zero
    package var losses = Losses.none
    /// nil: it takes all that it is given until the driver has what he wants.
    package var battery: BatterySpec?

    package init(phases: Int, amperes: Double, share: Double, waits: Duration = .zero) {
        self.phases = phases
        self.amperes = amperes
        self.share = share
        self.waits = waits
    }
}

/// What of the power at the plug is lost on the way into the battery.
package enum Losses: String, CaseIterable, Sendable {
    case none
    /// As on-board chargers in use lose it, by the current and the number of phases.
    case typical
}

/// A battery and what it takes by how full it is.
package struct BatterySpec: Equatable, Sendable {
    package struct Knot: Equatable, Sendable {
        /// From 0 to 1.
        package var charge: Double
        package var watts: Double

        package init(_ charge: Double, _ watts: Double) {
            self.charge = charge
            self.watts = watts
        }
    }

    /// What drivers can use of it.
    package var wattHours = 60_000.0
    /// How full it is when a driver has what he wants.
    package var aim = 0.9
    /// Where it begins to take less, in a straight line down to nothing.
    package var knee = 0.8
    /// The most that it takes; nil: as much as the car's own charger gives.
    package var watts: Double?
    /// What it takes at rising states of charge instead; empty: as the knee says.
    package var curve: [Knot] = []

    package init() {}
}
