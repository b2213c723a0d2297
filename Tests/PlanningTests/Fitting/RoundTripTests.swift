import Scenarios
import Testing

@testable import FleetSim
@testable import Planning

/// What is drawn from a preset and fitted again is the preset.
@Suite struct `a fit of drawn sessions` {
    private static let weeks: Int64 = 40
    private static let perDay = 36.0

    /// A log of the visits as they were meant, by a site's own clock.
    private func log(_ id: String) throws -> (spec: ArrivalSpec, log: SessionLog) {
        var spec = try #require(ArrivalPreset.named(id)).arrivals
        // A log knows when cars left; what they left for it does not.
        spec.leaving = .afterDwell
        spec.misstatement = .constant(0)
        if spec.users == nil { spec.perDay = Self.perDay } else { spec.users?.count = 40 }
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        let law = ArrivalLaw(spec, clockStart: start, tagCount: 10_000)
        var arrivals = Arrivals(law, bays: 10, site: 0, seed: 2026)
        var lines = ["arrived,left,delivered_kwh,user"]
        let end = SimTime.zero + .seconds(Self.weeks * 604_800)
        while let next = arrivals.expectNext(), next < end, let visit = arrivals.takeNext() {
            let left = try #require(visit.departs(takingBayAt: visit.arrived))
            let times = [visit.arrived, left].map { time in
                DateTime(
                    unixMilliseconds: start.unixMilliseconds + time.nanoseconds / 1_000_000
                ).text.dropLast()
            }
            let user = visit.user < 0 ? "" : "\(visit.user)"
            let energy = Double(visit.demandMilliwattHours) / 1e6
            lines.append("\(times[0]),\(times[1]),\(energy),\(user)")
        }
        let table = try CSVTable(text: lines.joined(separator: "\n"))
        return (spec, try SessionLog(table))
    }

