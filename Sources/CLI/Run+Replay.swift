import FleetSim
import Glibc
import Report

// A recorded live run once more, in virtual time.
extension Run {
    func performReplay(_ recorded: RecordedRun) throws -> Outcome {
        var simulation = try ReplaySimulation(plan, of: recorded, options: options)
        var manifest = manifest(threads: 1)
        manifest.speed = recorded.head.speed
        var record = try RunRecord(path, manifest, isPrivate: hasSecrets)
        do {
            let replayed = try simulation.run(
                shouldStop: { Interrupts.haveCome },
                onWindow: { batch throws(DatabaseError) in try record.add(batch) }
            )
            var result = replayed.run
            result.conclude(doubts: replayed.agrees ? [] : [doubt(replayed)])
            var outcome = try finish(&record, result)
            // Of a replay that was stopped only a part agrees.
            if replayed.agrees, !Interrupts.haveCome {
                outcome.framesAlike = recorded.framesSent
            }
            return outcome
        } catch {
            record.fail(error)
            throw error
        }
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
