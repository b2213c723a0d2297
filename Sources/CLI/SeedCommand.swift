import FleetSim
import Glibc
import Scenarios
import Seeding

/// `fleetsim seed`: tells a CSMS of a scenario's chargers, certificates and tokens, or has it forget them.
struct SeedCommand {
    /// Of more failures the first are told, and how many there are.
    private static let maximumFailures = 100

    private let arguments: Arguments

    init(_ arguments: [String]) throws {
        self.arguments = try Arguments(arguments, .seedCommand)
        guard !self.arguments.positional.isEmpty else {
            throw self.arguments.usage(Suggestions.scenario(for: .seed))
        }
    }

    func run() throws -> ExitCode {
        let path = try arguments.only("scenario")
        let (_, plan) = try arguments.plan(of: path)
        guard !plan.scenario.csms.isAbsent else {
            throw Failure(
                .badInput,
                ["\(InputText.shown(path)): ‘csms: none’ leaves nothing to seed"]
            )
        }
        var spec = try description(of: plan, path)
        if let parallel = try arguments.integer("--parallel", in: 1...256) {
            spec.parallel = parallel
        }
        let undo = arguments.has("--undo")
        let rows = try rows(of: plan, spec)
        let seeder = Seeder(spec, rows, number: UInt64(getpid()))
        try Consent.askToSeed(spec, arguments, seeder.stages(undo: undo), undo: undo)
        Interrupts.watch()
        var progress = SeedProgress(isWanted: !arguments.has("--quiet"), undo: undo)
        defer { progress.clear() }
        let tallies: [SeedTally]
        do throws(SeedProblem) {
            tallies = try seeder.run(
                undo: undo,
                shouldStop: { Interrupts.haveCome },
                onProgress: { progress.show($0) }
            )
        } catch {
            throw Failure(.unusable, ["fleetsim: \(error)"])
        }
        progress.clear()
        tell(tallies, seeder.stages(undo: undo), undo: undo)
        if Interrupts.haveCome { return .interrupted }
        let isWhole = tallies.allSatisfy { $0.failures.isEmpty && $0.stopped == nil }
        return isWhole ? .success : .unusable
    }

    private func description(of plan: FleetPlan, _ path: String) throws -> SeedSpec {
        if let file = arguments.value("--with") {
            do throws(ScenarioProblems) {
                return try SeedFile.load(path: file)
            } catch {
                throw Failure(.badInput, problems: error.problems)
            }
        }
        guard let spec = plan.scenario.seeding else {
            throw arguments.usage(
                "\(InputText.shown(path)) does not say how: it has no ‘seeding’, and no --with names a description"
            )
        }
        return spec
    }

    private func rows(of plan: FleetPlan, _ spec: SeedSpec) throws -> [SeedRow] {
        let chargers = plan.provisionedChargers
        var rows: [SeedRow] = []
        if spec.chargers != nil { rows += chargers.map { SeedRow($0) } }
        if spec.certificates != nil {
            do throws(SeedProblem) {
                for charger in chargers {
                    if let row = try SeedRow(certificateOf: charger) { rows.append(row) }
                }
            } catch {
                throw Failure(.badInput, ["fleetsim: \(error)"])
            }
        }
        if spec.tokens != nil {
            var seen: Set<String> = []
            rows += plan.listedTokens.filter { seen.insert($0.text.lowercased()).inserted }
                .map { SeedRow($0, values: spec.values) }
        }
        return rows
    }

    private func tell(
        _ tallies: [SeedTally],
        _ stages: [(kind: SeedRow.Kind, rows: Int)],
        undo: Bool
    ) {
        for tally in tallies {
            for failure in tally.failures.prefix(Self.maximumFailures) {
                Terminal.error("fleetsim: \(failure.line)")
            }
            if tally.failures.count > Self.maximumFailures {
                let more = tally.failures.count - Self.maximumFailures
                Terminal.error("fleetsim: and \(more.grouped) more")
            }
            if let stopped = tally.stopped {
                Terminal.error("fleetsim: \(tally.kind.plural): \(stopped)")
            }
            Terminal.print(line(tally, undo: undo))
        }
        for stage in stages
        where stage.rows > 0 && !tallies.contains(where: { $0.kind == stage.kind }) {
            Terminal.print("\(stage.kind.plural): \(stage.rows.grouped) not tried")
        }
    }

    private func line(_ tally: SeedTally, undo: Bool) -> String {
        var parts = [
            "\(tally.made.grouped) \(undo ? "taken away" : "put there")",
            "\(tally.already.grouped) \(undo ? "gone" : "there") already",
        ]
        if tally.leftOut > 0 { parts.append("\(tally.leftOut.grouped) left out") }
        if !tally.failures.isEmpty { parts.append("\(tally.failures.count.grouped) failed") }
        if tally.done < tally.rows {
            parts.append("\((tally.rows - tally.done).grouped) not tried")
        }
        return "\(tally.kind.plural): " + parts.joined(separator: ", ")
    }
}

/// One line on the terminal that shows how far seeding has got.
private struct SeedProgress {
    private let isShown: Bool
    private let undo: Bool
    private var drawn: ContinuousClock.Instant?

    init(isWanted: Bool, undo: Bool) {
        isShown = isWanted && Terminal.errorIsTerminal
        self.undo = undo
    }

    mutating func show(_ tally: SeedTally) {
        let now = ContinuousClock.now
        if let drawn, now - drawn < .milliseconds(100) { return }
        guard isShown else { return }
        drawn = now
        let failed = tally.failures.isEmpty ? "" : ", \(tally.failures.count.grouped) failed"
        Terminal.draw(
            "\r\u{1B}[2K\(undo ? "taking away" : "seeding") \(tally.kind.plural): "
                + "\(tally.done.grouped) of \(tally.rows.grouped)\(failed)"
        )
    }

    func clear() {
        if isShown { Terminal.draw("\r\u{1B}[2K") }
    }
}
