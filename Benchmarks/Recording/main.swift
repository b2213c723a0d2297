import FleetSim
import Foundation
import Report
import Scenarios

// What recording costs: the same run with and without a store, turn and turn about.

let arguments = CommandLine.arguments
guard arguments.count == 3, let rounds = Int(arguments[2]) else {
    fatalError("usage: RecordingBenchmark SCENARIO ROUNDS")
}
let loaded = try ScenarioFile.load(path: arguments[1], overrides: ["fleet.0.count=1000"])
let plan = try FleetPlan(loaded.scenario)

/// Seconds of CPU of this process.
func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func bare() -> Double {
    let start = cpuSeconds()
    var simulation = Simulation(plan)
    _ = simulation.run { _ in }
    return cpuSeconds() - start
}

func recorded() throws -> Double {
    let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("fleetsim-\(UUID().uuidString).sqlite").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let start = cpuSeconds()
    var simulation = Simulation(plan)
    var store = try Store(path: path)
    try store.begin(
        RunManifest(
            scenario: "benchmark",
            scenarioText: loaded.text,
            seed: 1,
            version: "benchmark",
            threads: 1,
            chargers: plan.chargers
        ),
        host: HostFacts(name: "benchmark", cores: 1),
        startedAt: .now
    )
    let result = try simulation.run { batch throws(DatabaseError) in
        try store.write(batch)
    }
    try store.finish(result, elapsed: .zero)
    return cpuSeconds() - start
}

var without: [Double] = []
var with: [Double] = []
_ = bare()
for _ in 0..<rounds {
    without.append(bare())
    with.append(try recorded())
}
without.sort()
with.sort()
let middle = rounds / 2
print("| | min s | median s | max s |")
print("|---|--:|--:|--:|")
for (name, times) in [("without recording", without), ("recording", with)] {
    print(
        String(
            format: "| %@ | %.2f | %.2f | %.2f |",
            name,
            times[0],
            times[middle],
            times[rounds - 1]
        )
    )
}
print(
    String(
        format: "\nRecording costs %.1f %% of the run's CPU time (medians; %.1f %% by the minima).",
        (with[middle] / without[middle] - 1) * 100,
        (with[0] / without[0] - 1) * 100
    )
)
