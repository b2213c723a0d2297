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
                let (loaded, _) = try LoadedFleet.load(path, arguments.values("--set"))
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
    static func load(
        _ path: String,
        _ overrides: [String],
        changes: (inout Scenario) throws -> Void = { _ in }
    ) throws -> (LoadedScenario, FleetPlan) {
        var loaded: LoadedScenario
        do throws(ScenarioProblems) {
            loaded = try ScenarioFile.load(path: path, overrides: overrides)
        } catch {
            throw Failure(.badInput, error.lines)
        }
        try changes(&loaded.scenario)
        do throws(FleetProblems) {
            let plan = try FleetPlan(loaded.scenario)
            if loaded.scenario.csms.isAbsent { _ = try SitesPlan(loaded.scenario) }
            return (loaded, plan)
        } catch {
            throw Failure(.badInput, error.lines.map(loaded.line))
        }
    }
}
