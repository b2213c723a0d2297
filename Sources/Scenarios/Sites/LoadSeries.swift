/// A course of power out of a file: from each of its moments on, until the next.
package struct LoadSeries: Equatable, Sendable {
    package struct Point: Equatable, Sendable {
        /// Since the series' beginning.
        package var at: Duration
        /// L1 first: amperes of each line, or a power over all of them.
        package var flow: Flow

        package init(at: Duration, flow: Flow) {
            self.at = at
            self.flow = flow
        }
    }

    package enum Flow: Equatable, Sendable {
        case amperes(l1: Double, l2: Double, l3: Double)
        case quantity(LoadSpec.Quantity)
    }

    /// The midnight from which its times count; nil: that before the run begins.
    package var midnight: Timestamp?
    package var points: [Point]
    /// Whether it is a day that comes again and again.
    package var isDaily: Bool

    package init(midnight: Timestamp? = nil, points: [Point], isDaily: Bool) {
        self.midnight = midnight
        self.points = points
        self.isDaily = isDaily
    }
}
