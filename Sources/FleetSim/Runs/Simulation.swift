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
    /// How many chargers a kernel has at most, unless a site has more.
    ///
    /// A kernel plays a whole window before the next one goes on: what these keep, some 2.4 KB each, stays
    /// in a processor's cache for that long, and the rest of a large fleet waits in memory.
    package var chargersPerKernel = 5_000
    /// For tests: shuffles events of the same moment by this seed.
    package var tieSeed: UInt64?

    package init(threads: Int = 1, keeps: SingleCalls = .none, tieSeed: UInt64? = nil) {
        self.threads = threads
        self.keeps = keeps
        self.tieSeed = tieSeed
    }

    /// In how many parts a fleet is played: as many for each thread.
    fileprivate func shards(of chargers: Int) -> Int {
        let each = chargersPerKernel * threads
        return max(1, (chargers + each - 1) / each) * threads
    }
}

/// A scenario run in virtual time: kernels over disjoint sites, window by window.
///
/// Nothing that comes out depends on how many kernels there are.
package struct Simulation: ~Copyable {
    package let plan: FleetPlan
    private var crew: Crew<Kernel<VirtualWorld>>
    private var loop: WindowLoop

    package init(_ plan: FleetPlan, options: SimulationOptions = SimulationOptions()) {
        self.plan = plan
        loop = WindowLoop(plan.windows)
        let reference = plan.scenario.csms.reference
        // A CSMS of finite capacity makes every charger wait for every other: one kernel runs all.
        let part = options.shard.map { $0.part(of: plan.sites.count) } ?? plan.sites.indices
        let ranges = plan.shards(
            reference.workers == nil ? options.shards(of: plan.chargerRange(of: part).count) : 1,
            of: part
        )
        let tags = plan.tagList
        let subsets = plan.subsetColumns()
        let shards = Row(count: ranges.count) { index in
            plan.kernel(
                of: ranges[index],
                world: plan.world(of: ranges[index], tags: tags),
                subsets: subsets,
                options: options
            )
        }
        crew = Crew(shards, threads: options.threads)
    }

    /// How many kernels are played at the same time.
    package var threads: Int { crew.threads }

    /// How many kernels there are.
    var kernels: Int { crew.shards.count }

    /// Where the fold of the trace stands.
    package var fingerprint: UInt64 { crew.fingerprint }

    /// How many events have been handled.
    package var events: Int { crew.handled }

    /// How often the event queues have asked for memory.
    package var queueAllocations: Int { crew.shards.sum { $0.queueAllocations } }

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

    /// Runs one window; false when there is none left.
    mutating func step() -> Bool { loop.step(&crew) }

    mutating func keepJournal(_ isOn: Bool) {
        for index in crew.shards.indices { crew.shards[index].keepJournal(isOn) }
    }

    mutating func takeJournal() -> [TracedEvent] {
        var journal: [TracedEvent] = []
        for index in crew.shards.indices { journal += crew.shards[index].takeJournal() }
        return journal
    }
}
