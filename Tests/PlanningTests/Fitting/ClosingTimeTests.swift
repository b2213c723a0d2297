import Scenarios
import Testing

@testable import FleetSim
@testable import Planning

/// A fit of a site whose drivers leave at a time of the day, played again.
@Suite struct `a fit of a site with a closing time` {
    /// Twenty weeks at a firm: most come from six to nine and leave about five, visitors come all
    /// day; on Saturdays a few come in the morning, on Sundays in the evening and for the night.
    private static let weeks: Int64 = 20

    private static func log() throws -> SessionLog {
        var random = RandomStream(seed: 7, entity: 1, purpose: .arrivalGap)
        func normal() -> Double { Elementary.inverseNormal(random.unit()) }
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        func text(_ hours: Double) -> Substring {
            DateTime(
                unixMilliseconds: start.unixMilliseconds + Int64(hours * 3_600) * 1_000
            ).text.dropLast()
        }
        var lines = ["arrived,left,delivered_kwh"]
        func add(_ arrived: Double, _ left: Double) {
            let stay = max(left - arrived, 0.2)
            let energy = min(11 * Elementary.exp(0.6 * normal()), stay * 6)
            lines.append("\(text(arrived)),\(text(arrived + stay)),\(energy)")
        }
        for day in 0..<weeks * 7 {
            let midnight = Double(day) * 24
            switch day % 7 {
            case 5:
                for _ in 0..<8 {
                    let arrived = midnight + 8 + 3 * random.unit()
                    add(arrived, arrived + 2 * Elementary.exp(0.3 * normal()))
                }
            case 6:
                for _ in 0..<5 {
                    let arrived = midnight + 17 + 4 * random.unit()
                    add(arrived, midnight + 31 + 0.5 * normal())
                }
            default:
                for _ in 0..<30 {
                    let arrived = midnight + 6 + 3 * random.unit()
                    add(arrived, midnight + 17 + 0.4 * normal())
                }
                for _ in 0..<10 {
                    let arrived = midnight + 9 + 8 * random.unit()
                    add(arrived, arrived + 1.5 * Elementary.exp(0.4 * normal()))
                }
            }
        }
        return try SessionLog(CSVTable(text: lines.joined(separator: "\n")))
    }

    /// The arrivals of a scenario that has what a fit prints.
    private static func read(_ fit: ArrivalFit, of log: SessionLog) throws -> ArrivalSpec {
        let text = FitText.yaml(fit, of: log, named: "firm.csv")
        let indented = text.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
        return try ScenarioFile.parse(
            "fleet:\n  - model: generic-ac\n\(indented)\n",
            name: "fitted.yaml"
        ).fleet[0].arrivals
    }

    private static func played(_ arrivals: ArrivalSpec) throws -> [LoggedSession] {
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        let law = ArrivalLaw(arrivals, clockStart: start, tagCount: 10)
        var stream = Arrivals(law, bays: 10, site: 0, seed: 3)
        var sessions: [LoggedSession] = []
        let end = SimTime.zero + .seconds(5 * weeks * 604_800)
        while let next = stream.expectNext(), next < end, let visit = stream.takeNext() {
            let left = try #require(visit.departs(takingBayAt: visit.arrived))
            sessions.append(
                LoggedSession(
                    arrived: Double(visit.arrived.nanoseconds) / 1e9,
                    stay: Double((left - visit.arrived).nanoseconds) / 1e9,
                    kilowattHours: Double(visit.demandMilliwattHours) / 1e6,
                    user: nil,
                    site: ""
                )
            )
        }
        return sessions
    }

