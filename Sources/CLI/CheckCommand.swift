import FleetSim
import Scenarios

/// `fleetsim check`: every problem of every scenario and suite at once, and nothing is run.
struct CheckCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .check)
        guard !self.arguments.positional.isEmpty else {
            throw self.arguments.usage(Suggestions.scenario(for: .check))
        }
    }

    func run() throws -> ExitCode {
        var isGood = true
        for path in arguments.positional {
            do {
                let what = try SuiteFile.isSuite(path: path) ? suite(path) : scenario(path)
                Terminal.print("\(InputText.shown(path)): good, \(what)")
            } catch let failure as Failure {
                isGood = false
                failure.tell()
            }
        }
        return isGood ? .success : .badInput
    }

    /// What a good scenario is; fails with its problems.
    private func scenario(_ path: String) throws -> String {
        let loaded = try LoadedFleet.check(path, arguments.overrides())
        let scenario = loaded.scenario
        // What keeps it from being planned does not keep it from being run, and the reverse.
        let problems = Failure(.badInput, problems: loaded.planProblems + loaded.runProblems)
        let isPlanned = scenario.plan != nil && loaded.planProblems.isEmpty
        guard isPlanned || loaded.runProblems.isEmpty else { throw problems }
        problems.tell()
        for (threshold, reason) in scenario.hopelessThresholds {
            Terminal.error(
                "\(InputText.shown(path)): the threshold ‘\(threshold.expression)’ can never pass: "
                    + reason
            )
        }
        var parts = [
            Self.count(scenario.chargerCount, "charger"),
            Self.count(scenario.fleet.count, "kind", of: "site"),
        ]
        if let plan = scenario.plan, let index = plan.index(in: scenario.fleet) {
            let designs = plan.designs(of: scenario.fleet[index].withOwnDrivers)
            parts.append("a plan of \(Self.count(designs.count, "design"))")
        }
        return "a scenario: \(parts.joined(separator: ", "))"
    }

    /// The same of a suite, with each of its scenarios as it runs them.
    private func suite(_ path: String) throws -> String {
        let suite = try LoadedSuite.load(path)
        var isGood = true
        for entry in suite.entries {
            do {
                let sets = Overrides(entry.overrides + arguments.values("--set"))
                let loaded = try LoadedFleet.check(entry.path, sets)
                guard !loaded.runProblems.isEmpty else { continue }
                throw Failure(.badInput, problems: loaded.runProblems)
            } catch let failure as Failure {
                isGood = false
                failure.tell()
            }
        }
        guard isGood else {
            throw Failure(.badInput, ["\(path): not every scenario of this suite is good"])
        }
        let runs = suite.entries.reduce(0) { $0 + ($1.runs ?? suite.runs) }
        return "a nightly suite: \(Self.count(suite.entries.count, "scenario")), "
            + "\(Self.count(runs, "run")) a night"
    }

    private static func count(_ number: Int, _ what: String, of whole: String? = nil) -> String {
        "\(number.grouped) \(what)\(number == 1 ? "" : "s")" + (whole.map { " of \($0)" } ?? "")
    }
}

/// A scenario as read from its file, and the fleet it asks for.
enum LoadedFleet {
    /// A scenario that could be run: how large its fleet is plays no part in how long this takes.
    static func check(_ path: String, _ overrides: Overrides) throws -> LoadedScenario {
        let loaded = try read(path, overrides)
        try naming(loaded, overrides) { () throws(FleetProblems) in
            try FleetPlan.check(loaded.scenario)
            if loaded.scenario.csms.isAbsent { try SitesPlan.check(loaded.scenario) }
        }
        return loaded
    }

    static func plan(of loaded: LoadedScenario) throws -> FleetPlan {
        try naming(loaded) { () throws(FleetProblems) in try FleetPlan(loaded.scenario) }
    }

    static func load(
        _ path: String,
        _ overrides: Overrides,
        toPlan: Bool = false,
        changes: (inout Scenario) throws -> Void = { _ in }
    ) throws -> (LoadedScenario, FleetPlan) {
        var loaded = try read(path, overrides)
        let problems = (toPlan ? loaded.planProblems : loaded.runProblems).map(overrides.naming)
        guard problems.isEmpty else { throw Failure(.badInput, problems: problems) }
        try changes(&loaded.scenario)
        let plan = try naming(loaded, overrides) { () throws(FleetProblems) in
            let plan = try FleetPlan(loaded.scenario)
            if loaded.scenario.csms.isAbsent { _ = try SitesPlan(loaded.scenario) }
            return plan
        }
        return (loaded, plan)
    }

    private static func read(_ path: String, _ overrides: Overrides) throws -> LoadedScenario {
        do throws(ScenarioProblems) {
            return try ScenarioFile.load(path: path, overrides: overrides.texts)
        } catch {
            var problems = error.problems.map(overrides.naming)
            if let meant = Suggestions.shipped(insteadOf: path), !problems.isEmpty {
                problems[0].line += ", did you mean ‘\(meant)’?"
            }
            throw Failure(.badInput, problems: problems)
        }
    }

    private static func naming<Result>(
        _ loaded: LoadedScenario,
        _ overrides: Overrides = Overrides([]),
        _ body: () throws(FleetProblems) -> Result
    ) throws -> Result {
        do throws(FleetProblems) {
            return try body()
        } catch {
            throw Failure(.badInput, problems: loaded.reported(error.lines).map(overrides.naming))
        }
    }
}
