/// Cars that share a site's power in equal parts, none getting more than one car can take, and each
/// leaving when it is full: capped processor sharing, whose numbers are those of M/M/c.
///
/// The law of the energies does not matter, only its mean.
package struct SharedPower: Equatable, Sendable {
    /// How many times longer a charge takes than it would alone.
    package let slowdown: Double
    /// The mean number of cars.
    package let meanNumber: Double
    /// The share of cars that find no bay; none where bays are ample.
    package let blocking: Double

    /// `cars` is how many could charge at full power; nil where they ask for more than there is.
    package init?(cars: Int, offered: Double) {
        guard let queue = ErlangC(servers: cars, offered: offered) else { return nil }
        slowdown = queue.meanSojourn
        meanNumber = queue.meanNumber
        blocking = 0
    }

    /// With this many bays: a driver who finds none goes away.
    package init(cars: Int, bays: Int, offered: Double) {
        let line = FiniteLine(servers: min(cars, bays), capacity: bays, offered: offered)
        slowdown = line.meanSojourn
        blocking = line.blocking
        meanNumber = offered * (1 - blocking) * slowdown
    }
}
