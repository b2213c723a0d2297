/// What is due at a site beside what its chargers do.
enum SiteDue: Equatable {
    /// A driver comes.
    case arrival
    /// A driver has waited for a bay as long as he would.
    case patienceEnds(visit: Int32)
    /// The meter shows that something else flows beside EVs.
    case meterShows
    /// The law shares out anew though nothing happened.
    case shareDue(generation: UInt32)
}

/// How drivers come to sites, wait, get bays and go, and how their power is shared.
///
/// That is the same whether a site is played by itself (`SiteEngine`) or with chargers that speak to a CSMS
/// (`Kernel`). What differs is asked of who plays: how events are queued and traced, and what becomes of a
/// driver who gets a bay, of one who gets none, and of a current.
protocol SiteFlow: ~Copyable {
    var now: SimTime { get }

    /// Who comes to a site, and its bays.
    subscript(driversOf site: Int) -> SiteDrivers { get set }

    /// Lends the electricity of a site to be changed; nil: its power has no limits.
    mutating func changeElectricity<Result>(
        of site: Int,
        _ change: (inout SiteElectricity) -> Result
    ) -> Result?

    mutating func schedule(_ due: SiteDue, of site: Int, at time: SimTime)

    /// Has the trace take what is handled.
    mutating func fold(_ word: UInt64, of site: Int)

    /// Has the power of a site shared out before time moves on.
    mutating func markStale(_ site: Int)

    /// A bay is a driver's from now on.
    mutating func seat(_ visit: Visit, at bay: Int, of site: Int)

    /// A driver goes without having had a bay.
    mutating func turnAway(_ visit: Visit, _ outcome: SessionRecord.Outcome)

    /// The site has so much for the car in a bay from now on.
    mutating func give(_ milliamperes: Int32, to bay: Int, of site: Int)
}

extension SiteFlow where Self: ~Copyable {
    /// Handles what is due; false if it does not count any more.
    @discardableResult
    mutating func handle(_ due: SiteDue, of site: Int, traced word: UInt64) -> Bool {
        switch due {
        case .arrival:
            fold(word, of: site)
            receiveNext(at: site)
        case .patienceEnds(let index):
            guard let visit = self[driversOf: site].giveUp(index) else { return false }
            fold(word, of: site)
            dismiss(visit, .reneged, from: site)
        case .meterShows:
            fold(word, of: site)
            readMeter(of: site)
        case .shareDue(let generation):
            guard changeElectricity(of: site, { $0.generation }) == generation else { return false }
            fold(word, of: site)
            markStale(site)
        }
        return true
    }
}

// Who comes, waits, gets a bay and goes.
extension SiteFlow where Self: ~Copyable {
    /// Looks ahead to the next driver.
    mutating func expectNext(at site: Int) {
        guard let time = self[driversOf: site].expectNext() else { return }
        schedule(.arrival, of: site, at: time)
    }

    /// The driver who was expected comes, and the one after him is expected.
    private mutating func receiveNext(at site: Int) {
        guard let visit = self[driversOf: site].takeNext() else { return }
        expectNext(at: site)
        receive(visit, at: site)
    }

    /// A driver comes: he gets a bay, waits for one, or goes on.
    mutating func receive(_ visit: Visit, at site: Int) {
        switch self[driversOf: site].receive(visit) {
        case .finds(let bay): seat(visit, at: bay, of: site)
        case .waits:
            schedule(.patienceEnds(visit: visit.index), of: site, at: visit.patienceEnds)
        case .balks: dismiss(visit, .balked, from: site)
        case .comesLater: break
        }
    }

    /// Drivers who wait get the bays that have become free.
    mutating func invite(to site: Int) {
        while let next = self[driversOf: site].invite() {
            seat(next.visit, at: next.bay, of: site)
        }
    }

    /// A driver is gone; it may be that he should be back already.
    mutating func go(_ user: Int32, from site: Int) {
        if let visit = self[driversOf: site].go(user, at: now) { receive(visit, at: site) }
    }

    private mutating func dismiss(
        _ visit: Visit,
        _ outcome: SessionRecord.Outcome,
        from site: Int
    ) {
        turnAway(visit, outcome)
        go(visit.user, from: site)
    }
}

// Who gets how much power.
extension SiteFlow where Self: ~Copyable {
    private mutating func readMeter(of site: Int) {
        let moment = now
        let next = changeElectricity(of: site) { $0.readMeter(at: moment) }
        markStale(site)
        guard let next, let next else { return }
        schedule(.meterShows, of: site, at: next)
    }

    /// Shares out the power of a site, and has its cars draw what they are given.
    mutating func share(at site: Int) {
        let moment = now
        let shared = changeElectricity(of: site) { ($0.share(at: moment), $0.generation) }
        guard let (round, generation) = shared else { return }
        if let next = round.next {
            schedule(.shareDue(generation: generation), of: site, at: next)
        }
        for change in round.changes {
            give(Int32(clamping: change.milliamperes), to: change.outlet, of: site)
        }
    }
}
