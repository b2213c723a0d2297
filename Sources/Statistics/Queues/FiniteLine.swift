/// Servers with a line of this many places: a customer who finds all of them taken goes away (M/M/c/K).
package struct FiniteLine: Equatable, Sendable {
    /// The share of customers who go away.
    package let blocking: Double
    /// The probability that one who stays has to wait.
    package let waiting: Double
    /// The mean time in line of those who stay.
    package let meanWait: Double
    /// The mean time from coming to going of those who stay.
    package let meanSojourn: Double
    /// The mean number of those in line.
    package let meanLine: Double

    /// `capacity` are those at servers and in the line together.
    package init(servers: Int, capacity: Int, offered: Double, serviceRate: Double = 1) {
        precondition(servers > 0 && capacity >= servers, "a place at each server, at least")
        precondition(offered > 0 && serviceRate > 0, "customers come and are served")
        let chain = BirthDeath(
            births: Array(repeating: offered, count: capacity),
            deaths: (1...capacity).map { Double(min($0, servers)) }
        )
        blocking = chain.probabilities[capacity]
        meanLine = chain.meanExcess(over: servers)
        waiting = max(0, chain.tail(from: servers) - blocking) / (1 - blocking)
        meanWait = meanLine / (offered * serviceRate * (1 - blocking))
        meanSojourn = meanWait + 1 / serviceRate
        assert(blocking <= 1 && waiting <= 1 + 1e-9, "a probability lies between 0 and 1")
    }
}
