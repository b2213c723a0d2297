/// The electricity of one site while a run goes on: who asks, who gets what, what else flows there.
struct SiteElectricity {
    /// What flows at a node beside EVs.
    struct Flow: Equatable {
        var node: Int
        var profile: LoadProfile
    }

    /// What a car has and would have.
    struct Intake: Equatable {
        /// How many lines it uses.
        var phases: UInt8
        /// On each of them: what it draws, and what it would without limits of the site.
        var drawn: Int64
        var asked: Int64

        static let none = Intake(phases: 0, drawn: 0, asked: 0)
    }

    private(set) var sharing: PowerSharing
    /// Whether the site says who gets how much, or is only watched.
    private(set) var isInControl: Bool
    /// In the order of their nodes.
    let flows: [Flow]
    let meter: LoadMeter
    /// Whether a car's demand or another load has changed since it last shared.
    private(set) var isStale = false
    /// Outlets that asked since then, and have to be told even if they get nothing.
    private var unanswered: [Int] = []
    /// Tells the moment at which to share again from those that were named before.
    private(set) var generation: UInt32 = 0
    /// What flowed at each node; nil where it is not kept.
    private(set) var usage: SiteUsage?
    private var sun: SunFollowing
    /// From a line to neutral, where there are no chargers.
    private let volts: Int64

    init(
        _ sharing: PowerSharing,
        isInControl: Bool = true,
        flows: [Flow] = [],
        meter: LoadMeter,
        usage: SiteUsage?,
        sun: SunFollowing,
        volts: Int64
    ) {
        assert(
            zip(flows, flows.dropFirst()).allSatisfy { $0.node <= $1.node },
            "in the order of their nodes"
        )
        self.sharing = sharing
        self.isInControl = isInControl
        self.flows = flows
        self.meter = meter
        self.usage = usage
        self.sun = sun
        self.volts = volts
        // What flows when the run begins is known.
        showFlows(of: .zero)
    }

    /// The same for the sharing law.
    var inControl: SiteElectricity {
        var controlling = self
        controlling.isInControl = true
        return controlling
    }

    /// The same for who shares from afar: chargers that go by the sun do so by themselves, and tell
    /// nothing of it.
    var fromAfar: SiteElectricity {
        var controlling = inControl
        controlling.sun = SunFollowing([])
        return controlling
    }

    /// The same without an account of what flows, which a plan's replications have no use for.
    var unaccounted: SiteElectricity {
        var plain = self
        plain.usage = nil
        return plain
    }

    /// Whether it matters which car charges at an outlet.
    func follows(_ outlet: Int) -> Bool { sun.follows(outlet) }

    /// Takes what an outlet asks for, and what it draws; nil: it asks for nothing more.
    ///
    /// The number from 0 to 1 is that of the car that charges there.
    mutating func take(
        _ demand: Demand?,
        drawing drawn: Int64,
        of user: Double = 0,
        at outlet: Int,
        now: SimTime
    ) {
        assert(drawn >= 0, "cars draw, and do not feed")
        let intake = demand.map { Intake(phases: $0.phases, drawn: drawn, asked: $0.maximum) }
        usage?.note(intake ?? .none, at: outlet, now)
        guard isInControl else { return }
        defer { sun.note(demand, user: user, at: outlet) }
        guard let demand else {
            unanswered.removeAll { $0 == outlet }
            if sharing.end(at: outlet) { isStale = true }
            return
        }
        guard let known = sharing.demand(at: outlet) else {
            sharing.begin(demand)
            unanswered.append(outlet)
            isStale = true
            return
        }
        let isNews =
            sun.follows(outlet)
            ? sun.isNews(demand, at: outlet)
            : known.maximum != demand.maximum || known.phases != demand.phases
        guard isNews || sharing.law.goesByNeed else { return }
        if isNews { isStale = true }
        let isGreen = sun.follows(outlet)
        sharing.change(at: outlet) { standing in
            if !isGreen { standing.maximum = demand.maximum }
            standing.phases = demand.phases
            standing.need = demand.need
        }
    }

    /// The driver of an outlet's car has told when he leaves.
    mutating func expect(departure: SimTime, at outlet: Int) {
        sharing.change(at: outlet) { $0.departs = departure }
        isStale = true
    }

    /// The moment has come that was named for sharing again.
    mutating func markStale() { isStale = true }

    /// Shares out, and says what each outlet is told and when to share again.
    mutating func share(at now: SimTime) -> PowerSharing.Round {
        isStale = false
        generation &+= 1
        let change = followSun(at: now)
        var round = sharing.share(at: now)
        if let change { round.next = min(round.next ?? change, change) }
        for outlet in unanswered where sharing.milliamperes(at: outlet) == 0 {
            round.changes.append(PowerSharing.Change(outlet: outlet, milliamperes: 0))
        }
        unanswered.removeAll(keepingCapacity: true)
        assert(round.next.map { $0 > now } != false, "it is shared again later, or for ever now")
        return round
    }

    /// Has those who go by the sun ask for what it gives; gives when that changes by itself.
    private mutating func followSun(at now: SimTime) -> SimTime? {
        guard sun.isNeeded else { return nil }
        let load = sharing.supply.load(at: 0)
        let surplus = max(0, -(load.l1 + load.l2 + load.l3) * volts)
        let (currents, next) = sun.currents(surplus: surplus, at: now)
        for (outlet, milliamperes) in currents {
            sharing.change(at: outlet) { $0.maximum = milliamperes }
        }
        return next
    }

    /// When the meter first shows that something else flows than when the run began.
    var firstShow: SimTime? { nextShow(after: .zero) }

    /// The meter shows what flows beside EVs; gives when it will show something else.
    mutating func readMeter(at now: SimTime) -> SimTime? {
        let reading = now - meter.delay
        assert(reading >= .zero, "a meter shows what it has read")
        showFlows(of: reading)
        isStale = true
        return nextShow(after: reading)
    }

    private func nextShow(after reading: SimTime) -> SimTime? {
        guard isInControl else { return nil }
        let change = flows.compactMap { $0.profile.nextChange(after: reading) }.min()
        return change.map { meter.shows(changeAt: $0) }
    }

    /// What was used since the window began; the next one begins.
    mutating func closeWindow(at end: SimTime) -> [SiteUsage.Row] {
        usage?.close(at: end, flows) ?? []
    }

    private mutating func showFlows(of time: SimTime) {
        for (node, load) in flows.loads(at: time) { sharing.setLoad(load, at: node) }
    }
}

extension [SiteElectricity.Flow] {
    /// What flows at each of their nodes at a moment; they are in the order of these.
    func loads(at time: SimTime) -> [(node: Int, load: PerLine)] {
        var loads: [(node: Int, load: PerLine)] = []
        for flow in self {
            if loads.last?.node != flow.node { loads.append((flow.node, .zero)) }
            loads[loads.count - 1].load += flow.profile.load(at: time)
        }
        return loads
    }
}
