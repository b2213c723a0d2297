import FleetSim
import Report
import Scenarios

// One of the parts of a run that several processes play, on one host or on many.
extension Run {
    /// Plays a shard into a file of its own, which ‘fleetsim merge’ reads.
    func performShard(
        _ shard: ShardNumber,
        replacesAll: Bool,
        showingProgress: Bool
    ) throws -> RunResult {
        Interrupts.watch()
        try ResultsFolder.make(for: path)
        let scenario = plan.scenario
        let thresholds =
            scenario.thresholds + scenario.thresholdsByDefault(isLive: mode.kind.isLive)
        var manifest = manifest(threads: options.threads)
        if case .alone(let sites) = mode { manifest.describe(sites) }
        let writer = try ShardWriter(
            path,
            ShardHead(
                shard,
                manifest,
                thresholds.map { .init($0.expression, in: $0.phase) }
            ),
            isPrivate: hasSecrets,
            replacesAll: replacesAll
        )
        var progress = Progress(
            total: SimDuration(plan.scenario.duration),
            isWanted: showingProgress
        )
        defer { progress.clear() }
        var events = 0
        let result = try play { batch throws(any Error) in
            events += batch.handled
            try writer.add(batch)
            progress.show(reached: batch.end, events: events)
        }
        try writer.finish(result)
        return result
    }

    private func play(
        _ keep: (borrowing Batch) throws(any Error) -> Void
    ) throws -> RunResult {
        var result: RunResult
        if case .alone(let sites) = mode {
            var simulation = SiteSimulation(
                sites,
                threads: options.threads,
                shard: options.shard
            )
            result = try simulation.run(shouldStop: { Interrupts.haveCome }, onBatch: keep)
        } else {
            var simulation = Simulation(plan, options: options)
            result = try simulation.run(shouldStop: { Interrupts.haveCome }, onBatch: keep)
        }
        if result.status == .interrupted { result.reason = Interrupts.reason }
        return result
    }
}

extension RunManifest {
    /// What stands in a scenario without a CSMS.
    mutating func describe(_ plan: SitesPlan) {
        chargers = plan.chargers
        supplies = plan.supplies
        sites = plan.siteEntries
    }
}

extension RunCommand {
    /// The part of the run that is asked for.
    func shard(of plan: FleetPlan) throws -> ShardNumber? {
        guard let text = arguments.value("--shard") else { return nil }
        guard let shard = ShardNumber(text) else {
            throw arguments.usage(
                "--shard takes I/N, the first 1/N and N up to \(ShardNumber.maximumShards), not ‘\(text)’"
            )
        }
        for option in ["--record", "--replay", "--metrics", "--follow"]
        where arguments.value(option) != nil {
            throw arguments.usage("\(option) is not for shards, which run in virtual time")
        }
        for option in ["--json", "--soak"] where arguments.has(option) {
            throw arguments.usage(
                "\(option) is not for shards: a shard is no run database, and ‘fleetsim merge’ makes one"
            )
        }
        guard arguments.value("--summary") == nil else {
            throw arguments.usage("--summary is for ‘fleetsim merge’: a shard alone has none")
        }
        guard plan.scenario.csms.url == nil else {
            throw arguments.usage(
                "--shard is for virtual time; of a live run each host can be given chargers of its own"
            )
        }
        guard plan.scenario.csms.reference.workers == nil || plan.scenario.csms.isAbsent else {
            throw arguments.usage(
                "--shard: with a limited number of workers at the CSMS every charger waits for every "
                    + "other, so the run has no parts"
            )
        }
        return shard
    }

    /// Plays a shard and says what is to be done with it.
    func run(_ shard: ShardNumber, of run: Run) throws -> ExitCode {
        let result = try run.performShard(
            shard,
            replacesAll: arguments.has("--force"),
            showingProgress: !arguments.has("--quiet")
        )
        Terminal.print("shard \(shard.number) of \(shard.count), \(result.status.rawValue)")
        Terminal.print("its part of the fingerprint \(result.fingerprint.inHexadecimal)")
        Terminal.print("shard file \(run.path)")
        return result.exitCode
    }
}
