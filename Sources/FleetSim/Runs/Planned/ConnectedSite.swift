/// A site with its chargers and the CSMS that shares its power, under way as a plan sees it.
///
/// It is looked at after each moment at which something happened, as a `SiteEngine` tells of itself: so
/// figures of both mean the same.
struct ConnectedSite: TalliedSite, ~Copyable {
    private var kernel: Kernel<VirtualWorld>
    private let layout: SiteLayout
    private let outlets: [Outlet]
    var observer: SiteTally
    private var now = SimTime.zero
    private var state = SiteState(time: .zero)
    private var told = SiteState(time: .zero)
    private var counts: [BayCount]
    private var isOccupied: [Bool]
    /// Of which sharings the limits are known that keep something from cars, and these.
    private var limits = (round: (csms: UInt32?.none, site: UInt32?.none), nodes: UInt64(0))
    /// When the kernel's own records were last thrown away.
    private var cleared = SimTime.zero

    /// The only site of a kernel.
    init(_ kernel: consuming Kernel<VirtualWorld>, layout: SiteLayout, observer: SiteTally) {
        self.kernel = kernel
        self.kernel.notes = KernelNotes()
        self.layout = layout
        self.observer = observer
        outlets = layout.bays.map(\.outlet)
        counts = layout.bays.map { _ in BayCount() }
        isOccupied = layout.bays.map { _ in false }
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

    func hasVisits(from begin: SimTime, before end: SimTime) -> Bool {
        if let first = kernel.fleet.sites[0].firstInLine, first.arrived < end { return true }
        return layout.bays.contains { bay($0).holdsVisit(from: begin, before: end) }
    }

    mutating func tellVisits(from begin: SimTime, before end: SimTime) {
        for visit in kernel.fleet.sites[0].waiting where visit.arrived < end {
            tell(SessionRecord(visit, turnedAway: .reneged, at: now, namesTag: false))
        }
        for (place, own) in layout.bays.enumerated() {
            let bay = bay(own)
            guard bay.holdsVisit(from: begin, before: end), let visit = bay.visit,
                let log = bay.visitLog(endingAt: now, of: outlets[place])
            else { continue }
            let (charger, connector) = (Int(own.charger), Int(own.connector))
            observer.record(
                SessionRecord(visit, log, charger: charger, connector: connector, namesTag: false),
                kernel.fleet.account(of: log, at: connector, of: charger)
            )
        }
    }
}

// What is seen of the site after a moment.
extension ConnectedSite {
    private static let day: SimDuration = .seconds(86_400)

    private func bay(_ place: SiteLayout.Bay) -> Bay {
        kernel.fleet.chargers[Int(place.charger)].connectors[Int(place.connector) - 1].bay
    }

    private mutating func look() {
        guard let notes = kernel.notes else { return }
        for charger in notes.chargers { count(charger) }
        tellSessions(notes.accounts)
        state.waiting = Int32(clamping: kernel.fleet.sites[0].lineLength)
        followLimits()
        tellState()
        kernel.notes?.clear()
        if now - cleared >= Self.day { clear() }
    }

    private mutating func count(_ charger: Int) {
        for connector in kernel.fleet.chargers[charger].connectors.indices {
            let place = kernel.fleet.sites[0].bays.bay(charger: charger, connector: connector + 1)
            count(place, charger, connector)
        }
    }

    private mutating func count(_ place: Int, _ charger: Int, _ connector: Int) {
        let isFree = kernel.fleet.chargers[charger].connectors[connector].bay.isFree
        if isOccupied[place] == isFree {
            isOccupied[place] = !isFree
            state.occupied += isFree ? -1 : 1
        }
        assert(0...isOccupied.count ~= Int(state.occupied), "a bay is counted once")
        let milliwatts = kernel.fleet.chargers[charger].connectors[connector].bay.meter.milliwatts
        let heldBack = kernel.fleet.chargers[charger].connectors[connector].bay.heldBackMilliwatts
        let before = counts[place]
        guard milliwatts != before.milliwatts || heldBack != before.heldBack else { return }
        let vehicle = kernel.fleet.chargers[charger].connectors[connector].bay.vehicle
        let phases = milliwatts > 0 ? vehicle?.phases ?? 0 : 0
        counts[place].take(milliwatts, heldBack, phases: phases, of: outlets[place])
        state.change(before, to: counts[place], on: layout.bays[place].rotation.lines)
    }

    /// Takes the visits that are over out of the kernel's batch.
    private mutating func tellSessions(_ accounts: [VisitAccount]) {
        guard !kernel.batch.sessions.isEmpty else { return }
        var next = accounts.makeIterator()
        for session in kernel.batch.sessions {
            guard session.charger != nil else {
                tell(session)
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

    /// Tells of a driver who goes without having had a bay.
    private mutating func tell(_ session: SessionRecord) {
        let account = VisitAccount(
            waited: (session.left ?? now) - session.arrived,
            shortfall: session.shortfall ?? Shortfall()
        )
        observer.record(session, account)
    }

    /// Looks at which limits hold cars back, as a `SiteEngine` does: they are known to the CSMS that shares, and
    /// to the site where that guards them as well.
    private mutating func followLimits() {
        guard state.heldBackMilliwatts > 0 else { return state.bindingNodes = 0 }
        let site = kernel.fleet.electricity[0].read { $0.isInControl ? $0.generation : nil } ?? nil
        let round = (csms: kernel.world.rounds(ofSite: 0), site: site)
        if limits.round != round {
            limits = (round, kernel.world.bindingNodes(ofSite: 0))
            if site != nil {
                let own = kernel.fleet.electricity[0].read { $0.sharing.bindingNodes }
                limits.nodes |= own ?? 0
            }
        }
        state.bindingNodes = limits.nodes
    }

    /// Tells what the site is like by now, if that is other than before.
    private mutating func tellState() {
        told.time = state.time
        guard state != told else { return }
        state.time = now
        told = state
        observer.record(state)
    }

    /// Throws away what only a run database would want.
    private mutating func clear() {
        kernel.world.closeWindow(into: &kernel.batch)
        kernel.batch.clear()
        cleared = now
    }
}
