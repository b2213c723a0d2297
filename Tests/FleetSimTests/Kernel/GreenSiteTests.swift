import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// Chargers that go by the sun and the price, in whole runs.
@Suite struct GreenSiteTests {
    /// A home: one charger, one car at a time, a roof that gives so much from 8 to 16 o'clock.
    private static func home(watts: Double, _ edit: (inout GreenSpec) -> Void) -> Scenario {
        var scenario = Scenario.shared(seed: 3, hours: 24, chargers: 1, perDay: 12) {
            $0.limit = .all(100)
            $0.solar = [
                LoadSpec(.hourly((0..<24).map { .watts(8..<16 ~= $0 ? watts : 0) }))
            ]
        }
        var green = GreenSpec()
        edit(&green)
        scenario.fleet[0].chargers[0].green = green
        scenario.fleet[0].arrivals.vehicles = [VehicleSpec(phases: 1, amperes: 32, share: 1)]
        return scenario
    }

    /// What the charger draws at the middle of each quarter of an hour, in watts; nil: no car asks.
    private static func course(_ scenario: Scenario) throws -> [(hour: Double, watts: Int64)] {
        var site = try WatchedSite(scenario)
        var course: [(Double, Int64)] = []
        for quarter in 0..<Int64(96) {
            site.run(through: .zero + .seconds(quarter * 900 + 450))
            let isAsking = [.charging, .suspendedEVSE].contains(site.statuses[0])
            guard isAsking else { continue }
            course.append((Double(quarter) / 4, site.milliwatts(at: 0) / 1_000))
        }
        return course
    }

    @Test func `Z5: in ECO+ a charger rests while the sun gives too little, and tells so`() throws {
        let course = try Self.course(Self.home(watts: 2_760) { $0.mode = .ecoPlus })
        let day = course.filter { 8..<16 ~= $0.hour }
        let night = course.filter { !(8..<16 ~= $0.hour) }
        #expect(!day.isEmpty && !night.isEmpty)
        #expect(day.allSatisfy { $0.watts == 2_760 })
        #expect(night.allSatisfy { $0.watts == 0 })
    }

    @Test func `Z5: the minimum green level says how little of the sun is enough`() throws {
        func watts(_ level: Double) throws -> Set<Int64> {
            let home = Self.home(watts: 800) {
                $0.mode = .ecoPlus
                $0.minimumGreenLevel = level
            }
            return Set(try Self.course(home).filter { 8..<16 ~= $0.hour }.map(\.watts))
        }
        #expect(try watts(0.5) == [1_380])
        #expect(try watts(0.6) == [0])
    }

    @Test
    func `Z5: in ECO a charger never goes below 1.4 kW, in FAST it takes all, in STOP nothing`()
        throws
    {
        let eco = try Self.course(Self.home(watts: 4_830) { $0.mode = .eco })
        #expect(eco.allSatisfy { $0.watts == (8..<16 ~= $0.hour ? 4_830 : 1_380) })
        let fast = try Self.course(Self.home(watts: 4_830) { $0.mode = .fast })
        #expect(fast.allSatisfy { $0.watts == 7_360 })
        let stop = try Self.course(Self.home(watts: 4_830) { $0.mode = .stop })
        #expect(!stop.isEmpty && stop.allSatisfy { $0.watts == 0 })
    }

    @Test func `Z5: a boost charges as fast as can be, but not what is stopped`() throws {
        let hours = GreenSpec.Hours(from: .seconds(20 * 3600), until: .seconds(2 * 3600))
        let boosted = try Self.course(
            Self.home(watts: 2_760) {
                $0.mode = .ecoPlus
                $0.boosts = [hours]
            }
        )
        let night = boosted.filter { $0.hour >= 20 || $0.hour < 2 }
        #expect(!night.isEmpty && night.allSatisfy { $0.watts == 7_360 })
        #expect(boosted.filter { 2..<8 ~= $0.hour }.allSatisfy { $0.watts == 0 })
        let stopped = try Self.course(
            Self.home(watts: 2_760) {
                $0.mode = .stop
                $0.boosts = [hours]
            }
        )
        #expect(stopped.allSatisfy { $0.watts == 0 })
    }

    @Test func `Z5: by an hourly tariff it charges in the cheapest hours`() throws {
        var prices = Array(repeating: 0.30, count: 24)
        for (hour, price) in [(3, 0.10), (4, 0.12), (13, 0.11), (14, 0.12)] { prices[hour] = price }
        let home = Self.home(watts: 0) {
            $0.mode = .stop
            $0.prices = prices
            $0.cheapestHours = 3
        }
        let course = try Self.course(home)
        let isCheap = { (hour: Double) in [3, 4, 13].contains(Int(hour)) }
        #expect(course.contains { isCheap($0.hour) })
        #expect(course.allSatisfy { $0.watts == (isCheap($0.hour) ? 7_360 : 0) })
    }

    @Test func `Z5: each user has the default mode that is his, session after session`() throws {
        let home = Self.home(watts: 0) {
            $0.userModes = [
                GreenSpec.UserMode(mode: .fast, share: 0.5),
                GreenSpec.UserMode(mode: .stop, share: 0.5),
            ]
        }
        var long = home
        long.duration = .seconds(14 * 86_400)
        long.csms.reference.tags.count = 6
        let sessions = try long.simulated().sessions.filter { $0.started != nil }
        var served: [String: Set<Bool>] = [:]
        for session in sessions {
            served[session.tag ?? "", default: []].insert(session.deliveredMilliwattHours > 0)
        }
        #expect(served.count > 3)
        #expect(served.values.allSatisfy { $0.count == 1 })
        #expect(Set(served.values.flatMap(\.self)) == [true, false])
    }

    @Test func `two who follow one sun do not take the same surplus`() throws {
        var scenario = Self.home(watts: 4_830) { $0.mode = .ecoPlus }
        scenario.fleet[0].chargers[0].count = 2
        scenario.fleet[0].arrivals.perDay = 60
        var site = try WatchedSite(scenario)
        for second in stride(from: Int64(9 * 3600), to: 15 * 3600, by: 60) {
            site.run(through: .zero + .seconds(second))
            let sum = (0..<2).reduce(0) { $0 + site.milliwatts(at: $1) }
            #expect(sum <= 4_830_000)
        }
    }

    @Test func `hours over midnight begin and end each day`() {
        let hours = DailyHours(
            [(.seconds(22 * 3600), .seconds(2 * 3600))],
            offset: .seconds(3600)
        )
        let hour: (Int64) -> SimTime = { .zero + .seconds($0 * 3600) }
        #expect(hours.contains(.zero))
        #expect(hours.nextEdge(after: .zero) == hour(1))
        #expect(!hours.contains(hour(1)))
        #expect(hours.nextEdge(after: hour(1)) == hour(21))
        #expect(hours.contains(hour(21)))
        #expect(hours.nextEdge(after: hour(21)) == hour(25))
    }
}
