import Scenarios

/// Makes figures of a source's pages: of gauges their values, of counters how they rise in a second, of
/// histograms what share of what came since the last page they say took how long.
package struct PageReader {
    /// More figures of one source are left out.
    package static let maximumFigures = 500

    private struct Buckets {
        /// Cumulative counts by upper bounds, in the order of the page.
        var bounds: [(bound: Double, count: Double)] = []
        var count: Double?
        var sum: Double?
    }

    private let selectors: [MetricSelector]
    /// What samples without a name are called.
    private let bareName: String
    private var last: (at: Double, counters: [SeriesKey: Double], buckets: [SeriesKey: Buckets])?
    /// Figures that were left out of the last page for want of room.
    package private(set) var leftOut = 0

    package init(_ selectors: [MetricSelector] = [], bareName: String = "value") {
        self.selectors = selectors
        self.bareName = bareName
    }

    /// The figures of a page that came at a moment, in seconds of real time.
    package mutating func figures(of page: MetricsText, at seconds: Double) -> [Observation] {
        var figures: [Observation] = []
        var counters: [SeriesKey: Double] = [:]
        var buckets: [SeriesKey: Buckets] = [:]
        var order: [(name: String, key: SeriesKey, labels: [MetricsText.Label])] = []
        for sample in page.samples {
            let name = sample.name.isEmpty ? bareName : sample.name
            let part = Part(name, sample.labels, page.kinds)
            switch part.role {
            case .value:
                guard wants(name, sample.labels, nil), sample.value.isFinite else { continue }
                figures.append(Observation(name, Self.text(sample.labels), sample.value))
            case .counter:
                guard sample.value.isFinite else { continue }
                let key = SeriesKey(name, Self.text(sample.labels))
                counters[key] = sample.value
                if wants(name, sample.labels, .rate),
                    let rate = rise(of: key, to: sample.value, at: seconds)
                {
                    figures.append(Observation("rate(\(name))", key.labels, rate))
                }
            case .bucket(let bound):
                let key = SeriesKey(part.base, Self.text(part.labels))
                if buckets[key] == nil { order.append((part.base, key, part.labels)) }
                buckets[key, default: Buckets()].bounds.append((bound, sample.value))
            case .count:
                buckets[SeriesKey(part.base, Self.text(part.labels)), default: Buckets()].count =
                    sample.value
            case .sum:
                buckets[SeriesKey(part.base, Self.text(part.labels)), default: Buckets()].sum =
                    sample.value
            case .none: continue
            }
        }
        // Only now: the lines of a histogram may stand anywhere in the page.
        for (name, key, labels) in order {
            guard let new = buckets[key], let old = last?.buckets[key] else { continue }
            figures += self.figures(name, key, labels, from: old, to: new, at: seconds)
        }
        last = (seconds, counters, buckets)
        // Sorted before it is cut, so that it is the same ones each time that are left out.
        figures.sort { SeriesKey($0.name, $0.labels) < SeriesKey($1.name, $1.labels) }
        leftOut = max(0, figures.count - Self.maximumFigures)
        return Array(figures.prefix(Self.maximumFigures))
    }

    /// By how much a counter rose in a second; one that fell has begun anew.
    private func rise(of key: SeriesKey, to value: Double, at seconds: Double) -> Double? {
        guard let last, let before = last.counters[key], seconds > last.at else { return nil }
        return (value >= before ? value - before : value) / (seconds - last.at)
    }

    private func figures(
        _ name: String,
        _ key: SeriesKey,
        _ labels: [MetricsText.Label],
        from old: Buckets,
        to new: Buckets,
        at seconds: Double
    ) -> [Observation] {
        guard let last, seconds > last.at, new.bounds.count == old.bounds.count,
            zip(new.bounds, old.bounds).allSatisfy({ $0.bound == $1.bound })
        else { return [] }
        let hasRestarted = zip(new.bounds, old.bounds).contains { $0.count < $1.count }
        let increments = zip(new.bounds, old.bounds).map { new, old in
            (bound: new.bound, count: hasRestarted ? new.count : new.count - old.count)
        }
        let total = increments.map(\.count).max() ?? 0
        var figures: [Observation] = []
        if wants(name, labels, .rate) {
            figures.append(Observation("rate(\(name))", key.labels, total / (seconds - last.at)))
        }
        // Where nothing came nothing is known, and what was known before is no answer.
        for percent in percentiles(of: name, labels) {
            let value = Self.quantile(percent / 100, of: increments)
            figures.append(Observation("p\(percent.terse)(\(name))", key.labels, value))
        }
        if wantsMean(name, labels), let sum = new.sum, let before = old.sum, total > 0 {
            let seen = hasRestarted ? sum : sum - before
            figures.append(Observation("mean(\(name))", key.labels, seen / total))
        }
        return figures
    }

    /// As Prometheus' `histogram_quantile` has it: on a straight line within the bucket.
    static func quantile(_ share: Double, of buckets: [(bound: Double, count: Double)]) -> Double? {
        let rising = buckets.sorted { $0.bound < $1.bound }
        guard let total = rising.last?.count, total > 0 else { return nil }
        assert(0...1 ~= share, "a quantile is that of a share")
        let rank = share * total
        var (lower, before) = (0.0, 0.0)
        for (bound, count) in rising {
            guard count >= rank else {
                (lower, before) = (bound, max(count, before))
                continue
            }
            // Beyond the last bound only that is known.
            guard bound.isFinite else { return lower }
            guard count > before, count > rank else { return bound }
            let start = min(lower, bound)
            return start + (bound - start) * (rank - before) / (count - before)
        }
        return lower
    }
}

