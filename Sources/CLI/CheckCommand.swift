import FleetSim
import Scenarios

/// `fleetsim check`: every problem of every scenario at once, and nothing is run.
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
                let loaded = try LoadedFleet.check(path, arguments.overrides())
                // What keeps it from being planned does not keep it from being run, and the reverse.
                Failure(.badInput, problems: loaded.planProblems + loaded.runProblems).tell()
                for (threshold, reason) in loaded.scenario.hopelessThresholds {
                    Terminal.error(
                        "\(InputText.shown(path)): the threshold ‘\(threshold.expression)’ can never "
                            + "pass: \(reason)"
                    )
                }
                let chargers = loaded.scenario.chargerCount
                Terminal.print(
                    "\(InputText.shown(path)): good, \(chargers) charger\(chargers == 1 ? "" : "s"), "
                        + "\(loaded.scenario.fleet.count) kind\(loaded.scenario.fleet.count == 1 ? "" : "s") of site"
                )
            } catch let failure as Failure {
                isGood = false
                failure.tell()
            }
        }
        return isGood ? .success : .badInput
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
            throw Failure(.badInput, problems: error.problems.map(overrides.naming))
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
