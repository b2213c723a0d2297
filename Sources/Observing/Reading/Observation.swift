/// One figure of a source at a moment.
package struct Observation: Equatable, Sendable {
    /// Such as `queue_length`, `rate(calls_total)` or `p99(query_seconds)`.
    package var name: String
    /// Such as `worker="2"`; empty: none.
    package var labels: String
    /// nil: it is not known from here on.
    package var value: Double?

    package init(_ name: String, _ labels: String = "", _ value: Double?) {
        self.name = name
        self.labels = labels
        self.value = value
    }
}

/// What identifies the figures of a source over time.
package struct SeriesKey: Hashable, Comparable, Sendable {
    package var name: String
    package var labels: String

    package init(_ name: String, _ labels: String) {
        self.name = name
        self.labels = labels
    }

    package static func < (left: SeriesKey, right: SeriesKey) -> Bool {
        (left.name, left.labels) < (right.name, right.labels)
    }
}
