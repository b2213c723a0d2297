/// A recorded live run done again, in virtual time.
package struct ReplaySimulation: ~Copyable {
    private let plan: FleetPlan
    private let run: RecordedRun
    private var kernel: Kernel<ReplayWorld>

    package init(
        _ plan: FleetPlan,
        of run: RecordedRun,
        options: SimulationOptions
    ) throws(ReplayMismatch) {
        guard plan.chargers.count == run.head.chargers else {
            throw .chargers(recorded: run.head.chargers, now: plan.chargers.count)
        }
        self.plan = plan
        self.run = run
        kernel = plan.kernel(
            of: plan.sites.indices,
            world: ReplayWorld(run),
            options: options
        )
    }

    /// Runs as far as the recording goes, window by window.
    package mutating func run<Failure: Error>(
        onWindow: (borrowing Batch) throws(Failure) -> Void
    ) throws(Failure) -> ReplayResult {
        var start = SimTime.zero
        while start < run.reached {
            let end = min(plan.windows.end(ofWindowFrom: start), run.reached)
            kernel.run(through: SimTime(nanoseconds: end.nanoseconds - 1))
            kernel.closeWindow(from: start, to: end, isLast: end == run.reached)
            kernel.batch.tellFlood()
            try onWindow(kernel.batch)
            kernel.batch.clear()
            start = end
        }
        return ReplayResult(
            run: RunResult(
                status: run.isComplete ? .complete : .interrupted,
                reached: run.reached,
                events: kernel.handled,
                fingerprint: kernel.fingerprint
            ),
            difference: kernel.world.difference,
            // The threads of a run that was stopped did not all come equally far.
            recorded: run.isComplete ? run.fingerprint : nil
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
