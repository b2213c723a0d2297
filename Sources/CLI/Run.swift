import FleetSim
import Glibc
import Report
import Scenarios

/// One run from the first event to the last row.
struct Run {
    let plan: FleetPlan
    /// The scenario as the user wrote it.
    let text: String
    let options: SimulationOptions
    let mode: Mode
    /// The run database.
    let path: String
    /// The line that does it again.
    let command: String
    /// The charger whose frames are printed while a live run goes on.
    var follows: Int?
    /// Whether it is looked for drift.
    var isSoak = false

    enum Mode {
        /// Virtual time against the reference CSMS.
        case virtual
        /// Virtual time, and sites alone.
        case alone(SitesPlan)
        /// Real time against a CSMS out there, written down if a file is named, and with a page of
        /// metrics if it was said where.
        case live(Dialling, recording: RecordingTarget?, metrics: SocketAddress?)
        /// Real time too, but the CSMS's host has no address: nothing is run, and that is kept.
        case unreached(DiallingError)
        case replay(RecordedRun)

        var kind: RunKind {
            switch self {
            case .virtual: .virtual
            case .alone: .sites
            case .live, .unreached: .live
            case .replay: .replay
            }
        }
    }

    /// Where a run is written down, and whether it may replace anything there.
    struct RecordingTarget {
        var path: String
        var replacesAll: Bool
        /// Bytes that it may have.
        var bound: Int
    }

    struct Outcome {
        var result: RunResult
        /// Its number in the run database.
        var number: Int
        /// None of a run that is not complete.
        var verdicts: [Verdict]
        /// How many frames of a recording its replay has sent again; nil: it was none, or sent others.
        var framesAlike: Int?
    }

    func perform(showingProgress: Bool) throws -> Outcome {
        Interrupts.watch()
        try ResultsFolder.make(for: path)
        do {
            switch mode {
            case .virtual: return try performVirtual(showingProgress)
            case .alone(let sites): return try performAlone(sites, showingProgress)
            case .live(let dialling, let recording, let metrics):
                return try performLive(dialling, recording, metrics, showingProgress)
            case .unreached(let error): return try tellUnreached(error)
            case .replay(let recorded): return try performReplay(recorded)
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.unusable, ["fleetsim: \(error)"])
        }
    }

    private func performVirtual(_ showsProgress: Bool) throws -> Outcome {
        var simulation = Simulation(plan, options: options)
        let manifest = manifest(threads: simulation.threads)
        return try keep(manifest, showsProgress) { keeps throws(DatabaseError) in
            try simulation.run(shouldStop: { Interrupts.haveCome }, onBatch: keeps)
        }
    }

    /// Sites without chargers that speak and a CSMS that listens.
    private func performAlone(_ sites: SitesPlan, _ showsProgress: Bool) throws -> Outcome {
        var simulation = SiteSimulation(sites, threads: options.threads)
        var manifest = manifest(threads: options.threads)
        manifest.describe(sites)
        return try keep(manifest, showsProgress) { keeps throws(DatabaseError) in
            try simulation.run(shouldStop: { Interrupts.haveCome }, onBatch: keeps)
        }
    }

    /// Keeps a batch of a run in virtual time.
    private typealias Taker = (borrowing Batch) throws(DatabaseError) -> Void

    /// Writes what a run in virtual time hands out, and judges it.
    private func keep(
        _ manifest: RunManifest,
        _ showsProgress: Bool,
        _ run: (Taker) throws(DatabaseError) -> RunResult
    ) throws -> Outcome {
        var record = try RunRecord(path, manifest, isPrivate: hasSecrets, isSoak: isSoak)
        var progress = Progress(
            total: SimDuration(plan.scenario.duration),
            isWanted: showsProgress
        )
        defer { progress.clear() }
        var events = 0
        do {
            let result = try run { batch throws(DatabaseError) in
                events += batch.handled
                try record.add(batch)
                progress.show(reached: batch.end, events: events)
            }
            return try finish(&record, result)
        } catch {
            record.fail(error)
            throw error
        }
    }

    /// Ends the run and judges it.
    func finish(
        _ record: inout RunRecord,
        _ result: RunResult
    ) throws(DatabaseError) -> Outcome {
        var result = result
        if result.status == .interrupted {
            result.reason = [Interrupts.reason, result.reason].compactMap(\.self)
                .joined(separator: "\n")
        }
        let verdicts = try record.finish(
            result,
            judgedBy: plan.scenario.thresholds,
            byDefault: plan.scenario.thresholdsByDefault(isLive: mode.kind.isLive)
        )
        return Outcome(result: result, number: record.number, verdicts: verdicts)
    }

    /// Whether the scenario has passwords or keys of its own.
    var hasSecrets: Bool { text.contains(LoadedScenario.mask) }

    func manifest(threads: Int) -> RunManifest {
        var manifest = RunManifest(
            scenario: plan.scenario.name,
            scenarioText: text,
            seed: plan.scenario.seed,
            version: Program.version,
            threads: threads,
            chargers: plan.chargers,
            kind: mode.kind
        )
        manifest.phases = plan.phases
        manifest.supplies = plan.supplies
        manifest.sites = plan.siteEntries
        manifest.faults = plan.faultEntries
        manifest.window = plan.window
        manifest.command = command
        return manifest
    }
}
