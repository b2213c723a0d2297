/// What a search for the capacity found.
package struct CapacityAnswer: Equatable, Codable, Sendable {
    package enum Found: Equatable, Codable, Sendable {
        /// Where the first threshold breaks, at 95 % confidence; without an estimate the interval lies
        /// between the most that passed and the least that failed, and has no confidence.
        case between(low: Double, high: Double, estimate: Double?)
        /// The most that may be asked for is kept.
        case atLeast(Double)
        /// Not even this little is kept.
        case lessThan(Double)
        /// Whether the low end of an interval is below its high end.
        var isOrdered: Bool {
            if case .between(let low, let high, _) = self { low <= high } else { true }
        }
    }

    package var found: Found
    /// The threshold that broke first; nil: none did.
    package var threshold: String?
    /// Whether the CSMS keeps its thresholds after an overload at a load that it bears from rest; nil:
    /// that was not tried, or trials did not tell.
    package var comesBack: Bool?

    package init(found: Found, threshold: String?, comesBack: Bool?) {
        self.found = found
        self.threshold = threshold
        self.comesBack = comesBack
    }

    /// Whether a load is kept: surely, by the lower end of the interval.
    ///
    /// nil: it lies beyond all that was tried, and that was kept.
    package func reaches(_ load: Double) -> Bool? {
        switch found {
        case .between(let low, _, _): low >= load
        case .atLeast(let maximum): maximum >= load ? true : nil
        case .lessThan: false
        }
    }
}
