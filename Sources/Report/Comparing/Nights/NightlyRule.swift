import Statistics

/// When a night's runs raise an alarm, and when a level has moved over many nights.
///
/// Values are as a measure subtracts them, turned so that more is worse. One night is suspected by a
/// rank test of its runs against those of the reference nights; the alarm is raised when the same
/// number of further runs confirms it. The change has also to exceed the floor, and every change by
/// which one of the reference nights differs from the others: that is the noise of the measure.
package struct NightlyRule: Equatable, Sendable {
    /// The least change that matters: of a night, and of a level.
    package var floor: Double
    package var drift: Double

    package init(floor: Double, drift: Double) {
        self.floor = floor
        self.drift = drift
    }

    /// Nights that the reference needs before anything is judged.
    package static let fewestNights = 3
    /// Older nights than these say little of tonight.
    package static let maximumNights = 30
    private static let suspicion = 0.01
    private static let certainty = 0.0002
    private static let changes = ChangePoints(level: 0.0003, shortest: 3, seed: 12)

    /// What is found of one measure.
    package enum Finding: Equatable, Sendable {
        /// Tonight is worse than the nights before.
        case night(shift: Double, probability: Double)
        /// The level has been another since some night; its index among the nights, tonight being last.
        case level(since: Int, shift: Double, probability: Double)

        package var shift: Double {
            switch self {
            case .night(let shift, _), .level(_, let shift, _): shift
            }
        }
    }

    /// What a first look finds, or with the further runs among tonight's, a second.
    package func finding(
        tonight: [Double],
        before reference: [[Double]],
        isSecondLook: Bool
    ) -> Finding? {
        guard !tonight.isEmpty, reference.count >= Self.fewestNights else { return nil }
        return nightFinding(tonight, reference, isSecondLook)
            ?? levelFinding(tonight, reference, isSecondLook)
    }

    private func nightFinding(
        _ tonight: [Double],
        _ reference: [[Double]],
        _ isSecondLook: Bool
    ) -> Finding? {
        let nights = reference.suffix(Self.maximumNights)
        let before = nights.flatMap(\.self)
        // The exact test costs a thousand times as much, and nothing below this can pass it.
        guard RankSum.score(before, tonight) > 1.5,
            let test = RankSum(before, tonight),
            test.higher <= (isSecondLook ? Self.certainty : Self.suspicion),
            let shift = Shift(from: before, to: tonight)?.estimate, shift >= floor,
            shift > noise(of: Array(nights))
        else { return nil }
        return .night(shift: shift, probability: test.higher)
    }

    private func levelFinding(
        _ tonight: [Double],
        _ reference: [[Double]],
        _ isSecondLook: Bool
    ) -> Finding? {
        let centres = (reference + [tonight]).map(Self.centre(of:))
        guard let last = Self.changes.find(in: centres).last, abs(last.shift) >= drift else {
            return nil
        }
        return .level(since: last.index, shift: last.shift, probability: last.probability)
    }

    /// Where the runs of a night lie: Hodges and Lehmann's estimate varies less than their median.
    private static func centre(of runs: [Double]) -> Double {
        Shift(ofPairs: runs)?.estimate ?? ComparisonLine.median(runs)
    }

    /// The largest change by which one night differs from the others at the same level.
    package func noise(of nights: [[Double]]) -> Double {
        guard nights.count > 1 else { return 0 }
        return nights.indices.map { index in
            let others = nights.enumerated().filter { $0.offset != index }.flatMap(\.element)
            return abs(Shift(from: others, to: nights[index])?.estimate ?? 0)
        }.max() ?? 0
    }

    /// Whether a night is still nearer to the worse level than to the one before it.
    package func isStillWorse(
        tonight: [Double],
        than reference: [[Double]],
        worse: [[Double]]
    ) -> Bool {
        assert(!reference.isEmpty && !worse.isEmpty, "a level is that of some nights")
        let level = ComparisonLine.median(reference.suffix(Self.maximumNights).flatMap(\.self))
        let raised = ComparisonLine.median(worse.suffix(Self.maximumNights).flatMap(\.self))
        return ComparisonLine.median(tonight) >= (level + raised) / 2
    }
}
