import FleetSim
import Foundation
import Planning
import Report

extension SampleRuns {
    /// A trial of that many chargers, whose p99 is below 2 s up to 1,000 of them.
    static func trial(
        _ number: Int,
        _ load: Double,
        _ verdict: Trial.Verdict,
        _ direction: TrialOrder.Direction = .up
    ) -> Trial {
        let order = TrialOrder(
            number: number,
            attempt: 0,
            load: load,
            direction: direction,
            overload: direction == .down ? load * 1.3 : nil,
            calls: 1_000
        )
        var trial = Trial(order, seed: .max - UInt64(number), load: load, verdict: verdict)
        (trial.calls, trial.answered, trial.measured) = (1_000, 990, 60_000_000)
        (trial.p50, trial.p99) = (Int(load * 100), Int(load * 2_000))
        trial.failures = 0.01
        if verdict == .untrusted { trial.reason = "the host <took> the time" }
        trial.strains = [
            Strain(
                expression: "calls.latency p99 < 2s",
                measured: "\(load / 500) s",
                passed: load <= 1_000,
                use: load / 1_000
            )
        ]
        return trial
    }

    static let answer = CapacityAnswer(
        found: .between(low: 950, high: 1_080, estimate: 1_010),
        threshold: "calls.latency p99 < 2s",
        comesBack: true
    )

    /// A search of five trials; without an answer it was interrupted.
    static func capacity(
        to path: String,
        answer: CapacityAnswer? = answer,
        atLeast: Double? = 900,
        trials: [Trial] = [
            trial(0, 200, .passed), trial(1, 1_600, .failed), trial(2, 1_000, .untrusted),
            trial(2, 1_000, .passed), trial(3, 1_100, .failed), trial(4, 855, .passed, .down),
        ]
    ) throws {
        let manifest = searchManifest
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: Date(timeIntervalSince1970: 0))
        try store.beginSearch(.chargers, phases: "random", atLeast: atLeast)
        for (index, trial) in trials.enumerated() {
            try store.write(trial, at: index, of: .chargers)
        }
        if let answer { try store.write(answer) }
        try store.finish(
            RunResult(
                status: answer == nil ? .interrupted : .complete,
                reached: .minute(6),
                events: 0,
                fingerprint: 5
            ),
            elapsed: .seconds(1)
        )
    }

    static var searchManifest: RunManifest {
        RunManifest(
            scenario: "street",
            scenarioText: "name: street\n",
            seed: 7,
            version: "0",
            threads: 1,
            chargers: [],
            kind: .capacity
        )
    }
}