extension PageReader {
    private static let usualPercentiles = [50.0, 99.0]

    /// Whether a figure is kept; nil asks for the value itself.
    private func wants(
        _ name: String,
        _ labels: [MetricsText.Label],
        _ figure: MetricSelector.Figure?
    ) -> Bool {
        selectors.isEmpty
            || selectors.contains {
                $0.takes(name, labels) && ($0.figure == nil || $0.figure == figure)
            }
    }

    private func percentiles(of name: String, _ labels: [MetricsText.Label]) -> [Double] {
        guard !selectors.isEmpty else { return Self.usualPercentiles }
        var wanted: Set<Double> = []
        for selector in selectors where selector.takes(name, labels) {
            switch selector.figure {
            case nil: wanted.formUnion(Self.usualPercentiles)
            case .percentile(let percent): wanted.insert(percent)
            case .rate, .mean: break
            }
        }
        return wanted.sorted()
    }

    private func wantsMean(_ name: String, _ labels: [MetricsText.Label]) -> Bool {
        selectors.contains { $0.figure == .mean && $0.takes(name, labels) }
    }

    static func text(_ labels: [MetricsText.Label]) -> String {
        labels.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ",")
    }

    /// What a sample is of its metric.
    private struct Part {
        enum Role {
            case value, counter, bucket(Double), count, sum
            /// Of no use over time, such as when a counter was made.
            case none
        }

        var role: Role
        /// The metric's name and labels, without what only this sample has.
        var base: String
        var labels: [MetricsText.Label]

        init(
            _ name: String,
            _ labels: [MetricsText.Label],
            _ kinds: [String: MetricsText.Kind]
        ) {
            (base, self.labels, role) = (name, labels, .value)
            for (suffix, own) in [("_bucket", Role.none), ("_count", .count), ("_sum", .sum)] {
                guard name.hasSuffix(suffix) else { continue }
                let stem = String(name.dropLast(suffix.count))
                switch kinds[stem] {
                case .histogram:
                    base = stem
                    self.labels = labels.filter { $0.name != "le" }
                    role = own
                    if case .none = own { role = Self.bucket(labels) }
                    return
                case .summary:
                    role = .counter
                    return
                case .counter, .gauge, .unknown, nil: continue
                }
            }
            let stem = name.hasSuffix("_total") ? String(name.dropLast(6)) : name
            if name.hasSuffix("_created") {
                role = .none
            } else if kinds[name] == .counter || kinds[stem] == .counter {
                role = .counter
            } else if kinds[name] == nil || kinds[name] == .unknown {
                role = name.hasSuffix("_total") ? .counter : .value
            }
        }

        private static func bucket(_ labels: [MetricsText.Label]) -> Role {
            guard let text = labels.first(where: { $0.name == "le" })?.value else { return .none }
            if text == "+Inf" || text == "Inf" { return .bucket(.infinity) }
            return Double(text).map { .bucket($0) } ?? .none
        }
    }
}

extension Double {
    /// Without a point where there is nothing behind it.
    fileprivate var terse: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
