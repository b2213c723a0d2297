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
