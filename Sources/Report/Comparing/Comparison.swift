import Scenarios
import Statistics

/// Runs of one side held against those of others, to tell whether these are worse.
///
/// The unit is the run and never the single call: calls of one run share whatever the CSMS and the machine
/// did meanwhile, and pooled they would find a difference between any two nights.
package struct Comparison {
    /// What is wanted of a comparison.
    package struct Wishes: Sendable {
        /// What is judged; everything else is told beside it.
        package var primary = Measure.primary
        /// The smallest change that matters, as a share.
        package var floor = 0.05
        /// The same of shares, in a hundredth of percentage points.
        package var failedFloor = 0.001
        package var gates: [Gate] = []
        package var takesUnlike = false
        /// Whether runs in virtual time are done again to find the first event that differs.
        package var runsAgain = true

        package init() {}

        func floor(of measure: Measure) -> Double {
            measure.figure.isRatio ? floor : failedFloor
        }
    }

    /// One side held against the base.
    package struct Pairing {
        package let new: ComparisonSide
        package let lines: [ComparisonLine]
        /// Why measures that were asked for have no line.
        let missing: [Measure]
        /// How the runs with the same seeds differ, in virtual time.
        package let exact: [ExactResult]
        package let gates: [(gate: Gate, outcome: Gate.Outcome, line: ComparisonLine?)]
    }

    package let base: ComparisonSide
    package let pairings: [Pairing]
    let wishes: Wishes
    /// How the runs are unlike, if that was to be overlooked.
    let unlikeness: [String]

    package init(
        _ base: ComparisonSide,
        _ others: [ComparisonSide],
        _ wishes: Wishes = Wishes()
    ) throws(ComparisonError) {
        unlikeness = ComparisonSide.unlikeness([base] + others)
        guard unlikeness.isEmpty || wishes.takesUnlike else { throw .unlike(unlikeness) }
        self.base = base
        self.wishes = wishes
        let asked = wishes.primary + wishes.gates.map(\.measure)
        var sides: [[ComparisonLine]] = []
        for other in others {
            let all = Self.measures(of: [base, other], asked)
            sides.append(all.compactMap { ComparisonLine($0, base, other) })
        }
        Self.judge(&sides, wishes)
        var pairings: [Pairing] = []
        for (other, lines) in zip(others, sides) {
            let exact = try ExactResult.all(base, other, runsAgain: wishes.runsAgain)
            pairings.append(
                Pairing(
                    new: other,
                    lines: lines,
                    missing: wishes.primary.filter { measure in
                        !lines.contains { $0.measure == measure }
                    },
                    exact: exact,
                    gates: wishes.gates.map { gate in
                        let line = lines.first { $0.measure == gate.measure }
                        return (gate, line.map(gate.outcome) ?? .undecided, line)
                    }
                )
            )
        }
        self.pairings = pairings
    }

    /// All calls first, then each action by name; measures that were asked for wherever they belong.
    private static func measures(of sides: [ComparisonSide], _ asked: [Measure]) -> [Measure] {
        let actions = sides.flatMap(\.runs).flatMap(\.calls).compactMap(\.action)
        let names = [nil] + Set(actions).sorted().map { Optional($0) }
        return names.flatMap { name -> [Measure] in
            let own = Measure.all(ofAction: name)
            return own + asked.filter { $0.action?.rawValue == name && !own.contains($0) }.unique
        }
    }

    private static func judge(_ sides: inout [[ComparisonLine]], _ wishes: Wishes) {
        let positions = sides.indices.flatMap { side in
            sides[side].indices.map { (side: side, line: $0) }
        }
        // Primary measures are one family over all sides; the rest, which decides nothing, another.
        for isPrimary in [true, false] {
            let family = positions.filter { position in
                wishes.primary.contains(sides[position.side][position.line].measure) == isPrimary
            }
            let adjusted = Holm.adjusted(
                family.map { sides[$0.side][$0.line].probability }
            )
            assert(adjusted.count == family.count, "each line of the family is judged")
            for (position, probability) in zip(family, adjusted) {
                let measure = sides[position.side][position.line].measure
                sides[position.side][position.line].isPrimary = isPrimary
                sides[position.side][position.line].judge(
                    adjusted: probability,
                    family: family.count,
                    floor: wishes.floor(of: measure)
                )
            }
        }
    }
}

