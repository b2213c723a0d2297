import FleetSim
import Scenarios
import Statistics

/// How long cars stay: by one law, or by laws of the hours at which they come.
///
/// Where drivers leave at a time of the day, no single law of stays has the cars of a site leave
/// when they do, however it is tied to the hour; laws of the hours have.
struct StayFit {
    let spec: DwellSpec
    /// Of a stay and the time of the day at which it begins, by Spearman, on weekdays.
    let arrivalCorrelation: Double
    let name: String
    /// The distance of Kolmogorov and Smirnov; of several laws the mean, by their sessions.
    let distance: Double

    var isByHour: Bool { !spec.byHour.isEmpty }

    /// Nil for too few sessions.
    init?(_ sessions: [LoggedSession]) {
        guard let all = LawFit(sessions.map(\.stay)) else { return nil }
        arrivalCorrelation = Self.arrivalCorrelation(sessions) ?? 0
        guard Self.goesByHour(sessions) else {
            spec = DwellSpec(usual: all.law)
            (name, distance) = (all.name, all.distance)
            return
        }
        var distances = 0.0
        let blocks = HourBlock.all(of: sessions)
        let rows = blocks.compactMap { block -> HourlyDwell? in
            guard let fit = LawFit(block.stays) else { return nil }
            distances += fit.distance * Double(block.stays.count)
            return block.row(fit.law)
        }
        assert(distances <= Double(sessions.count), "laws of hours share the sessions out")
        spec = DwellSpec(usual: all.law, byHour: rows)
        name = "\(rows.count) laws by the hour of arrival"
        distance = distances / Double(blocks.reduce(0) { $0 + $1.stays.count })
    }

    /// Of weekdays, whose hours are most of the arrivals.
    private static func arrivalCorrelation(_ sessions: [LoggedSession]) -> Double? {
        let weekdays = sessions.filter { !$0.isOnWeekend }
        let times = weekdays.map { $0.arrived - Double($0.day) * LoggedSession.secondsPerDay }
        return RankCorrelation.spearman(times, weekdays.map(\.stay))
    }
}

// The choice between them.
extension StayFit {
    /// Fewer sessions do not tell hours apart.
    private static let fewest = 200
    /// Laws of the hours have many more parameters, so they must do better by so much.
    private static let requiredRatio = 0.9

    /// Whether laws by the hour foretell the cars of other weeks better than one law does.
    private static func goesByHour(_ sessions: [LoggedSession]) -> Bool {
        guard sessions.count >= fewest else { return false }
        let weeks = [0, 1].map { parity in sessions.filter { $0.day / 7 % 2 == parity } }
        guard weeks.allSatisfy({ $0.count >= fewest / 4 }) else { return false }
        var (one, byHour) = (0.0, 0.0)
        for (known, other) in [(weeks[0], weeks[1]), (weeks[1], weeks[0])] {
            let table = Distribution.quantiles(LawFit.quantiles(known.map(\.stay).sorted()))
            one += error(in: other) {
                $0.dwell = table
                $0.arrivalCorrelation = arrivalCorrelation(known) ?? 0
            }
            byHour += error(in: other) {
                $0.dwell = table
                $0.dwellByHour = HourBlock.all(of: known).map { block in
                    block.row(.quantiles(LawFit.quantiles(block.stays.sorted())))
                }
            }
        }
        return byHour < requiredRatio * one
    }

    /// The difference in cars that are there between what sessions were and what a law makes of
    /// their arrivals, summed over the hours.
    private static func error(
        in sessions: [LoggedSession],
        _ law: (inout ArrivalSpec) -> Void
    ) -> Double {
        var spec = DemandFit(sessions).arrivals
        spec.users = nil
        law(&spec)
        let seen = WeekOccupancy(sessions)
        guard let foretold = WeekOccupancy(spec, perDay: 1) else { return .infinity }
        let scale = sum(seen) / max(sum(foretold), .leastNormalMagnitude)
        // Whether the stays are long enough together is no matter of the hours. Those of like days
        // are taken together, since chance alone makes single days differ.
        let differences = [0..<5, 5..<7].map { days in
            let cars = zip(seen.day(days), foretold.day(days))
            return Double(days.count) * cars.reduce(0) { $0 + abs($1.0 - scale * $1.1) }
        }
        return differences.reduce(0, +) / max(sum(seen), .leastNormalMagnitude)
    }

