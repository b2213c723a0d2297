import FleetSim
import Foundation
import Report
import Scenarios

/// `fleetsim run`: a scenario in, a run database and a summary out.
struct RunCommand {
    private static let known = Arguments.Known(
        command: "run",
        values: [
            "--seed", "--chargers", "--duration", "--threads", "--out", "--set", "--calls",
            "--csms", "--speed", "--record", "--replay", "--metrics", "--workers", "--source",
        ],
        flags: ["--json", "--quiet", "--check-twice"],
        coming: ["--shard"]
    )

    let arguments: Arguments
    private let given: [String]

    init(_ arguments: [String]) throws {
        given = arguments
        self.arguments = try Arguments(arguments, Self.known)
    }

    func run() throws -> ExitCode {
        let path = try arguments.only("scenario")
        let workers = try arguments.integer("--workers", in: 1...1024)
        let threads =
            try workers ?? arguments.integer("--threads", in: 1...1024)
            ?? ProcessInfo.processInfo.activeProcessorCount
        let keeps = try arguments.choice("--calls", SingleCalls.self) ?? .none
        let wantsChargers = try arguments.integer("--chargers", in: 1...2_000_000)
        var start: Timestamp?
        let recorded = try recordedRun()
        let (loaded, plan) = try LoadedFleet.load(path, overrides()) { scenario in
            if let head = recorded?.head {
                scenario.seed = head.seed
                scenario.start = Timestamp(unixMilliseconds: head.start)
                // Drivers do what they did there.
                scenario.csms.url = scenario.csms.url ?? "ws://recorded/"
            } else if scenario.csms.url != nil, scenario.start == Scenario().start {
                // A CSMS in the field expects clocks that go right.
                scenario.start = .now
                start = scenario.start
            }
            guard let wanted = wantsChargers, !scenario.scale(toChargers: wanted) else { return }
            throw arguments.usage(
                "--chargers \(wanted): this scenario's sites do not come to that number; "
                    + "the nearest is \(scenario.nearestChargers(to: wanted))"
            )
        }
        let dialling = recorded == nil ? try dial(plan, threads: threads) : nil
        let mode = try mode(recorded, dialling, plan.scenario)
        announce(path, seed: plan.scenario.seed, start: start)

        var options = SimulationOptions(threads: threads, keeps: keeps)
        options.records = arguments.value("--record") != nil
        if arguments.has("--check-twice") { try checkTwice(plan, mode, options) }
        let out = arguments.value("--out") ?? "results/\(plan.scenario.name).sqlite"
        let run = Run(
            plan: plan,
            text: loaded.text,
            options: options,
            mode: mode,
            path: out
        )
        let outcome = try run.perform(showingProgress: !arguments.has("--quiet"))
        try summarise(out, outcome)
        if outcome.result.status == .interrupted { return .interrupted }
        for doubt in outcome.doubts { Terminal.error("fleetsim: \(doubt)") }
        // What cannot be trusted has passed no gate and failed none.
        guard outcome.doubts.isEmpty else { return .unusable }
        return outcome.verdicts.allSatisfy(\.passed) ? .success : .failed
    }

    /// Options that stand for a key of the scenario, as overrides of it.
    private func overrides() -> [String] {
        var overrides = arguments.values("--set")
        if let seed = arguments.value("--seed") { overrides.append("seed=\(seed)") }
        if let url = arguments.value("--csms") { overrides.append("csms.url=\(url)") }
        if let duration = arguments.value("--duration") { overrides.append("duration=\(duration)") }
        return overrides
    }

    /// The first line of a run: the command that does it again.
    private func announce(_ path: String, seed: UInt64, start: Timestamp?) {
        var words = ["fleetsim", "run"] + given.filter { $0 != "--quiet" && $0 != "--json" }
        if arguments.value("--seed") == nil { words += ["--seed", "\(seed)"] }
        if let start { words += ["--set", "start=\(start.iso8601)"] }
        let line = words.map(\.inShell).joined(separator: " ")
        if arguments.has("--json") { Terminal.error(line) } else { Terminal.print(line) }
    }

    private func summarise(_ out: String, _ outcome: Run.Outcome) throws {
        if arguments.has("--json") {
            let text = try report(database: out, run: outcome.number, format: .json)
            return Terminal.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
        Terminal.print(try report(database: out, run: outcome.number, format: .md))
        for verdict in outcome.verdicts {
            Terminal.print("\(verdict.word): \(verdict.title), \(verdict.finding)")
        }
        Terminal.print("fingerprint \(outcome.result.fingerprint.inHexadecimal)")
        Terminal.print("run database \(out)")
    }

    /// Runs everything twice side by side and names the first event that differs.
    private func checkTwice(
        _ plan: FleetPlan,
        _ mode: Run.Mode,
        _ options: SimulationOptions
    ) throws {
        if case .alone(let sites) = mode { return try checkTwice(sites, options) }
        let divergence = Divergence.between(
            { Simulation(plan, options: options) },
            { Simulation(plan, options: options) }
        )
        guard let divergence else { return Terminal.error("run twice: both runs are equal") }
        throw Failure(
            .unusable,
            [
                "fleetsim: two runs of this scenario differ, first at "
                    + "\(divergence.at.nanoseconds) ns at \(divergence.entity):",
                "  one:   \(divergence.first ?? "nothing")",
                "  other: \(divergence.second ?? "nothing")",
            ]
        )
    }

    /// Sites keep no journal: that they differ is told, and from which window on.
    private func checkTwice(_ sites: SitesPlan, _ options: SimulationOptions) throws {
        var one = SiteSimulation(sites, threads: options.threads)
        var other = SiteSimulation(sites, threads: 1)
        while let end = one.step(), other.step() != nil {
            guard one.fingerprint != other.fingerprint else { continue }
            throw Failure(
                .unusable,
                ["fleetsim: two runs of this scenario differ by \(end.nanoseconds) ns"]
            )
        }
        Terminal.error("run twice: both runs are equal")
    }
}
