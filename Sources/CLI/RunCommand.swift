import FleetSim
import FoundationEssentials
import Glibc
import Report
import Scenarios

/// `fleetsim run`: a scenario in, a run database and a summary out.
struct RunCommand {
    let arguments: Arguments
    private let given: [String]

    init(_ arguments: [String]) throws {
        given = arguments
        self.arguments = try Arguments(arguments, .run)
    }

    func run() throws -> ExitCode {
        let run = try prepare()
        if let shard = run.options.shard { return try self.run(shard, of: run) }
        let outcome = try run.perform(showingProgress: !arguments.has("--quiet"))
        try summarise(run.path, outcome)
        if let frames = outcome.framesAlike, !arguments.has("--quiet") {
            let told = "replay agrees: \(frames.grouped) frame\(frames == 1 ? "" : "s")"
            if arguments.has("--json") { Terminal.error(told) } else { Terminal.print(told) }
        }
        RunRecord.tellOfLog(beside: run.path)
        if !isToldOnTerminal {
            for reason in outcome.result.reason?.split(separator: "\n") ?? [] {
                Terminal.error("fleetsim: \(reason)")
            }
        }
        // What cannot be believed has passed no gate and failed none.
        let code = outcome.result.exitCode
        guard code == .success else { return code }
        return outcome.verdicts.allSatisfy(\.passed) ? .success : .failed
    }

    /// Whether the summary, which has the reasons in it, goes to the same terminal as problems.
    private var isToldOnTerminal: Bool {
        isatty(STDOUT_FILENO) == 1 && Terminal.errorIsTerminal && !arguments.has("--quiet")
            && !arguments.has("--json")
    }

    /// Runs the scenario and gives the run database with what became of the run.
    func perform(
        isAnnounced: Bool = true
    ) throws -> (database: String, outcome: Run.Outcome) {
        let run = try prepare(isAnnounced: isAnnounced)
        return (run.path, try run.perform(showingProgress: !arguments.has("--quiet")))
    }

    /// All that is known before the first event.
    private func prepare(isAnnounced: Bool = true) throws -> Run {
        guard !arguments.positional.isEmpty else {
            throw arguments.usage(Suggestions.scenario(for: .run))
        }
        let file = try arguments.only("scenario")
        let out = try arguments.databasePath()
        _ = try arguments.choice("--summary", SummaryLength.self)
        let workers = try arguments.integer("--workers", in: 1...1024)
        let threads =
            try workers ?? arguments.integer("--threads", in: 1...1024)
            ?? ProcessInfo.processInfo.activeProcessorCount
        let keeps = try arguments.choice("--calls", SingleCalls.self) ?? .none
        let wantsChargers = try arguments.integer("--chargers", in: 1...2_000_000)
        var start: Timestamp?
        let recorded = try recordedRun()
        var (loaded, plan) = try LoadedFleet.load(file, overrides()) { scenario in
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
        var options = SimulationOptions(threads: threads, keeps: keeps)
        options.shard = try shard(of: plan)
        options.traced = try traced(in: plan)
        let again = reproduction(of: loaded, start: start)
        if isAnnounced { announce(again) }
        // Reports tell the time of day by the text that a run keeps.
        if ScenarioFile.start(inKeptText: loaded.text) != plan.scenario.start {
            loaded.keep("start=\(plan.scenario.start.iso8601)")
        }

        options.records = arguments.value("--record") != nil
        if arguments.has("--check-twice") { try checkTwice(plan, mode, options) }
        return Run(
            plan: plan,
            text: loaded.text,
            options: options,
            mode: mode,
            path: try path(of: plan, options.shard, given: out, sparing: loaded.files),
            command: again.lineWithoutOutput,
            follows: arguments.value("--follow") == nil ? nil : options.traced.last,
            isSoak: arguments.has("--soak")
        )
    }

    /// The file that is written: neither it nor a recording takes the place of anything that is read.
    private func path(
        of plan: FleetPlan,
        _ shard: ShardNumber?,
        given: String?,
        sparing files: [String]
    ) throws -> String {
        let name = ResultsFolder.path(of: plan.scenario.name)
        let part = shard.map { "\(name).\($0.number)-of-\($0.count).shard" }
        let path = given ?? part ?? "\(name).sqlite"
        let inputs = files + arguments.values("--replay")
        try OutputFile.spare(inputs, from: path)
        if let recording = arguments.value("--record") {
            try OutputFile.spare(inputs + [path], from: recording)
        }
        return path
    }

    /// Options that stand for a key of the scenario, as overrides of it.
    private func overrides() -> Overrides {
        arguments.overrides(
            ("--seed", "seed"),
            ("--csms", "csms.url"),
            ("--duration", "duration")
        )
    }

    /// The command that does the run again.
    private func reproduction(of loaded: LoadedScenario, start: Timestamp?) -> Reproduction {
        var again = Reproduction("run", given, without: ["--quiet", "--json"], loaded)
        if arguments.value("--seed") == nil { again.add("--seed", "\(loaded.scenario.seed)") }
        if let start { again.add("--set", "start=\(start.iso8601)") }
        return again
    }

    /// The first line that a run prints, unless only its verdict is wanted.
    private func announce(_ again: Reproduction) {
        if arguments.has("--quiet") { return }
        if arguments.has("--json") {
            Terminal.error(again.line)
        } else {
            Terminal.print(again.line)
        }
        for note in again.notes { Terminal.error("fleetsim: \(note)") }
    }

    private func summarise(_ out: String, _ outcome: Run.Outcome) throws {
        try Summing(arguments).print(out, outcome.number, outcome.result, outcome.verdicts)
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
                "  one:   \((divergence.first ?? "nothing").visible)",
                "  other: \((divergence.second ?? "nothing").visible)",
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
