import Scenarios

/// Who shares out a site's power: it is told what happens, and says who gets how much from then on.
///
/// It is asked once after all that happens at a moment, and again at the moment that it names.
struct PowerSharing {
    struct Change: Equatable {
        var station: Int
        var milliamperes: Int64
    }

    struct Round: Equatable {
        /// The stations that are set otherwise than before, in their order.
        var changes: [Change]
        /// When to ask again even if nothing happens; nil: not before something does.
        var next: SimTime?
    }

    private(set) var supply: SiteSupply
    let law: SharingLaw
    let times: SharingTimes
    let pace: Pace
    /// Of the stations with a car that asks, in no order.
    private var demands: [Demand] = []
    /// The place of each station in `demands`, -1 without one.
    private var places: [Int32]
    private var setPoints: [SetPoint]
    private var wishes: Wishes
    /// The stations that ask otherwise than at the last round, some of them perhaps twice.
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
        places = Array(repeating: -1, count: supply.stationCount)
        setPoints = Array(repeating: SetPoint(), count: supply.stationCount)
        wishes = Wishes(supply)
    }

    /// What a station is set to.
    func milliamperes(at station: Int) -> Int64 { setPoints[station].milliamperes }

    /// A car asks for power at a station where none does.
    mutating func begin(_ demand: Demand) {
        precondition(places[demand.station] < 0, "a station serves one car at a time")
        places[demand.station] = Int32(demands.count)
        demands.append(demand)
        wishes.add(demand, to: supply, under: law)
        touched.append(demand.station)
    }

    /// What the car at a station asks for; nil: nothing.
    func demand(at station: Int) -> Demand? {
        places[station] < 0 ? nil : demands[Int(places[station])]
    }

    /// The car at a station asks for nothing more; what it was set to is free.
    ///
    /// False where none asked.
    @discardableResult
    mutating func end(at station: Int) -> Bool {
        let place = Int(places[station])
        guard place >= 0 else { return false }
        wishes.remove(demands[place], from: supply, under: law)
        places[station] = -1
        setPoints[station] = SetPoint()
        let last = demands.removeLast()
        guard last.station != station else { return true }
        assert(places[last.station] == Int32(demands.count), "a place is known by its station")
        demands[place] = last
        places[last.station] = Int32(place)
        return true
    }

    /// What the car at a station asks for has changed, or what is known of it.
    mutating func change(at station: Int, _ edit: (inout Demand) -> Void) {
        guard places[station] >= 0 else { return }
        let place = Int(places[station])
        wishes.remove(demands[place], from: supply, under: law)
        edit(&demands[place])
        assert(demands[place].station == station, "a car stays at its station")
        wishes.add(demands[place], to: supply, under: law)
        touched.append(station)
    }

    /// What draws at a node beside EVs has changed.
    mutating func setLoad(_ load: PerLine, at node: Int) {
        supply.setLoad(load, at: node)
    }

    /// The nodes that keep from a car what it asks for: bit 0 is node 0, and bit 63 stands for all from
    /// there on.
    ///
    /// What only its own patience keeps from a station is kept by no node.
    var bindingNodes: UInt64 {
        var drawn = Drawn(supply)
        for place in demands.indices {
            drawn.add(setPoints[demands[place].station].milliamperes, to: terms(ofDemand: place))
        }
        var nodes: UInt64 = 0
        for place in demands.indices {
            let wish = law.wish(of: demands[place], from: supply)
            guard setPoints[demands[place].station].target < wish else { continue }
            nodes |= supply.nodes(
                limiting: terms(ofDemand: place),
                withLessThan: demands[place].least,
                besides: drawn
            )
        }
        return nodes
    }

    private func terms(ofDemand place: Int) -> Range<Int> {
        supply.terms(of: demands[place].station, phases: demands[place].phases)
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
        for (place, target) in allocation.milliamperes.enumerated() {
            assert(target >= 0 && target <= demands[place].asked, "no car gets more than it asks")
            demands[place].turn.follow(target, at: now)
            let station = demands[place].station
            let before = setPoints[station].milliamperes
            setPoints[station].follow(target, with: pace, at: now)
            let after = setPoints[station].milliamperes
            if after != before {
                round.changes.append(Change(station: station, milliamperes: after))
            }
            guard let rises = setPoints[station].rises else { continue }
            round.next = min(round.next ?? rises, rises)
        }
        assert(round.next.map { $0 > now } != false, "a law is asked again later")
        round.changes.sort { $0.station < $1.station }
        return round
    }
}

extension PowerSharing {
    /// Gives everybody what he asks for: those who have asked anew, if the others have it already.
    private mutating func serveAll(at now: SimTime) -> Round {
        var round = Round(changes: [], next: nil)
        let stations = allAreServed ? touched : demands.map(\.station)
        for station in stations where places[station] >= 0 {
            let place = Int(places[station])
            let target = law.wish(of: demands[place], from: supply)
            demands[place].turn.follow(target, at: now)
            guard target != setPoints[station].milliamperes else { continue }
            setPoints[station].follow(target, with: .immediate, at: now)
            round.changes.append(Change(station: station, milliamperes: target))
        }
        round.changes.sort { $0.station < $1.station }
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
