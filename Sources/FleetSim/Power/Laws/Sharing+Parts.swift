// Cutting each limit into parts.
extension Sharing {
    /// What a limit has for each unit of weight.
    private struct Measure {
        var amount: Int128
        var weights: Int128

        func part(of weight: Int64) -> Int64 { Int64(clamping: Int128(weight) * amount / weights) }
    }

    private struct Share {
        var member: Int
        var weight: Int64
        /// What a milliampere of it takes of the limit.
        var cost: Int64
        /// What it charges with at least.
        var minimum: Int64

        func isShort(with measure: Measure) -> Bool {
            Int128(weight) * measure.amount < Int128(minimum) * measure.weights
        }
    }

    /// The part of each of the members in the narrowest of its limits, at least what it charges with.
    ///
    /// Angles are left out, so that the parts fit wherever the least of each does.
    func parts(of members: [Int], weighedBy weight: (Int) -> Int64) -> [Int64] {
        let rows = RowMembers(members.map { terms[$0] }, in: drawn.supply)
        var parts = members.map { ceilings[$0] }
        var shares: [Share] = []
        shares.reserveCapacity(members.count)
        for row in drawn.supply.rows.indices {
            shares.removeAll(keepingCapacity: true)
            for entry in rows.members(of: Int32(row)) {
                let index = members[Int(entry.member)]
                let share = Share(
                    member: Int(entry.member),
                    weight: weight(index),
                    cost: drawn.supply.term(Int(entry.term)).weight,
                    minimum: demands[index].minimum
                )
                shares.append(share)
            }
            guard !shares.isEmpty else { continue }
            let measure = measure(of: row, among: shares)
            for share in shares {
                let part = max(measure.part(of: share.weight), share.minimum)
                parts[share.member] = min(parts[share.member], part)
            }
        }
        return parts
    }

    /// What a row gives for each unit of weight once those are served who need more to charge at all.
    private func measure(of row: Int, among shares: [Share]) -> Measure {
        var left = Int128(drawn.supply.rows[row].bound) - Int128(magnitude(of: row))
        var measured = shares
        while !measured.isEmpty {
            let weights = measured.reduce(Int128(0)) { $0 + Int128($1.weight) * Int128($1.cost) }
            let measure = Measure(amount: max(left, 0), weights: max(weights, 1))
            guard measured.contains(where: { $0.isShort(with: measure) }) else { return measure }
            for share in measured where share.isShort(with: measure) {
                left -= Int128(share.minimum) * Int128(share.cost)
            }
            measured.removeAll { $0.isShort(with: measure) }
        }
        return Measure(amount: 0, weights: 1)
    }

    /// What is drawn of a row already, no less than its magnitude.
    private func magnitude(of row: Int) -> Int64 {
        abs(drawn.sums[row].real) + abs(drawn.sums[row].imaginary)
    }
}
