import Statistics

/// One measure of two sides, side by side.
package struct ComparisonLine {
    /// What the difference rests on.
    package enum Basis: String, Sendable {
        /// Runs in virtual time with the same seed: what differs, differs.
        case exact
        /// Runs that belong together by their seed.
        case pairs
        /// Independent runs.
        case samples
    }

    package enum Verdict: Equatable, Sendable {
        case better, worse
        case noDifference
        /// With this many runs a side it would probably be decided; nil: with no number worth running.
        case inconclusive(runs: Int?)

        var isInconclusive: Bool {
            switch self {
            case .inconclusive: true
            case .better, .worse, .noDifference: false
            }
        }
    }

    package let measure: Measure
    package var isPrimary: Bool
    /// Medians of the runs' values.
    package let base: Double
    package let new: Double
    package let runs: (base: Int, new: Int)
    package let basis: Basis
    /// New less base, as the measure is subtracted, and where it probably lies.
    let difference: Double
    let interval: ClosedRange<Double>?
    /// How likely a difference so large would be if there were none.
    package let probability: Double
    /// The same with regard to all lines that are judged together.
    package private(set) var adjusted: Double
    package private(set) var verdict = Verdict.noDifference

    static let level = 0.05
    /// More runs than these a side are not worth proposing.
    fileprivate static let maximumRuns = 999
}

extension ComparisonLine {
    /// nil where one side has no value.
    init?(_ measure: Measure, _ base: ComparisonSide, _ new: ComparisonSide) {
        // What a run does in its first minutes says nothing of how much it does in an hour.
        let all = base.runs + new.runs
        guard
            measure.figure != .throughput || all.allSatisfy(\.isComplete)
                || Set(all.map(\.measured.count)).count == 1
        else { return nil }
        let olds = base.runs.map { $0.value(of: measure) }
        let news = new.runs.map { $0.value(of: measure) }
        // A measure that some runs cannot carry is told of none.
        guard !olds.contains(where: { $0 == nil }), !news.contains(where: { $0 == nil }) else {
            return nil
        }
        let figure = measure.figure
        let pairing = Self.pairing(base, new)
        let left = olds.compactMap(\.self)
        let right = pairing?.order.map { news[$0] ?? 0 } ?? news.compactMap(\.self)
        self.init(
            measure,
            left,
            right,
            pairing?.basis ?? .samples,
            left.map(figure.scaled),
            right.map(figure.scaled)
        )
    }

    /// Values by themselves, as a history keeps them.
    init?(_ measure: Measure, base: [Double], new: [Double]) {
        self.init(
            measure,
            base,
            new,
            .samples,
            base.map(measure.figure.scaled),
            new.map(measure.figure.scaled)
        )
    }

    private init?(
        _ measure: Measure,
        _ base: [Double],
        _ new: [Double],
        _ basis: Basis,
        _ left: [Double],
        _ right: [Double]
    ) {
        guard !base.isEmpty, !new.isEmpty else { return nil }
        assert(
            basis == .samples || left.count == right.count,
            "runs that belong together stand at the same place"
        )
        let differences = zip(left, right).map { $1 - $0 }
        switch basis {
        case .samples: probability = RankSum(left, right)?.twoSided ?? 1
        case .pairs: probability = SignedRank(differences).twoSided
        case .exact: probability = differences.allSatisfy { $0 == 0 } ? 1 : 0
        }
        guard let shift = Self.shift(from: left, to: right, basis) else { return nil }
        self.measure = measure
        isPrimary = false
        self.base = Self.median(base)
        self.new = Self.median(new)
        runs = (base.count, new.count)
        self.basis = basis
        difference = shift.estimate
        interval = shift.interval
        adjusted = probability
        assert(0...1 ~= probability, "a probability lies between 0 and 1")
    }

    /// By how much one side differs from the other, and where that probably lies.
    ///
    /// On both sides the runs that belong together stand at the same place. What is exact has no interval.
    static func shift(
        from left: [Double],
        to right: [Double],
        _ basis: Basis
    ) -> (estimate: Double, interval: ClosedRange<Double>?)? {
        let differences = zip(left, right).map { $1 - $0 }
        return switch basis {
        case .samples: Shift(from: left, to: right).map { ($0.estimate, $0.interval) }
        case .pairs: Shift(ofPairs: differences).map { ($0.estimate, $0.interval) }
        case .exact: Shift(ofPairs: differences).map { ($0.estimate, nil) }
        }
    }

