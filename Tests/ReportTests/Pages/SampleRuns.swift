import FleetSim
import Foundation
import Planning
import Report
import Scenarios

/// Runs of every kind of report, simulated as the command does it.
enum SampleRuns {
    /// A small fleet whose CSMS restarts; with a gate that fails, if one is asked for.
    static func fleet(to path: String, gate: String = "calls.failed < 90%") throws {
        try fleet(
            """
            name: kerb
            seed: 5
            start: 2026-03-02T08:00:00Z
            duration: 50m
            window: 20s
            csms:
              reference:
                workers: 2
                tags: {count: 20, blocked: 20%}
                commands: [{action: TriggerMessage, at: 5m, message: Heartbeat}]
            fleet:
              - site: kerb
                count: 3
                chargers: [{model: generic-ac, count: 4}]
                arrivals: {per_day: 300, dwell: 12m, energy: 3kWh}
            faults: [{at: 12m, kind: csms-restart, down: 90s}]
            load: [{ramp: 5m, to: 100%}, {hold: 45m, name: calm}]
            thresholds: [boot.latency p99 < 90s, \(gate)]
            """,
            to: path
        )
    }

    static func fleet(
        _ text: String,
        to path: String,
        status: RunResult.Status = .complete
    ) throws {
        let loaded = try load(text)
        let plan = try FleetPlan(loaded.scenario)
        var simulation = Simulation(plan, options: SimulationOptions(keeps: .errors))
        var manifest = manifest(loaded)
        manifest.chargers = plan.chargers
        manifest.phases = plan.phases
        manifest.supplies = plan.supplies
        manifest.sites = plan.siteEntries
        manifest.faults = plan.faultEntries
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: Date(timeIntervalSince1970: 0))
        var result = try simulation.run { batch throws(DatabaseError) in
            try store.write(batch, usage: ProcessUsage(cpuPercent: 90, residentBytes: 50_000_000))
        }
        result.status = status
        if status == .untrusted { result.reason = "the simulator was 900 ms late" }
        try store.finish(
            result,
            judgedBy: loaded.scenario.thresholds,
            elapsed: .seconds(1)
        )
    }

    /// Two sites without a CSMS, at which too few bays and too little power stand in the way.
    static func sites(to path: String) throws {
        let loaded = try load(
            """
            name: garage
            seed: 11
            start: 2026-03-02T00:00:00Z
            duration: 30h
            window: 5m
            csms: none
            fleet:
              - site: garage
                count: 2
                chargers: [{model: generic-ac, count: 4}]
                arrivals: {per_day: 40, dwell: 3h, energy: 20kWh, patience: 30m}
                power: {limit: 20A, sharing: max-min}
            thresholds: [sessions.energy_served > 99%]
            """
        )
        let plan = try SitesPlan(loaded.scenario)
        var simulation = SiteSimulation(plan)
        var manifest = manifest(loaded)
        manifest.chargers = plan.chargers
        manifest.supplies = plan.supplies
        manifest.sites = plan.siteEntries
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: Date(timeIntervalSince1970: 0))
        let result = try simulation.run { batch throws(DatabaseError) in
            try store.write(batch)
        }
        try store.finish(
            result,
            judgedBy: loaded.scenario.thresholds,
            elapsed: .seconds(1)
        )
    }

    /// Bays times limits, with what they cost; no design meets an impossible target.
    static func plan(to path: String, target: String = "energy_not_served <= 30%") throws {
        let loaded = try load(
            """
            name: street
            seed: 7
            fleet:
              - site: street
                chargers: [{model: generic-ac, count: 4}]
                arrivals: {per_day: 40, dwell: 2h, energy: 12kWh}
                power: {limit: 32A, sharing: max-min}
            plan:
              bays: [2, 4, 6, 8]
              limit: [16A, 32A, 63A]
              cost: {bay: 1500, ampere: 40}
              replications: 10
              horizon: 2d
              targets: ["\(target)"]
            """
        )
        let scenario = loaded.scenario
        guard let spec = scenario.plan else { return }
        let site = scenario.fleet[0]
        let horizon = SimDuration(spec.horizon(at: site))
        let plan = Plan.of(spec, for: site, seed: scenario.seed, threads: 1) { site in
            { seed in
                guard
                    let model = try? SiteModel(
                        site,
                        number: 0,
                        name: site.site,
                        clockStart: scenario.start
                    )
                else { preconditionFailure("the design can be built") }
                return model.tally(seed: seed, until: .zero + horizon)
            }
        }
        var manifest = manifest(loaded)
        manifest.kind = .plan
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: Date(timeIntervalSince1970: 0))
        if let plan { try store.write(plan) }
        try store.finish(
            RunResult(status: .complete, reached: .zero + horizon, events: 0, fingerprint: 1),
            elapsed: .seconds(1)
        )
    }

    private static func load(_ text: String) throws -> LoadedScenario {
        let scratch = try Scratch()
        let file = scratch.path("scenario.yaml")
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return try ScenarioFile.load(path: file, overrides: [])
    }

    private static func manifest(_ loaded: LoadedScenario) -> RunManifest {
        var manifest = RunManifest(
            scenario: loaded.scenario.name,
            scenarioText: loaded.text,
            seed: loaded.scenario.seed,
            version: "0",
            threads: 1,
            chargers: []
        )
        manifest.window = SimDuration(loaded.scenario.window)
        manifest.command =
            "fleetsim run \(loaded.scenario.name).yaml --seed \(loaded.scenario.seed)"
        return manifest
    }
}
