// Cutting each limit into parts.
extension Sharing {
    /// What a limit has for each unit of weight.
    private struct Measure {
        var amount: Int128
        var weights: Int128

        func part(of weight: Int64) -> Int64 { Int64(clamping: Int128(weight) * amount / weights) }
    }

    private struct Share {
        var place: Int
        var weight: Int64
        /// What a milliampere of it takes of the limit.
        var cost: Int64
    }

    /// The part of each of the places in the narrowest of its limits, at least what it charges with.
    ///
    /// Angles are left out, so that the parts fit wherever the least of each does.
    func parts(of places: [Int], weighedBy weight: (Int) -> Int64) -> [Int64] {
        var shares = [[Share]](repeating: [], count: drawn.supply.rows.count)
        for place in places {
            for term in drawn.supply.terms[terms[place]] {
                let share = Share(place: place, weight: weight(place), cost: term.weight)
                shares[Int(term.row)].append(share)
            }
        }
        var parts = ceilings
        for (row, shares) in shares.enumerated() where !shares.isEmpty {
            let measure = measure(of: row, among: shares)
            for share in shares {
                let part = max(measure.part(of: share.weight), demands[share.place].least)
                parts[share.place] = min(parts[share.place], part)
            }
        }
        return places.map { parts[$0] }
    }

    /// What a row gives for each unit of weight once those are served who need more to charge at all.
    private func measure(of row: Int, among shares: [Share]) -> Measure {
        var left = Int128(drawn.supply.rows[row].bound) - Int128(magnitude(of: row))
        var measured = shares
        while !measured.isEmpty {
            let weights = measured.reduce(Int128(0)) { $0 + Int128($1.weight) * Int128($1.cost) }
            let measure = Measure(amount: max(left, 0), weights: max(weights, 1))
            let short = measured.filter { measure.part(of: $0.weight) < demands[$0.place].least }
            guard !short.isEmpty else { return measure }
            for share in short { left -= Int128(demands[share.place].least) * Int128(share.cost) }
            measured.removeAll { measure.part(of: $0.weight) < demands[$0.place].least }
        }
        return Measure(amount: 0, weights: 1)
    }

    /// What is drawn of a row already, no less than its magnitude.
    private func magnitude(of row: Int) -> Int64 {
        abs(drawn.sums[row].real) + abs(drawn.sums[row].imaginary)
    }
}
