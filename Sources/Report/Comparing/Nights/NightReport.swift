import Scenarios

/// A night as it is told: what was found, grouped by what moved together, then everything measured.
package struct NightReport {
    package let suite: String
    package let night: NightHistory.Night
    package let results: [NightResult]
    /// Scenarios whose runs failed or were not to be believed, with the reason.
    package let troubles: [String]
    /// Measures without a value tonight, a sentence for each scenario.
    let unjudged: [String]
    /// What is worse tonight than a second CSMS that ran in turn, a sentence each.
    let againstBaseline: [String]
    let thresholds: [NightThreshold]
    /// Whether a threshold that failed makes the night fail.
    let isFailedByThresholds: Bool
    /// Nights by their number, tonight among them.
    private let nights: [NightHistory.Night]
    let rule: NightlyRule

    package init(
        suite: String,
        night: NightHistory.Night,
        before: [NightHistory.Night],
        results: [NightResult],
        troubles: [String],
        unjudged: [String] = [],
        againstBaseline: [String] = [],
        thresholds: [NightThreshold] = [],
        failsByThresholds: Bool = true,
        rule: NightlyRule
    ) {
        self.suite = suite
        self.night = night
        nights = before + [night]
        self.results = results
        self.troubles = troubles
        self.unjudged = unjudged
        self.againstBaseline = againstBaseline
        self.thresholds = thresholds
        isFailedByThresholds = failsByThresholds && thresholds.contains { !$0.passed }
        self.rule = rule
    }

    package enum Ending: Sendable {
        case passed, regression
        /// A threshold of a scenario failed, and nothing is worse than before.
        case failed
        case unusable
    }

    package var ending: Ending {
        if results.contains(where: \.state.isWorse) || !againstBaseline.isEmpty {
            return .regression
        }
        if isFailedByThresholds { return .failed }
        return troubles.isEmpty && !isUnjudged ? .passed : .unusable
    }

    /// Whether nothing was measured that could be held against anything, now or ever: that is no night on
    /// which nothing was worse.
    var isUnjudged: Bool { results.isEmpty && !unjudged.isEmpty }

    /// Measures that moved together, as one thing that happened.
    struct Group {
        var kind: Kind
        var since: Int
        var results: [NightResult]

        enum Kind: Equatable { case worse, stillWorse, better, recovered }
    }

    /// Findings of nights next to each other are one: what moves a level is seen a night late at times.
    var groups: [Group] {
        var groups: [Group] = []
        for result in results {
            guard let (kind, since) = result.state.finding else { continue }
            if let index = groups.firstIndex(where: {
                $0.kind == kind && abs($0.since - (since ?? night.id)) <= 1
            }) {
                groups[index].results.append(result)
            } else {
                groups.append(Group(kind: kind, since: since ?? night.id, results: [result]))
            }
        }
        return groups
    }

    func sentence(of group: Group) -> String {
        let measures = group.results.map { result in
            let change = result.shownShift.map { " \($0)" } ?? ""
            return "\(result.series.measure.name) of ‘\(result.series.scenario)’\(change)"
        }.joined(separator: ", ")
        switch group.kind {
        case .worse: return "Worse since \(span(group.since)): \(measures)"
        case .stillWorse: return "Still worse, since \(span(group.since)): \(measures)"
        case .better: return "Better since \(span(group.since)): \(measures)"
        case .recovered: return "No longer worse: \(measures)"
        }
    }

    /// Between which versions something happened.
    private func span(_ since: Int) -> String {
        let index = nights.firstIndex { $0.id >= since } ?? nights.count - 1
        let name = nights[index].name
        guard index > 0 else { return name }
        let before = nights[index - 1].name
        return before == name ? name : "\(name) (last good: \(before))"
    }

    var headline: String {
        switch ending {
        case .regression where !againstBaseline.isEmpty:
            return "Regression: worse than the baseline tonight."
        case .regression:
            let count = results.count { $0.state.isWorse }
            return "Regression: \(count) of \(results.count) measures worse."
        case .failed:
            let count = thresholds.count { !$0.passed }
            return "Failed: \(count) of \(thresholds.count) "
                + "threshold\(thresholds.count == 1 ? "" : "s")."
        case .unusable where troubles.isEmpty:
            return "Nothing could be judged: no measure has a value tonight."
        case .unusable: return "Not judged in full: runs failed or cannot be believed."
        case .passed where results.allSatisfy({ $0.state.isLearning }):
            return "Nothing to hold tonight against yet: the history has too few nights."
        case .passed: return "Nothing worse than the nights before."
        }
    }
}

extension NightResult.State {
    package var isWorse: Bool {
        switch self {
        case .worse, .stillWorse: true
        case .learning, .unchanged, .better, .recovered: false
        }
    }

    var isLearning: Bool {
        switch self {
        case .learning: true
        case .worse, .stillWorse, .unchanged, .better, .recovered: false
        }
    }

    fileprivate var finding: (NightReport.Group.Kind, Int?)? {
        switch self {
        case .worse(let since): (.worse, since)
        case .stillWorse(let since): (.stillWorse, since)
        case .better(let since): (.better, since)
        case .recovered: (.recovered, nil)
        case .learning, .unchanged: nil
        }
    }

    var word: String {
        switch self {
        case .learning(let missing): "learning, \(missing) more night\(missing == 1 ? "" : "s")"
        case .unchanged: "unchanged"
        case .worse: "worse"
        case .stillWorse: "still worse"
        case .better: "better"
        case .recovered: "recovered"
        }
    }
}

extension NightResult {
    private var figure: Measure.Figure { series.measure.figure }

    var shownShift: String? { shift.map { figure.shown(change: figure.change($0)) } }

    /// The noise in the unit of a change, as far as a change for the worse has to go beyond it: of what gets worse
    /// as it falls, a fall.
    var noiseChange: Double? {
        noise.map { abs(figure.change(figure.isWorseWhenHigher ? $0 : -$0)) }
    }

    var shownNoise: String {
        noiseChange.map { String(figure.shown(change: $0).trimmingPrefix("+")) } ?? "–"
    }

    /// A scaled value as it was measured; of pairs, in which a second CSMS is one.
    func shown(_ scaled: Double) -> String {
        if series.isOfPairs { return figure.shown(change: figure.change(scaled)) }
        return figure.shown(figure.change(scaled) + (figure.isRatio ? 1 : 0))
    }

    var tonightMedian: Double { ComparisonLine.median(tonight.map(figure.scaled)) }
}

extension NightHistory.Series {
    /// What stands before the likeness of values that are held against a second CSMS.
    package static let pairMark = "against a baseline; "
    var isOfPairs: Bool { likeness.hasPrefix(Self.pairMark) }
}
