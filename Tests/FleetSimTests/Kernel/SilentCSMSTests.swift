import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// What a run measures of a CSMS that has stopped answering.
@Suite struct `a CSMS that is dead before the run is over` {
    /// Heartbeats every 20 s; from 300 s on the CSMS is gone, or nothing gets through.
    private static func scenario(_ fault: FaultSpec.Kind) -> Scenario {
        var scenario = Scenario.fixture(hours: 1, sites: 10, chargersPerSite: 1, perDay: 40)
        scenario.duration = .seconds(600)
        scenario.csms.reference.heartbeat = .seconds(20)
        scenario.faults = [FaultSpec(at: .seconds(300), kind: fault)]
        return scenario
    }

    private static func total(_ scenario: Scenario, threads: Int = 1) throws -> Batch {
        var total = Batch()
        var simulation = Simulation(
            try FleetPlan(scenario),
            options: SimulationOptions(threads: threads, keeps: .all)
        )
        _ = simulation.run { batch throws(Never) in
            total.follow(with: copy batch)
        }
        return total
    }

    private static let halfOpen = FaultSpec.Kind.halfOpen(share: 1, duration: .seconds(3_600))
    private static let gone = FaultSpec.Kind.csmsRestart(down: .seconds(3_600))

    @Test func `owes answers from the moment of the last one on`() throws {
        for fault in [Self.halfOpen, Self.gone] {
            let answers = try Self.total(Self.scenario(fault)).answers
            let last = try #require(answers.last)
            #expect(last > .zero + .seconds(200) && last < .zero + .seconds(301))
            let silent = try #require(answers.silentSince)
            #expect(silent >= last && silent < .zero + .seconds(330))
            #expect(answers.waiting == 10)
        }
        let well = try Self.total(Self.scenario(.csmsRestart(down: .seconds(1)))).answers
        #expect((well.last ?? .zero) > .zero + .seconds(580))
    }

    @Test func `looks the same on any number of threads`() throws {
        for fault in [Self.halfOpen, Self.gone] {
            let one = try Self.total(Self.scenario(fault))
            let three = try Self.total(Self.scenario(fault), threads: 3)
            #expect(one.answers == three.answers)
            #expect(one.singles == three.singles && one.sessions == three.sessions)
            #expect(one.callErrors == three.callErrors)
        }
    }

    @Test func `owes nothing to a charger that it turned away, until that tries in vain`() {
        func moment(_ seconds: Int64) -> SimTime { .zero + .seconds(seconds) }
        var clock = AnswerClock(chargers: 2)
        clock.follow(0, from: .off, to: .toBeLetIn, at: moment(1))
        #expect(clock.watch.waiting == 1 && clock.watch.silentSince == moment(1))
        clock.turnedAway(0, at: moment(2))
        clock.follow(0, from: .toBeLetIn, to: .toBeLetIn, at: moment(2))
        // It waits for its next attempt, and makes it.
        clock.follow(0, from: .toBeLetIn, to: .toBeLetIn, at: moment(5))
        #expect(clock.watch.waiting == 0 && clock.watch.silentSince == nil)
        #expect(clock.watch.last == moment(2))
        clock.triedInVain()
        clock.follow(0, from: .toBeLetIn, to: .toBeLetIn, at: moment(9))
        clock.triedInVain()
        clock.follow(0, from: .toBeLetIn, to: .toBeLetIn, at: moment(30))
        #expect(clock.watch.waiting == 1 && clock.watch.silentSince == moment(9))
    }

    @Test func `owes nothing to chargers that it let in again after a fault of their lines`() throws
    {
        let faults: [FaultSpec.Kind] = [
            .linkDown(share: 1, duration: .seconds(60)), .csmsRestart(down: .seconds(60)),
        ]
        for fault in faults {
            var scenario = Self.scenario(fault)
            scenario.csms.reference.heartbeat = .seconds(1_800)
            scenario.fleet[0].arrivals.perDay = 0
            let answers = try Self.total(scenario).answers
            #expect((answers.last ?? .distantFuture) < .zero + .seconds(300))
            #expect(answers.waiting == 0 && answers.silentSince == nil, "\(fault)")
        }
    }

    @Test func `owes nothing to chargers whose lines the scenario keeps away until the end`() throws
    {
        for share in [1, 0.5] {
            let fault = FaultSpec.Kind.linkDown(share: share, duration: .seconds(3_600))
            let answers = try Self.total(Self.scenario(fault)).answers
            #expect(answers.waiting == 0 && answers.silentSince == nil, "\(share)")
        }
    }

    @Test func `is not excused by a line that the scenario takes after calls were in vain`() {
        func moment(_ seconds: Int64) -> SimTime { .zero + .seconds(seconds) }
        var clock = AnswerClock(chargers: 2)
        for charger in 0..<2 {
            clock.follow(charger, from: .content, to: .answer, at: moment(5))
        }
        clock.follow(0, from: .answer, to: .content, at: moment(35))
        for charger in 0..<2 {
            clock.follow(charger, from: .content, to: .toBeLetIn, at: moment(36))
            clock.lineTaken(from: charger)
        }
        #expect(clock.watch.waiting == 1 && clock.watch.silentSince == moment(5))
    }

