/// One site played by itself: its bays, who comes, what their chargers' programs do, and who gets how
/// much power.
///
/// Drivers, bays, cars and sharing are those of a fleet. With a program that speaks to no CSMS a month
/// of a site takes milliseconds.
struct SiteEngine<Program: Firmware, Observer: SiteObserver>: ~Copyable {
    private(set) var now = SimTime.zero
    private(set) var handled = 0
    private(set) var queue = EventQueue()
    /// What is due at this moment and not handled yet, in the order of handling.
    private var due = DueEvents()

    let number: Int
    let layout: SiteLayout
    let outlets: [Outlet]
    private(set) var bays: [Bay]
    /// For each bay: what it asks of the site.
    private(set) var shares: [BayShare]
    /// For each charger.
    private(set) var programs: [Program]
    var drivers: SiteDrivers
    /// Who shares the power; nil: each takes what his bay gives.
    private(set) var electricity: SiteElectricity?
    private let goesByStated: Bool
    private var watch: SiteWatch
    var observer: Observer
    private var trace = Trace(entities: 1)
    private var output = SiteOutput()

    init(
        _ layout: SiteLayout,
        number: Int = 0,
        programs: [Program],
        source: VisitSource,
        electricity: SiteElectricity? = nil,
        goesByStated: Bool = true,
        observer: Observer
    ) {
        precondition(programs.count == layout.connectors.count, "each charger has a program")
        self.number = number
        self.layout = layout
        self.programs = programs
        self.electricity = electricity
        self.goesByStated = goesByStated
        self.observer = observer
        drivers = SiteDrivers(
            bays: BayPool(firstCharger: 0, connectors: layout.connectors),
            source: source
        )
        outlets = layout.bays.map(\.outlet)
        bays = layout.bays.map { Bay(number: Int($0.connector)) }
        shares = layout.bays.map { _ in BayShare() }
        watch = SiteWatch(layout.bays)
        // What is due at the very beginning stands in the queue as well: nothing is being handled yet.
        if let shows = electricity?.firstShow {
            queue.push(SiteEvent.site(.meterShows).word, at: shows)
        }
        if let first = drivers.expectNext() {
            queue.push(SiteEvent.site(.arrival).word, at: first)
        }
    }

    /// Equal runs have equal ones.
    var fingerprint: UInt64 { trace.fingerprint }

    /// Handles every event that is due by a moment.
    mutating func run(through end: SimTime) {
        while let first = queue.pop(until: end) {
            now = first.time
            due.add(first.payload)
            while let other = queue.pop(until: now) { due.add(other.payload) }
            repeat {
                while let word = due.next() { handle(word) }
                if electricity?.isStale == true { share(at: 0) }
            } while !due.isEmpty || electricity?.isStale == true
            followLimits()
            assert(
                Int(watch.state.occupied) == bays.count { !$0.isFree },
                "a bay with a car is occupied"
            )
            watch.tell(&observer, waiting: drivers.lineLength, at: now)
        }
    }

    mutating func closeWindow(at end: SimTime) -> [SiteUsage.Row] {
        electricity?.closeWindow(at: end) ?? []
    }

    private mutating func push(_ event: SiteEvent, at time: SimTime) {
        assert(time >= now, "nothing is due before now")
        if time > now { queue.push(event.word, at: time) } else { due.add(event.word) }
    }

    private mutating func handle(_ word: UInt64) {
        handled += 1
        switch SiteEvent(word: word) {
        case .timer(let timer, let bay, let generation, _):
            guard bays[bay].takeTimer(timer, generation: generation) else { return }
            trace.fold(0, at: now, word)
            goOff(timer, bay)
        case .wake(let bay):
            trace.fold(0, at: now, word)
            wake(bay)
        case .site(let due): handle(due, of: 0, traced: word)
        }
    }
}

extension SiteEngine where Program == Free {
    /// A site whose chargers grant at once and speak to no CSMS.
    init(
        _ layout: SiteLayout,
        number: Int = 0,
        source: VisitSource,
        electricity: SiteElectricity? = nil,
        goesByStated: Bool = true,
        observer: Observer
    ) {
        self.init(
            layout,
            number: number,
            programs: layout.connectors.map { _ in Free() },
            source: source,
            electricity: electricity,
            goesByStated: goesByStated,
            observer: observer
        )
    }
}

