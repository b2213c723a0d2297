import Scenarios

/// Who shares out a site's power: it is told what happens, and says who gets how much from then on.
///
/// It is asked once after all that happens at a moment, and again at the moment that it names.
struct PowerSharing {
    struct Change: Equatable {
        var outlet: Int
        var milliamperes: Int64
    }

    struct Round: Equatable {
        /// The outlets that are set otherwise than before, in their order.
        var changes: [Change]
        /// When to ask again even if nothing happens; nil: not before something does.
        var next: SimTime?
    }

    private(set) var supply: SiteSupply
    let law: SharingLaw
    let times: SharingTimes
    let pace: Pace
    /// Of the outlets with a car that asks, in no order.
    private var demands: [Demand] = []
    /// The index of each outlet in `demands`, -1 without one.
    private var indices: [Int32]
    private var setPoints: [SetPoint]
    private var wishes: Wishes
    /// The outlets that ask otherwise than at the last round, some of them perhaps twice.
    private var touched: [Int] = []
    /// Whether all were given what they ask for at the last round.
    private var allAreServed = true

    init(
        _ supply: SiteSupply,
        by law: SharingLaw,
        _ times: SharingTimes = SharingTimes(),
        at pace: Pace = .immediate
    ) {
        self.supply = supply
        self.law = law
        self.times = times
        // Where angles let currents make up for each other, one that lags could be too little.
        self.pace = supply.hasPhasors ? .immediate : pace
        indices = Array(repeating: -1, count: supply.outletCount)
        setPoints = Array(repeating: SetPoint(), count: supply.outletCount)
        wishes = Wishes(supply)
    }

    /// What an outlet is set to.
    func milliamperes(at outlet: Int) -> Int64 { setPoints[outlet].milliamperes }

    /// A car asks for power at an outlet where none does.
    mutating func begin(_ demand: Demand) {
        precondition(indices[demand.outlet] < 0, "an outlet serves one car at a time")
        indices[demand.outlet] = Int32(demands.count)
        demands.append(demand)
        wishes.add(demand, to: supply, under: law)
        touched.append(demand.outlet)
    }

    /// What the car at an outlet asks for; nil: nothing.
    func demand(at outlet: Int) -> Demand? {
        indices[outlet] < 0 ? nil : demands[Int(indices[outlet])]
    }

    /// The car at an outlet asks for nothing more; what it was set to is free.
    ///
    /// False where none asked.
    @discardableResult
    mutating func end(at outlet: Int) -> Bool {
        let index = Int(indices[outlet])
        guard index >= 0 else { return false }
        wishes.remove(demands[index], from: supply, under: law)
        indices[outlet] = -1
        setPoints[outlet] = SetPoint()
        let last = demands.removeLast()
        guard last.outlet != outlet else { return true }
        assert(indices[last.outlet] == Int32(demands.count), "an index is known by its outlet")
        demands[index] = last
        indices[last.outlet] = Int32(index)
        return true
    }

    /// What the car at an outlet asks for has changed, or what is known of it.
    mutating func change(at outlet: Int, _ edit: (inout Demand) -> Void) {
        guard indices[outlet] >= 0 else { return }
        let index = Int(indices[outlet])
        wishes.remove(demands[index], from: supply, under: law)
        edit(&demands[index])
        assert(demands[index].outlet == outlet, "a car stays at its outlet")
        wishes.add(demands[index], to: supply, under: law)
        touched.append(outlet)
    }

    /// What draws at a node beside EVs has changed.
    mutating func setLoad(_ load: PerLine, at node: Int) {
        supply.setLoad(load, at: node)
    }

    /// The nodes that keep from a car what it asks for: bit 0 is node 0, and bit 63 stands for all from
    /// there on.
    ///
    /// What only its own patience keeps from an outlet is kept by no node.
    var bindingNodes: UInt64 {
        var drawn = Drawn(supply)
        for index in demands.indices {
            drawn.add(setPoints[demands[index].outlet].milliamperes, to: terms(ofDemand: index))
        }
        var nodes: UInt64 = 0
        for index in demands.indices {
            let wish = law.wish(of: demands[index], from: supply)
            guard setPoints[demands[index].outlet].target < wish else { continue }
            nodes |= supply.nodes(
                limiting: terms(ofDemand: index),
                withLessThan: demands[index].minimum,
                besides: drawn
            )
        }
        return nodes
    }

    private func terms(ofDemand index: Int) -> Range<Int> {
        supply.terms(of: demands[index].outlet, phases: demands[index].phases)
    }

    /// Shares out anew.
    mutating func share(at now: SimTime) -> Round {
        defer { touched.removeAll(keepingCapacity: true) }
        if law.givesAllWhereItCan, pace == .immediate, wishes.fit(supply) {
            return serveAll(at: now)
        }
        allAreServed = false
        let allocation = law.allocation(to: demands, from: Drawn(supply), times, at: now)
        assert(allocation.milliamperes.count == demands.count, "each demand has its share")
        var round = Round(changes: [], next: allocation.changes)
        for (index, target) in allocation.milliamperes.enumerated() {
            assert(target >= 0 && target <= demands[index].asked, "no car gets more than it asks")
            demands[index].turn.follow(target, at: now)
            let outlet = demands[index].outlet
            let before = setPoints[outlet].milliamperes
            setPoints[outlet].follow(target, with: pace, at: now)
            let after = setPoints[outlet].milliamperes
            if after != before {
                round.changes.append(Change(outlet: outlet, milliamperes: after))
            }
            guard let rises = setPoints[outlet].rises else { continue }
            round.next = min(round.next ?? rises, rises)
        }
        assert(round.next.map { $0 > now } != false, "a law is asked again later")
        round.changes.sort { $0.outlet < $1.outlet }
        return round
    }
}

extension PowerSharing {
    /// Gives everybody what he asks for: those who have asked anew, if the others have it already.
    private mutating func serveAll(at now: SimTime) -> Round {
        var round = Round(changes: [], next: nil)
        let outlets = allAreServed ? touched : demands.map(\.outlet)
        for outlet in outlets where indices[outlet] >= 0 {
            let index = Int(indices[outlet])
            let target = law.wish(of: demands[index], from: supply)
            demands[index].turn.follow(target, at: now)
            guard target != setPoints[outlet].milliamperes else { continue }
            setPoints[outlet].follow(target, with: .immediate, at: now)
            round.changes.append(Change(outlet: outlet, milliamperes: target))
        }
        round.changes.sort { $0.outlet < $1.outlet }
        allAreServed = true
        return round
    }
}

extension Demand.Turn {
    /// A turn begins with the first current and ends with the last.
    mutating func follow(_ milliamperes: Int64, at now: SimTime) {
        switch self {
        case .waits where milliamperes > 0: self = .charges(since: now)
        case .charges where milliamperes == 0: self = .waits(since: now)
        case .waits, .charges: break
        }
    }
}
