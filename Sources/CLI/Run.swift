import FleetSim
import Foundation
import Report

/// One run from the first event to the last row.
struct Run {
    let plan: FleetPlan
    /// The scenario as the user wrote it.
    let text: String
    let options: SimulationOptions
    /// The run database.
    let path: String

    struct Outcome {
        var result: RunResult
        /// Its number in the run database.
        var number: Int
        var verdicts: [Verdict]
    }

    func perform(showingProgress: Bool) throws -> Outcome {
        Interrupts.watch()
        let started = ContinuousClock.now
        var simulation = Simulation(plan, options: options)
        var host = HostMeter()
        try makeFolder()
        do throws(DatabaseError) {
            var store = try Store(path: path)
            let number = try store.begin(
                manifest(threads: simulation.threads),
                host: host.facts,
                startedAt: .now
            )
            var progress = Progress(
                total: SimDuration(plan.scenario.duration),
                isWanted: showingProgress
            )
            defer { progress.clear() }
            var events = 0
            let result = try simulation.run { batch throws(DatabaseError) in
                events += batch.handled
                try store.write(batch, usage: host.sample())
                progress.show(reached: batch.end, events: events)
                return Interrupts.haveCome ? .stop : .go
            }
            let verdicts = try store.finish(
                result,
                judgedBy: plan.scenario.thresholds,
                endedAt: .now,
                elapsed: ContinuousClock.now - started
            )
            return Outcome(result: result, number: number, verdicts: verdicts)
        } catch {
            throw Failure(.unusable, ["fleetsim: \(error)"])
        }
    }

    private func manifest(threads: Int) -> RunManifest {
        var manifest = RunManifest(
            scenario: plan.scenario.name,
            scenarioText: text,
            seed: plan.scenario.seed,
            version: Program.version,
            threads: threads,
            chargers: plan.chargers
        )
        manifest.phases = plan.phases
        return manifest
    }

    /// Makes the folder of the run database if it is not there yet.
    private func makeFolder() throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true
            )
        } catch {
            let reason = error.localizedDescription
            throw Failure(
                .unusable,
                ["fleetsim: cannot make the folder ‘\(folder.path)’: \(reason)"]
            )
        }
    }
}