extension Comparison {
    /// What is worse, a sentence each.
    package var worse: [String] {
        pairings.flatMap(\.lines).filter { $0.isPrimary && $0.verdict == .worse }.map { line in
            "\(line.measure.text) \(line.shownChange) (\(line.shownInterval))"
        }
    }

    /// How a comparison ends.
    package enum Ending: Equatable, Sendable {
        case passed
        /// A gate failed, or something is worse.
        case failed
        /// The runs cannot tell: a gate is open, or there are too few of them for any verdict.
        case undecided
    }

    package var ending: Ending {
        if !wishes.gates.isEmpty {
            let outcomes = pairings.flatMap(\.gates).map(\.outcome)
            if outcomes.contains(.failed) { return .failed }
            return outcomes.contains(.undecided) ? .undecided : .passed
        }
        let judged = pairings.flatMap(\.lines).filter(\.isPrimary)
        if judged.contains(where: { $0.verdict == .worse }) { return .failed }
        // Two equal scenarios that differ in virtual time are no longer the same run.
        if unlikeness.isEmpty, pairings.flatMap(\.exact).contains(where: { !$0.isEqual }) {
            return .failed
        }
        let isTooFew = judged.contains { line in
            let fewest = ComparisonLine.fewestRuns(family: judged.count, line.basis)
            return min(line.runs.base, line.runs.new) < fewest
        }
        return judged.isEmpty || isTooFew ? .undecided : .passed
    }

    /// The ending in a sentence.
    var headline: String {
        let worse = pairings.flatMap(\.lines).filter { $0.isPrimary && $0.verdict == .worse }
        let gates = pairings.flatMap(\.gates)
        switch ending {
        case .passed where !gates.isEmpty: return "Passed: every gate is kept."
        case .failed where !gates.isEmpty:
            let failed = gates.filter { $0.outcome == .failed }.map(\.gate.text)
            return "Failed: \(failed.unique.joined(separator: ", "))."
        case .undecided where !gates.isEmpty:
            let open = gates.filter { $0.outcome == .undecided }.map(\.gate.text)
            return "Undecided: the runs cannot decide \(open.unique.joined(separator: ", "))."
        case .passed:
            if pairings.flatMap(\.exact).isEmpty == false,
                pairings.flatMap(\.exact).allSatisfy(\.isEqual)
            {
                return "Equal: the runs are the same, event by event."
            }
            let better = pairings.flatMap(\.lines)
                .filter { $0.isPrimary && $0.verdict == .better }
            let judged = pairings.flatMap(\.lines).filter(\.isPrimary)
            let open = judged.count { $0.verdict.isInconclusive }
            guard open == 0 else {
                return "Passed: nothing that is judged was found worse, "
                    + "\(open) of \(judged.count) measures are inconclusive."
            }
            return better.isEmpty
                ? "Passed: nothing that is judged was found worse."
                : "Passed: better in \(better.map(\.measure.text).unique.joined(separator: ", "))."
        case .failed where worse.isEmpty: return "Failed: the runs should be equal and differ."
        case .failed:
            return "Failed: worse in \(worse.map(\.measure.text).unique.joined(separator: ", "))."
        case .undecided:
            let judged = pairings.flatMap(\.lines).filter(\.isPrimary)
            guard let line = judged.first else {
                return "Undecided: no measure that is judged has enough calls."
            }
            let fewest = ComparisonLine.fewestRuns(family: judged.count, line.basis)
            return "Undecided: it takes at least \(fewest) runs a side to judge "
                + "\(judged.count) measures."
        }
    }
}

extension Measure {
    static func all(ofAction name: String?) -> [Measure] {
        guard let name else { return figures.map { Measure($0) } }
        guard let action = CallName(rawValue: name) else { return [] }
        return figures.map { Measure($0, of: action) }
    }
}

extension Array where Element: Equatable {
    /// Each element once, where it first stands.
    var unique: [Element] {
        reduce(into: []) { kept, element in
            if !kept.contains(element) { kept.append(element) }
        }
    }
}
