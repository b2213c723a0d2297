import Scenarios

/// The times that some laws go by.
struct SharingTimes: Equatable {
    /// How long a turn is where a law takes turns.
    var turn: SimDuration = .seconds(900)
    /// How soon the least laxity is looked at again.
    var laxityPause: SimDuration = .seconds(60)
}

// What each law does; a new one has its arms here, and a function of `Sharing` that works it out.
//
// Switches throughout, since `!=` of an enum with words compares the words.
extension SharingLaw {
    /// Whether it goes by how much energy cars still need.
    var goesByNeed: Bool {
        switch self {
        case .leastLaxity: true
        case .uncontrolled, .equal, .maxMin, .proportional, .firstCome, .earliestDeadline,
            .roundRobin, .rotation:
            false
        }
    }

    /// Whether every car gets what it asks for where that exceeds no limit.
    var givesAllWhereItCan: Bool {
        switch self {
        case .equal: false
        case .uncontrolled, .maxMin, .proportional, .firstCome, .earliestDeadline, .leastLaxity,
            .roundRobin, .rotation:
            true
        }
    }

    /// What a car gets where nothing limits but its outlet.
    func wish(of demand: Demand, from supply: SiteSupply) -> Int64 {
        let maximum = min(demand.asked, supply.rating(of: demand.outlet))
        guard maximum >= demand.minimum else { return 0 }
        switch self {
        case .uncontrolled, .equal, .maxMin, .proportional, .rotation: return maximum
        case .firstCome, .earliestDeadline, .leastLaxity, .roundRobin:
            return demand.pilots.largest(upTo: maximum, minimum: demand.minimum)
        }
    }

    /// Shares out what a supply has left; demands are of different outlets.
    ///
    /// The order of the demands does not matter; ties go to the lower outlet.
    func allocation(
        to demands: [Demand],
        from drawn: Drawn,
        _ times: SharingTimes,
        at now: SimTime
    ) -> Allocation {
        let sharing = Sharing(demands, drawn, now)
        let allocation: Allocation =
            switch self {
            case .uncontrolled: Allocation(milliamperes: sharing.ceilings)
            case .equal: sharing.equal()
            case .maxMin: sharing.maxMin()
            case .proportional: sharing.proportional()
            case .firstCome: sharing.greedy(in: sharing.orderOfArrival)
            case .earliestDeadline: sharing.greedy(in: sharing.orderOfDeparture)
            case .leastLaxity: sharing.leastLaxity(atLeast: times.laxityPause)
            case .roundRobin: sharing.roundRobin()
            case .rotation: sharing.rotation(every: times.turn)
            }
        assert(
            self == .uncontrolled || sharing.keepsLimits(allocation),
            "a law gives no more than there is"
        )
        return allocation
    }
}
