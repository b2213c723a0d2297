import Glibc

/// An axis of values: where a value stands between its ends, and which values are marked.
struct Scale {
    private let low: Double
    private let high: Double
    private let isLogarithmic: Bool
    let ticks: [Double]

    /// An axis that has zero on it; logarithmic if it may be and the values span decades.
    ///
    /// With steps of time, values are microseconds, and the marks are those of a clock.
    ///
    /// Where all values are zero, the axis goes up to `ofZeros`.
    ///
    /// Of what is counted, no mark stands between whole numbers, unless all values are below one.
    ///
    /// A close-up begins below the least value instead of at zero, and has room for a change by a fifth.
    init(
        covering values: [Double?],
        mayBeLogarithmic: Bool = false,
        stepsOfTime: Bool = false,
        isCloseUp: Bool = false,
        isOfWholes: Bool = false,
        ofZeros: Double = 1
    ) {
        let known = values.compactMap(\.self).filter(\.isFinite)
        let positive = known.filter { $0 > 0 }
        let greatest = positive.max() ?? 1
        let minimum = positive.min() ?? greatest
        isLogarithmic = mayBeLogarithmic && greatest / minimum > Self.decadesFrom
        if isLogarithmic {
            let decades = Int(log10(minimum).rounded(.down))...Int(log10(greatest).rounded(.up))
            let step = decades.count > 6 ? 2 : 1
            ticks = stride(from: decades.lowerBound, through: decades.upperBound, by: step)
                .map { pow(10, Double($0)) }
            low = pow(10, Double(decades.lowerBound))
            high = max(pow(10, Double(decades.upperBound)), low * 10)
        } else {
            let isOff = isCloseUp && positive.count == known.count && !known.isEmpty
            let negative = isOff ? minimum - greatest / 10 : min(known.min() ?? 0, 0)
            let usual = known.contains { $0 > 0 } ? greatest : negative < 0 ? 0 : ofZeros
            let top = isOff ? greatest * 1.1 : usual
            let usualStep = Self.step(over: top - negative, stepsOfTime)
            let step = isOfWholes && greatest >= 1 ? max(usualStep, 1) : usualStep
            let first = (negative / step).rounded(.down)
            let last = max((top / step).rounded(.up), first + 1)
            ticks = stride(from: first, through: last, by: 1).map { $0 * step }
            low = first * step
            high = last * step
        }
        assert(!(low >= high), "an axis has a length")
    }

    /// An axis from one value to another, with marks of one's own.
    init(from low: Double, to high: Double, ticks: [Double]) {
        self.low = low
        self.high = high > low ? high : low + 1
        self.ticks = ticks
        isLogarithmic = false
    }

    /// From 0 at the low end to 1 at the high one.
    func position(of value: Double) -> Double {
        let share =
            isLogarithmic
            ? log10(max(value, low) / low) / log10(high / low)
            : (value - low) / (high - low)
        return min(max(share, 0), 1)
    }

    /// A step that makes two to five of them: 1, 2 or 5 times a power of ten, or one of a clock.
    private static func step(over span: Double, _ ofTime: Bool) -> Double {
        let rough = max(span, .leastNormalMagnitude) / 4
        if ofTime, let step = clockSteps.first(where: { $0 >= rough }), rough > 5e6 { return step }
        let power = pow(10, log10(rough).rounded(.down))
        let factor = [1.0, 2, 5, 10].first { $0 * power >= rough * (1 - 1e-9) } ?? 10
        return factor * power
    }

    private static let clockSteps = [
        10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200,
        86_400, 172_800, 604_800,
    ].map { Double($0) * 1e6 }

    /// Beyond this ratio the smaller values of a linear axis would lie on its floor.
    private static let decadesFrom = 40.0
}
