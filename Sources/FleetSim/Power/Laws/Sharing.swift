/// One sharing out: who asks, and what is left of the supply.
struct Sharing {
    let demands: [Demand]
    let drawn: Drawn
    let now: SimTime
    /// The terms of each demand.
    let terms: [Range<Int>]
    /// The most that each can be given; 0 where that is less than it charges with.
    let ceilings: [Int64]

    init(_ demands: [Demand], _ drawn: Drawn, _ now: SimTime) {
        self.demands = demands
        self.drawn = drawn
        self.now = now
        // By their indices: to take a demand out of the list would count what it refers to.
        terms = demands.indices.map { index in
            drawn.supply.terms(of: demands[index].outlet, phases: demands[index].phases)
        }
        ceilings = demands.indices.map { index in
            let rating = drawn.supply.rating(of: demands[index].outlet)
            let ceiling = min(demands[index].asked, rating)
            return ceiling >= demands[index].minimum ? ceiling : 0
        }
    }

    /// The indices of the demands by keys that say who comes first; ties go to the lower outlet.
    ///
    /// Before all come those whose chargers are out of reach: they charge, asked or not.
    func order(by key: (_ index: Int) -> Int64) -> [Int] {
        var ranks = demands.indices.map { rank(of: $0, by: key($0)) }
        ranks.sort()
        return ranks.map { Int($0 & 0x7FFF_FFFF) }
    }

    /// Where a demand stands in an order, and last its index: as one number, of which two are compared in a
    /// third of the instructions that four members take.
    private func rank(of index: Int, by key: Int64) -> UInt128 {
        let outlet = demands[index].outlet
        assert(index >> 31 == 0 && outlet >> 32 == 0, "indices and outlets have their bits")
        let isLater: UInt128 = demands[index].isOnItsOwn ? 0 : 1
        // With its sign turned a negative key is less than others.
        let sought = UInt128(UInt64(bitPattern: key) ^ 1 << 63)
        return isLater << 127 | sought << 63 | UInt128(outlet) << 31 | UInt128(index)
    }

    var orderOfArrival: [Int] { order { demands[$0].arrived.nanoseconds } }
    var orderOfDeparture: [Int] { order { demands[$0].departs.nanoseconds } }

    /// Those for whom the least is there, in the order in which they are asked; the rest waits.
    func admitted(in order: [Int]) -> [Int] {
        var drawn = drawn
        var admitted: [Int] = []
        admitted.reserveCapacity(order.count)
        for index in order {
            let minimum = demands[index].minimum
            guard ceilings[index] > 0, drawn.hasRoom(for: minimum, of: terms[index]) else {
                continue
            }
            drawn.add(minimum, to: terms[index])
            admitted.append(index)
        }
        return admitted
    }

    /// The allocation in which some demands get something and the others nothing.
    func allocation(of currents: [Int64], to members: [Int]) -> Allocation {
        var allocation = Allocation(milliamperes: Array(repeating: 0, count: demands.count))
        for (index, current) in zip(members, currents) { allocation.milliamperes[index] = current }
        return allocation
    }

    /// Whether each gets nothing or what it can charge with, and all together no more than there is.
    func keepsLimits(_ allocation: Allocation) -> Bool {
        var drawn = drawn
        for (index, current) in allocation.milliamperes.enumerated() where current != 0 {
            guard demands[index].minimum <= current, current <= ceilings[index] else {
                return false
            }
            drawn.add(current, to: terms[index])
        }
        return drawn.isWithinLimits
    }
}