    /// Judges a line among its family: by the probability that Holm's procedure leaves, and by the change
    /// that matters.
    mutating func judge(adjusted: Double, family: Int, floor: Double) {
        self.adjusted = adjusted
        assert(probability...1 ~= adjusted, "Holm's procedure only raises a probability")
        let figure = measure.figure
        // Of ratios a fall by a share is another step than a rise by it.
        let (rise, fall) = (figure.difference(floor), -figure.difference(-floor))
        let minimum = difference < 0 ? fall : rise
        let isLarge = abs(difference) >= minimum * (1 - 1e-9) && difference != 0
        if basis == .exact {
            verdict = isLarge ? direction : .noDifference
        } else if adjusted <= Self.level, isLarge {
            verdict = direction
        } else if let interval, interval.lowerBound > -fall, interval.upperBound < rise {
            verdict = .noDifference
        } else {
            verdict = .inconclusive(runs: runsToDecide(family: family, minimum: minimum))
        }
    }

    private var direction: Verdict {
        (difference > 0) == measure.figure.isWorseWhenHigher ? .worse : .better
    }

    /// Intervals shrink with the root of the number of runs.
    private func runsToDecide(family: Int, minimum: Double) -> Int? {
        let fewest = Self.fewestRuns(family: family, basis)
        let now = 2 * Double(runs.base * runs.new) / Double(runs.base + runs.new)
        guard let interval else { return max(fewest, Int(now) + 1) }
        let half = (interval.upperBound - interval.lowerBound) / 2
        // Either zero or the change that matters has to come out of the interval.
        let room = max(
            abs(difference) >= minimum ? abs(difference) : minimum - abs(difference),
            1e-12
        )
        let wanted = (now * (half / room) * (half / room)).rounded(.up)
        guard wanted <= Double(Self.maximumRuns) else { return nil }
        return max(fewest, Int(wanted), Int(now) + 1)
    }

    /// With fewer runs a side no difference could ever be told.
    static func fewestRuns(family: Int, _ basis: Basis) -> Int {
        (1...64).first { count in
            let minimum =
                switch basis {
                case .samples: RankSum.minimumProbability(count, count)
                case .pairs: SignedRank.minimumProbability(count)
                case .exact: 0.0
                }
            return minimum * Double(family) <= level
        } ?? 64
    }

    static func median(_ values: [Double]) -> Double {
        assert(!values.isEmpty, "there is a value in the middle")
        let ordered = values.sorted()
        let middle = ordered.count / 2
        return ordered.count.isMultiple(of: 2)
            ? (ordered[middle - 1] + ordered[middle]) / 2 : ordered[middle]
    }
}

extension ComparisonLine {
    /// How runs belong together, and the order of the new ones that says with which.
    ///
    /// Each seed once on both sides makes pairs: in virtual time they are compared exactly, in real time
    /// they were made one after the other and share what the machine did meanwhile.
    static func pairing(
        _ base: ComparisonSide,
        _ new: ComparisonSide
    ) -> (basis: Basis, order: [Int])? {
        let seeds = base.runs.map(\.seed)
        let others = new.runs.map(\.seed)
        guard seeds.count == others.count, Set(seeds).count == seeds.count,
            Set(seeds) == Set(others)
        else { return nil }
        let order = seeds.compactMap { seed in others.firstIndex(of: seed) }
        assert(order.count == seeds.count, "each run has its partner")
        if (base.runs + new.runs).allSatisfy(\.isVirtual) { return (.exact, order) }
        return seeds.count >= fewestPairs ? (.pairs, order) : nil
    }

    /// With fewer pairs the signed ranks tell less than the rank sums do.
    private static let fewestPairs = 8
}

extension ComparisonLine.Verdict {
    package var word: String {
        switch self {
        case .better: "better"
        case .worse: "worse"
        case .noDifference: "no difference"
        case .inconclusive: "inconclusive"
        }
    }

    /// The word, and what would decide.
    package var sentence: String {
        switch self {
        case .better, .worse, .noDifference: word
        case .inconclusive(let runs?): "inconclusive (≈ \(runs) runs)"
        case .inconclusive(nil): "inconclusive (> \(ComparisonLine.maximumRuns) runs)"
        }
    }
}
