import FleetSim
import Planning
import Scenarios
import Testing

@Suite struct `the course of a trial` {
    private func scenario() throws -> Scenario {
        var scenario = Scenario()
        var site = SiteSpec()
        site.chargers = [ChargerGroup(model: try #require(ChargerModel.named("generic-ac")))]
        site.count = 100
        scenario.fleet = [site]
        scenario.thresholds = [
            Threshold(
                .calls(.ofChargers, .latency),
                .below,
                Bound(2, .seconds),
                of: .percentile(99)
            )
        ]
        return scenario
    }

    private func order(
        _ load: Double,
        _ direction: TrialOrder.Direction = .up
    ) -> TrialOrder {
        TrialOrder(
            number: 0,
            attempt: 0,
            load: load,
            direction: direction,
            overload: direction == .down ? load * 1.3 : nil,
            calls: 5_000
        )
    }

    private func course(
        _ axis: CapacityAxis,
        _ order: TrialOrder,
        isLive: Bool = false
    ) throws -> TrialCourse {
        TrialCourse(
            try scenario(),
            axis: axis,
            order: order,
            seed: 7,
            limits: .init(isLive: isLive, longest: .seconds(36_000), drain: .seconds(300))
        )
    }

    @Test func `begins heartbeats when all chargers are on, and measures after that`() throws {
        let course = try course(.chargers, order(3_000))
        #expect(course.scenario.chargerCount == 3_000)
        #expect(course.load == 3_000)
        let names = course.scenario.load.names
        #expect(names == ["connect", "settle", "warm-up", "measure"])
        let before = course.scenario.load[0].length + course.scenario.load[1].length
        #expect(course.scenario.rhythm?.from == before)
        #expect(course.scenario.rhythm?.isDrawn == true)
        #expect(course.from > SimTime.zero + SimDuration(before))
        #expect(course.until == SimTime.zero + SimDuration(course.scenario.duration))
        // 3,000 calls in 300 s.
        #expect(course.expectedRate == 10)
        #expect(course.thresholds.map(\.expression).first == "calls.latency p99 < 2s")
        #expect(course.thresholds.allSatisfy { $0.threshold.phase == TrialCourse.measured })
    }

    @Test func `of a rate keeps the chargers and brings their heartbeats closer together`() throws {
        let course = try course(.rate, order(20))
        #expect(course.scenario.chargerCount == 100)
        #expect(course.scenario.rhythm?.interval == .seconds(5))
        let settings = course.scenario.fleet[0].chargers[0].configuration
        // Readings come as much closer together: 60 times as often.
        #expect(settings.last == ConfigurationSetting("MeterValueSampleInterval", "1"))
    }

    @Test func `down from an overload lets more chargers come on, and go again`() throws {
        let course = try course(.chargers, order(1_000, .down))
        #expect(course.scenario.chargerCount == 1_300)
        #expect(course.load == 1_000)
        #expect(course.scenario.load.map(\.level).contains(.chargers(1_000)))
        let connected = try #require(course.thresholds.last)
        #expect(connected.expression == "connections.connected >= 99.9%")
        #expect(connected.threshold.bound == Bound(999))
    }

    @Test func `down from an overload of calls takes no charger that the scenario has not`() throws
    {
        let course = try course(.rate, order(20, .down))
        #expect(course.scenario.chargerCount == 100)
        // All 100 make 26 calls a second, and 77 of them 20.
        #expect(course.scenario.load.map(\.level).contains(.chargers(77)))
        #expect(course.scenario.rhythm?.interval == .milliseconds(3_850))
        #expect(course.thresholds.last?.threshold.bound == Bound(77))
    }

    @Test func `is not kept by fewer chargers than the share that is asked for`() throws {
        for (chargers, minimum) in [(200.0, 200), (1_000, 999), (2_000, 1_998), (2_500, 2_498)] {
            let judged = try #require(
                try course(.chargers, order(chargers, .down)).thresholds.last
            )
            #expect(judged.share?.of == Int(chargers))
            #expect(judged.threshold.holds(for: Double(minimum)))
            #expect(!judged.threshold.holds(for: Double(minimum - 1)))
        }
    }

    @Test func `knows the shortest time that it is judged by`() throws {
        var scenario = try scenario()
        scenario.thresholds = [
            Threshold(
                .calls(.ofChargers, .latency),
                .below,
                Bound(2, .seconds),
                of: .percentile(99)
            ),
            Threshold(
                .calls(.ofChargers, .service),
                .below,
                Bound(25, .milliseconds),
                of: .percentile(50)
            ),
            Threshold(.lag, .below, Bound(1, .milliseconds), of: .percentile(50)),
        ]
        let course = TrialCourse(
            scenario,
            axis: .chargers,
            order: order(100),
            seed: 7,
            limits: .init(isLive: true, longest: .seconds(30), drain: .seconds(300))
        )
        #expect(course.tightestBound == .milliseconds(25))
    }

    @Test func `of reconnects lets chargers come on at that rate`() throws {
        let course = try course(.reconnects, order(5))
        let seconds = course.scenario.duration.inSeconds
        let rate = Double(course.scenario.chargerCount) / seconds
        #expect(abs(rate - 5) < 0.05)
        #expect(abs(course.load - 5) < 0.05)
        #expect(course.scenario.rhythm.map { $0.from > course.scenario.duration } == true)
    }

    @Test func `of a backlog cuts all links for as long as the load says`() throws {
        let course = try course(.backlog, order(90))
        #expect(course.scenario.faults.count == 1)
        #expect(course.scenario.faults[0].kind == .linkDown(share: 1, duration: .seconds(90)))
        #expect(course.questions.count == course.drainParts * course.thresholds.count)
        #expect(Set(course.questions.map(\.phase)).count == course.drainParts)
    }

    @Test func `of a backlog down from an overload has a longer outage before`() throws {
        let course = try course(.backlog, order(100, .down))
        let kinds = course.scenario.faults.map(\.kind)
        #expect(
            kinds == [
                .linkDown(share: 1, duration: .seconds(130)),
                .linkDown(share: 1, duration: .seconds(100)),
            ]
        )
        // As long as trials give the CSMS in all lies between.
        let gap = course.scenario.faults[1].at - course.scenario.faults[0].at
        #expect(gap == .seconds(130 + 600))
        #expect(course.questions.count == course.drainParts * course.thresholds.count)
    }

    @Test(arguments: CapacityAxis.allCases, [TrialOrder.Direction.up, .down])
    func `is one that a fleet can be built of`(
        axis: CapacityAxis,
        direction: TrialOrder.Direction
    ) throws {
        let course = try course(axis, order(40, direction))
        _ = try FleetPlan(course.scenario)
        let names = course.scenario.load.names
        #expect(Set(names).count == names.count)
        #expect(course.scenario.load.length == course.scenario.duration)
    }
}
