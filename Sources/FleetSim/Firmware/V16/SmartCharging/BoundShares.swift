/// What a connector that charges would take of the bound of the whole charger.
struct PowerClaim {
    /// Of each phase; no less than a car charges with.
    var milliamperes: Int64
    var phases: UInt8
}

/// Sharing out what a whole charger may draw.
extension ChargingLimit {
    /// The current of each claim, by which all of them together keep to this limit; 0: none is left.
    ///
    /// In the order of the claims each gets the least that a car charges with, as long as there is
    /// enough; those that it does not reach wait. The rest goes to those that have least, so that all
    /// that charge get the same unless they want less.
    func shares(of claims: [PowerClaim], volts: Int64) -> [Int64] {
        let factors = claims.map { volts * Int64(max(1, $0.phases)) }
        let served = served(factors)
        let currents = Self.fill(
            milliamperes,
            minimum: served.map { _ in Self.minimumMilliamperes },
            maximum: served.map { claims[$0].milliamperes }
        )
        let powers = Self.fill(
            milliwatts,
            minimum: served.map { Self.minimumMilliamperes * factors[$0] },
            maximum: zip(served, currents).map { factors[$0] * $1 }
        )
        var shares = [Int64](repeating: 0, count: claims.count)
        for (index, power) in zip(served, powers) { shares[index] = power / factors[index] }
        assert(shares.reduce(0, +) <= milliamperes, "the shares keep to the limit of current")
        assert(
            zip(shares, factors).reduce(0) { $0 + $1.0 * $1.1 } <= milliwatts,
            "and to that of power"
        )
        return shares
    }

    /// The claims, by their milliwatts per milliampere, for which the least is there.
    private func served(_ factors: [Int64]) -> [Int] {
        var current = milliamperes
        var power = milliwatts
        return factors.indices.filter { index in
            let minimum = Self.minimumMilliamperes * factors[index]
            guard Self.minimumMilliamperes <= current, minimum <= power else { return false }
            current -= Self.minimumMilliamperes
            power -= minimum
            return true
        }
    }

    /// Shares out an amount that is enough for the least of each.
    private static func fill(_ amount: Int64, minimum: [Int64], maximum: [Int64]) -> [Int64] {
        func filled(to level: Int64) -> [Int64] {
            zip(minimum, maximum).map { minimum, maximum in min(max(level, minimum), maximum) }
        }
        assert(minimum.reduce(0, +) <= amount, "there is enough for the least of each")
        // The highest level that the amount allows, as water finds its own.
        var low: Int64 = 0
        var high = maximum.max() ?? 0
        while low < high {
            let middle = (low + high + 1) / 2
            if filled(to: middle).reduce(0, +) <= amount { low = middle } else { high = middle - 1 }
        }
        return filled(to: low)
    }
}