    private static func sum(_ occupancy: WeekOccupancy) -> Double {
        occupancy.hours.reduce(0, +)
    }
}

extension WeekOccupancy {
    /// The cars of sessions, for one week of them all.
    init(_ sessions: [LoggedSession]) {
        self.init()
        for session in sessions {
            let start = session.arrived / 3_600
            add(
                from: start - (start / 168).rounded(.down) * 168,
                hours: session.stay / 3_600,
                weight: 1
            )
        }
    }
}

/// Hours next to each other of like days, whose cars stay alike.
struct HourBlock {
    let days: HourlyDwell.Days
    private var hours: Range<Int>
    private(set) var stays: [Double]
    /// When each of them began, in seconds after midnight.
    private var times: [Double]

    /// Fewer sessions make no law.
    private static let fewest = 40
    /// Stays are alike that differ by chance at least so often.
    private static let alike = 0.01

    /// Less is no dependence on the minute, or one that chance makes.
    private static let minimumCorrelation = 0.1

    func row(_ law: Distribution) -> HourlyDwell {
        let chance = 3 / Double(max(stays.count, 1)).squareRoot()
        let found = RankCorrelation.spearman(times, stays) ?? 0
        let isThere = abs(found) >= max(Self.minimumCorrelation, chance)
        return HourlyDwell(
            days,
            from: hours.lowerBound,
            until: hours.upperBound,
            dwell: law,
            arrivalCorrelation: isThere ? (found * 1_000).rounded() / 1_000 : 0
        )
    }

    /// Of all days on which a car came; days with few sessions have one block.
    static func all(of sessions: [LoggedSession]) -> [HourBlock] {
        let weekend = sessions.filter(\.isOnWeekend)
        let (saturdays, sundays) = (weekend.filter { !$0.isOnSunday }, weekend.filter(\.isOnSunday))
        let areApart =
            min(saturdays.count, sundays.count) >= fewest
            && KolmogorovSmirnov(saturdays.map(\.stay), sundays.map(\.stay)).map {
                $0.pValue < alike
            } ?? false
        let kinds: [(HourlyDwell.Days, [LoggedSession])] =
            [(.weekdays, sessions.filter { !$0.isOnWeekend })]
            + (areApart ? [(.saturday, saturdays), (.sunday, sundays)] : [(.weekend, weekend)])
        return kinds.flatMap { days, sessions in
            sessions.count < fewest / 2 ? [] : blocks(days, sessions)
        }
    }

    private static func blocks(
        _ days: HourlyDwell.Days,
        _ sessions: [LoggedSession]
    ) -> [HourBlock] {
        var blocks = (0..<24).map {
            HourBlock(days: days, hours: $0..<$0 + 1, stays: [], times: [])
        }
        for session in sessions {
            let time = session.arrived - Double(session.day) * LoggedSession.secondsPerDay
            blocks[session.hour].stays.append(session.stay)
            blocks[session.hour].times.append(time)
        }
        while blocks.count > 1, let index = closestPair(blocks) {
            blocks[index] = blocks[index].joined(with: blocks[index + 1])
            blocks.remove(at: index + 1)
        }
        assert(blocks.reduce(0) { $0 + $1.stays.count } == sessions.count, "each is in one block")
        return blocks
    }

    /// The first of the two neighbours to join next; nil when all of them differ.
    private static func closestPair(_ blocks: [HourBlock]) -> Int? {
        let pairs = zip(blocks, blocks.dropFirst()).map { one, other -> Double in
            // Too few sessions go to the neighbour that they are nearer to.
            let isSmall = min(one.stays.count, other.stays.count) < fewest
            guard let test = KolmogorovSmirnov(one.stays, other.stays) else { return 3 }
            return isSmall ? 2 - test.distance : test.pValue < alike ? 0 : test.pValue
        }
        guard let maximum = pairs.max(), maximum > 0 else { return nil }
        return pairs.firstIndex(of: maximum)
    }

    private func joined(with next: HourBlock) -> HourBlock {
        assert(hours.upperBound == next.hours.lowerBound, "blocks that are joined are neighbours")
        return HourBlock(
            days: days,
            hours: hours.lowerBound..<next.hours.upperBound,
            stays: stays + next.stays,
            times: times + next.times
        )
    }
}
