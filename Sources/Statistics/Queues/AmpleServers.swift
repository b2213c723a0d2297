import CGSL

/// As many servers as come (M/G/∞): how many are there is a Poisson variable.
package struct AmpleServers: Equatable, Sendable {
    /// The mean number of those who are there.
    package let mean: Double

    package init(offered: Double) {
        precondition(offered >= 0, "a load is not negative")
        mean = offered
    }

    /// The least number that is not exceeded for so large a share of the time.
    package func occupancy(quantile share: Double) -> Int {
        precondition(share >= 0 && share < 1, "a share of the time, and not all of it")
        guard mean > 0 else { return 0 }
        var (low, high) = (-1, Int(mean + 10 * mean.squareRoot() + 20))
        while cumulative(high) < share { high *= 2 }
        while high - low > 1 {
            let middle = (low + high) / 2
            if cumulative(middle) < share { low = middle } else { high = middle }
        }
        assert(cumulative(high) >= share && cumulative(low) < share, "it is the least such number")
        return high
    }

    /// The share of the time with no more than that.
    package func cumulative(_ number: Int) -> Double {
        guard number >= 0 else { return 0 }
        return GSL.evaluate { gsl_cdf_poisson_P(UInt32(clamping: number), mean) }
    }
}

/// The mean number in ample bays when arrivals swing like a sine over the day (M_t/G/∞).
package struct SwingingArrivals: Equatable, Sendable {
    package enum Service: Equatable, Sendable {
        case exponential(mean: Double)
        case fixed(Double)

        var mean: Double {
            switch self {
            case .exponential(let mean), .fixed(let mean): mean
            }
        }
    }

    /// The mean number over a period.
    package let mean: Double
    /// How much of the swing of arrivals is left in the number: its factor.
    package let damping: Double
    /// By how much the number is later than the arrivals.
    package let lag: Double
    private let swing: Double
    private let frequency: Double

    /// Arrivals at the rate × (1 + swing × sin(2π × time / period)).
    package init(rate: Double, swing: Double, period: Double, service: Service) {
        precondition(rate >= 0 && period > 0 && service.mean > 0, "times and rates are positive")
        frequency = 2 * .pi / period
        self.swing = swing
        mean = rate * service.mean
        switch service {
        case .exponential(let time):
            damping = 1 / (1 + frequency * time * frequency * time).squareRoot()
            lag = atan(frequency * time) / frequency
        case .fixed(let time):
            damping = sin(frequency * time / 2) / (frequency * time / 2)
            lag = time / 2
        }
        assert(
            damping <= 1 && lag >= 0,
            "the number swings no more than arrivals, and not before them"
        )
    }

    /// The mean number at a time.
    package func mean(at time: Double) -> Double {
        mean * (1 + swing * damping * sin(frequency * (time - lag)))
    }
}
