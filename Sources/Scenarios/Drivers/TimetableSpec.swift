/// When each vehicle of a site returns and leaves, week after week.
package struct TimetableSpec: Equatable, Sendable {
    package var stays: [TimetableStay]

    package init(_ stays: [TimetableStay]) {
        self.stays = stays
    }
}

/// A vehicle is at the site at these times, on each of some days.
package struct TimetableStay: Equatable, Sendable {
    package var vehicle: String
    /// On which it arrives.
    package var days: Weekdays
    /// Since midnight, by the clock of the drivers.
    package var arrives: Duration
    package var departs: Departure
    package var wattHours: Double
    /// The phases and the greatest current of the vehicle; nil: as `vehicles` has them.
    package var phases: Int?
    package var amperes: Double?

    package init(
        vehicle: String = "",
        days: Weekdays = .all,
        arrives: Duration = .zero,
        departs: Departure = Departure(),
        wattHours: Double = 0,
        phases: Int? = nil,
        amperes: Double? = nil
    ) {
        self.vehicle = vehicle
        self.days = days
        self.arrives = arrives
        self.departs = departs
        self.wattHours = wattHours
        self.phases = phases
        self.amperes = amperes
    }

    /// The first time after the arrival at which the clock shows this.
    package struct Departure: Equatable, Sendable {
        /// From 0 for Monday; nil: on any day.
        package var weekday: Int?
        package var time: Duration

        package init(weekday: Int? = nil, time: Duration = .zero) {
            self.weekday = weekday
            self.time = time
        }
    }
}

extension Distribution {
    var isConstant: Bool {
        guard case .constant = self else { return false }
        return true
    }
}

extension TimetableStay {
    private static let day = Duration.seconds(86_400)

    /// How long it stays when it arrives on a day of the week.
    package func length(arrivingOn weekday: Int) -> Duration {
        let sinceMidnight = departs.time - arrives
        guard let last = departs.weekday else {
            return sinceMidnight > .zero ? sinceMidnight : sinceMidnight + Self.day
        }
        let days = (last - weekday + 7) % 7
        let length = Self.day * days + sinceMidnight
        return length > .zero ? length : length + Self.day * 7
    }
}

extension TimetableSpec {
    /// A stay of one vehicle in the week.
    package struct Slot: Equatable, Sendable {
        /// Since Monday's midnight.
        package var arrives: Duration
        package var length: Duration
        /// The index of the stay in the table.
        package var stay: Int
    }

    /// The vehicles in the order in which the table first names them.
    package var vehicles: [String] {
        var seen: Set<String> = []
        return stays.map(\.vehicle).filter { seen.insert($0).inserted }
    }

    /// The week of each vehicle, in the order of `vehicles`: its stays by their arrivals.
    package var weeks: [[Slot]] {
        let names = vehicles
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var weeks: [[Slot]] = names.map { _ in [] }
        for (index, stay) in stays.enumerated() {
            guard let number = numbers[stay.vehicle] else { continue }
            for day in stay.days.indices {
                weeks[number].append(
                    Slot(
                        arrives: .seconds(day * 86_400) + stay.arrives,
                        length: stay.length(arrivingOn: day),
                        stay: index
                    )
                )
            }
        }
        return weeks.map { $0.sorted { $0.arrives < $1.arrives } }
    }

    /// The mean number of stays that begin on a day.
    package var perDay: Double { Double(stays.reduce(0) { $0 + $1.days.count }) / 7 }

    /// The index of a stay that begins before the one before it has ended.
    package var overlap: (stay: Int, earlier: Int)? {
        let week = Duration.seconds(7 * 86_400)
        for slots in weeks {
            for (index, slot) in slots.enumerated() {
                let isLast = index == slots.count - 1
                let next = slots[isLast ? 0 : index + 1]
                let arrival = isLast ? next.arrives + week : next.arrives
                if slot.arrives + slot.length > arrival { return (next.stay, slot.stay) }
            }
        }
        return nil
    }
}
