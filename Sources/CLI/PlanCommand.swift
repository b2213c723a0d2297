import FleetSim
import FoundationEssentials
import Glibc
import Planning
import Report
import Scenarios

/// `fleetsim plan`: the designs of a site held against each other, and the smallest that will do.
struct PlanCommand {
    private let arguments: Arguments
    private let given: [String]

    init(_ arguments: [String]) throws {
        given = arguments
        self.arguments = try Arguments(arguments, .plan)
    }

    func run() throws -> ExitCode {
        guard !arguments.positional.isEmpty else {
            throw arguments.usage(Suggestions.scenario(for: .plan))
        }
        let path = try arguments.only("scenario")
        let format = try arguments.choice("--format", ReportFormat.self) ?? .md
        let threads =
            try arguments.integer("--threads", in: 1...1024)
            ?? ProcessInfo.processInfo.activeProcessorCount
        let database = try arguments.databasePath()
        let (loaded, _) = try LoadedFleet.load(path, overrides, toPlan: true)
        let scenario = loaded.scenario
        guard let spec = scenario.plan, let index = spec.index(in: scenario.fleet) else {
            throw Failure(
                .badInput,
                [
                    "\(InputText.shown(path)): it has no ‘plan’ that says which designs are to be "
                        + "compared; ‘fleetsim init --kind site-plan’ writes a scenario with one"
                ]
            )
        }
        let site = scenario.fleet[index]
        try check(spec, of: site, in: scenario, path)
        let command = announce(loaded, format: format)
        if let left = scenario.leftOut(ofPlanOf: site), !arguments.has("--quiet") {
            Terminal.error(left)
        }

        // Only now: up to here an interrupt loses nothing, and may end the program at once.
        Interrupts.watch()
        let out = database ?? ResultsFolder.path(of: "\(scenario.name).sqlite")
        try OutputFile.spare(loaded.files, from: out)
        try ResultsFolder.make(for: out)
        let outcome: PlanOutcome
        do {
            outcome = try perform(spec, of: site, loaded, command, threads: threads, path: out)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.unusable, ["fleetsim: \(error)"])
        }
        if format == .md, arguments.has("--quiet") {
            Terminal.print(try verdictLine(database: out, run: outcome.run))
        } else {
            Terminal.print(
                try report(database: out, run: outcome.run, format: format),
                as: format
            )
        }
        if format == .md, !arguments.has("--quiet") {
            Terminal.print("fingerprint \(outcome.fingerprint.inHexadecimal)")
            Terminal.print("run database \(out)")
        }
        RunRecord.tellOfLog(beside: out)
        guard let isMet = outcome.isMet else { return .interrupted }
        return isMet ? .success : .failed
    }
}

/// What is left of a plan once it is in the run database.
private struct PlanOutcome {
    var run: Int
    var fingerprint: UInt64
    /// Whether a design is shown to do for all drivers; nil: it was interrupted.
    var isMet: Bool?
}

extension PlanCommand {
    /// Options that stand for a key of the scenario, as overrides of it.
    private var overrides: Overrides {
        arguments.overrides(("--seed", "seed"), ("--replications", "plan.replications"))
    }

    /// The first line: the command that does it again.
    private func announce(_ loaded: LoadedScenario, format: ReportFormat) -> String {
        var again = Reproduction("plan", given, without: ["--quiet"], loaded)
        if arguments.value("--seed") == nil { again.add("--seed", "\(loaded.scenario.seed)") }
        guard !arguments.has("--quiet") else { return again.lineWithoutOutput }
        if format == .md { Terminal.print(again.line) } else { Terminal.error(again.line) }
        for note in again.notes { Terminal.error("fleetsim: \(note)") }
        return again.lineWithoutOutput
    }

    /// Every design must be one that can be built.
    private func check(
        _ spec: PlanSpec,
        of site: SiteSpec,
        in scenario: Scenario,
        _ path: String
    ) throws {
        var lines: [String] = []
        for design in spec.designs(of: site) {
            do throws(SitePlanProblem) {
                _ = try PlannedSite(design.site(from: site, group: spec.group), in: scenario)
            } catch {
                lines.append("\(InputText.shown(path)): with \(design.bays) bays: \(error)")
            }
        }
        guard lines.isEmpty else { throw Failure(.badInput, lines) }
    }

    private func perform(
        _ spec: PlanSpec,
        of site: SiteSpec,
        _ loaded: LoadedScenario,
        _ command: String,
        threads: Int,
        path: String
    ) throws -> PlanOutcome {
        let scenario = loaded.scenario
        var record = try record(of: loaded, command, threads: threads, path: path)
        var progress = PlanProgress(isWanted: !arguments.has("--quiet"))
        defer { progress.clear() }
        let begin = SimTime.zero + SimDuration(spec.warmUp(for: site))
        let end = begin + SimDuration(spec.horizon(at: site))
        let plan = Plan.of(spec, for: site, seed: scenario.seed, threads: threads) { site in
            guard let planned = try? PlannedSite(site, in: scenario) else {
                preconditionFailure("a design that was checked cannot be built")
            }
            let clock = LocalClock(
                start: DateTime(unixMilliseconds: scenario.start.unixMilliseconds),
                zone: site.arrivals.timeZone
            )
            return { seed in
                planned.tally(seed: seed, until: end, from: begin, clock: clock)
            }
        } watching: { done in
            progress.show(done)
            return Interrupts.haveCome ? .stop : .go
        }
        let result = RunResult(
            status: plan == nil ? .interrupted : .complete,
            reason: plan == nil ? Interrupts.reason : nil,
            reached: plan == nil ? .zero : end,
            events: 0,
            fingerprint: plan?.fingerprint ?? 0
        )
        do {
            if let plan { try record.add(plan) }
            _ = try record.finish(result, judgedBy: [])
        } catch {
            record.fail(error)
            throw error
        }
        return PlanOutcome(
            run: record.number,
            fingerprint: result.fingerprint,
            isMet: plan?.isMet
        )
    }
}

extension PlanCommand {
    private func record(
        of loaded: LoadedScenario,
        _ command: String,
        threads: Int,
        path: String
    ) throws -> RunRecord {
        var manifest = RunManifest(
            scenario: loaded.scenario.name,
            scenarioText: loaded.text,
            seed: loaded.scenario.seed,
            version: Program.version,
            threads: threads,
            chargers: [],
            kind: .plan
        )
        manifest.command = command
        return try RunRecord(
            path,
            manifest,
            isPrivate: loaded.text.contains(LoadedScenario.mask)
        )
    }
}

extension Scenario {
    /// What is of runs, and no part of a plan; nil: nothing of the kind is asked for.
    fileprivate func leftOut(ofPlanOf site: SiteSpec) -> String? {
        let isShared = site.power?.control.isByCSMS == true
        let parts = [
            load.isEmpty ? nil : "load", faults.isEmpty ? nil : "faults",
            csms.reference.commands.isEmpty ? nil : "csms.reference.commands",
            isShared && csms.reference.workers != nil ? "csms.reference.workers" : nil,
            isShared && csms.url != nil ? "csms.url" : nil,
            thresholds.isEmpty ? nil : "thresholds",
        ].compactMap(\.self)
        guard !parts.isEmpty else { return nil }
        let what =
            isShared
            ? "a plan has the reference CSMS share power, and no more is asked of it"
            : "a plan has no CSMS and no calls"
        return "\(what): \(parts.joined(separator: ", ")) left out"
    }
}
