import Scenarios

/// How a simulation is run, as far as it does not change what comes out.
package struct SimulationOptions: Sendable {
    package var threads: Int
    package var keeps: SingleCalls
    /// Whether a live run hands out what goes over its links.
    package var records = false
    /// Chargers whose frames are kept, by their numbers in the fleet.
    package var traced: [Int] = []
    /// The part of the fleet that is played; nil: all of it.
    package var shard: ShardNumber?
    /// For tests: shuffles events of the same moment by this seed.
    package var tieSeed: UInt64?

    package init(threads: Int = 1, keeps: SingleCalls = .none, tieSeed: UInt64? = nil) {
        self.threads = threads
        self.keeps = keeps
        self.tieSeed = tieSeed
    }
}

/// A scenario run in virtual time: kernels over disjoint sites, window by window.
///
/// The kernels meet at the end of each window; what they measured is merged there and handed out.
/// Nothing that comes out depends on how many kernels there are.
package struct Simulation: ~Copyable {
    private typealias Shard = Kernel<VirtualWorld>

    package let plan: FleetPlan
    private let shards: Row<Shard>
    private var merged = Batch()
    private let windows: Windows
    private var reached = SimTime.zero

    package init(_ plan: FleetPlan, options: SimulationOptions = SimulationOptions()) {
        self.plan = plan
        windows = plan.windows
        let reference = plan.scenario.csms.reference
        // A CSMS of finite capacity makes every charger wait for every other: one kernel runs all.
        let ranges = plan.shards(
            reference.workers == nil ? options.threads : 1,
            of: options.shard.map { $0.part(of: plan.sites.count) } ?? plan.sites.indices
        )
        let tags = plan.tagList
        shards = Row(count: ranges.count) { place in
            Self.shard(ranges[place], of: plan, tags: tags, options: options)
        }
    }

    /// How many kernels run side by side.
    package var threads: Int { shards.count }

    /// Where the fold of the trace stands.
    package var fingerprint: UInt64 {
        var sum: UInt64 = 0
        for place in shards.indices { sum &+= shards[place].fingerprint }
        return sum
    }

    /// How many events have been handled.
    package var events: Int { shards.sum { $0.handled } }

    /// How often the event queues have asked for memory.
    package var queueAllocations: Int { shards.sum { $0.queueAllocations } }

    /// Runs to the scenario's end, or to the end of the window after which it is to stop.
    ///
    /// Whether to stop is asked before a window is closed, so that what is open then is told.
    package mutating func run<Failure: Error>(
        shouldStop: () -> Bool = { false },
        onBatch: (borrowing Batch) throws(Failure) -> Void
    ) throws(Failure) -> RunResult {
        var isStopped = false
        while reached < windows.end, !isStopped {
            isStopped = advance(shouldStop)
            try onBatch(merged)
        }
        return RunResult(
            status: reached < windows.end ? .interrupted : .complete,
            reached: reached,
            events: events,
            fingerprint: fingerprint
        )
    }

    /// Runs one window; false when there is none left.
    mutating func step() -> Bool {
        guard reached < windows.end else { return false }
        advance()
        return true
    }

    mutating func keepJournal(_ isOn: Bool) {
        for place in shards.indices { shards[place].keepJournal(isOn) }
    }

    mutating func takeJournal() -> [TracedEvent] {
        var journal: [TracedEvent] = []
        for place in shards.indices { journal += shards[place].takeJournal() }
        return journal
    }

    /// Lets every kernel run to the end of the next window and gathers what they measured; whether
    /// that was the last one.
    @discardableResult
    private mutating func advance(_ shouldStop: () -> Bool = { false }) -> Bool {
        let start = reached
        let stop = windows.end(ofWindowFrom: start)
        // What happens at the very end of a window belongs to the next one.
        let last = SimTime(nanoseconds: stop.nanoseconds - 1)
        Crew.run(shards.count) { [shards] place in shards[place].run(through: last) }
        let isLast = stop == windows.end || shouldStop()
        Crew.run(shards.count) { [shards] place in
            shards[place].closeWindow(from: start, to: stop, isLast: isLast)
        }
        merged.clear()
        merged.start = start
        merged.end = stop
        for place in shards.indices {
            merged.merge(shards[place].batch)
            shards[place].batch.clear()
        }
        reached = stop
        return isLast
    }

    private static func shard(
        _ range: Range<Int>,
        of plan: FleetPlan,
        tags: TagList,
        options: SimulationOptions
    ) -> Shard {
        plan.kernel(of: range, world: plan.world(of: range, tags: tags), options: options)
    }
}
