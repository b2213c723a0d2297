// Laws that serve one after the other.
extension Sharing {
    /// Gives each in turn the largest current that fits.
    func greedy(in order: [Int]) -> Allocation {
        var drawn = drawn
        var allocation = allocation(of: [], to: [])
        for index in order {
            guard ceilings[index] > 0 else { continue }
            let room = drawn.room(of: terms[index], upTo: ceilings[index])
            let current = demands[index].pilots.largest(upTo: room, minimum: demands[index].minimum)
            guard current > 0 else { continue }
            allocation.milliamperes[index] = current
            drawn.add(current, to: terms[index])
        }
        return allocation
    }

    /// Gives each in the order of arrival one step after the other, as long as his next one fits.
    func roundRobin() -> Allocation {
        var drawn = drawn
        var allocation = allocation(of: [], to: [])
        var rising = orderOfArrival
        while !rising.isEmpty {
            rising = rising.filter { index in
                let demand = demands[index]
                let current = allocation.milliamperes[index]
                guard
                    let next = demand.pilots.next(
                        above: current,
                        upTo: ceilings[index],
                        minimum: demand.minimum
                    ), drawn.hasRoom(for: next - current, of: terms[index])
                else { return false }
                drawn.add(next - current, to: terms[index])
                allocation.milliamperes[index] = next
                return true
            }
        }
        return allocation
    }
}
