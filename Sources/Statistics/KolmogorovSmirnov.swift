import CGSL

/// Whether a sample can come from a law: the one-sample test of Kolmogorov and Smirnov.
package struct KolmogorovSmirnov: Equatable, Sendable {
    /// The greatest distance between the sample's steps and the law's distribution function.
    package let distance: Double
    /// How often a sample of that law lies at least so far from it.
    package let pValue: Double

    /// Compares a sample with a continuous law; nil for an empty sample.
    package init?(_ sample: [Double], cumulative: (Double) -> Double) {
        guard !sample.isEmpty else { return nil }
        let count = Double(sample.count)
        var greatest = 0.0
        for (index, value) in sample.sorted().enumerated() {
            let probability = cumulative(value)
            let below = probability - Double(index) / count
            let above = Double(index + 1) / count - probability
            greatest = max(greatest, below, above)
        }
        distance = greatest
        pValue = Self.tail(of: greatest, count: count)
        assert(!(distance > 1 + 1e-9) && !(pValue > 1 + 1e-9), "both lie between 0 and 1")
    }
}

extension KolmogorovSmirnov {
    /// Compares two samples of the same unknown law; nil where one of them is empty.
    package init?(_ first: [Double], _ second: [Double]) {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        let (one, other) = (first.sorted(), second.sorted())
        let counts = (Double(one.count), Double(other.count))
        var (index, otherIndex, greatest) = (0, 0, 0.0)
        while index < one.count, otherIndex < other.count {
            let value = min(one[index], other[otherIndex])
            while index < one.count, one[index] == value { index += 1 }
            while otherIndex < other.count, other[otherIndex] == value { otherIndex += 1 }
            greatest = max(greatest, abs(Double(index) / counts.0 - Double(otherIndex) / counts.1))
        }
        distance = greatest
        pValue = Self.tail(of: greatest, count: counts.0 * counts.1 / (counts.0 + counts.1))
        assert(0...1 ~= distance && !(pValue > 1 + 1e-9), "both lie between 0 and 1")
    }

    /// The limiting law, at the argument that fits small samples too (Stephens, 1970).
    private static func tail(of distance: Double, count: Double) -> Double {
        limitingTail((count.squareRoot() + 0.12 + 0.11 / count.squareRoot()) * distance)
    }

    /// Kolmogorov's law, by whichever of its two series converges at once.
    static func limitingTail(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        if x < 1 {
            let terms = (1...3).map { k in exp(-square(Double(2 * k - 1) * .pi / x) / 8) }
            return 1 - (2 * .pi).squareRoot() / x * terms.reduce(0, +)
        }
        let terms = (1...4).map { k in
            (k % 2 == 1 ? 2.0 : -2.0) * exp(-2 * square(Double(k) * x))
        }
        return terms.reduce(0, +)
    }

    private static func square(_ x: Double) -> Double { x * x }
}
