import FleetSim
import Glibc
import Report
import Scenarios

/// Runs of several sides in turn, so that what else the machine does meanwhile affects all alike.
struct InterleavedRuns {
    struct Side {
        var name: String
        var scenario: String
        /// nil: virtual time.
        var csms: String?
        var overrides: [String] = []
    }

    /// A run that was made, with what its thresholds say.
    struct Made {
        var source: ComparisonSide.Source
        var verdicts: [Verdict]
    }

    private let sides: [Side]
    private let options: [String]
    private let firstSeed: UInt64
    let databases: [String]

    init(_ sides: [Side], _ arguments: Arguments) throws {
        let options = CommandPage.passedOn.filter { $0 != "--seed" }.flatMap { option in
            arguments.values(option).flatMap { [option, $0] }
        }
        let (loaded, _) = try LoadedFleet.load(sides[0].scenario, arguments.overrides())
        let prefix =
            arguments.value("--out") ?? ResultsFolder.path(of: "\(loaded.scenario.name)-compare")
        var seed = loaded.scenario.seed
        if let text = arguments.value("--seed") {
            guard let number = UInt64(text) else {
                throw arguments.usage("--seed takes a whole number, not ‘\(text)’")
            }
            seed = number
        }
        let names = sides.indices.map { index in
            index == 0 ? "base" : sides.count == 2 ? "new" : "new\(index)"
        }
        self.init(sides, options, seed: seed, databases: names.map { "\(prefix)-\($0).sqlite" })
    }

    init(_ sides: [Side], _ options: [String], seed: UInt64, databases: [String]) {
        assert(
            sides.count == databases.count && Set(databases).count == databases.count,
            "the runs of a side are in a file of their own"
        )
        self.sides = sides
        self.options = options
        firstSeed = seed
        self.databases = databases
    }

    /// Makes a number of runs of each side, and says where they are and how they were judged.
    ///
    /// Every other round goes backwards, so that no side always runs on what another has warmed up.
    func perform(times: Int) throws -> [[Made]] {
        var made = sides.map { _ in [Made]() }
        for round in 0..<times {
            let forwards = Array(sides.indices)
            for index in round.isMultiple(of: 2) ? forwards : forwards.reversed() {
                let outcome = try perform(round, index, of: times)
                let source = ComparisonSide.Source(
                    path: databases[index],
                    number: outcome.number
                )
                made[index].append(Made(source: source, verdicts: outcome.verdicts))
            }
        }
        assert(made.allSatisfy { $0.count == times }, "sides have equally many runs")
        return made
    }

    private func perform(_ round: Int, _ index: Int, of times: Int) throws -> Run.Outcome {
        let side = sides[index]
        let seed = firstSeed &+ UInt64(round)
        Terminal.error("round \(round + 1) of \(times): \(side.name), seed \(seed)")
        let words =
            [side.scenario, "--quiet", "--seed", "\(seed)", "--out", databases[index]]
            + (side.csms.map { ["--csms", $0] } ?? [])
            + side.overrides.flatMap { ["--set", $0] } + options
        let (_, outcome) = try RunCommand(words).perform(isAnnounced: false)
        switch outcome.result.status {
        case .complete, .untrusted: return outcome
        case .interrupted:
            throw Failure(.interrupted, ["fleetsim: interrupted; the runs so far are kept"])
        case .running, .unreachable, .failed:
            throw Failure(
                .unusable,
                ["fleetsim: \(side.name): the run is \(outcome.result.status.rawValue)"]
                    + (outcome.result.reason.map { ["  \($0)"] } ?? [])
            )
        }
    }
}
