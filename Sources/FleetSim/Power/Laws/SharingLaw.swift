/// By which rule cars share what there is.
enum SharingLaw: Equatable {
    /// Each gets what it asks for, whatever the limits.
    case uncontrolled
    /// Each limit in equal parts; what a car cannot use of its part is left unused.
    case equal
    /// Who has least gets more until a limit stops him.
    case maxMin
    /// Each limit in parts as large as what each asks for.
    case proportional
    /// Who came first gets all that he asks for, then the next.
    case firstCome
    /// As first come, but who leaves first.
    case earliestDeadline
    /// As first come, but first the car that can wait least; looks again no sooner than after so long.
    case leastLaxity(atLeast: SimDuration)
    /// A step up for each in turn, until no step fits.
    case roundRobin
    /// As max-min among as many as can charge; turns end after so long while a car waits.
    case rotation(every: SimDuration)

    /// Whether it goes by how much energy cars still need.
    var goesByNeed: Bool {
        if case .leastLaxity = self { true } else { false }
    }

    /// Shares out what a supply has left; demands are of different stations.
    ///
    /// The order of the demands does not matter; ties go to the lower station.
    func allocation(to demands: [Demand], from drawn: Drawn, at now: SimTime) -> Allocation {
        let sharing = Sharing(demands, drawn, now)
        let allocation: Allocation =
            switch self {
            case .uncontrolled: Allocation(milliamperes: sharing.ceilings)
            case .equal: sharing.equal()
            case .maxMin: sharing.maxMin()
            case .proportional: sharing.proportional()
            case .firstCome: sharing.greedy(in: sharing.orderOfArrival)
            case .earliestDeadline: sharing.greedy(in: sharing.orderOfDeparture)
            case .leastLaxity(let pause): sharing.leastLaxity(atLeast: pause)
            case .roundRobin: sharing.roundRobin()
            case .rotation(let length): sharing.rotation(every: length)
            }
        assert(
            self == .uncontrolled || sharing.keepsLimits(allocation),
            "a law gives no more than there is"
        )
        return allocation
    }
}