// Of drivers and power: there is one site, and its number here is 0.
extension SiteEngine: SiteFlow {
    subscript(driversOf site: Int) -> SiteDrivers {
        @inline(__always) _read { yield drivers }
        @inline(__always) _modify { yield &drivers }
    }

    mutating func changeElectricity<Result>(
        of site: Int,
        _ change: (inout SiteElectricity) -> Result
    ) -> Result? { electricity?.lend(to: change) }

    mutating func schedule(_ due: SiteDue, of site: Int, at time: SimTime) {
        push(.site(due), at: time)
    }

    mutating func fold(_ word: UInt64, of site: Int) { trace.fold(0, at: now, word) }

    mutating func markStale(_ site: Int) { electricity?.markStale() }

    mutating func seat(_ visit: Visit, at bay: Int, of site: Int) {
        watch.note(isOccupied: true, at: bay)
        let charger = Int(layout.bays[bay].charger)
        let isOpen = readiness(of: bay).isOpen
        bays[bay].arrive(
            visit.fitted(to: outlets[bay]),
            programs[charger].access,
            isOpen: isOpen,
            at: now,
            into: &output
        )
        schedule(bay)
    }

    mutating func turnAway(_ visit: Visit, _ outcome: SessionRecord.Outcome) {
        let record = SessionRecord(
            visit,
            turnedAway: outcome,
            at: now,
            namesTag: Observer.wantsTags
        )
        observer.record(record, VisitAccount(turnedAway: record))
    }

    mutating func give(_ milliamperes: Int32, to bay: Int, of site: Int) {
        if let offer = shares[bay].give(milliamperes) { energise(bay, with: offer) }
    }

    /// A car has left its bay: the next in line gets one, and the driver may come back at once.
    private mutating func vacate(_ bay: Int) {
        watch.note(isOccupied: false, at: bay)
        record(bay)
        let user = bays[bay].guest.visit.user
        drivers.bays.leave(bay)
        invite(to: 0)
        go(user, from: 0)
    }
}

extension SiteElectricity {
    /// Lends itself to be changed in place: to an optional one a closure cannot be handed.
    fileprivate mutating func lend<Result>(
        to change: (inout SiteElectricity) -> Result
    ) -> Result { change(&self) }
}

// What happens in the bays, and what the chargers' programs do about it.
extension SiteEngine {
    private mutating func goOff(_ timer: BayTimer, _ bay: Int) {
        let wasCharging = bays[bay].stage == .charging
        switch timer {
        case .driver:
            let access = programs[Int(layout.bays[bay].charger)].access
            let readiness = readiness(of: bay)
            let fact = bays[bay].driverActs(access, readiness, at: now, into: &output)
            follow(fact, in: bay, wasCharging)
        case .departure:
            follow(bays[bay].depart(at: now, into: &output), in: bay, wasCharging)
        case .full: fill(bay)
        }
    }

    /// It changes nothing: but to be only looked at, a site was copied to the stack.
    private mutating func readiness(of bay: Int) -> Readiness {
        programs[Int(layout.bays[bay].charger)]
            .readiness(at: bays[bay].number, isFaulted: bays[bay].isFaulted)
    }

    private mutating func wake(_ bay: Int) {
        let wasCharging = bays[bay].stage == .charging
        let fact = programs[Int(layout.bays[bay].charger)].wake(
            in: &bays[bay],
            of: outlets[bay],
            at: now,
            into: &output
        )
        follow(fact, in: bay, wasCharging)
    }

