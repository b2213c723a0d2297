// What no run can come to.
extension Threshold {
    /// Why no figure whatever keeps it; nil: one may.
    var reasonWhyNever: String? {
        if comparison == .below, bound.number == 0 { return "nothing is below zero" }
        guard bound.unit == .percent, metric.isShareOfAll else { return nil }
        let isBeyond = bound.number > 100 || bound.number == 100 && comparison == .above
        return isBeyond && !isFromAbove ? "it is a share, and at most 100 %" : nil
    }

    private var isFromAbove: Bool {
        switch comparison {
        case .atMost, .below: true
        case .atLeast, .above, .equal: false
        }
    }

    /// Why no run of a scenario keeps it, however many chargers call; nil: one may.
    fileprivate func reasonWhyNever(in scenario: Scenario) -> String? {
        switch metric {
        case .calls, .answers, .effects:
            return scenario.csms.isAbsent ? "‘csms: none’ leaves no calls to measure" : nil
        case .connections(.connected), .connections(.refused):
            let count = scenario.chargerCount
            guard bound.unit == .none, !isFromAbove else { return nil }
            let isBeyond =
                bound.number > Double(count)
                || bound.number == Double(count) && comparison == .above
            return isBeyond ? "there \(count == 1 ? "is 1 charger" : "are \(count) chargers")" : nil
        case .connections, .sessions, .lag, .breaches, .drift: return nil
        }
    }
}

extension Scenario {
    /// Each threshold that no run of this very fleet can keep, with why.
    package var hopelessThresholds: [(threshold: Threshold, reason: String)] {
        thresholds.compactMap { threshold in
            threshold.reasonWhyNever(in: self).map { (threshold, $0) }
        }
    }
}

extension Metric {
    /// Whether its percentage is a part of a whole.
    fileprivate var isShareOfAll: Bool {
        switch quantity {
        case .part, .moment: true
        case .share: self == .sessions(.energyServed)
        case .time, .count, .rate: false
        }
    }
}
