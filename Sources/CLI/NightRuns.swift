import Report
import Scenarios

/// The runs of one night, scenario by scenario, and what they say.
struct NightRuns {
    private(set) var results: [NightResult] = []
    private(set) var troubles: [String] = []
    /// Which measures have no value tonight.
    private(set) var unjudged: [String] = []
    private(set) var againstBaseline: [String] = []
    private(set) var thresholds: [NightThreshold] = []
    private let suite: NightlySuite
    private let night: NightHistory.Night
    private let databases: NightDatabases
    private let overrides: [String]
    private let measures: [Measure]

    init(
        _ suite: NightlySuite,
        _ night: NightHistory.Night,
        _ databases: NightDatabases,
        _ overrides: [String]
    ) {
        self.suite = suite
        self.night = night
        self.databases = databases
        self.overrides = overrides
        let named = suite.metrics.compactMap { try? Measure(parsing: $0) }
        measures = named.isEmpty ? Measure.primary : named
    }

    /// Seeds of a night are its own: as many for both looks as a suite may have runs.
    private static let seedsPerNight = 1_000

    /// Runs a scenario as often as the suite says, and again if that calls for it.
    mutating func run(_ entry: NightlySuite.Entry, _ history: borrowing NightHistory) throws {
        let sides = sides(of: entry)
        let paths = sides.map { databases.path(night: night.id, entry.name, side: $0.name) }
        databases.clear(paths)
        let (loaded, _) = try LoadedFleet.load(
            entry.path,
            Overrides(entry.overrides + overrides)
        )
        let times = entry.runs ?? suite.runs
        var made = sides.map { _ in [InterleavedRuns.Made]() }
        defer { thresholds += NightThreshold.all(of: entry.name, made[0].map(\.verdicts)) }
        for look in 0...1 {
            let seed =
                loaded.scenario.seed &+ UInt64(night.id * Self.seedsPerNight + look * times)
            let interleaved = InterleavedRuns(sides, [], seed: seed, databases: paths)
            do {
                let more = try interleaved.perform(times: times)
                for index in made.indices { made[index] += more[index] }
            } catch let failure as Failure where failure.code == .unusable {
                troubles.append("\(entry.name): \(failure.sentence)")
                return
            }
            let sources = made.map { $0.map(\.source) }
            guard let read = try read(entry, sources) else { return }
            let tonight = try judged(read, entry, history)
            let isSuspect =
                tonight.contains { $0.judge.needsSecondLook($0.values) }
                || (read.comparison.map { !$0.worse.isEmpty } ?? false)
            if look == 0, isSuspect {
                Terminal.error("\(entry.name): something looks different; running again")
                continue
            }
            keep(tonight, read.comparison, entry, hadSecondLook: look == 1)
            tellUnjudged(read, entry)
            return
        }
    }

    /// The CSMS under test first, whose database is the one that is kept apart.
    private func sides(of entry: NightlySuite.Entry) -> [InterleavedRuns.Side] {
        let changes = entry.overrides + overrides
        func side(_ name: String, _ url: String?) -> InterleavedRuns.Side {
            .init(name: name, scenario: entry.path, csms: url, overrides: changes)
        }
        return [side("tested", suite.csms)] + (suite.baseline.map { [side("baseline", $0)] } ?? [])
    }

    /// The runs so far, as they are compared.
    private struct ReadRuns {
        var tested: ComparisonSide
        var baseline: ComparisonSide?
        var comparison: Comparison?
    }

    private mutating func read(
        _ entry: NightlySuite.Entry,
        _ sources: [[ComparisonSide.Source]]
    ) throws -> ReadRuns? {
        do throws(ComparisonError) {
            let tested = try ComparisonSide(sources[0], name: entry.name)
            for left in tested.leftOut { troubles.append("\(entry.name): left out \(left)") }
            guard sources.count > 1 else { return ReadRuns(tested: tested) }
            let baseline = try ComparisonSide(sources[1], name: "baseline")
            var wishes = Comparison.Wishes()
            wishes.primary = measures
            wishes.floor = suite.floor
            return ReadRuns(
                tested: tested,
                baseline: baseline,
                comparison: try Comparison(baseline, [tested], wishes)
            )
        } catch {
            troubles.append("\(entry.name): \(error.lines.joined(separator: " "))")
            return nil
        }
    }

    /// Tonight's values of one series beside those before.
    private struct JudgedSeries {
        var judge: SeriesJudge
        var values: [Double]
    }

    private func judged(
        _ read: ReadRuns,
        _ entry: NightlySuite.Entry,
        _ history: borrowing NightHistory
    ) throws -> [JudgedSeries] {
        guard let first = read.tested.runs.first else { return [] }
        let mark = read.baseline == nil ? "" : NightHistory.Series.pairMark
        var judged: [JudgedSeries] = []
        for measure in measures {
            let values = values(of: measure, read)
            guard !values.isEmpty else { continue }
            let series = NightHistory.Series(
                scenario: entry.name,
                likeness: mark + first.circumstances,
                measure: measure
            )
            let rule = NightReport.rule(
                for: measure.figure,
                floor: suite.floor,
                drift: suite.drift
            )
            judged.append(
                JudgedSeries(judge: try SeriesJudge(series, history, rule), values: values)
            )
        }
        return judged
    }

    /// One value a run; with a baseline how it compares with the run of the same seed there.
    private func values(of measure: Measure, _ read: ReadRuns) -> [Double] {
        read.tested.runs.compactMap { run in
            guard let value = run.value(of: measure) else { return nil }
            guard let baseline = read.baseline else { return value }
            guard let other = baseline.runs.first(where: { $0.seed == run.seed }),
                let reference = other.value(of: measure)
            else { return nil }
            return measure.relative(value, to: reference)
        }
    }

    private mutating func tellUnjudged(_ read: ReadRuns, _ entry: NightlySuite.Entry) {
        let names = measures.filter { values(of: $0, read).isEmpty }.map(\.text)
        guard !names.isEmpty else { return }
        unjudged.append(
            "No verdict on \(names.joined(separator: ", ")) of ‘\(entry.name)’: no run has such calls, "
                + "and ten of them beyond it."
        )
    }

    private mutating func keep(
        _ tonight: [JudgedSeries],
        _ comparison: Comparison?,
        _ entry: NightlySuite.Entry,
        hadSecondLook: Bool
    ) {
        results += tonight.map {
            $0.judge.result($0.values, night: night.id, hadSecondLook: hadSecondLook)
        }
        // The first look alone raises no alarm.
        guard hadSecondLook, let worse = comparison?.worse, !worse.isEmpty else { return }
        againstBaseline.append(
            "\(entry.name) is worse than the baseline: \(worse.joined(separator: ", "))"
        )
    }
}

extension Failure {
    /// Its lines in one, without the name of the program before them.
    fileprivate var sentence: String {
        lines.map { line in
            let said = line.hasPrefix("fleetsim: ") ? line.dropFirst(10) : line[...]
            return String(said.drop { $0 == " " })
        }.joined(separator: ": ")
    }
}
