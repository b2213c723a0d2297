/// Which of the figures that rose are wholes of which a part rose as well, and enough to be why.
///
/// A request takes as long as its parts; those that are in hand are those that wait and those that are served.
/// What the whole did follows from that part, and the part says more.
struct Wholes {
    private var indices: Set<Int> = []

    /// The least share of the whole's rise that a part has to have.
    ///
    /// Of times it is enough if it has as much of the logarithm of the factor by which that rose: where a part
    /// takes longer queues grow, and the whole rises by more than the part.
    private static let minimumShare = 0.5
    /// What is less in most steps, and on the average, is a part: what ends now began earlier.
    private static let (tolerance, exceptions) = (1.05, 0.3)
    /// A part that rises later than this cannot be why.
    private static let latest = 2
    private static let (past, next) = (60, 12)

    init(
        _ moved: [(figure: ObservedSeries, shift: LevelShift)],
        among series: [ObservedSeries]
    ) {
        for (index, whole) in moved.enumerated()
        where whole.shift.rises && whole.figure.origin == .observed {
            let hasPart = moved.enumerated().contains { other, part in
                other != index && part.shift.rises && part.figure.origin == .observed
                    && part.figure.source == whole.figure.source
                    && part.figure.metric != whole.figure.metric
                    && Self.isLargestPart(part, of: whole, in: series)
            }
            if hasPart { indices.insert(index) }
        }
    }

    func contains(_ index: Int) -> Bool { indices.contains(index) }

    private static func isLargestPart(
        _ part: (figure: ObservedSeries, shift: LevelShift),
        of whole: (figure: ObservedSeries, shift: LevelShift),
        in series: [ObservedSeries]
    ) -> Bool {
        guard part.shift.onset <= whole.shift.onset + latest else { return false }
        let steps = Steps(part.shift.onset, whole.shift.onset, past: past, next: next)
        switch (part.figure.kind, whole.figure.kind) {
        case (.number, .time):
            // By Little's law a time is as well how many there are of it at a moment, on the average.
            guard let count = numbers(of: whole.figure, in: series) else { return false }
            return isPart(part.figure.values, of: count, steps, exceptions: 1, isPlainlyLess)
        case let (one, other) where one == other:
            let isTime = if case .time = one { true } else { false }
            let isLikeIt = part.shift.magnitude >= minimumShare * whole.shift.magnitude
            return isPart(
                part.figure.values,
                of: whole.figure.values,
                steps,
                isEnough: isTime && isLikeIt,
                exceptions: exceptions
            ) { $0.sum < $1.sum }
        case (.time, _), (.perSecond, _), (.bytes, _), (.number, _): return false
        }
    }

    /// A number of which is unlike another, rather than the same that was found out otherwise: there was none of it
    /// before where there were some of the other, or now it is much less.
    private static func isPlainlyLess(_ part: Means, _ whole: Means) -> Bool {
        part.new < 0.7 * whole.new
            || part.old < 0.2 * whole.old && whole.old * Double(whole.oldSteps) >= 6
    }

    /// How many there are at a moment of what takes some time: as many as come in a second, for as long as each takes.
    private static func numbers(
        of figure: ObservedSeries,
        in series: [ObservedSeries]
    ) -> [Double?]? {
        func values(_ name: String) -> [Double?]? {
            series.first {
                $0.source == figure.source && $0.name == "\(name)(\(figure.metric))"
                    && $0.labels == figure.labels
            }?.values
        }
        guard let rate = values("rate"), let time = values("mean") ?? values("p50") else {
            return nil
        }
        let factor = figure.metric.contains("_milliseconds") ? 0.001 : 1
        return zip(rate, time).map { rate, time in
            rate.flatMap { rate in rate == 0 ? 0 : time.map { rate * $0 * factor } }
        }
    }

    private struct Steps {
        var old: Range<Int>
        var new: Range<Int>

        init(_ one: Int, _ other: Int, past: Int, next: Int) {
            assert(one >= 0 && other >= 0, "a shift begins within the series")
            let (first, last) = (min(one, other), max(one, other))
            old = max(0, first - past)..<first
            new = last..<(last + next)
        }
    }

    private struct Means {
        var old: Double
        var new: Double
        var oldSteps: Int
        var sum: Double

        var rise: Double { new - old }
    }

    private static func isPart(
        _ part: [Double?],
        of whole: [Double?],
        _ steps: Steps,
        isEnough: Bool = false,
        exceptions: Double,
        _ isLess: (_ part: Means, _ whole: Means) -> Bool
    ) -> Bool {
        func pairs(_ range: Range<Int>) -> [(part: Double, whole: Double)] {
            range.clamped(to: part.indices).clamped(to: whole.indices).compactMap { step in
                guard let one = part[step], let other = whole[step] else { return nil }
                return (one, other)
            }
        }
        let (old, new) = (pairs(steps.old), pairs(steps.new))
        guard !old.isEmpty, !new.isEmpty else { return false }
        let greater = new.count { $0.part > $0.whole * tolerance }
        guard Double(greater) <= exceptions * Double(new.count) else { return false }
        func means(_ figure: ((part: Double, whole: Double)) -> Double) -> Means {
            Means(
                old: old.reduce(0) { $0 + figure($1) } / Double(old.count),
                new: new.reduce(0) { $0 + figure($1) } / Double(new.count),
                oldSteps: old.count,
                sum: (old + new).reduce(0) { $0 + figure($1) }
            )
        }
        let (less, more) = (means(\.part), means(\.whole))
        return less.rise > 0 && (isEnough || less.rise >= minimumShare * more.rise)
            && less.old <= more.old * tolerance && less.new <= more.new * tolerance
            && isLess(less, more)
    }
}
