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
        terms = demands.map { drawn.supply.terms(of: $0.station, phases: $0.phases) }
        ceilings = demands.map { demand in
            let ceiling = min(demand.asked, drawn.supply.ratings[demand.station])
            return ceiling >= demand.least ? ceiling : 0
        }
    }

    /// The places of the demands by keys that say who comes first; ties go to the lower station.
    ///
    /// Before all come those whose chargers are out of reach: they charge, asked or not.
    func order(by key: (Demand) -> Int64) -> [Int] {
        var ranks = demands.indices.map { place in
            let demand = demands[place]
            return Rank(
                isLater: !demand.isOnItsOwn,
                key: key(demand),
                station: demand.station,
                place: place
            )
        }
        ranks.sort(by: <)
        return ranks.map(\.place)
    }

    /// Where a demand stands in an order.
    private struct Rank {
        var isLater: Bool
        var key: Int64
        var station: Int
        var place: Int

        static func < (one: Rank, other: Rank) -> Bool {
            if one.isLater != other.isLater { return other.isLater }
            return one.key != other.key ? one.key < other.key : one.station < other.station
        }
    }

    var orderOfArrival: [Int] { order { $0.arrived.nanoseconds } }
    var orderOfDeparture: [Int] { order { $0.departs.nanoseconds } }

    /// Those for whom the least is there, in the order in which they are asked; the rest waits.
    func admitted(in order: [Int]) -> [Int] {
        var drawn = drawn
        return order.filter { place in
            let demand = demands[place]
            guard ceilings[place] > 0, drawn.hasRoom(for: demand.least, of: terms[place]) else {
                return false
            }
            drawn.add(demand.least, to: terms[place])
            return true
        }
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
