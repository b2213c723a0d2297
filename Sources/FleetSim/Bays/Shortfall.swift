/// The energy that a driver wanted and did not get, by what stood in the way; in milliwatt-hours.
package struct Shortfall: Equatable, Sendable {
    package enum Cause: Int, CaseIterable, Sendable {
        /// There was no bay, or none while the driver waited.
        case noBay
        /// The car was not there long enough, even at all that its charger can give.
        case stay
        /// The car cannot take what the charger can give.
        case vehicle
        /// The site's limits left less than the car could take.
        case limit
        /// What the limits left was less than a car needs in order to charge.
        case floor
        /// Charger, cable or authorisation failed.
        case fault

        package var name: String {
            switch self {
            case .noBay: "no_bay"
            case .stay: "stay"
            case .vehicle: "vehicle"
            case .limit: "limit"
            case .floor: "floor"
            case .fault: "fault"
            }
        }
    }

    private var parts: (Int64, Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0, 0)

    package init() {}

    /// All of it for one cause.
    package init(_ milliwattHours: Int64, for cause: Cause) {
        self[cause] = milliwattHours
    }

    package subscript(cause: Cause) -> Int64 {
        get {
            switch cause {
            case .noBay: parts.0
            case .stay: parts.1
            case .vehicle: parts.2
            case .limit: parts.3
            case .floor: parts.4
            case .fault: parts.5
            }
        }
        set {
            switch cause {
            case .noBay: parts.0 = newValue
            case .stay: parts.1 = newValue
            case .vehicle: parts.2 = newValue
            case .limit: parts.3 = newValue
            case .floor: parts.4 = newValue
            case .fault: parts.5 = newValue
            }
        }
    }

    var sum: Int64 { Cause.allCases.reduce(0) { $0 + self[$1] } }

    /// As much of a sum as each cause has of this; all of it for another cause where this is nothing.
    func scaled(to sum: Int64, orAll other: Cause) -> Shortfall {
        assert(sum >= 0, "what is missing is not less than nothing")
        var whole: Int128 = 0
        var greatest = Cause.limit
        for cause in Cause.allCases {
            whole += Int128(self[cause])
            if self[cause] > self[greatest] { greatest = cause }
        }
        guard whole > 0 else { return Shortfall(sum, for: other) }
        var scaled = Shortfall()
        var rest = sum
        for cause in Cause.allCases where self[cause] > 0 {
            scaled[cause] = Int64(Int128(sum) * Int128(self[cause]) / whole)
            rest -= scaled[cause]
        }
        // What rounding has left.
        assert(rest >= 0, "parts are rounded down")
        scaled[greatest] += rest
        return scaled
    }

    package static func == (left: Shortfall, right: Shortfall) -> Bool {
        Cause.allCases.allSatisfy { left[$0] == right[$0] }
    }

    package static func += (sum: inout Shortfall, part: Shortfall) {
        for cause in Cause.allCases { sum[cause] += part[cause] }
    }
}
