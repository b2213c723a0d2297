// Laws that serve one after the other.
extension Sharing {
    /// Gives each in turn the largest current that fits.
    func greedy(in order: [Int]) -> Allocation {
        var drawn = drawn
        var allocation = allocation(of: [], to: [])
        for place in order {
            guard ceilings[place] > 0 else { continue }
            let room = drawn.room(of: terms[place], upTo: ceilings[place])
            let current = demands[place].pilots.largest(upTo: room, least: demands[place].least)
            guard current > 0 else { continue }
            allocation.milliamperes[place] = current
            drawn.add(current, to: terms[place])
        }
        return allocation
    }

    /// Gives each in the order of arrival one step after the other, as long as his next one fits.
    func roundRobin() -> Allocation {
        var drawn = drawn
        var allocation = allocation(of: [], to: [])
        var rising = orderOfArrival
        while !rising.isEmpty {
            rising = rising.filter { place in
                let demand = demands[place]
                let current = allocation.milliamperes[place]
                guard
                    let next = demand.pilots.next(
                        above: current,
                        upTo: ceilings[place],
                        least: demand.least
                    ), drawn.hasRoom(for: next - current, of: terms[place])
                else { return false }
                drawn.add(next - current, to: terms[place])
                allocation.milliamperes[place] = next
                return true
            }
        }
        return allocation
    }
}
