/// How long those cars stay that come at some hours of some days.
package struct HourlyDwell: Equatable, Sendable {
    package enum Days: String, CaseIterable, Sendable {
        case all, weekdays, weekend, saturday, sunday

        /// Days of the week, from Monday.
        package var numbers: Range<Int> {
            switch self {
            case .all: 0..<7
            case .weekdays: 0..<5
            case .weekend: 5..<7
            case .saturday: 5..<6
            case .sunday: 6..<7
            }
        }
    }

    package var days = Days.all
    /// Hours of the clock, the second one excluded; the day's end lies between them where the
    /// first is not the smaller one.
    package var from = 0
    package var until = 24
    /// In seconds.
    package var dwell: Distribution
    /// The rank correlation of a stay and the time at which it begins, within these hours: drivers
    /// who leave at a time of the day stay the shorter the later they come.
    package var arrivalCorrelation: Double

    package init(
        _ days: Days,
        from: Int,
        until: Int,
        dwell: Distribution,
        arrivalCorrelation: Double = 0
    ) {
        (self.days, self.from, self.until, self.dwell) = (days, from, until, dwell)
        self.arrivalCorrelation = arrivalCorrelation
    }

    /// The hours of the day that are meant.
    package var hours: [Int] {
        let count = until > from ? until - from : until - from + 24
        return (from..<from + count).map { $0 % 24 }
    }

    /// The hours of the week that are meant, from Monday's midnight on.
    package var hoursOfWeek: [Int] {
        days.numbers.flatMap { day in hours.map { day * 24 + $0 } }
    }
}

/// How long cars stay: by one law, or by laws of their own for some hours.
package struct DwellSpec: Equatable, Sendable {
    package var usual: Distribution
    package var byHour: [HourlyDwell]

    package init(usual: Distribution, byHour: [HourlyDwell] = []) {
        (self.usual, self.byHour) = (usual, byHour)
    }

    /// The first hour of the week that two of the rows claim.
    var disputedHour: Int? {
        var claimed: Set<Int> = []
        return byHour.flatMap(\.hoursOfWeek).first { !claimed.insert($0).inserted }
    }
}

/// How much energy cars are after.
package struct EnergySpec: Equatable, Sendable {
    /// In watt-hours.
    package var law: Distribution
    /// Whether the law is that of what cars take, so that no wish exceeds what fits.
    package var isDelivered = false
}

extension ArrivalSpec {
    /// How long cars stay, whole; laws by the hour say themselves how a stay depends on the hour.
    package var dwellAsWritten: DwellSpec {
        get { DwellSpec(usual: dwell, byHour: dwellByHour) }
        set {
            (dwell, dwellByHour) = (newValue.usual, newValue.byHour)
            if !dwellByHour.isEmpty { arrivalCorrelation = 0 }
        }
    }

    /// What cars are after, whole: who writes a law of wishes means wishes.
    package var energyAsWritten: EnergySpec {
        get { EnergySpec(law: energy, isDelivered: energyIsDelivered) }
        set { (energy, energyIsDelivered) = (newValue.law, newValue.isDelivered) }
    }
}
