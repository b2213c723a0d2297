import Scenarios

/// The weeks of vehicles that return and leave at fixed times.
struct Timetable: Sendable {
    struct Stay: Sendable {
        /// Since Monday's midnight by the clock on the wall.
        var arrives: SimDuration
        var length: SimDuration
        var milliwattHours: Int64
        var phases: UInt8?
        var milliamperes: Int32?
    }

    /// For each vehicle, by their arrivals.
    let weeks: [[Stay]]
    /// By how much arrivals and departures are off; nil: not at all.
    private let deviation: Law?
    private let clock: LocalClock

    private static let week = SimDuration(nanoseconds: 7 * LocalClock.day)

    init(_ spec: TimetableSpec, deviation: Duration, clock: LocalClock) {
        weeks = spec.weeks.map { slots in
            slots.map { slot in
                let stay = spec.stays[slot.stay]
                return Stay(
                    arrives: SimDuration(slot.arrives),
                    length: SimDuration(slot.length),
                    milliwattHours: Int64((stay.wattHours * 1_000).rounded()),
                    phases: stay.phases.map { UInt8($0) },
                    milliamperes: stay.amperes.map { Int32(($0 * 1_000).rounded()) }
                )
            }
        }
        let seconds = Double(SimDuration(deviation).nanoseconds) / 1e9
        self.deviation = seconds > 0 ? Law(.normal(mean: 0, sd: seconds)) : nil
        self.clock = clock
    }

    /// A stay by its number among all of a vehicle's, from the Monday before the run on.
    func stay(_ number: Int64, of vehicle: UInt32) -> Stay {
        assert(number >= 0, "stays are counted from the Monday before the run on")
        let week = weeks[Int(vehicle)]
        return week[Int(number % Int64(week.count))]
    }

    /// When it begins, which may be before the run does.
    func arrival(
        _ number: Int64,
        of vehicle: UInt32,
        using random: inout RandomStream
    ) -> SimTime {
        moment(stay(number, of: vehicle).arrives, number, of: vehicle) + deviation(&random)
    }

    /// When it ends; the stream is the one by which its beginning was drawn.
    func departure(
        _ number: Int64,
        of vehicle: UInt32,
        using random: inout RandomStream
    ) -> SimTime {
        let stay = stay(number, of: vehicle)
        return moment(stay.arrives + stay.length, number, of: vehicle) + deviation(&random)
    }

    private func moment(
        _ sinceMonday: SimDuration,
        _ number: Int64,
        of vehicle: UInt32
    ) -> SimTime {
        let week = number / Int64(weeks[Int(vehicle)].count)
        let local = week * Self.week.nanoseconds + sinceMonday.nanoseconds
        // Before the run the clock ran as when it began.
        let offset = clock.local(.zero)
        guard local > offset else { return SimTime(nanoseconds: local - offset) }
        return clock.time(showing: local, after: .zero)
    }

    private func deviation(_ random: inout RandomStream) -> SimDuration {
        deviation?.signedDraw(using: &random) ?? .zero
    }
}
