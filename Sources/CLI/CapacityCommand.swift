import FleetSim
import FoundationEssentials
import Glibc
import Planning
import Report
import Scenarios

/// `fleetsim capacity`: the most load at which thresholds are kept.
struct CapacityCommand {
    private let arguments: Arguments
    private let given: [String]

    init(_ arguments: [String]) throws {
        given = arguments
        self.arguments = try Arguments(arguments, .capacity)
    }

    func run() throws -> ExitCode {
        let path = try arguments.only("scenario")
        let format = try arguments.choice("--format", ReportFormat.self) ?? .md
        let axis = try arguments.choice("--axis", CapacityAxis.self) ?? .chargers
        let atLeast = try arguments.load("--at-least")
        let given = try arguments.databasePath()
        let loaded = try load(path)
        let isLive = loaded.scenario.csms.url != nil
        let rules = try rules(axis, loaded.scenario)
        try refuse(atLeast, beyond: rules.maximum, axis)
        let limits = try limits(isLive: isLive)
        if isLive { try Consent.ask(loaded.scenario, arguments, maximum: rules.maximum, axis) }
        let threads = try arguments.integer("--workers", in: 1...1024) ?? HostMeter.cores
        // What the CSMS cannot be called with is told before anything is kept.
        _ = try arguments.dialling(LoadedFleet.plan(of: loaded), threads: threads, speed: 1)
        let command = announce(loaded, format: format)
        Interrupts.watch()
        let out = given ?? ResultsFolder.path(of: "\(loaded.scenario.name)-capacity.sqlite")
        try OutputFile.spare(loaded.files, from: out)
        try ResultsFolder.make(for: out)
        let player = TrialPlayer(
            scenario: loaded.scenario,
            axis: axis,
            limits: limits,
            arguments: arguments,
            threads: threads
        )
        var manifest = manifest(of: loaded, threads: isLive ? player.threads : 1)
        manifest.command = command
        let hunt = CapacityHunt(
            axis: axis,
            rules: rules,
            player: player,
            phases: loaded.scenario.capacity.phases,
            atLeast: atLeast,
            isQuiet: arguments.has("--quiet")
        )
        let earlier = arguments.has("--afresh") ? [] : try trialsLeft(out, manifest, axis)
        let outcome: CapacityHunt.Outcome
        do {
            outcome = try hunt.run(
                manifest,
                database: out,
                isPrivate: isLive || loaded.text.contains(LoadedScenario.mask),
                earlier: earlier
            )
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.unusable, ["fleetsim: \(error)"])
        }
        try tell(outcome, in: out, format)
        return code(of: outcome, atLeast)
    }

    private func code(of outcome: CapacityHunt.Outcome, _ atLeast: Double?) -> ExitCode {
        guard outcome.result.exitCode == .success else { return outcome.result.exitCode }
        guard let atLeast, let answer = outcome.answer else { return .success }
        switch answer.reaches(atLeast) {
        case true?: return .success
        case false?: return .failed
        // This machine could not try as much.
        case nil: return .unusable
        }
    }

    /// What is beyond all that may be tried would never be found to be kept.
    private func refuse(
        _ atLeast: Double?,
        beyond maximum: Double,
        _ axis: CapacityAxis
    ) throws {
        guard let atLeast, atLeast > maximum else { return }
        throw arguments.usage(
            "--at-least \(atLeast.terse) is beyond the most that is tried, "
                + CapacitySummary.text(maximum, axis)
        )
    }

    /// How long a trial may take.
    private func limits(isLive: Bool) throws -> TrialCourse.Limits {
        TrialCourse.Limits(
            isLive: isLive,
            longest: try arguments.span("--measure", "capacity")
                ?? (isLive ? .seconds(30) : .seconds(604_800)),
            drain: try arguments.span("--drain", "capacity") ?? .seconds(300)
        )
    }

    private func manifest(of loaded: LoadedScenario, threads: Int) -> RunManifest {
        var manifest = RunManifest(
            scenario: loaded.scenario.name,
            scenarioText: loaded.text,
            seed: loaded.scenario.seed,
            version: Program.version,
            threads: threads,
            chargers: [],
            kind: .capacity
        )
        if loaded.scenario.csms.url != nil {
            manifest.speed = 1
            manifest.csms = loaded.scenario.csms.address?.shown
        }
        return manifest
    }

    private func tell(
        _ outcome: CapacityHunt.Outcome,
        in database: String,
        _ format: ReportFormat
    ) throws {
        Terminal.print(
            try report(database: database, run: outcome.number, format: format),
            as: format
        )
        if format == .md {
            Terminal.print("fingerprint \(outcome.result.fingerprint.inHexadecimal)")
            Terminal.print("run database \(database)")
        }
        for reason in outcome.result.reason?.split(separator: "\n") ?? [] {
            Terminal.error("fleetsim: \(reason)")
        }
    }

    private func load(_ path: String) throws -> LoadedScenario {
        let overrides = arguments.overrides(("--seed", "seed"), ("--csms", "csms.url"))
        var loaded = try LoadedFleet.check(path, overrides)
        guard !loaded.scenario.csms.isAbsent else {
            throw arguments.usage(
                "\(InputText.shown(path)) has no CSMS, whose capacity could be found"
            )
        }
        if loaded.scenario.csms.url != nil, loaded.scenario.start == Scenario().start {
            // A CSMS in the field expects clocks that go right.
            loaded.scenario.start = .now
        }
        return loaded
    }

    /// The first line: the command that does it again.
    private func announce(_ loaded: LoadedScenario, format: ReportFormat) -> String {
        var again = Reproduction("capacity", given, without: ["--quiet", "--yes"], loaded)
        if arguments.value("--seed") == nil { again.add("--seed", "\(loaded.scenario.seed)") }
        if format == .md { Terminal.print(again.line) } else { Terminal.error(again.line) }
        for note in again.notes { Terminal.error("fleetsim: \(note)") }
        let own = loaded.scenario.thresholds
        if own.allSatisfy({ $0.phase != nil }) {
            let common = TrialCourse.common.map(\.expression).joined(separator: ", ")
            Terminal.error("fleetsim: no threshold of the whole run: judged by \(common)")
        }
        if own.contains(where: { $0.phase != nil }) {
            Terminal.error("fleetsim: thresholds of phases are left out")
        }
        return again.lineWithoutOutput
    }

    private func rules(_ axis: CapacityAxis, _ scenario: Scenario) throws -> CapacitySearch.Rules {
        let chargers = Double(scenario.chargerCount)
        let minimum = Double(scenario.nearestChargers(to: 1))
        let heartbeat = max(scenario.csms.reference.heartbeat.inSeconds, 1)
        let (start, range): (Double, ClosedRange<Double>) =
            switch axis {
            case .chargers:
                // A list has no more than it names.
                (chargers, minimum...Double(scenario.nearestChargers(to: Self.maximumChargers)))
            // Heartbeats closer than that would overtake their answers.
            case .rate: (chargers / heartbeat, 0.001...max(chargers * 5, 0.002))
            case .reconnects: (max(chargers / 600, 0.01), 0.001...100_000)
            case .backlog: (30, 1...86_400)
            }
        var maximum = min(try arguments.load("--most") ?? range.upperBound, range.upperBound)
        guard maximum >= range.lowerBound else {
            throw arguments.usage("--most is less than the least that can be tried")
        }
        // What its sites come to, so that it is tried and told as it is.
        if axis == .chargers {
            maximum = min(maximum, Double(scenario.nearestChargers(to: Int(maximum))))
        }
        let from = try arguments.load("--from")
        if let from, !(range.lowerBound...maximum).contains(from) {
            throw arguments.usage(
                "--from \(from.terse) is not between the least and the most that are tried, "
                    + "\(range.lowerBound.terse) and "
                    + CapacitySummary.text(maximum, axis)
            )
        }
        assert(range.lowerBound <= maximum, "there is a load that can be tried")
        return CapacitySearch.Rules(
            start: from ?? start,
            minimum: range.lowerBound,
            maximum: maximum,
            isWhole: axis.isWhole
        )
    }

    private static let maximumChargers = 2_000_000

    /// What an interrupted search of the same has measured already.
    private func trialsLeft(
        _ database: String,
        _ manifest: RunManifest,
        _ axis: CapacityAxis
    ) throws -> [Trial] {
        guard FileManager.default.fileExists(atPath: database) else { return [] }
        do throws(ReportError) {
            return try Report.trialsLeft(database: database, like: manifest, axis: axis)
        } catch {
            throw Failure(.badInput, ["fleetsim: \(error)"])
        }
    }
}

extension Arguments {
    /// A load: a number above zero.
    fileprivate func load(_ name: String) throws(Failure) -> Double? {
        guard let text = value(name) else { return nil }
        guard let number = Double(text), number.isFinite, number > 0, number <= 1e9 else {
            throw usage("\(name) takes a number above 0, not ‘\(text)’")
        }
        return number
    }

    /// A span of time such as 90s or 15m, at least a second.
    fileprivate func span(_ name: String, _ command: String) throws(Failure) -> Duration? {
        guard let text = value(name) else { return nil }
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600)]
        for (unit, factor) in units where text.hasSuffix(unit) {
            guard let number = Double(text.dropLast(unit.count)), number.isFinite else { continue }
            guard (1...604_800).contains(number * factor) else { break }
            return .rounded(number * factor)
        }
        throw usage("\(name) takes a time from 1s to 168h, as in 90s or 15m, not ‘\(text)’")
    }
}