    /// Has the program do what follows from what has happened in a bay.
    private mutating func follow(_ fact: BayFact?, in bay: Int, _ wasCharging: Bool) {
        let charger = Int(layout.bays[bay].charger)
        var fact = fact
        while let happened = fact {
            if case .vacated = happened {
                if wasCharging { adapt(bay) }
                return vacate(bay)
            }
            fact = programs[charger].follow(
                happened,
                in: &bays[bay],
                of: outlets[bay],
                at: now,
                into: &output
            )
        }
        schedule(bay)
        if bays[bay].hasYetToBeOffered {
            energise(bay)
        } else if wasCharging {
            adapt(bay)
        }
    }

    /// Sets the timers of a bay that it, or its program, has asked for.
    private mutating func schedule(_ bay: Int) {
        while let alarm = output.takeAlarm() { set(alarm, of: bay) }
        while let moment = output.takeWake() { push(.wake(bay: bay), at: moment) }
    }

    private mutating func set(_ alarm: BayAlarm, of bay: Int) {
        let event = SiteEvent.timer(
            alarm.timer,
            bay: bay,
            generation: alarm.generation,
            frees: bays[bay].stage == .leaving
        )
        push(event, at: alarm.at)
    }
}

// What cars ask for, what they get and what they draw of it.
extension SiteEngine {
    /// Has a car draw what its program and the site leave it.
    private mutating func energise(_ bay: Int) {
        let program = programs[Int(layout.bays[bay].charger)]
        energise(bay, with: program.offer(of: outlets[bay], at: now))
    }

    private mutating func energise(_ bay: Int, with offer: Offer) {
        var offer = offer
        if electricity != nil {
            let enforcesLimits = electricity?.isInControl == true
            let takes = bays[bay].takes(at: now)
            guard let own = shares[bay].admit(offer, enforcesLimits: enforcesLimits, takes: takes)
            else {
                // The site is asked before the moment is over: until then the car is shown nothing.
                bays[bay].withhold(offer, of: outlets[bay], at: now)
                return adapt(bay)
            }
            offer = own
        }
        let draw = bays[bay].take(offer, of: outlets[bay], at: now)
        if let alarm = draw.next { set(alarm, of: bay) }
        adapt(bay)
    }

    /// What flows has ended by itself, or a car begins that waited for that.
    private mutating func fill(_ bay: Int) {
        switch bays[bay].fill(at: now) {
        case .goesOn?: energise(bay)
        case .isFull(let alarm)?:
            if let alarm { set(alarm, of: bay) }
            adapt(bay)
        case .allowanceIsUsedUp?: adapt(bay)
        case nil: break
        }
    }

    /// Has it noted which limits hold cars back by now.
    private mutating func followLimits() {
        let round = SiteWatch.Round(site: electricity?.generation)
        guard watch.lacksLimits(of: round) else { return }
        watch.note(limits: electricity?.sharing.bindingNodes ?? 0, of: round)
    }

    /// Keeps the site and its sums in step with what a car asks for, draws and misses.
    private mutating func adapt(_ bay: Int) {
        if electricity != nil { tell(bay) }
        count(bay)
    }

    /// Tells the sharing law what a car asks for and draws by now.
    private mutating func tell(_ bay: Int) {
        if bays[bay].stage != .charging { shares[bay].end() }
        // Without closures: a bay was copied for each.
        var request: PowerRequest?
        if let offer = shares[bay].offer {
            request = bays[bay].request(within: offer, of: outlets[bay], at: now)
        }
        guard shares[bay].ask(request), let isGreen = electricity?.follows(bay) else { return }
        var demand: Demand?
        if let request {
            demand = bays[bay].demand(
                request,
                at: bay,
                of: outlets[bay],
                hearsDrivers: goesByStated,
                now: now
            )
        }
        electricity?.take(
            demand,
            drawing: Int64(request?.drawn ?? 0),
            of: isGreen ? bays[bay].visit?.token.share ?? 0 : 0,
            at: bay,
            now: now
        )
    }

    private mutating func count(_ bay: Int) {
        let milliwatts = bays[bay].meter.milliwatts
        let heldBack = bays[bay].heldBackMilliwatts
        guard watch.isNews(milliwatts, heldBack, at: bay) else { return }
        let phases = bays[bay].guest.visit.vehicle.phases
        watch.note(milliwatts, heldBack, phases: phases, at: bay)
    }
}
