/// What the runs of one night say of one threshold of a scenario.
package struct NightThreshold: Equatable, Sendable {
    package let scenario: String
    /// The threshold with its phase.
    package let title: String
    package let runs: Int
    package let failures: Int
    /// What the run that missed it most has measured, and by how much; nil: every run kept it.
    package let worst: String?

    package var passed: Bool { failures == 0 }

    /// Every threshold of a scenario, in its order; `runs` has what each run that counts says.
    package static func all(of scenario: String, _ runs: [[Verdict]]) -> [NightThreshold] {
        let titles = runs.flatMap { $0.map(\.title) }.unique
        return titles.map { title in
            let verdicts = runs.compactMap { run in run.first { $0.title == title } }
            return NightThreshold(scenario, title, verdicts)
        }
    }

    private init(_ scenario: String, _ title: String, _ verdicts: [Verdict]) {
        let failed = verdicts.filter { !$0.passed }
        // Where nothing was measured, nothing is farther from the bound.
        let worst =
            failed.first { $0.value == nil } ?? failed.max { ($0.miss ?? 0) < ($1.miss ?? 0) }
        self.scenario = scenario
        self.title = title
        runs = verdicts.count
        failures = failed.count
        self.worst = worst.map { $0.finding + ($0.excess.map { ", \($0)" } ?? "") }
    }

    /// What failed, in a sentence; nil: nothing did.
    package var failure: String? {
        guard let worst else { return nil }
        return "\(scenario): \(title) failed in \(failures) of \(runs) runs; at worst \(worst)"
    }
}

extension Verdict {
    /// How far what was measured is from the bound.
    fileprivate var miss: Double? {
        guard let value, let bound else { return nil }
        return abs(value - bound)
    }
}
