import FleetSim
import Foundation
import Report

// In real time, against a CSMS out there.
extension Run {
    func performLive(
        _ dialling: Dialling,
        _ recordingPath: String?,
        _ showsProgress: Bool
    ) throws -> Outcome {
        var simulation = try LiveSimulation(plan, dialling: dialling, options: options)
        var manifest = manifest(threads: simulation.threads)
        manifest.mode = .live
        manifest.speed = dialling.speed
        manifest.csms = dialling.place
        var record = try Record(path, manifest)
        let recording = try recordingPath.map {
            try RecordingFile($0, RecordingHead(plan, speed: dialling.speed))
        }
        var progress = Progress(
            total: SimDuration(plan.scenario.duration),
            isWanted: showsProgress
        )
        defer { progress.clear() }
        var events = 0
        var trust = Trust()
        let result = try simulation.run(
            shouldStop: { Interrupts.haveCome },
            onTick: { batch throws(any Error) in
                events += batch.handled
                trust.see(batch)
                progress.show(reached: batch.end, events: events)
            },
            onRecording: { bytes throws(any Error) in try recording?.add(bytes) },
            onWindow: { batch throws(any Error) in try record.add(batch) }
        )
        try recording?.finish(result)
        let verdicts = try record.finish(result, judgedBy: plan.scenario.thresholds)
        return Outcome(
            result: result,
            number: record.number,
            verdicts: verdicts,
            doubts: trust.doubts
        )
    }
}
