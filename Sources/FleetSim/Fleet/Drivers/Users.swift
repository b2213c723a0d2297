import Scenarios

/// The people of one site, each with a car that is away or plugged in: who comes next, and when.
struct Users {
    struct Coming: Equatable {
        var time: SimTime
        var user: UInt32
        /// Its number among the user's own.
        var visit: UInt32
    }

    /// A user has fewer visits than this: one every five minutes for ten years.
    static let mostVisits: UInt32 = 1 << 20

    /// One number for a user's visit; what is the user's own whatever the visit has the last.
    static func number(_ user: UInt32, visit: UInt32) -> UInt32 { user << 20 | visit }

    /// How many days' worth of arrivals pass on average before a user who is away comes.
    let massPerVisit: Double
    /// A heap: nobody comes before those above him.
    private var heap: [Coming] = []

    init(count: Int, _ law: ArrivalLaw) {
        massPerVisit = Self.massPerVisit(law)
        heap.reserveCapacity(count)
    }

    var first: Coming? { heap.first }

    mutating func insert(_ coming: Coming) {
        heap.append(coming)
        var place = heap.count - 1
        while place > 0, isBefore(place, (place - 1) / 2) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func removeFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        var place = 0
        while true {
            var next = 2 * place + 1
            guard next < heap.count else { return }
            if next + 1 < heap.count, isBefore(next + 1, next) { next += 1 }
            guard isBefore(next, place) else { return }
            heap.swapAt(place, next)
            place = next
        }
    }

    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        let (one, other) = (heap[one], heap[other])
        return one.time == other.time ? one.user < other.user : one.time < other.time
    }
}

extension Users {
    /// As many quantiles stand for a law of stays.
    private static let steps = 32

    /// What has to pass between a departure and the next arrival, so that a user plugs in as often
    /// as the scenario says, though nobody does while he is plugged in.
    ///
    /// From one arrival to the next there pass, on average, the arrivals of a stay and those of an
    /// absence; together they are to be a week's over the plug-ins of a week.
    private static func massPerVisit(_ law: ArrivalLaw) -> Double {
        let week = law.profile.shares.reduce(0, +)
        let plugIns = (law.spec.users?.plugIns ?? 0) * 168
        guard plugIns > 0, week > 0 else { return .infinity }
        let between = week / plugIns
        // Who plugs in more often than stays so long allow comes soon after he has left.
        return max(between - massOfStay(law), between / 10)
    }

    /// The mean of the days' worth of arrivals that pass during a stay.
    private static func massOfStay(_ law: ArrivalLaw) -> Double {
        let shares = law.profile.shares
        let week = shares.reduce(0, +)
        var sums = [0.0]
        for share in shares { sums.append((sums.last ?? 0) + share) }
        func sum(_ hours: Double) -> Double {
            let weeks = (hours / 168).rounded(.down)
            let rest = hours - weeks * 168
            let place = min(Int(rest), 167)
            return weeks * week + sums[place] + (rest - Double(place)) * shares[place]
        }
        var typical = law.typicalStays(count: steps, ofHour: 0)
        var mass = 0.0
        for (place, share) in shares.enumerated() where share > 0 {
            let arrival = Double(place) + 0.5
            if !law.stays.isAlike { typical = law.typicalStays(count: steps, ofHour: place) }
            let stays = typical.map { law.stay($0, arrivingAtHour: arrival) }
            let mean = stays.reduce(0) { $0 + sum(arrival + $1) - sum(arrival) }
            mass += share / week * mean / Double(stays.count)
        }
        return mass
    }
}

extension ArrivalLaw {
    /// Quantiles of what decides how long a car stays, in hours: the stay itself, or the time of
    /// day at which the driver leaves.
    fileprivate func typicalStays(count: Int, ofHour hour: Int) -> [Double] {
        (0..<count).map { step in
            let score = Elementary.inverseNormal((Double(step) + 0.5) / Double(count))
            switch leaving {
            case .afterDwell, .asPlanned:
                return stays[hour].value(score: score) / 3_600
            case .clock(let law, _):
                return law.distribution.quantile(score: score) / 3_600
            case .full(let overstay):
                return energy.value(score: score) / meanWatts + overstay.distribution.mean / 3_600
            }
        }
    }

    /// How long the car stays of a driver who comes at an hour of the week.
    fileprivate func stay(_ typical: Double, arrivingAtHour arrival: Double) -> Double {
        var hours = typical
        if case .clock(_, let shortest) = leaving {
            let left = typical - arrival
            let days = (left / 24).rounded(.down)
            hours = max(left - days * 24, Double(shortest.nanoseconds) / 3.6e12)
        }
        let longest = 10 * 168.0
        return min(max(hours, 0), longest)
    }

    private var meanWatts: Double {
        let sum = kinds.reduce(0) { $0 + $1.share * Self.nominalWatts($1.vehicle) }
        return sum / sumOfShares
    }

    /// What a car is charged with if nothing hinders it.
    static func nominalWatts(_ vehicle: Vehicle) -> Double {
        Double(vehicle.phases) * Double(vehicle.milliamperes) / 1_000 * nominalVolts
    }
}
