import Statistics

/// What one night says of one series.
package struct NightResult {
    package enum State: Equatable, Sendable {
        /// There are too few nights before it.
        case learning(nightsMissing: Int)
        case unchanged
        /// Worse for the first time tonight, or found to be since some night.
        case worse(since: Int)
        /// Found before, and still so.
        case stillWorse(since: Int)
        case better(since: Int)
        /// It was worse, and is so no more.
        case recovered
    }

    /// A finding that the history is to keep.
    struct NewFinding {
        var since: Int
        var shift: Double
        var kind: String
        var isWorse: Bool
    }

    package let series: NightHistory.Series
    /// As measured, of both looks.
    package let tonight: [Double]
    package let state: State
    /// Medians of the reference and of tonight.
    let reference: Double?
    /// By how much tonight differs from the reference, or a level that was found tonight from the one before,
    /// as the measure subtracts.
    let shift: Double?
    /// What one night differs by without a cause.
    package let noise: Double?
    /// The nights that tonight was held against, and all of the series for its picture.
    let nights: [(night: Int, median: Double)]
    let newFinding: NewFinding?
    let endedFinding: Int?
    let referenceNights: Int
}

/// A series as it was before tonight.
package struct SeriesJudge {
    private let series: NightHistory.Series
    private let rule: NightlyRule
    private let all: [(night: Int, values: [Double])]
    /// Nights at the level that counts, and those since it got worse.
    private let reference: [(night: Int, values: [Double])]
    private let worse: [(night: Int, values: [Double])]
    private let open: NightHistory.Finding?

    package init(
        _ series: NightHistory.Series,
        _ history: borrowing NightHistory,
        _ rule: NightlyRule
    ) throws(DatabaseError) {
        let findings = try history.findings(of: series)
        self.init(series, try history.values(of: series), findings, rule)
    }

    package init(
        _ series: NightHistory.Series,
        _ nights: [(night: Int, values: [Double])],
        _ findings: [NightHistory.Finding],
        _ rule: NightlyRule
    ) {
        self.series = series
        self.rule = rule
        let figure = series.measure.figure
        let sign = figure.isWorseWhenHigher ? 1.0 : -1.0
        all = nights.map { ($0.night, $0.values.map { figure.scaled($0) * sign }) }
        let start = findings.last { $0.state == .accepted }?.since ?? 0
        open = findings.last { $0.state == .open }
        // A night between a finding and the return to the level is of neither.
        let passed = findings.filter { $0.state == .closed }
        let level = all.filter { night in
            night.night >= start
                && !passed.contains { $0.since <= night.night && night.night < ($0.until ?? 0) }
        }
        let since = open?.since ?? Int.max
        reference = level.filter { $0.night < since }
        worse = level.filter { $0.night >= since }
    }

    private var sign: Double { series.measure.figure.isWorseWhenHigher ? 1 : -1 }

    private func turned(_ values: [Double]) -> [Double] {
        values.map { series.measure.figure.scaled($0) * sign }
    }

    /// Whether tonight's first runs say something that further runs have to confirm.
    package func needsSecondLook(_ tonight: [Double]) -> Bool {
        let values = turned(tonight)
        if open != nil { return !isStillWorse(values) }
        return finding(values, isSecondLook: false) != nil
    }

    private func finding(_ values: [Double], isSecondLook: Bool) -> NightlyRule.Finding? {
        rule.finding(
            tonight: values,
            before: reference.map(\.values),
            isSecondLook: isSecondLook
        )
    }

    private func isStillWorse(_ values: [Double]) -> Bool {
        guard !reference.isEmpty, !worse.isEmpty else { return false }
        return rule.isStillWorse(
            tonight: values,
            than: reference.map(\.values),
            worse: worse.map(\.values)
        )
    }

    /// Judges a night by all of its runs.
    package func result(_ tonight: [Double], night: Int, hadSecondLook: Bool) -> NightResult {
        let values = turned(tonight)
        var state = NightResult.State.unchanged
        var new: NightResult.NewFinding?
        var ended: Int?
        if let open {
            if isStillWorse(values) {
                state = .stillWorse(since: open.since)
            } else {
                state = .recovered
                ended = open.id
            }
        } else if reference.count < NightlyRule.fewestNights {
            state = .learning(nightsMissing: NightlyRule.fewestNights - reference.count)
        } else if hadSecondLook, let found = finding(values, isSecondLook: true) {
            (state, new) = told(found, night)
        }
        let before = reference.suffix(NightlyRule.maximumNights)
        let pooled = before.flatMap(\.values)
        return NightResult(
            series: series,
            tonight: tonight,
            state: state,
            reference: pooled.isEmpty ? nil : ComparisonLine.median(pooled) * sign,
            shift: new?.shift ?? Shift(from: pooled, to: values).map { $0.estimate * sign },
            noise: before.count > 1 ? rule.noise(of: before.map(\.values)) : nil,
            nights: (all + [(night, values)]).map {
                ($0.night, ComparisonLine.median($0.values) * sign)
            },
            newFinding: new,
            endedFinding: ended,
            referenceNights: before.count
        )
    }

    private func told(
        _ found: NightlyRule.Finding,
        _ night: Int
    ) -> (NightResult.State, NightResult.NewFinding) {
        let since: Int
        let kind: String
        switch found {
        case .night:
            since = night
            kind = "night"
        case .level(let index, _, _):
            since = index < reference.count ? reference[index].night : night
            kind = "level"
        }
        let isWorse = found.shift > 0
        return (
            isWorse ? .worse(since: since) : .better(since: since),
            .init(since: since, shift: found.shift * sign, kind: kind, isWorse: isWorse)
        )
    }
}
