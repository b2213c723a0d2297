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
        // By their places: to take a demand out of the list would count what it refers to.
        terms = demands.indices.map { place in
            drawn.supply.terms(of: demands[place].station, phases: demands[place].phases)
        }
        ceilings = demands.indices.map { place in
            let rating = drawn.supply.rating(of: demands[place].station)
            let ceiling = min(demands[place].asked, rating)
            return ceiling >= demands[place].least ? ceiling : 0
        }
    }

    /// The places of the demands by keys that say who comes first; ties go to the lower station.
    ///
    /// Before all come those whose chargers are out of reach: they charge, asked or not.
    func order(by key: (_ place: Int) -> Int64) -> [Int] {
        var ranks = demands.indices.map { rank(of: $0, by: key($0)) }
        ranks.sort()
        return ranks.map { Int($0 & 0x7FFF_FFFF) }
    }

    /// Where a demand stands in an order, and last its place: as one number, of which two are compared in a
    /// third of the instructions that four members take.
    private func rank(of place: Int, by key: Int64) -> UInt128 {
        let station = demands[place].station
        assert(place >> 31 == 0 && station >> 32 == 0, "places and stations have their bits")
        let isLater: UInt128 = demands[place].isOnItsOwn ? 0 : 1
        // With its sign turned a negative key is less than others.
        let sought = UInt128(UInt64(bitPattern: key) ^ 1 << 63)
        return isLater << 127 | sought << 63 | UInt128(station) << 31 | UInt128(place)
    }

    var orderOfArrival: [Int] { order { demands[$0].arrived.nanoseconds } }
    var orderOfDeparture: [Int] { order { demands[$0].departs.nanoseconds } }

    /// Those for whom the least is there, in the order in which they are asked; the rest waits.
    func admitted(in order: [Int]) -> [Int] {
        var drawn = drawn
        var admitted: [Int] = []
        admitted.reserveCapacity(order.count)
        for place in order {
            let least = demands[place].least
            guard ceilings[place] > 0, drawn.hasRoom(for: least, of: terms[place]) else { continue }
            drawn.add(least, to: terms[place])
            admitted.append(place)
        }
        return admitted
    }

    /// The allocation in which some places get something and the others nothing.
    func allocation(of currents: [Int64], to places: [Int]) -> Allocation {
        var allocation = Allocation(milliamperes: Array(repeating: 0, count: demands.count))
        for (place, current) in zip(places, currents) { allocation.milliamperes[place] = current }
        return allocation
    }

    /// Whether each gets nothing or what it can charge with, and all together no more than there is.
    func keepsLimits(_ allocation: Allocation) -> Bool {
        var drawn = drawn
        for (place, current) in allocation.milliamperes.enumerated() where current != 0 {
            guard demands[place].least <= current, current <= ceilings[place] else { return false }
            drawn.add(current, to: terms[place])
        }
        return drawn.isWithinLimits
    }
}