    @Test func `is not alive because chargers that were in are turned away`() {
        func moment(_ seconds: Int64) -> SimTime { .zero + .seconds(seconds) }
        var clock = AnswerClock(chargers: 2)
        clock.letIn(0)
        clock.answered(0, at: moment(1))
        clock.follow(0, from: .answer, to: .content, at: moment(1))
        clock.follow(0, from: .content, to: .toBeLetIn, at: moment(10))
        clock.turnedAway(0, at: moment(12))
        clock.follow(0, from: .toBeLetIn, to: .toBeLetIn, at: moment(12))
        #expect(clock.watch.waiting == 1 && clock.watch.silentSince == moment(10))
        #expect(clock.watch.last == moment(1))
        // One that was never in is told something by it.
        clock.follow(1, from: .off, to: .toBeLetIn, at: moment(13))
        clock.turnedAway(1, at: moment(14))
        clock.follow(1, from: .toBeLetIn, to: .toBeLetIn, at: moment(14))
        #expect(clock.watch.waiting == 1 && clock.watch.last == moment(14))
    }

    @Test func `is not made good by a new line, only by an answer`() {
        func moment(_ seconds: Int64) -> SimTime { .zero + .seconds(seconds) }
        var clock = AnswerClock(chargers: 1)
        clock.follow(0, from: .off, to: .toBeLetIn, at: moment(1))
        clock.follow(0, from: .toBeLetIn, to: .content, at: moment(2))
        #expect(clock.watch.silentSince == nil)
        // The line ends without a word: it has waited from the first.
        clock.follow(0, from: .content, to: .toBeLetIn, at: moment(3))
        #expect(clock.watch.silentSince == moment(1))
        // It is let in and asks for something: a new wait, which it gives up.
        clock.follow(0, from: .toBeLetIn, to: .content, at: moment(4))
        clock.follow(0, from: .content, to: .answer, at: moment(5))
        clock.follow(0, from: .answer, to: .content, at: moment(35))
        #expect(clock.watch.silentSince == moment(5))
        clock.follow(0, from: .content, to: .toBeLetIn, at: moment(36))
        clock.follow(0, from: .toBeLetIn, to: .content, at: moment(37))
        #expect(clock.watch.silentSince == moment(5) && clock.watch.waiting == 1)
        clock.follow(0, from: .content, to: .answer, at: moment(40))
        clock.answered(0, at: moment(41))
        clock.follow(0, from: .answer, to: .content, at: moment(41))
        #expect(clock.watch.silentSince == nil && clock.watch.last == moment(41))
    }

    @Test func `leaves calls with their ages, under way and waiting`() throws {
        let total = try Self.total(Self.scenario(Self.halfOpen))
        let open = total.calls.inOrder.filter { $0.outcome == .open }
        let timeouts = total.calls.inOrder.filter { $0.outcome == .timeout }
        #expect(open.reduce(0) { $0 + $1.count } >= 5)
        #expect(open.allSatisfy { $0.latency.count == $0.count })
        #expect(timeouts.reduce(0) { $0 + $1.count } > 10)
        // No charger waits for longer than MessageTimeout, which is 30 s.
        for row in timeouts {
            #expect(row.latency.count == row.count && row.service.count == row.count)
            #expect(row.service.min >= 30_000_000 && row.service.max < 30_001_000)
        }
        // Every call has one row, and of those that are open none has an answer.
        let singles = total.singles.filter { $0.outcome == .open }
        #expect(singles.count == open.reduce(0) { $0 + $1.count })
        #expect(singles.allSatisfy { $0.replied == nil })
        // What is due for longer than the charger waits for an answer has failed.
        let end = SimTime.zero + .seconds(600)
        let overdue = singles.count { end - $0.intended > .seconds(30) }
        #expect(open.reduce(0) { $0 + $1.overdue } == overdue)
    }

    @Test func `shows in every percentile that it must show in`() throws {
        let total = try Self.total(Self.scenario(Self.halfOpen))
        var times = ResponseTimes()
        for row in total.calls.inOrder where row.action == .heartbeat {
            times.add(row.latency, row.outcome)
        }
        #expect(!times.quantile(0.5).isLowerBound)
        #expect(times.quantile(0.99).isLowerBound && times.max.isLowerBound)
        #expect(times.quantile(0.99).microseconds >= 29_000_000)
    }

    @Test func `is not what chargers that were switched off wait for`() throws {
        var scenario = Self.scenario(.csmsRestart(down: .seconds(1)))
        scenario.faults = []
        scenario.load = [
            LoadPhase(.step(to: .share(1), hold: .seconds(120))),
            LoadPhase(.step(to: .share(0), hold: .seconds(480))),
        ]
        let answers = try Self.total(scenario).answers
        #expect(answers.waiting == 0 && answers.silentSince == nil)
    }
}
