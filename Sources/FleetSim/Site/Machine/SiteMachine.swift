/// One site without chargers and messages: its bays, who comes, and who gets how much power.
///
/// Drivers, cars, bays and sharing are those of a fleet of chargers. What is left out is what only a
/// CSMS would see, so that a month of a site takes milliseconds.
struct SiteMachine<Witness: SiteWitness>: ~Copyable {
    private(set) var now = SimTime.zero
    private(set) var handled = 0
    var queue = EventQueue()
    /// Events of one moment, in the order in which they are handled.
    private var moment: [UInt64] = []

    let number: Int
    let layout: SiteLayout
    var bays: Site
    var line = WaitingLine()
    var users = PresentUsers()
    /// For each bay; `.nobody` where it is free.
    var cars: [ParkedCar]
    /// For each bay: events of a flow of power that is no longer in force are known by it.
    var generations: [UInt32]
    var source: VisitSource
    var coming: Visit?
    /// Who shares the power; nil: each takes what his bay gives.
    var electricity: SiteElectricity?
    let goesByStated: Bool
    var step = SiteStep(time: .zero)
    var witness: Witness
    private var trace = Trace(entities: 1)

    init(
        _ layout: SiteLayout,
        number: Int = 0,
        source: VisitSource,
        electricity: SiteElectricity? = nil,
        goesByStated: Bool = true,
        witness: Witness
    ) {
        self.number = number
        self.layout = layout
        self.source = source
        self.electricity = electricity
        self.goesByStated = goesByStated
        self.witness = witness
        bays = Site(firstCharger: 0, connectors: layout.connectors)
        cars = layout.bays.map { _ in .nobody }
        generations = layout.bays.map { _ in 0 }
        if let shows = electricity?.firstShow { queue.push(SiteEvent.meter.word, at: shows) }
        expectNext()
    }

    /// Equal runs have equal ones.
    var fingerprint: UInt64 { trace.fingerprint }

    /// Handles every event that is due by a moment.
    mutating func run(through end: SimTime) {
        while let first = queue.pop(until: end) {
            now = first.time
            moment.append(first.payload)
            repeat {
                while let other = queue.pop(until: now) { moment.append(other.payload) }
                handleMoment()
                while electricity?.isStale == true { settle() }
            } while queue.earliest == now
            step.time = now
            witness.record(step)
        }
    }

    mutating func closeWindow(at end: SimTime) -> [SiteUsage.Row] {
        electricity?.closeWindow(at: end) ?? []
    }

    /// All that is due at once, in the order of rank and else of pushing.
    private mutating func handleMoment() {
        if moment.count > 1 {
            moment.sort { SiteEvent.rank(of: $0) < SiteEvent.rank(of: $1) }
        }
        for place in moment.indices {
            let word = moment[place]
            trace.fold(0, at: now, word)
            handle(SiteEvent(word: word))
        }
        handled += moment.count
        moment.removeAll(keepingCapacity: true)
    }

    private mutating func handle(_ event: SiteEvent) {
        switch event {
        case .arrival: arrive()
        case .patienceEnds(let visit): giveUp(visit)
        case .begins(let bay, let visit):
            guard cars[bay].visit.index == visit else { return }
            begin(bay)
        case .turns(let bay, let generation):
            guard generations[bay] == generation else { return }
            draw(bay)
        case .follows(let bay, let generation):
            guard generations[bay] == generation else { return }
            draw(bay)
        case .departs(let bay, let visit):
            guard cars[bay].visit.index == visit else { return }
            depart(bay)
        case .leaves(let bay, let visit):
            guard cars[bay].visit.index == visit else { return }
            leave(bay)
        case .meter:
            let next = electricity?.readMeter(at: now)
            if let next { queue.push(SiteEvent.meter.word, at: next) }
        case .share(let generation):
            guard electricity?.generation == generation else { return }
            settle()
        }
    }
}
