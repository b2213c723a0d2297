import Scenarios

extension Effect {
    /// As reports and the run database call it.
    package var name: String {
        switch self {
        case .answer: "call → answer"
        case .configuration: "ChangeConfiguration → first message that shows it"
        case .limit: "SetChargingProfile → first reading within the limit"
        case .remoteStart: "RemoteStartTransaction → StartTransaction"
        case .trigger: "TriggerMessage → the message"
        }
    }

    /// Its index among all cases: that of its histogram, and its number in a batch for another process.
    var number: UInt8 {
        switch self {
        case .answer: 0
        case .configuration: 1
        case .limit: 2
        case .remoteStart: 3
        case .trigger: 4
        }
    }
}

/// How long it took until what the CSMS asked for was seen, from when the call was due.
package struct EffectTable {
    /// Made when first needed: few windows see any.
    private var histograms = [Histogram?](repeating: nil, count: Effect.allCases.count)

    package init() {}

    package var inOrder: [(effect: Effect, latency: Histogram)] {
        Effect.allCases.compactMap { effect in
            guard let histogram = histograms[Int(effect.number)], histogram.count > 0 else {
                return nil
            }
            return (effect, histogram)
        }
    }

    package mutating func record(_ effect: Effect, _ latency: SimDuration) {
        assert(latency >= .zero, "an effect comes after what it is the effect of")
        histograms[Int(effect.number), default: Histogram()].record(latency.microseconds)
    }

    package mutating func merge(_ other: EffectTable) {
        for (effect, latency) in other.inOrder { add(effect, latency) }
    }

    mutating func add(_ effect: Effect, _ latency: Histogram) {
        histograms[Int(effect.number), default: Histogram()].merge(latency)
    }

    package mutating func clear() {
        for index in histograms.indices { histograms[index]?.clear() }
    }
}

extension [Histogram?] {
    fileprivate subscript(index: Int, default new: @autoclosure () -> Histogram) -> Histogram {
        get { self[index] ?? new() }
        _modify {
            var histogram = self[index] ?? new()
            self[index] = nil
            defer { self[index] = histogram }
            yield &histogram
        }
    }
}
