import FleetSim
import Foundation
import Report

// A recorded live run once more, in virtual time.
extension Run {
    func performReplay(_ recorded: RecordedRun) throws -> Outcome {
        var simulation = try ReplaySimulation(plan, of: recorded, options: options)
        var manifest = manifest(threads: 1)
        manifest.mode = .replay
        manifest.speed = recorded.head.speed
        var record = try Record(path, manifest)
        let result = try simulation.run { batch throws(DatabaseError) in try record.add(batch) }
        let verdicts = try record.finish(result.run, judgedBy: plan.scenario.thresholds)
        return Outcome(
            result: result.run,
            number: record.number,
            verdicts: verdicts,
            doubts: result.agrees ? [] : [doubt(result)]
        )
    }

    private func doubt(_ result: ReplayResult) -> String {
        guard let difference = result.difference else {
            return "the replay does not agree with the recording: another trace, though every frame"
                + " is the same"
        }
        return "the replay does not agree with the recording, first at "
            + "\(difference.at.nanoseconds) ns at \(plan.chargers[difference.charger].identity):\n"
            + "  then: \((difference.then ?? "nothing").visible)\n"
            + "  now:  \(difference.now.visible)"
    }
}
