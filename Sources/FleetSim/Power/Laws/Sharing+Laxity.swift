// Serving first the car that can wait least.
extension Sharing {
    /// Serves in the order of laxity, and says when the next in the order overtakes.
    func leastLaxity(atLeast pause: SimDuration) -> Allocation {
        let laxities = demands.map { laxity(of: $0) }
        let order = order { laxities[$0] }
        var allocation = greedy(in: order)
        var overtaking: Int64?
        for (ahead, behind) in zip(order, order.dropFirst()) {
            let gap = Int128(laxities[behind]) - Int128(laxities[ahead])
            guard gap >= 0, let time = time(toClose: gap, ahead, behind, allocation) else {
                continue
            }
            overtaking = min(overtaking ?? time, time)
        }
        guard let overtaking else { return allocation }
        // Two that are equally urgent would overtake each other at every instant.
        allocation.changes = now + max(pause, SimDuration(nanoseconds: overtaking))
        return allocation
    }

    /// How long a car could still go without current, in nanoseconds.
    private func laxity(of demand: Demand) -> Int64 {
        (demand.departs - now).nanoseconds - demand.need.time(at: now).nanoseconds
    }

    /// When the next in the order becomes the more urgent one; nil if it does not.
    ///
    /// Laxity falls as fast as time passes, less the part of its full current that a car gets.
    private func time(
        toClose gap: Int128,
        _ ahead: Int,
        _ behind: Int,
        _ allocation: Allocation
    ) -> Int64? {
        let maximum = (Int128(ceilings[ahead]), Int128(ceilings[behind]))
        guard maximum.0 > 0, maximum.1 > 0 else { return nil }
        let currents = allocation.milliamperes
        let closing = Int128(currents[ahead]) * maximum.1 - Int128(currents[behind]) * maximum.0
        guard closing > 0 else { return nil }
        let time = gap * maximum.0 * maximum.1 / closing + 1
        return time < Int128(SimTime.distantFuture.nanoseconds - now.nanoseconds)
            ? Int64(time) : nil
    }
}
