/// How cars come to one site, how long they stay and what they want.
package struct ArrivalSpec: Equatable, Sendable {
    /// The mean number of cars per site and weekday; nil: in proportion to the site's bays.
    package var perDay: Double?
    /// The mean number of cars per bay and weekday, where `perDay` is nil.
    package var perBay = 1.5
    /// The people that the cars belong to; nil: arrivals do not depend on who is plugged in.
    package var users: UserSpec?
    /// The share of a weekday's arrivals in each hour; 24 weights, scaled to their sum.
    package var weekday: [Double] = Array(repeating: 1, count: 24)
    /// The same for Saturdays and Sundays; nil: no arrivals.
    package var weekend: [Double]? = Array(repeating: 1, count: 24)
    /// The same for Sundays; nil: as on Saturdays.
    package var sunday: [Double]?
    /// The arrivals of each day of the week, Monday first, as multiples of `perDay`.
    package var dayRates: [Double] = Array(repeating: 1, count: 7)
    /// The variance of a day's number of cars over its mean: 1 when days are as Poisson has them.
    package var overdispersion = 1.0
    /// Which clock the hours and days are those of.
    package var timeZone = TimeZoneSpec()
    /// How long a car stays, in seconds.
    package var dwell = Distribution.lognormal(median: 4 * 3600, sigma: 0.8)
    /// The same for those that come at some hours; the others stay by `dwell`.
    package var dwellByHour: [HourlyDwell] = []
    /// How much energy a car wants, in watt-hours.
    package var energy = Distribution.lognormal(median: 9_000, sigma: 0.9)
    /// Whether `energy` is the law of what cars take: no driver wants more than fits in the stay,
    /// and what all of them take together has that law.
    package var energyIsDelivered = false
    /// The rank correlation of energy and stay, by Spearman.
    package var correlation = 0.0
    /// The same of a stay and the time of day at which it begins.
    package var arrivalCorrelation = 0.0
    package var leaving = LeavingSpec.afterDwell
    /// How long a driver waits for a bay, in seconds; nil: not at all.
    package var patience: Distribution?
    /// With this many waiting drivers another goes on; nil: no line is too long.
    package var balksAt: Int?
    /// By how many seconds the departure that a driver states is later than the true one.
    package var misstatement = Distribution.constant(0)
    package var handling = HandlingSpec()
    package var vehicles: [VehicleSpec] = [
        VehicleSpec(phases: 1, amperes: 32, share: 0.4),
        VehicleSpec(phases: 3, amperes: 16, share: 0.6),
    ]
    /// The share of drivers whose tag the CSMS has never seen, from 0 to 1.
    package var unknownTokens = 0.0
    /// Those who come, one by one, in a study on fixed data; nil: they are drawn.
    package var sessions: [SessionSpec]?
    /// When each vehicle returns and leaves; nil: they are drawn.
    package var timetable: TimetableSpec?
    /// By how much its arrivals and departures are off: the standard deviation of a normal law.
    package var deviation: Duration = .zero
    /// Drivers who plug in and leave it to the CSMS to start; nil: none does.
    package var remoteStart: RemoteStartSpec?
    /// The cheap hours that cars wait for; nil: they charge as soon as they can.
    package var tariff: TariffSpec?

    package init() {}

    /// No cars at all.
    package static var none: ArrivalSpec {
        var spec = ArrivalSpec()
        spec.perDay = 0
        return spec
    }
}

extension ArrivalSpec {
    /// Whether there is a timetable from which nothing deviates.
    var isCertainTimetable: Bool {
        guard let timetable, deviation == .zero, patience?.isConstant != false,
            misstatement.isConstant, tariff.map({ $0.randomDelay == .zero }) != false
        else { return false }
        // Which kind of car a vehicle is would be drawn.
        let isCarSaid = timetable.stays.allSatisfy { $0.phases != nil && $0.amperes != nil }
        let kinds = vehicles.map { vehicle in
            var vehicle = vehicle
            vehicle.share = 1
            if isCarSaid { (vehicle.phases, vehicle.amperes) = (3, 0) }
            return vehicle
        }
        return kinds.allSatisfy { $0 == kinds[0] }
    }

    /// The arrivals of a Saturday or a Sunday for one of a weekday.
    package var weekendRate: Double {
        get { dayRates[5] }
        set { dayRates[5...6] = [newValue, newValue] }
    }

    /// The arrivals of a week, for one of a day whose rate is 1.
    package var weekSum: Double {
        dayRates[..<5].reduce(0, +) + (weekend == nil ? 0 : dayRates[5...].reduce(0, +))
    }

    /// The mean number of cars at a site with this many bays, on a day whose rate is 1.
    package func perDay(bays: Int) -> Double {
        if let timetable { return timetable.perDay }
        guard let users, let count = self.users(bays: bays) else {
            return perDay ?? perBay * Double(bays)
        }
        return weekSum > 0 ? Double(count) * users.plugIns * 168 / weekSum : 0
    }

    /// How many people a site with this many bays has; nil: not told.
    package func users(bays: Int) -> Int? {
        if let timetable { return timetable.vehicles.count }
        guard let users else { return nil }
        if let count = users.count { return count }
        guard let perDay else { return min(bays, UserSpec.maximum) }
        guard perDay > 0, users.plugIns > 0 else { return 0 }
        let count = (perDay * weekSum / (users.plugIns * 168)).rounded()
        return Int(min(max(count, 1), Double(UserSpec.maximum)))
    }
}
