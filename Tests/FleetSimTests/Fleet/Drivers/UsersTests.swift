import Scenarios
import Statistics
import Testing

@testable import FleetSim

@Suite struct `users of a site` {
    private func visits(
        users: Int,
        weeks: Int64,
        plugIns: Double = 4.13,
        seed: UInt64 = 1,
        _ change: (inout ArrivalSpec) -> Void = { _ in }
    ) throws -> [Visit] {
        var spec = ArrivalSpec()
        spec.users = UserSpec()
        spec.users?.count = users
        spec.users?.plugIns = plugIns / 168
        spec.weekday = (0..<24).map { $0 == 17 || $0 == 18 ? 5 : 1 }
        spec.dwell = .lognormal(median: 11 * 3600, sigma: 0.6)
        change(&spec)
        let start = try #require(DateTime("2026-03-02T00:00:00Z"))
        let law = ArrivalLaw(spec, clockStart: start, tagCount: 1_000)
        var arrivals = Arrivals(law, bays: 5, site: 2, seed: seed)
        var visits: [Visit] = []
        while let visit = arrivals.next(), visit.arrived < .zero + .seconds(weeks * 604_800) {
            visits.append(visit)
        }
        return visits
    }

    @Test func `come in order, each with one car and one card, and never while they are there`()
        throws
    {
        let visits = try visits(users: 12, weeks: 20)
        #expect(zip(visits, visits.dropFirst()).allSatisfy { $0.arrived <= $1.arrived })
        #expect(visits.map(\.index) == (0..<Int32(visits.count)).map(\.self))
        for user in 0..<Int32(12) {
            let own = visits.filter { $0.user == user }
            #expect(own.count > 40)
            #expect(Set(own.map(\.tag)).count == 1)
            #expect(own.allSatisfy { $0.vehicle == own[0].vehicle })
            for (one, next) in zip(own, own.dropFirst()) {
                let departure = try #require(one.departs(takingBayAt: one.arrived))
                #expect(next.arrived >= departure)
            }
        }
    }

    @Test(arguments: [2.0, 4.13, 6], [1.0, 11, 20])
    func `plug in as often as the scenario says, however long they stay`(
        plugIns: Double,
        hours: Double
    ) throws {
        let visits = try visits(users: 200, weeks: 30, plugIns: plugIns) {
            $0.dwell = .lognormal(median: hours * 3600, sigma: 0.5)
        }
        // Where they are there most of the time, the hours of arrival shift a little.
        let perWeek = Double(visits.count) / 200 / 30
        #expect(abs(perWeek / plugIns - 1) < 0.03, "\(perWeek)")
    }

    @Test func `do not notice when there is one more of them`() throws {
        let few = try visits(users: 7, weeks: 6)
        let more = try visits(users: 8, weeks: 6).filter { $0.user != 7 }
        #expect(few.count == more.count)
        for (one, other) in zip(few, more) {
            var other = other
            other.index = one.index
            #expect(one == other)
        }
    }

    @Test func `are one per bay, or as many as make the cars of a day`() {
        var spec = ArrivalSpec()
        spec.users = UserSpec()
        spec.users?.plugIns = 3.5 / 168
        #expect(spec.users(bays: 9) == 9)
        #expect(spec.perDay(bays: 9) == 4.5)
        spec.perDay = 10
        #expect(spec.users(bays: 9) == 20)
        spec.users?.count = 6
        #expect(spec.users(bays: 9) == 6)
        #expect(spec.perDay(bays: 9) == 3)
        spec.weekend = nil
        #expect(abs(spec.perDay(bays: 9) - 6 * 3.5 / 5) < 1e-12)
    }

    @Test func `who leave when the car is full come back after that`() throws {
        let visits = try visits(users: 3, weeks: 10) {
            $0.leaving = .full(overstay: .constant(3600))
        }
        #expect(!visits.isEmpty)
        #expect(visits.allSatisfy { $0.leaving == .whenFull(then: .seconds(3600)) })
    }

    @Test func `who never plug in never come`() throws {
        #expect(try visits(users: 3, weeks: 10, plugIns: 0).isEmpty)
    }
}