    @Test func `has the cars leave when they left, on each kind of day`() throws {
        let log = try Self.log()
        let fit = try #require(ArrivalFit(log))
        let sessions = try Self.played(Self.read(fit, of: log))
        let weeks = Double(Self.weeks)
        let (seen, found) = (WeekOccupancy(log.sessions), WeekOccupancy(sessions))
        let maximum = (seen.hours.max() ?? 0) / weeks
        for days in [0..<5, 5..<6, 6..<7] {
            for (hour, (one, other)) in zip(seen.day(days), found.day(days)).enumerated() {
                let (logged, fitted) = (one / weeks, other / (5 * weeks))
                #expect(
                    abs(fitted - logged) < 0.04 * maximum,
                    "\(days) \(hour)h \(logged) \(fitted)"
                )
            }
        }
        // One law of stays that is tied to the hour of arrival keeps cars there in the evening.
        var single = fit.arrivals
        single.dwellByHour = []
        single.arrivalCorrelation = fit.stays.arrivalCorrelation
        let others = WeekOccupancy(try Self.played(single)).day(0..<5)
        #expect(others[18] / 5 > 1.5 * seen.day(0..<5)[18])
    }

    @Test func `has their stays and energies, and says that it is good`() throws {
        let log = try Self.log()
        let fit = try #require(ArrivalFit(log))
        let sessions = try Self.played(Self.read(fit, of: log))
        func mean(_ sessions: [LoggedSession], _ value: (LoggedSession) -> Double) -> Double {
            sessions.reduce(0) { $0 + value($1) } / Double(sessions.count)
        }
        for value: (LoggedSession) -> Double in [\.stay, \.kilowattHours] {
            let (logged, fitted) = (mean(log.sessions, value), mean(sessions, value))
            #expect(abs(fitted / logged - 1) < 0.03, "\(logged) \(fitted)")
            for share in [0.25, 0.5, 0.75, 0.95] {
                let (one, other) = (log.sessions.map(value).sorted(), sessions.map(value).sorted())
                let logged = one[Int(share * Double(one.count))]
                let fitted = other[Int(share * Double(other.count))]
                #expect(abs(fitted / logged - 1) < 0.06, "\(share) \(logged) \(fitted)")
            }
        }
        let verdict = FitVerdict(fit, log.sessions)
        #expect(verdict.grade == .good)
        #expect((verdict.occupancyError ?? 1) < 0.04)
        let text = FitText.yaml(fit, of: log, named: "firm.csv")
        #expect(text.contains("# fit: good: cars there by the hour within "))
    }

    @Test func `keeps Saturday and Sunday apart, in hours, in numbers and in stays`() throws {
        let fit = try #require(ArrivalFit(try Self.log()))
        let found = fit.arrivals
        #expect(found.weekend?[9] ?? 0 > 20 && found.weekend?[18] == 0)
        #expect(found.sunday?[9] == 0 && found.sunday?[18] ?? 0 > 15)
        #expect(found.dayRates[5] > found.dayRates[6] + 0.05)
        #expect(found.dwellByHour.contains { $0.days == .saturday })
        #expect(found.dwellByHour.contains { $0.days == .sunday })
    }

    @Test func `leaves together what chance alone makes differ`() throws {
        var lines = ["arrived,left,delivered_kwh"]
        var random = RandomStream(seed: 9, entity: 1, purpose: .arrivalGap)
        for day in 1...28 {
            for _ in 0..<20 {
                let hour = 6 + Int(random.below(12))
                let stay = 30 + Int(random.below(180))
                let (end, date) = (hour * 60 + stay, day < 10 ? "0\(day)" : "\(day)")
                func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
                lines.append(
                    "2026-06-\(date) \(two(hour)):00,2026-06-\(date) \(two(end / 60)):\(two(end % 60)),5.\(stay)"
                )
            }
        }
        let fit = try #require(
            ArrivalFit(try SessionLog(CSVTable(text: lines.joined(separator: "\n"))))
        )
        #expect(fit.arrivals.sunday == nil)
        #expect(fit.arrivals.dayRates[5] == fit.arrivals.dayRates[6])
        #expect(fit.arrivals.dwellByHour.isEmpty)
    }
}

@Suite struct `what a fit says of itself` {
    private func fit(_ rows: [String]) throws -> (ArrivalFit, SessionLog) {
        let log = try SessionLog(
            CSVTable(text: "arrived,left,kwh\n" + rows.joined(separator: "\n"))
        )
        return (try #require(ArrivalFit(log)), log)
    }

    @Test func `is poor where the hours change within the log`() throws {
        let rows = (0..<400).map { number -> String in
            let day = number / 8 % 28 + 1
            let month = number < 200 ? "02" : "06"
            let hour = number < 200 ? 8 : 15
            let date = "2026-\(month)-\(day < 10 ? "0" : "")\(day)"
            return "\(date) \(hour < 10 ? "0" : "")\(hour):\(10 + number % 50),"
                + "\(date) \(hour + 3):\(10 + number * 7 % 50),\(5 + number % 9)"
        }
        let (fit, log) = try fit(rows)
        let verdict = FitVerdict(fit, log.sessions)
        #expect(verdict.grade == .poor)
        #expect(
            FitText.goodness(verdict).contains {
                $0.contains("poor: hours of both halves of the log")
            }
        )
    }

    @Test func `names no part of a mixture that is a hundredth of the sessions`() throws {
        var random = RandomStream(seed: 11, entity: 1, purpose: .arrivalGap)
        let sample = (0..<2_000).map { number in
            let score = Elementary.inverseNormal(random.unit())
            return number % 100 == 0 ? 0.9 + 0.001 * score : 9 * Elementary.exp(0.6 * score)
        }
        let fit = try #require(LawFit(sample))
        #expect(fit.name == "log-normal", "\(fit)")
        guard case .lognormal(let median, _) = fit.law else { return }
        #expect(abs(median - 9) < 0.5)
    }

    @Test func `has a car of its own where the usual ones charge too slowly`() throws {
        let rows = (0..<200).map { number -> String in
            let date = "2026-06-\(number % 20 + 10)"
            let minute = 10 + number % 50
            return "\(date) 08:\(minute),\(date) 09:\(minute),\(20 + number % 25)"
        }
        let (fit, log) = try fit(rows)
        #expect(fit.arrivals.vehicles.count == 1)
        #expect(fit.arrivals.vehicles[0].amperes > 60)
        #expect(FitText.yaml(fit, of: log, named: "dc.csv").contains("its car is a guess"))
    }
}
