/// How cars come to one site, how long they stay and what they want.
package struct ArrivalSpec: Equatable, Sendable {
    /// The mean number of cars per site and day; nil: in proportion to the site's bays.
    package var perDay: Double?
    /// The share of a weekday's arrivals in each hour; 24 weights, scaled to their sum.
    package var weekday: [Double] = Array(repeating: 1, count: 24)
    /// The same for Saturdays and Sundays; nil: nobody comes.
    package var weekend: [Double]? = Array(repeating: 1, count: 24)
    /// How long a car stays, in seconds.
    package var dwell = Distribution.lognormal(median: 4 * 3600, sigma: 0.8)
    /// How much energy a car wants, in watt-hours.
    package var energy = Distribution.lognormal(median: 9_000, sigma: 0.9)
    package var vehicles: [VehicleSpec] = [
        VehicleSpec(phases: 1, amperes: 32, share: 0.4),
        VehicleSpec(phases: 3, amperes: 16, share: 0.6),
    ]
    /// The share of drivers whose tag the CSMS has never seen, from 0 to 1.
    package var strangers = 0.0
    /// Those who come, one by one, in a study on fixed data; nil: they are drawn.
    package var sessions: [SessionSpec]?
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

/// The hours of the day in which power is cheap, by the chargers' clock.
package struct TariffSpec: Equatable, Sendable {
    /// From midnight.
    package var from: Duration = .seconds(23 * 3600)
    /// From midnight too; before `from` it is a time of the next day.
    package var until: Duration = .seconds(7 * 3600)
    /// A car that waited starts up to so much later, evenly at random.
    package var randomDelay: Duration = .zero

    package init() {}
}

/// One kind of car among those that arrive.
package struct VehicleSpec: Equatable, Sendable {
    package var phases: Int
    package var amperes: Double
    /// Its weight among the kinds of the site.
    package var share: Double
    /// From being plugged in to charging, as a driver sets it in the car.
    package var waits: Duration

    package init(phases: Int, amperes: Double, share: Double, waits: Duration = .zero) {
        self.phases = phases
        self.amperes = amperes
        self.share = share
        self.waits = waits
    }
}
