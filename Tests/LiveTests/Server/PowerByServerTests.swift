import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// Power that the reference CSMS shares out from behind sockets, as it does in virtual time.
@Suite struct `power that a server shares out` {
    /// Many more cars than a limit of 60 A can feed, at 16 connectors of 32 A each.
    private static func crowded() -> Scenario {
        var scenario = Scenario.shared(hours: 1, chargers: 8, connectors: 2, perDay: 1_500) {
            $0.limit = .all(60)
            $0.wiring = .alike
            $0.control = .csms
        }
        scenario.window = .seconds(60)
        scenario.start = Timestamp(unixMilliseconds: 1_772_409_600_000)
        return scenario
    }

    /// Chargers boot within a minute, and are told what they may draw soon after.
    private static let bootedAndTold = SimTime.zero + .seconds(480)
    private static let long = SimTime.zero + .seconds(1_080)

    private static func live(threads: Int) throws -> (LiveOutcome, breaches: [String]) {
        var speed = 120.0
        while true {
            let scenario = crowded()
            let csms = try LiveCSMS(scenario) {
                $0.speed = speed
                $0.threads = threads
            }
            let live = try LiveOutcome.run(scenario, url: csms.url, speed: speed) {
                $0.result.reached >= long
            }
            csms.end()
            let slowest = live.total.calls.inOrder.map(\.service.max).max() ?? 0
            let late = max(slowest, live.total.lag.lag.max)
            // A minute of simulated time is more than any message needs.
            guard speed > 1, late > Int64(60e6 / speed) else { return (live, csms.breaches) }
            speed /= 4
        }
    }

    /// With several threads a charger's profile often is for another thread to send than for the one
    /// that heard why.
    @Test(arguments: [1, 3])
    func `is within the limit, and used, and goes to cars`(threads: Int) throws {
        let (live, breaches) = try Self.live(threads: threads)
        #expect(breaches == [])
        let told = live.total.calls.inOrder.filter {
            $0.direction == .in && $0.action == .setChargingProfile
        }
        #expect(told.reduce(0) { $0 + ($1.outcome == .ok ? $1.count : 0) } > 20)
        #expect(told.allSatisfy { $0.outcome == .ok })

        let windows = live.power.filter { $0.start >= Self.bootedAndTold }
        try #require(windows.count > 5)
        for window in windows {
            let node = try #require(window.records.first)
            #expect(max(node.l1, node.l2, node.l3) <= 60_000, "from \(window.start)")
        }
        #expect(windows.contains { $0.records[0].l1 > 50_000 })

        // What flowed at the grid connection is what cars got.
        let flowed = live.power.reduce(0.0) { sum, window in
            let milliwatts = Double(window.records.first?.milliwatts ?? 0)
            return sum + milliwatts * Double((window.end - window.start).nanoseconds) / 3_600e9
        }
        let delivered = live.total.sessions.reduce(0) { $0 + $1.deliveredMilliwattHours }
        #expect(delivered > 0)
        #expect(abs(flowed - Double(delivered)) < 0.01 * Double(delivered))
    }
}
