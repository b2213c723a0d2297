/// Servers with a line that customers leave when their patience ends (M/M/c+M).
package struct ErlangA: Equatable, Sendable {
    /// The probability of having to wait at all.
    package let waiting: Double
    /// The share of customers who give up.
    package let abandoning: Double
    /// The mean time in line, of all: those who give up too.
    package let meanWait: Double
    /// The mean number of those in line.
    package let meanLine: Double

    /// `patienceRate` is one over the mean patience.
    package init(servers: Int, offered: Double, serviceRate: Double = 1, patienceRate: Double) {
        precondition(servers > 0 && offered > 0, "servers, and customers who come")
        precondition(serviceRate > 0 && patienceRate > 0, "both services and patience end")
        let arrivals = offered * serviceRate
        // Beyond that number states are so unlikely that no figure shows them.
        var deaths: [Double] = []
        var ratio = 1.0
        while ratio > 1e-18 || Double(deaths.count) <= offered {
            let number = deaths.count + 1
            let inLine = Double(max(0, number - servers))
            deaths.append(Double(min(number, servers)) * serviceRate + inLine * patienceRate)
            let growth = arrivals / deaths[deaths.count - 1]
            ratio = growth < 1 ? ratio * growth : 1
        }
        let chain = BirthDeath(
            births: Array(repeating: arrivals, count: deaths.count),
            deaths: deaths
        )
        waiting = chain.tail(from: servers)
        meanLine = chain.meanExcess(over: servers)
        meanWait = meanLine / arrivals
        abandoning = patienceRate * meanWait
        assert(waiting <= 1 + 1e-9 && abandoning <= 1 + 1e-9, "shares of customers")
    }
}
