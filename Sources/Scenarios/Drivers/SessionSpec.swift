/// A visit as a study on fixed data lists it.
package struct SessionSpec: Equatable, Sendable {
    /// A battery that takes less and less from four fifths on.
    package struct Battery: Equatable, Sendable {
        package var wattHours: Double
        /// What is in it on arrival.
        package var initialWattHours: Double

        package init(wattHours: Double, initialWattHours: Double) {
            self.wattHours = wattHours
            self.initialWattHours = initialWattHours
        }

        /// Where it begins to take less.
        package static let knee = 0.8
    }

    package var id: String
    /// The station by its index in the list; nil: any that is free.
    package var station: Int?
    /// Since the start.
    package var arrives: Duration
    package var departs: Duration
    package var wattHours: Double
    /// The greatest current of the car, in amperes.
    package var amperes: Double
    package var battery: Battery?

    package init(
        id: String,
        station: Int?,
        arrives: Duration,
        departs: Duration,
        wattHours: Double,
        amperes: Double,
        battery: Battery? = nil
    ) {
        self.id = id
        self.station = station
        self.arrives = arrives
        self.departs = departs
        self.wattHours = wattHours
        self.amperes = amperes
        self.battery = battery
    }
}
