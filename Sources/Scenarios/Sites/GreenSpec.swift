/// How chargers go by the sun, by their users' habits and by the price, as a zappi does.
package struct GreenSpec: Equatable, Sendable {
    package enum Mode: String, CaseIterable, Sendable {
        /// All that the car takes.
        case fast
        /// The sun's surplus, and never less than the least a car charges with.
        case eco
        /// As eco, but only while the sun gives its part of the least.
        case ecoPlus = "eco+"
        case stop
    }

    /// The default mode of some of the users.
    package struct UserMode: Equatable, Sendable {
        package var mode: Mode
        /// Its weight among them.
        package var share: Double

        package init(mode: Mode, share: Double) {
            self.mode = mode
            self.share = share
        }
    }

    /// Hours of each day, from midnight on; they may reach over midnight.
    package struct Hours: Equatable, Sendable {
        package var from: Duration = .zero
        package var until: Duration = .zero

        package init(from: Duration = .zero, until: Duration = .zero) {
            self.from = from
            self.until = until
        }
    }

    package var mode = Mode.ecoPlus
    /// The modes of users who have one of their own; empty: all go by the charger's.
    package var userModes: [UserMode] = []
    /// In eco+, the part of the least charging power that the sun must give, from 0.01 to 1.
    package var minimumGreenLevel = 1.0
    package var startsAfter: Duration = .zero
    package var stopsAfter: Duration = .zero
    /// When it charges as fast as can be, unless it is stopped.
    package var boosts: [Hours] = []
    /// The price of each hour of the day, and in how many of the cheapest it charges whatever its mode.
    package var prices: [Double] = []
    package var cheapestHours = 0

    package init() {}

    /// The cheapest hours of the day, of equal prices the earlier.
    package var cheapHours: [Hours] {
        let order = prices.indices.sorted { (prices[$0], $0) < (prices[$1], $1) }
        return order.prefix(cheapestHours).sorted().map { hour in
            Hours(from: .seconds(3600 * hour), until: .seconds(3600 * (hour + 1)))
        }
    }
}
