/// A place to charge as a study on fixed data lists it.
package struct StationSpec: Equatable, Sendable {
    package var id: String
    /// Across its car: from a line to neutral, between two lines, or of three phases added up.
    package var volts: Double
    /// The angle of the current that it draws.
    package var degrees: Double
    /// The currents that it can be set to, in amperes and rising; nothing is always among them.
    package var pilots: [Double]

    package init(id: String, volts: Double, degrees: Double, pilots: [Double]) {
        self.id = id
        self.volts = volts
        self.degrees = degrees
        self.pilots = pilots
    }

    /// From this voltage on it feeds three phases.
    package static let threePhaseVolts = 600.0

    package var phases: Int { volts >= Self.threePhaseVolts ? 3 : 1 }
    package var greatestPilot: Double { pilots.last ?? 0 }
}

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
    /// The station by its place in the list; nil: any that is free.
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

/// A limit to the magnitude of a sum of stations' currents, each at its station's angle.
package struct ConstraintSpec: Equatable, Sendable {
    package var name: String
    package var amperes: Double
    /// For each station.
    package var coefficients: [Double]

    package init(name: String, amperes: Double, coefficients: [Double]) {
        self.name = name
        self.amperes = amperes
        self.coefficients = coefficients
    }
}
