import TestSupport
import Testing

@testable import FleetSim

@Suite struct ProfileTimeTests {
    private let hour = 3_600
    private let day = 86_400

    @Test func `a daily schedule begins anew each day at the time it began`() {
        var bench = StackBench()
        let evening = DateTime.monday + 22 * hour
        bench.install(
            .fixture([(0, 16), (7 * hour, 8)], kind: .recurring, start: evening, recurs: .daily)
        )
        #expect(bench.current(at: .monday) == 32_000)
        for days in [0, 1, 30, 366] {
            let start = evening + days * day
            #expect(bench.current(at: start) == 16_000)
            #expect(bench.current(at: start + (7 * hour - 1)) == 16_000)
            #expect(bench.current(at: start + 7 * hour) == 8_000)
            #expect(bench.current(at: start + (day - 1)) == 8_000)
        }
        let night = DateTime.monday + (2 * day - 2 * hour)
        #expect(bench.composite(at: night, seconds: day) == "0→16 25200→8")
        #expect(
            bench.composite(at: night + 3 * hour, seconds: 2 * day)
                == "0→16 14400→8 75600→16 100800→8 162000→16"
        )
    }

    @Test func `a weekly schedule keeps its weekday, and lapses where its duration ends`() {
        var bench = StackBench()
        let friday = DateTime.monday + 4 * day
        bench.install(
            .fixture(
                [(0, 6)],
                duration: 2 * day,
                kind: .recurring,
                start: friday,
                recurs: .weekly
            )
        )
        #expect(bench.composite(seconds: 14 * day) == "0→32 345600→6 518400→32 950400→6 1123200→32")
        #expect(
            bench.stack.nextChange(after: friday + 3 * day, for: [bench.session()])
                == friday + 7 * day
        )
    }

    @Test func `what lasts longer than the day is cut off by the next`() {
        var bench = StackBench()
        bench.install(
            .fixture(
                [(0, 10), (12 * hour, 20), (30 * hour, 6)],
                duration: 40 * hour,
                kind: .recurring,
                recurs: .daily
            )
        )
        #expect(bench.composite(seconds: 2 * day) == "0→10 43200→20 86400→10 129600→20")
    }

    @Test func `a schedule that recurs falls back to a lower level between its times`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 20)], id: 1, level: 0))
        bench.install(
            .fixture(
                [(0, 10)],
                id: 2,
                level: 1,
                duration: hour,
                kind: .recurring,
                recurs: .daily
            )
        )
        #expect(bench.composite(seconds: 2 * day) == "0→10 3600→20 86400→10 90000→20")
    }

    @Test func `a relative schedule counts from the start of the transaction`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10), (600, 20)], duration: 1_000, kind: .relative))
        let session = bench.session(from: .monday + 300)
        #expect(
            bench.composite([session], at: .monday + 400, seconds: 2_000) == "0→10 500→20 900→32"
        )
        let none = bench.session(transaction: nil, from: .monday + 400)
        #expect(bench.composite([none], at: .monday + 400, seconds: 2_000) == "0→10 600→20 1000→32")
    }

    @Test func `an absolute schedule without a start is a relative one, or none`() {
        var bench = StackBench()
        let profile = ChargingProfile.fixture([(0, 10), (60, 20)], start: nil)
        let isTaken = bench.install(profile)
        #expect(isTaken)
        #expect(bench.composite([bench.session(from: .monday + 30)], seconds: 0) == "0→32")
        #expect(bench.current(bench.session(from: .monday + 30), at: .monday + 90) == 20_000)
        bench.behaviour.takesAbsoluteWithoutStart = false
        let isTakenStill = bench.install(profile)
        #expect(!isTakenStill)
    }

    @Test func `the bound of a charger is not relative, or it is so to when it came`() {
        var bench = StackBench()
        let profile = ChargingProfile.fixture(
            [(0, 10), (60, 20)],
            .chargePointMax,
            kind: .relative
        )
        let isTaken = bench.install(profile)
        #expect(!isTaken)
        bench.behaviour.takesRelativeChargePointMax = true
        let isTakenNow = bench.install(profile, at: .monday + 500)
        #expect(isTakenNow)
        #expect(bench.composite(at: .monday + 510, seconds: 100) == "0→10 50→20")
    }

    @Test func `a schedule without a duration does not end, and one with it ends the periods`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10), (60, 20)], id: 1))
        #expect(bench.current(at: .monday + 400 * day) == 20_000)
        bench.install(.fixture([(0, 10), (60, 20)], id: 1, duration: 30))
        #expect(bench.composite(seconds: 100) == "0→10 30→32")
    }

    @Test func `changes within a second count from the next whole one`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10), (10, 20), (11, 16), (12, 12)]))
        let between = DateTime.monday.plus(milliseconds: 500)
        #expect(bench.composite(at: between, seconds: 60) == "0→10 10→20 11→16 12→12")
        bench.install(.fixture([(0, 14)], .chargePointMax, id: 2, from: .monday + 10))
        #expect(bench.composite(at: between, seconds: 60) == "0→10 10→14 12→12")
    }

    @Test func `a composite over no time is the limit of the moment`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10), (60, 20)]))
        #expect(bench.composite(at: .monday + 60, seconds: 0) == "0→20")
    }

    @Test func `a composite over all time breaks off and says how far it goes`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10), (60, 20)], kind: .recurring, recurs: .daily))
        let schedule = bench.stack.composite(
            of: [bench.session()],
            from: .monday,
            seconds: .max,
            in: .amperes,
            on: bench.supply,
            behaviour: bench.behaviour
        )
        #expect(schedule.chargingSchedulePeriod.count == 1_001)
        #expect(schedule.duration == 500 * day + 60)
    }
}