    /// Where a value stands in a law, by halving.
    private func probability(of value: Double, in law: Distribution) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if law.quantile(middle) < value { low = middle } else { high = middle }
        }
        return low
    }

    private func isLike(_ fitted: Distribution, _ drawn: Distribution) -> Bool {
        [0.05, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95].allSatisfy { share in
            let value = drawn.quantile(share)
            // Stays under a minute are drawn as one, and left out of a log.
            return value <= 60 || abs(probability(of: value, in: fitted) - share) < 0.05
        }
    }

    @Test(arguments: ArrivalPreset.catalogue.map(\.id))
    func `gives its figures back`(id: String) throws {
        let (spec, log) = try log(id)
        let fit = try #require(ArrivalFit(log))
        let found = fit.arrivals
        let count = Double(fit.count)
        #expect(fit.count > 3_000)
        #expect(isLike(found.dwell, spec.dwell))
        #expect(isLike(found.energy, spec.energy))
        #expect(fit.stays.distance < 0.05)
        #expect(fit.energy.distance < 0.05)
        // Where it was not measured, it is what comes of energies that fit in their stays.
        if spec.correlation != 0 { #expect(abs(found.correlation - spec.correlation) < 0.06) }
        if spec.arrivalCorrelation != 0 {
            #expect(abs(fit.stays.arrivalCorrelation - spec.arrivalCorrelation) < 0.06)
            #expect(found.leaving == .asPlanned)
        }
        let sum = spec.weekday.reduce(0, +)
        for (share, weight) in zip(found.weekday, spec.weekday) {
            let expected = weight / sum
            let error = (expected * (1 - expected) / (count * 0.6)).squareRoot()
            // Who is there already does not come: users shift the hours a little.
            #expect(abs(share / 100 - expected) < 4 * error + (spec.users == nil ? 1e-4 : 0.02))
        }
        #expect((found.weekend == nil) == (spec.weekend == nil))
        if spec.weekend != nil {
            let rates = spec.dayRates
            let rate = (rates[5] + rates[6]) / 2 / (rates[..<5].reduce(0, +) / 5)
            let foundRate = (found.dayRates[5] + found.dayRates[6]) / 2
            #expect(abs(foundRate - rate) < 0.12 * rate + 0.02)
        }
        if let users = spec.users {
            #expect(found.users?.count == 40)
            #expect(abs((found.users?.plugIns ?? 0) / users.plugIns - 1) < 0.05)
        } else {
            let perDay = try #require(found.perDay)
            let meanRate = spec.dayRates[..<5].reduce(0, +) / 5
            #expect(abs(perDay / (Self.perDay * meanRate) - 1) < 0.08)
            #expect(abs(found.overdispersion / spec.overdispersion - 1) < 0.25)
            for (rate, drawn) in zip(found.dayRates[..<5], spec.dayRates) {
                #expect(abs(rate * perDay / (Self.perDay * drawn) - 1) < 0.15)
            }
        }
    }

    @Test func `is printed as a scenario takes it`() throws {
        let (_, log) = try log("us_work_jpl")
        let fit = try #require(ArrivalFit(log))
        let text = FitText.yaml(fit, of: log, named: "jpl.csv")
        let indented = text.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
        let scenario = try ScenarioFile.parse(
            "fleet:\n  - model: generic-ac\n\(indented)\n",
            name: "fitted.yaml"
        )
        let read = scenario.fleet[0].arrivals
        #expect(read.perDay == fit.arrivals.perDay)
        #expect(read.weekday == fit.arrivals.weekday)
        #expect(read.correlation == fit.arrivals.correlation)
        #expect(read.arrivalCorrelation == fit.arrivals.arrivalCorrelation)
        #expect(read.leaving == .asPlanned)
        #expect(read.energyIsDelivered)
        #expect(text.hasPrefix("# jpl.csv: "))
        #expect(text.contains("\n# fit: "))
        #expect(text.contains("cars there by the hour within "))
        #expect(text.contains("chi-square"))
    }

    @Test(arguments: [55, 60, 900])
    func `that had more power than any car is still one that a scenario takes`(energy: Int) throws {
        let rows = (1...28).map { "2026-02-\($0 < 10 ? "0" : "")\($0) 08:00,1,\(energy)" }
        let table = try CSVTable(text: "start,duration_h,kwh\n" + rows.joined(separator: "\n"))
        let log = try SessionLog(table)
        let fit = try #require(ArrivalFit(log))
        let text = FitText.yaml(fit, of: log, named: "fast.csv")
        let indented = text.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
        let scenario = try ScenarioFile.parse(
            "fleet:\n  - model: generic-dc-150\n\(indented)\n",
            name: "fitted.yaml"
        )
        #expect(scenario.fleet[0].arrivals.vehicles == fit.arrivals.vehicles)
        let told = text.contains("28 sessions had more than the 55.2 kW that a car can have here")
        #expect(told == (energy > 55))
    }

    @Test func `of several cars under one name is one that a scenario takes`() throws {
        // Three vans of one firm are at the depot from eight in the evening to eight, each day.
        let rows = (1...28).flatMap { day in
            (0..<3).map { "2026-02-\(day < 10 ? "0" : "")\(day) 20:0\($0),12,30,firm" }
        }
        let table = try CSVTable(
            text: "start,duration_h,kwh,user\n" + rows.joined(separator: "\n")
        )
        let log = try SessionLog(table)
        let fit = try #require(ArrivalFit(log))
        #expect(fit.arrivals.users == nil && fit.arrivals.perDay == 3)
        let text = FitText.yaml(fit, of: log, named: "firm.csv")
        #expect(text.contains("# users are left out: ") && text.contains("\n  per_day: 3"))
    }

    @Test func `is refused for a handful of sessions`() throws {
        let rows = (1...19).map {
            "2026-03-\($0 < 10 ? "0" : "")\($0) 08:00,2026-03-20 09:00,\($0)"
        }
        let few = try CSVTable(text: "start,end,kwh\n" + rows.joined(separator: "\n"))
        #expect(ArrivalFit(try SessionLog(few)) == nil)
    }

    @Test func `stands equal stays and energies of nothing`() throws {
        let rows = (1...28).map { "2026-02-\($0 < 10 ? "0" : "")\($0) 08:00,2h,0" }
        let table = try CSVTable(text: "start,duration_h,kwh\n" + rows.joined(separator: "\n"))
        #expect(try SessionLog(table).sessions.isEmpty)
        let equal = rows.map { $0.replacing(",2h", with: ",2") }
        let same = try CSVTable(text: "start,duration_h,kwh\n" + equal.joined(separator: "\n"))
        let fit = try #require(ArrivalFit(try SessionLog(same)))
        #expect(fit.arrivals.dwell.quantile(0.5) == 7_200)
        #expect(fit.arrivals.energy.quantile(0.5) == 0)
        #expect(fit.arrivals.correlation == 0)
    }
}
