/// What a report tells of sites that ran without a CSMS.
package struct SitesCourse: Equatable {
    /// Those at which the most energy was delivered.
    package var sites: [SiteCourse] = []
    /// How many there were.
    package var count = 0
    /// Over all sites; nil: an older version did not say.
    package var missing: MissingEnergy?
    package var worstSessions: [FleetCourse.WorstSession] = []
}

/// One site over time.
package struct SiteCourse: Equatable {
    package var name: String
    package var bays: Int
    package var sessions = 0
    package var served = 0
    package var turnedAway = 0
    package var requested = 0.0
    package var delivered = 0.0
    /// In the slots of the timeline.
    package var occupied: StepCourse
    package var waiting: StepCourse
    /// How long drivers waited for a bay, in microseconds, rising; also of those who left.
    package var waits: [Int] = []
    package var nodes: [NodeCourse] = []
}

/// One node of a site's tree over time: currents in amperes, powers in watts.
package struct NodeCourse: Equatable {
    package var name: String
    package var isRoot = false
    /// The mean and the greatest of the windows in each slot, of what flowed and of what cars would have taken.
    package var power: [Double?] = []
    package var peak: [Double?] = []
    package var demand: [Double?] = []
    package var peakDemand: [Double?] = []
    package var l1: [Double?] = []
    package var l2: [Double?] = []
    package var l3: [Double?] = []
    /// The least of the windows in each slot; nil: it has none.
    package var limit: [Double?] = []
    /// The power of every window, with its length, the greatest first.
    package var duration: [DurationPoint] = []
    /// The greatest power of a window, and where that begins.
    package var greatest: (power: Double, window: Int) = (0, 0)

    package static func == (left: NodeCourse, right: NodeCourse) -> Bool {
        left.name == right.name && left.power == right.power && left.peak == right.peak
            && left.demand == right.demand && left.peakDemand == right.peakDemand
            && left.l1 == right.l1 && left.l2 == right.l2 && left.l3 == right.l3
            && left.limit == right.limit
            && left.duration == right.duration && left.greatest == right.greatest
    }

    /// A power that was reached or exceeded for a share of the time.
    package struct DurationPoint: Equatable {
        package var share: Double
        package var power: Double
    }
}

/// A number that changes by steps, told slot by slot: its mean, its least and its most.
package struct StepCourse: Equatable {
    package private(set) var mean: [Double?]
    package private(set) var minimum: [Double?]
    package private(set) var maximum: [Double?]
    package private(set) var greatest = 0

    /// Follows a number from zero on through its changes, whose order does not matter.
    init(changes: [(time: Int, by: Int)], edges: [Int]) {
        let slots = max(edges.count - 1, 0)
        mean = Array(repeating: nil, count: slots)
        minimum = mean
        maximum = mean
        let sorted = changes.sorted { ($0.time, $0.by) < ($1.time, $1.by) }
        var level = 0
        var next = 0
        for slot in 0..<slots {
            let (start, end) = (edges[slot], edges[slot + 1])
            while next < sorted.count, sorted[next].time <= start {
                level += sorted[next].by
                next += 1
            }
            var (low, high, sum, at) = (level, level, 0.0, start)
            while next < sorted.count, sorted[next].time < end {
                let time = sorted[next].time
                sum += Double(level) * Double(time - at)
                // All changes of one moment count as one: what lasts no time was never there.
                while next < sorted.count, sorted[next].time == time {
                    level += sorted[next].by
                    next += 1
                }
                (low, high, at) = (min(low, level), max(high, level), time)
            }
            sum += Double(level) * Double(end - at)
            mean[slot] = end > start ? sum / Double(end - start) : nil
            minimum[slot] = Double(low)
            maximum[slot] = Double(high)
            greatest = max(greatest, high)
        }
    }
}
