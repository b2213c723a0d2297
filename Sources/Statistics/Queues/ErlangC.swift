import CGSL

/// Servers with one line, in which everybody waits, and exponential services (M/M/c).
package struct ErlangC: Equatable, Sendable {
    package let servers: Int
    /// How many customers come during one mean service.
    package let offered: Double
    /// How many customers one server serves in a unit of time.
    package let serviceRate: Double
    /// The probability of having to wait at all.
    package let waiting: Double

    /// Nil where more comes than servers can serve, so that the line never ends.
    package init?(servers: Int, offered: Double, serviceRate: Double = 1) {
        guard servers > 0, offered >= 0, offered < Double(servers), serviceRate > 0 else {
            return nil
        }
        self.servers = servers
        self.offered = offered
        self.serviceRate = serviceRate
        let blocking = ErlangB(servers: servers, offered: offered).blocking
        let load = offered / Double(servers)
        waiting = blocking / (1 - load * (1 - blocking))
        assert(waiting >= 0 && waiting <= 1 + 1e-9, "a probability lies between 0 and 1")
    }

    /// By how much more than what comes the servers serve in a unit of time.
    private var spare: Double { (Double(servers) - offered) * serviceRate }

    /// The mean time in line, of all.
    package var meanWait: Double { waiting / spare }
    /// The mean number of those in line.
    package var meanLine: Double { meanWait * offered * serviceRate }
    /// The mean time from coming to going.
    package var meanSojourn: Double { meanWait + 1 / serviceRate }
    /// The mean number of those in line or served.
    package var meanNumber: Double { meanLine + offered }

    /// The probability of waiting longer than that.
    package func waiting(longerThan time: Double) -> Double { waiting * exp(-spare * time) }

    /// The wait that so large a share does not exceed.
    package func wait(quantile share: Double) -> Double {
        precondition(share >= 0 && share < 1, "a share of customers, and not all of them")
        return max(0, log(waiting / (1 - share)) / spare)
    }

    /// The probability of being there longer than that.
    package func sojourn(longerThan time: Double) -> Double {
        let (service, rest) = (exp(-serviceRate * time), Double(servers) - 1 - offered)
        // Where the rate of services and that of the line are equal the quotient has a limit.
        let difference = rest * serviceRate * time
        let both =
            abs(difference) < 1e-9
            ? serviceRate * time : -expm1(-difference) / rest
        return service * (1 + waiting * both)
    }

    /// The time from coming to going that so large a share does not exceed.
    package func sojourn(quantile share: Double) -> Double {
        precondition(share >= 0 && share < 1, "a share of customers, and not all of them")
        var (low, high) = (0.0, 1 / serviceRate)
        while sojourn(longerThan: high) > 1 - share { high *= 2 }
        while high - low > 1e-12 * high {
            let middle = (low + high) / 2
            if sojourn(longerThan: middle) > 1 - share { low = middle } else { high = middle }
        }
        return high
    }

    /// The least servers with which a share of the customers waits no longer than that.
    package static func servers(
        offered: Double,
        serviceRate: Double,
        wait longest: Double,
        quantile share: Double
    ) -> Int {
        precondition(longest >= 0 && share > 0 && share < 1, "a wait, and a share of customers")
        var servers = Int(offered) + 1
        while let queue = ErlangC(servers: servers, offered: offered, serviceRate: serviceRate),
            queue.wait(quantile: share) > longest
        { servers += 1 }
        return servers
    }
}
