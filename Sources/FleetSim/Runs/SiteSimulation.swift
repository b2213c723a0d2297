import Scenarios

/// A scenario without a CSMS, run in virtual time: each site for itself, window by window.
///
/// Nothing that comes out depends on the number of threads.
package struct SiteSimulation: ~Copyable {
    package let plan: SitesPlan
    private var crew: Crew<SitesShard>
    private var loop: WindowLoop

    /// All sites, or those of a shard.
    package init(_ plan: SitesPlan, threads: Int = 1, shard: ShardNumber? = nil) {
        self.plan = plan
        loop = WindowLoop(plan.windows)
        let own = plan.sites[shard?.part(of: plan.sites.count) ?? plan.sites.indices]
        let count = min(max(1, threads), own.count)
        let shards = Row(count: count) { index in
            // Taken in turn, since sites of one kind stand side by side.
            let indices = stride(from: own.startIndex + index, to: own.endIndex, by: count)
            return SitesShard(indices.map { own[$0] }, of: plan)
        }
        crew = Crew(shards, threads: threads)
    }

    /// Equal runs have equal ones.
    package var fingerprint: UInt64 { crew.fingerprint }

    package var events: Int { crew.handled }

    /// Runs to the scenario's end, or to the end of the window after which it is to stop.
    ///
    /// Whether to stop is asked before a window is closed, so that what is open then is told.
    package mutating func run<Failure: Error>(
        shouldStop: () -> Bool = { false },
        onBatch: (borrowing Batch) throws(Failure) -> Void
    ) throws(Failure) -> RunResult {
        try loop.run(&crew, shouldStop: shouldStop) { crew throws(Failure) in
            try onBatch(crew.batch)
        }
        return crew.result(of: loop)
    }

    /// Runs one window and gives its end; nil when there is none left.
    package mutating func step() -> SimTime? { loop.step(&crew) ? loop.reached : nil }
}

/// Sites without a CSMS, played one after the other.
struct SitesShard: Shard, ~Copyable {
    private let byEvents: Row<SiteEngine<Free, SiteRecorder>>
    private let bySlots: Row<SlottedSite<SiteRecorder>>
    var batch = Batch()
    private var handledBefore = 0

    init(_ sites: [SiteModel], of plan: SitesPlan) {
        let slotted = sites.filter(\.isSlotted)
        let others = sites.filter { !$0.isSlotted }
        byEvents = Row(count: others.count) { index in
            others[index].engine(seed: plan.scenario.seed, observer: plan.recorder(others[index]))
        }
        bySlots = Row(count: slotted.count) { index in
            SlottedSite(slotted[index], observer: plan.recorder(slotted[index]))
        }
    }

    var fingerprint: UInt64 { byEvents.fold &+ bySlots.fold }
    var handled: Int { byEvents.sum { $0.handled } + bySlots.sum { $0.handled } }

    mutating func run(through end: SimTime) {
        byEvents.run(through: end)
        bySlots.run(through: end)
    }

    mutating func close(_ span: WindowSpan, isLast: Bool) {
        if isLast {
            byEvents.tellOpen(at: span.end)
            bySlots.tellOpen(at: span.end)
        }
        batch.start = span.start
        batch.end = span.end
        byEvents.hand(over: &batch, at: span.end)
        bySlots.hand(over: &batch, at: span.end)
        let handled = handled
        batch.handled = handled - handledBefore
        handledBefore = handled
    }
}

/// One site under way, whichever way it is played.
protocol SitePlay: ~Copyable, SendableMetatype {
    associatedtype Observer: SiteObserver

    /// The site's number among those of the scenario.
    var number: Int { get }
    var fingerprint: UInt64 { get }
    /// How many events, or slots, it has handled.
    var handled: Int { get }
    var observer: Observer { get set }

    mutating func run(through end: SimTime)

    /// Tells of visits that are not over when the run ends.
    mutating func tellOpen(at end: SimTime)

    /// What flowed at the nodes of its limits since the window began; the next one begins.
    mutating func closeWindow(at end: SimTime) -> [SiteUsage.Row]
}

extension SiteEngine: SitePlay {}
extension SlottedSite: SitePlay {}

extension Row where Element: SitePlay & ~Copyable {
    fileprivate var fold: UInt64 {
        var sum: UInt64 = 0
        for index in indices {
            sum &+= self[index].fingerprint &* UInt64(2 * self[index].number + 1)
        }
        return sum
    }

    fileprivate func tellOpen(at end: SimTime) {
        for index in indices { self[index].tellOpen(at: end) }
    }

    fileprivate func run(through end: SimTime) {
        for index in indices { self[index].run(through: end) }
    }
}

extension Row where Element: SitePlay & ~Copyable, Element.Observer == SiteRecorder {
    fileprivate func hand(over batch: inout Batch, at end: SimTime) {
        for index in indices {
            self[index].observer.hand(over: &batch)
            for row in self[index].closeWindow(at: end) {
                batch.power.append(PowerRecord(row, site: self[index].number))
            }
        }
    }
}

/// Keeps what a run's database is to have of a site.
struct SiteRecorder: SiteObserver {
    static var wantsTags: Bool { true }

    private let firstCharger: Int32
    private let labels: [String]
    private var sessions: [SessionRecord] = []

    init(firstCharger: Int32, labels: [String]) {
        self.firstCharger = firstCharger
        self.labels = labels
    }

    mutating func record(_ state: SiteState) {}

    mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
        var session = session
        if let charger = session.charger { session.charger = charger + firstCharger }
        if !labels.isEmpty {
            session.label = labels[Int(session.visit)]
            session.tag = nil
        }
        assert(session.isConsistent, "a visit goes forward in time")
        if session.outcome != .open { session.shortfall = account.shortfall }
        sessions.append(session)
    }

    mutating func hand(over batch: inout Batch) {
        batch.sessions += sessions
        sessions.removeAll(keepingCapacity: true)
    }
}

extension SitesPlan {
    fileprivate func recorder(_ site: SiteModel) -> SiteRecorder {
        SiteRecorder(firstCharger: Int32(firstChargers[site.number]), labels: site.labels)
    }
}

extension SiteModel {
    /// The site by events under a seed.
    func engine<Observer: SiteObserver>(
        seed: UInt64,
        observer: Observer
    ) -> SiteEngine<Free, Observer> {
        SiteEngine(
            layout,
            number: number,
            source: source(seed: seed),
            electricity: Observer.wantsTags ? electricity : electricity?.unaccounted,
            goesByStated: goesByStated,
            observer: observer
        )
    }
}
