import Scenarios
import Testing

@testable import FleetSim

@Suite struct `a run that is faster than real time` {
    /// A recording of a charger that is connected at once and whose calls are never answered.
    private static func unanswered(_ edition: Int, speed: Double, seconds: Int64) -> String {
        """
        fleetsim recording \(edition)
        seed 1
        start 1767571200000
        chargers 1
        speed \(speed)

        50000000000 0 + 1 20000000
        \(seconds * 1_000_000_000) end interrupted 0

        """
    }

    private static let patience = ConfigurationSetting("MessageTimeout", "30")

    /// When the first call of a replayed charger was sent, and how many had timed out by a moment.
    private func timeouts(_ recording: String) throws -> Int {
        var scenario = Scenario.quiet(chargers: 1, configuration: [Self.patience])
        scenario.duration = .seconds(3600)
        scenario.csms.url = "ws://recorded/"
        var replay = try ReplaySimulation(
            try FleetPlan(scenario),
            of: try RecordedRun(Array(recording.utf8)),
            options: SimulationOptions(keeps: .all)
        )
        var count = 0
        _ = replay.run { (batch: borrowing Batch) throws(Never) in
            count += batch.singles.count { $0.outcome == .timeout }
        }
        return count
    }

    @Test func `leaves the CSMS thirty seconds of its own for an answer`() throws {
        // Sent 50 s after the beginning, with thirty seconds of patience: 600 s at twenty times.
        #expect(try timeouts(Self.unanswered(2, speed: 20, seconds: 640)) == 0)
        #expect(try timeouts(Self.unanswered(2, speed: 20, seconds: 660)) == 1)
        #expect(try timeouts(Self.unanswered(2, speed: 1, seconds: 79)) == 0)
        #expect(try timeouts(Self.unanswered(2, speed: 1, seconds: 81)) == 1)
        #expect(try timeouts(Self.unanswered(2, speed: 0.5, seconds: 66)) == 1)
    }

    @Test func `was replayed otherwise when recordings were of the first kind`() throws {
        #expect(try timeouts(Self.unanswered(1, speed: 20, seconds: 79)) == 0)
        #expect(try timeouts(Self.unanswered(1, speed: 20, seconds: 81)) == 1)
        #expect(throws: RecordingError.notOne) {
            try RecordedRun(Array(Self.unanswered(3, speed: 1, seconds: 9).utf8))
        }
    }

    @Test func `does not call a CSMS late that answers within a second`() throws {
        let csms = try StubCSMS { line in
            try line.accept()
            try line.serve { call in
                // Two minutes for the chargers.
                for _ in 0..<10 { line.pause() }
                try line.tell(call.answer)
            }
        }
        // It ends when three calls of a charger have been answered, however long that takes.
        let scenario = Scenario.quiet(
            chargers: 1,
            seconds: 1_000_000,
            configuration: [Self.patience]
        )
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: 600) { _ in csms.calls > 3 }
        csms.end()
        #expect(live.count(.timeout) == 0)
        #expect(live.count(.ok) >= 3)
    }

    @Test func `waits for a pong as long as there is between two pings, by the CSMS's clock`() {
        let fast = RunClock(speed: 20)
        var link = LiveLink()
        link.ask(pinging: .seconds(10), at: .zero)
        link.noteOpened()
        func at(_ seconds: Int64) -> SimTime { .zero + .seconds(seconds) }
        func isLeft(_ seconds: Int64, silenced: Bool = false, _ clock: RunClock? = nil) -> Bool {
            link.isLeftWithoutPong(at: at(seconds), isSilenced: silenced, clock ?? fast)
        }
        #expect(!isLeft(10))
        link.notePing(at: at(10))
        link.notePing(at: at(20))
        #expect(!isLeft(209))
        #expect(isLeft(210))
        // A silence of the scenario's is one of simulated time.
        #expect(!isLeft(19, silenced: true))
        #expect(isLeft(20, silenced: true))
        link.pongCame()
        #expect(!isLeft(300))
        link.notePing(at: at(300))
        #expect(isLeft(310, RunClock(speed: 1)))
    }

    @Test(arguments: [0.01, 1, 20, 10_000])
    func `never waits for less than nothing, however long a time-out`(speed: Double) {
        let clock = RunClock(speed: speed)
        let long = SimDuration.seconds(Int64(Int32.max))
        #expect(clock.simulated(long) > .zero)
        #expect(SimTime.zero + .seconds(86_400) + clock.simulated(long) > .zero)
    }

    @Test(arguments: [1e-300, 1e-5, 0.01, 1e5, 1e300])
    func `any speed of a clock leaves spans that can be reckoned with`(speed: Double) {
        let clock = RunClock(speed: speed)
        for nanoseconds in [Int64.min, -1, 0, 1, 1_000_000_000, .max] {
            let span = SimDuration(nanoseconds: nanoseconds)
            let (real, simulated) = (clock.real(span), clock.simulated(span))
            #expect(real.nanoseconds.signum() * nanoseconds.signum() >= 0)
            #expect(simulated.nanoseconds.signum() * nanoseconds.signum() >= 0)
        }
        #expect(SimDuration.zero.scaled(by: .infinity) == .zero)
        #expect(SimDuration.seconds(1).scaled(by: .infinity) > .seconds(3_000_000_000))
    }
}
