/// What a report tells of a fleet's run besides the sums of `Summary`: how it went over time, and which chargers
/// and sessions had the worst figures.
package struct FleetCourse: Equatable {
    /// Those with the most calls first.
    package var actions: [ActionCourse] = []
    package var heat: LatencyHeat?
    package var curves: [PercentileCurve] = []
    /// The window with the most calls of chargers per second.
    package var busiest: BusiestWindow?
    /// The simulator itself, in the slots of the timeline.
    package var machine: [MachineSlot?] = []
    package var worstChargers: [WorstCharger] = []
    package var worstSessions: [WorstSession] = []
    /// nil: no visit was over, or an older version did not say.
    package var missing: MissingEnergy?
    package var sites: [Subset] = []
    package var models: [Subset] = []
    /// Response times by parts of the fleet, a trait each.
    package var subsets: [SubsetCourse] = []
    /// nil: nothing was observed beside the run.
    package var observed: ObservedCourse?
    /// Of a soak.
    package var drifts: [Drift] = []

    /// Times in microseconds.
    package struct BusiestWindow: Equatable {
        package var start: Int
        package var length: Int
        package var calls: Int
        package var perSecond: Double
    }

    package struct MachineSlot: Equatable {
        /// How late events were handled, in microseconds of real time; the worst windows.
        var lagP99 = 0
        var lagMax = 0
        var late = 0
        /// 100 is one core; nil: not known.
        var cpuPercent: Double?
        var residentBytes: Int?
    }

    package struct WorstCharger: Equatable {
        package var identity: String
        package var model: String
        package var site: String
        package var events: Int
        package var sessions: Int
        package var failedSessions: Int
        /// As far as the run kept single calls.
        package var failedCalls: Int
    }

    /// A session that was not served; times in microseconds, energies in watt-hours.
    package struct WorstSession: Equatable {
        /// Its charger; nil: it never got one.
        package var charger: String?
        package var label: String
        package var arrived: Int
        package var left: Int?
        package var requested: Double
        package var delivered: Double
        package var outcome: String
    }

    /// The chargers of one site or of one model, taken together.
    package struct Subset: Equatable {
        package var name: String
        package var chargers: Int
        package var sessions: Int
        package var failedSessions: Int
        package var requested: Double
        package var delivered: Double
        /// Of that what was wanted: what one car takes beyond its wish makes up for no other.
        package var served: Double
        package var events: Int
    }
}

/// An event as an example of its kind.
package struct EventExample: Equatable {
    package var kind: String
    package var at: Int
    package var charger: String?
    package var detail: String
}
