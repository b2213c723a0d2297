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
        let ranges = plan.shards(
            reference.workers == nil ? options.threads : 1,
            of: options.shard.map { $0.part(of: plan.sites.count) } ?? plan.sites.indices
        )
        let tags = plan.tagList
        let shards = Row(count: ranges.count) { place in
            plan.kernel(
                of: ranges[place],
                world: plan.world(of: ranges[place], tags: tags),
                options: options
            )
        }
        crew = Crew(shards)
    }

    /// How many kernels run side by side.
    package var threads: Int { crew.shards.count }

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
        for place in crew.shards.indices { crew.shards[place].keepJournal(isOn) }
    }

    mutating func takeJournal() -> [TracedEvent] {
        var journal: [TracedEvent] = []
        for place in crew.shards.indices { journal += crew.shards[place].takeJournal() }
        return journal
    }
}
