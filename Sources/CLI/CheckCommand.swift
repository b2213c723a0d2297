import FleetSim
import Scenarios

/// `fleetsim check`: every problem of every scenario at once, and nothing is run.
struct CheckCommand {
    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(
            arguments,
            .init(command: "check", values: ["--set"])
        )
        guard !self.arguments.positional.isEmpty else {
            throw self.arguments.usage("which scenario?")
        }
    }

    func run() throws -> ExitCode {
        var isGood = true
        for path in arguments.positional {
            do {
                let loaded = try LoadedFleet.check(path, arguments.values("--set"))
                let chargers = loaded.scenario.chargerCount
                Terminal.print(
                    "\(path): good, \(chargers) charger\(chargers == 1 ? "" : "s"), "
                        + "\(loaded.scenario.fleet.count) kind\(loaded.scenario.fleet.count == 1 ? "" : "s") of site"
                )
            } catch let failure as Failure {
                isGood = false
                for line in failure.lines { Terminal.error(line) }
            }
        }
        return isGood ? .success : .badInput
    }
}

/// A scenario as read from its file, and the fleet it asks for.
enum LoadedFleet {
    /// A scenario that could be run: how large its fleet is plays no part in how long this takes.
    static func check(_ path: String, _ overrides: [String]) throws -> LoadedScenario {
        try naming(path) {
            let loaded = try ScenarioFile.load(path: path, overrides: overrides)
            try FleetPlan.check(loaded.scenario)
            if loaded.scenario.csms.isAbsent { try SitesPlan.check(loaded.scenario) }
            return loaded
        }
    }

    static func load(
        _ path: String,
        _ overrides: [String],
        changes: (inout Scenario) throws -> Void = { _ in }
    ) throws -> (LoadedScenario, FleetPlan) {
        try naming(path) {
            var loaded = try ScenarioFile.load(path: path, overrides: overrides)
            try changes(&loaded.scenario)
            let plan = try FleetPlan(loaded.scenario)
            if loaded.scenario.csms.isAbsent { _ = try SitesPlan(loaded.scenario) }
            return (loaded, plan)
        }
    }

    private static func naming<Result>(
        _ path: String,
        _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let problems as ScenarioProblems {
            throw Failure(.badInput, problems.lines)
        } catch let problems as FleetProblems {
            throw Failure(.badInput, problems.lines.map { "\(path): \($0)" })
        }
    }
}
