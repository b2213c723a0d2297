import FleetSim
import Scenarios
import Statistics

/// How well a fit stands for its log: a word, and the numbers behind it.
package struct FitVerdict: Equatable, Sendable {
    package enum Grade: Int, Comparable, Sendable {
        case good, fair, poor

        package static func < (one: Grade, other: Grade) -> Bool { one.rawValue < other.rawValue }

        package var word: String {
            switch self {
            case .good: "good"
            case .fair: "fair"
            case .poor: "poor"
            }
        }

        /// By how far something may be off to be good, or else fair.
        init(_ error: Double, good: Double, fair: Double) {
            self = error <= good ? .good : error <= fair ? .fair : .poor
        }
    }

    /// One way of looking at the fit.
    package struct Part: Equatable, Sendable {
        package var grade: Grade
        package var text: String
    }

    /// The worst first.
    package let parts: [Part]
    /// The greatest difference in the cars that are there at an hour, over the most that are.
    package let occupancyError: Double?

    /// As good as its worst part.
    package var grade: Grade { parts.first?.grade ?? .good }

    init(_ fit: ArrivalFit, _ sessions: [LoggedSession]) {
        let occupancy = Occupancy(fit, sessions)
        occupancyError = occupancy?.error
        let all = [
            occupancy?.part,
            Part(
                grade: Grade(fit.stays.distance, good: 0.05, fair: 0.1),
                text: "stays by \(fit.stays.name), KS \(FitText.digits(fit.stays.distance))"
            ),
            Part(
                grade: Grade(fit.energy.distance, good: 0.05, fair: 0.1),
                text: "energies by \(fit.energy.name), KS \(FitText.digits(fit.energy.distance))"
            ),
            fit.halves.map(Self.part),
        ].compactMap(\.self)
        // A sort that leaves equal ones in their order.
        parts = [Grade.poor, .fair, .good].flatMap { grade in all.filter { $0.grade == grade } }
        assert(parts.count == all.count, "a part of any grade is told")
    }

    /// Chance alone makes halves differ, and many sessions show differences that are no matter.
    private static func part(_ halves: Homogeneity) -> Part {
        let effect = Grade(halves.effect, good: 0.1, fair: 0.2)
        let text =
            "hours of both halves of the log, chi-square \(FitText.tenths(halves.statistic)) of "
            + "\(halves.freedom), p \(FitText.digits(halves.pValue)), "
            + "Cramér's V \(FitText.digits(halves.effect))"
        return Part(grade: halves.pValue > 0.01 ? .good : effect, text: text)
    }
}

extension FitVerdict {
    /// The cars that are there by the hour of weekdays, Saturdays and Sundays.
    private struct Occupancy {
        /// The greatest difference, and how much of any of them chance does not explain.
        private var difference = 0.0
        private var beyondChance = 0.0
        private var maximum = 0.0
        private var when = ""

        private static let days: [(name: String, numbers: Range<Int>)] = [
            ("weekdays", 0..<5), ("Saturdays", 5..<6), ("Sundays", 6..<7),
        ]

        /// As many standard errors are taken for chance.
        private static let chance = 2.0

        /// Nil for fits that stays do not decide.
        init?(_ fit: ArrivalFit, _ sessions: [LoggedSession]) {
            let perDay = fit.arrivals.perDay(bays: 1) * Double(fit.demand.sites)
            guard let foretold = WeekOccupancy(fit.arrivals, perDay: perDay) else { return nil }
            let seen = WeekOccupancy(sessions)
            guard let first = sessions.map(\.day).min(), let last = sessions.map(\.day).max()
            else { return nil }
            for day in Self.days {
                // A log of some weeks and a few days more has not as many of each.
                let count = Double((first...last).count { day.numbers.contains($0 % 7) })
                guard count > 0 else { continue }
                let weeks = count / Double(day.numbers.count)
                let hours = zip(seen.day(day.numbers), foretold.day(day.numbers)).enumerated()
                for (hour, (logged, others)) in hours {
                    let cars = logged / weeks
                    let gap = abs(others - cars)
                    let error = (max(cars, others) / count).squareRoot()
                    maximum = max(maximum, cars)
                    beyondChance = max(beyondChance, gap - Self.chance * error)
                    guard gap > difference else { continue }
                    (difference, when) = (gap, "\(day.name) at \(hour)h")
                }
            }
            guard maximum > 0 else { return nil }
        }

        var error: Double { difference / maximum }

        var part: Part {
            let cars = FitText.tenths(maximum)
            let rest = FitText.tenths(beyondChance / maximum * 100)
            return Part(
                grade: Grade(beyondChance / maximum, good: 0.05, fair: 0.1),
                text: "cars there by the hour within \(FitText.tenths(error * 100)) % of the most "
                    + "(\(cars) cars), furthest off on \(when); \(rest) % beyond what chance explains"
            )
        }
    }
}
