/// A site under way as a plan plays it: alone, or with its chargers and their CSMS.
protocol TalliedSite: ~Copyable {
    var observer: SiteTally { get set }
    var now: SimTime { get }
    var layout: SiteLayout { get }
    /// Who comes there, and who waits.
    var drivers: SiteDrivers { get }

    /// Lends a bay to be looked at.
    func look<Result>(at bay: Int, _ body: (Bay) -> Result) -> Result

    /// Lets all happen that happens by a moment.
    mutating func run(through end: SimTime)
}

extension SiteEngine: TalliedSite where Observer == SiteTally {}

extension TalliedSite where Self: ~Copyable {
    /// Plays one replication.
    ///
    /// After the time that is measured the site goes on, with cars that come as before, until the last
    /// visit that arrived within it is over.
    mutating func tally(from begin: SimTime, until end: SimTime) -> SiteTally {
        assert(begin < end, "a site is measured for some time")
        run(through: SimTime(nanoseconds: end.nanoseconds - 1))
        observer.finish(at: end)
        var reached = end
        // Without an end of its own a car that never gets its charge would be followed for ever.
        let last = end + max(minimumFollowing, end - begin)
        while hasVisits(from: begin, before: end), reached < last {
            reached = reached + .seconds(3_600)
            run(through: reached)
        }
        tellVisits(from: begin, before: end)
        return observer
    }

    /// Whether a visit that arrived in a span of time is not over yet.
    private func hasVisits(from begin: SimTime, before end: SimTime) -> Bool {
        if let first = drivers.firstInLine, first.arrived < end { return true }
        return layout.bays.indices.contains { bay in
            look(at: bay) { $0.holdsVisit(from: begin, before: end) }
        }
    }

    /// Tells of the visits of a span of time that are not over, as they are by now: a car that has what
    /// it has, a driver who waits has waited in vain.
    private mutating func tellVisits(from begin: SimTime, before end: SimTime) {
        for visit in drivers.waiting where visit.arrived < end {
            let record = SessionRecord(visit, turnedAway: .reneged, at: now, namesTag: false)
            observer.record(record, VisitAccount(turnedAway: record))
        }
        for (index, own) in layout.bays.enumerated() {
            let moment = now
            let left = look(at: index) { bay -> (Bay.Guest, VisitLog)? in
                guard bay.holdsVisit(from: begin, before: end) else { return nil }
                return bay.visitLog(endingAt: moment, of: own.outlet).map { (bay.guest, $0) }
            }
            guard let (guest, log) = left else { continue }
            let record = SessionRecord(
                guest.visit,
                log,
                charger: Int(own.charger),
                connector: Int(own.connector),
                namesTag: false
            )
            let waited = guest.seated - guest.visit.arrived
            observer.record(record, VisitAccount(log, waited: waited, bay: index))
        }
    }
}

extension Bay {
    /// Whether a visit that arrived in a span of time is not over yet.
    fileprivate func holdsVisit(from begin: SimTime, before end: SimTime) -> Bool {
        !isFree && guest.visit.arrived >= begin && guest.visit.arrived < end
    }
}

/// The visits of a short measurement are followed for as long as this, if they last.
private let minimumFollowing: SimDuration = .seconds(30 * 86_400)

extension SiteModel {
    /// What becomes of the site under a seed, by events: a replication of a plan.
    package func tally(
        seed: UInt64,
        until end: SimTime,
        from begin: SimTime = .zero,
        clock: LocalClock = LocalClock(start: DateTime(unixMilliseconds: 0))
    ) -> SiteTally {
        let tally = SiteTally(bays: bays, nodes: nodes, from: begin, clock: clock)
        var engine = engine(seed: seed, observer: tally)
        return engine.tally(from: begin, until: end)
    }
}
