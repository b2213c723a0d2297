/// A recorded live run done again, in virtual time.
package struct ReplaySimulation: ~Copyable {
    private let run: RecordedRun
    private var crew: Crew<Kernel<ReplayWorld>>
    private var loop: WindowLoop

    package init(
        _ plan: FleetPlan,
        of run: RecordedRun,
        options: SimulationOptions
    ) throws(ReplayMismatch) {
        guard plan.chargers.count == run.head.chargers else {
            throw .chargers(recorded: run.head.chargers, now: plan.chargers.count)
        }
        self.run = run
        loop = WindowLoop(plan.windows.cut(at: run.reached))
        let shards = Row(count: 1) { _ in
            plan.kernel(
                of: plan.sites.indices,
                world: ReplayWorld(run),
                subsets: plan.subsetColumns(),
                options: options
            )
        }
        crew = Crew(shards, threads: 1)
    }

    /// Runs as far as the recording goes, and the scenario, window by window.
    package mutating func run<Failure: Error>(
        shouldStop: () -> Bool = { false },
        onWindow: (borrowing Batch) throws(Failure) -> Void
    ) throws(Failure) -> ReplayResult {
        try loop.run(&crew, shouldStop: shouldStop) { crew throws(Failure) in
            crew.batch.tellFlood()
            try onWindow(crew.batch)
        }
        var result = crew.result(of: loop)
        let isWhole = loop.reached == run.reached
        if isWhole, !run.isComplete { result.status = .interrupted }
        return ReplayResult(
            run: result,
            difference: crew.shards[0].world.difference,
            // The threads of a run that was stopped did not all come equally far.
            recorded: isWhole && run.isComplete ? run.fingerprint : nil
        )
    }
}

/// What a replay came to.
package struct ReplayResult: Equatable, Sendable {
    package var run: RunResult
    package var difference: ReplayDifference?
    /// The fold of the recorded run's trace, where it can be compared.
    package var recorded: UInt64?

    /// Whether the chargers did what they did then.
    package var agrees: Bool {
        difference == nil && (recorded.map { $0 == run.fingerprint } ?? true)
    }
}

/// A recording of another fleet.
package enum ReplayMismatch: Error, Equatable, Sendable, CustomStringConvertible {
    case chargers(recorded: Int, now: Int)

    package var description: String {
        switch self {
        case .chargers(let recorded, let now):
            "the recording has \(recorded) chargers, the scenario \(now)"
        }
    }
}
