/// A site with its chargers and the CSMS that shares its power, under way as a plan sees it.
///
/// It is looked at after each moment at which something happened, and a `SiteWatch` tells of it, as of a
/// `SiteEngine`: so figures of both mean the same.
struct ConnectedSite: TalliedSite, ~Copyable {
    private var kernel: Kernel<VirtualWorld>
    let layout: SiteLayout
    private var watch: SiteWatch
    var observer: SiteTally
    private(set) var now = SimTime.zero
    /// When the kernel's own records were last thrown away.
    private var cleared = SimTime.zero

    /// The only site of a kernel.
    init(_ kernel: consuming Kernel<VirtualWorld>, layout: SiteLayout, observer: SiteTally) {
        self.kernel = kernel
        self.kernel.notes = KernelNotes()
        self.layout = layout
        self.observer = observer
        watch = SiteWatch(layout.bays)
    }

    mutating func run(through end: SimTime) {
        while let moment = kernel.earliest, moment <= end {
            kernel.run(through: moment)
            assert(moment >= now, "time only moves forward")
            now = moment
            look()
        }
        kernel.run(through: end)
        now = end
    }

    var drivers: SiteDrivers { kernel.fleet.sites[0] }

    func look<Result>(at bay: Int, _ body: (Bay) -> Result) -> Result {
        let own = layout.bays[bay]
        return body(kernel.fleet.chargers[Int(own.charger)].connectors[Int(own.connector) - 1].bay)
    }
}

// What is seen of the site after a moment.
extension ConnectedSite {
    private static let day: SimDuration = .seconds(86_400)

    private mutating func look() {
        guard let notes = kernel.notes else { return }
        for charger in notes.chargers { count(charger) }
        tellSessions(notes.accounts)
        followLimits()
        watch.tell(&observer, waiting: kernel.fleet.sites[0].lineLength, at: now)
        kernel.notes?.clear()
        if now - cleared >= Self.day { clear() }
    }

    private mutating func count(_ charger: Int) {
        for connector in kernel.fleet.chargers[charger].connectors.indices {
            let bay = kernel.fleet.sites[0].bays.bay(charger: charger, connector: connector + 1)
            count(bay, charger, connector)
        }
    }

    private mutating func count(_ bay: Int, _ charger: Int, _ connector: Int) {
        let isFree = kernel.fleet.chargers[charger].connectors[connector].bay.isFree
        watch.note(isOccupied: !isFree, at: bay)
        let milliwatts = kernel.fleet.chargers[charger].connectors[connector].bay.meter.milliwatts
        let heldBack = kernel.fleet.chargers[charger].connectors[connector].bay.heldBackMilliwatts
        guard watch.isNews(milliwatts, heldBack, at: bay) else { return }
        let vehicle = kernel.fleet.chargers[charger].connectors[connector].bay.vehicle
        watch.note(milliwatts, heldBack, phases: vehicle?.phases ?? 0, at: bay)
    }

    /// Takes the visits that are over out of the kernel's batch.
    private mutating func tellSessions(_ accounts: [VisitAccount]) {
        guard !kernel.batch.sessions.isEmpty else { return }
        var next = accounts.makeIterator()
        for session in kernel.batch.sessions {
            guard session.charger != nil else {
                observer.record(session, VisitAccount(turnedAway: session))
                continue
            }
            guard let account = next.next() else {
                preconditionFailure("a visit left its bay without an account")
            }
            observer.record(session, account)
        }
        assert(next.next() == nil, "each account is that of a visit")
        kernel.batch.sessions.removeAll(keepingCapacity: true)
    }

    /// Has it noted which limits hold cars back: they are known to the CSMS that shares, and to the site where
    /// that guards them as well.
    private mutating func followLimits() {
        let site = kernel.fleet.electricity[0].read { $0.isInControl ? $0.generation : nil } ?? nil
        let round = SiteWatch.Round(site: site, csms: kernel.world.rounds(ofSite: 0))
        guard watch.lacksLimits(of: round) else { return }
        var nodes = kernel.world.bindingNodes(ofSite: 0)
        if site != nil {
            nodes |= kernel.fleet.electricity[0].read { $0.sharing.bindingNodes } ?? 0
        }
        watch.note(limits: nodes, of: round)
    }

    /// Throws away what only a run database would want.
    private mutating func clear() {
        kernel.world.closeWindow(into: &kernel.batch)
        kernel.batch.clear()
        cleared = now
    }
}
