import Scenarios
import Testing

@testable import FleetSim

@Suite struct `how many are connected within a window` {
    private func counts(_ changes: [(second: Double, change: Int)]) -> ConnectionCounts {
        var counts = ConnectionCounts()
        for (second, change) in changes {
            let time = SimTime.zero + SimDuration(nanoseconds: Int64(second * 1e9))
            for _ in 0..<abs(change) {
                if change > 0 { counts.open(at: time) } else { counts.close(at: time) }
            }
            counts.connected += change
        }
        return counts
    }

    @Test func `is least and most at the ends of its seconds`() {
        let dip = counts([(60.2, 3), (62.5, -3), (62.9, 1), (80, 2)])
        #expect(dip.course.range(endingWith: 3) == 0...3)
        // Nine of ten in between: what is over within its second is not seen.
        let turns = counts((0..<10).flatMap { [(Double($0), -1), (Double($0) + 0.5, 1)] })
        #expect(turns.course.range(endingWith: 10) == 10...10)
        #expect(counts([]).course.range(endingWith: 7) == 7...7)
        #expect(counts([(1, 4), (2, -2), (9, -2)]).course.range(endingWith: 0) == 0...4)
    }

    @Test func `is that of the whole fleet, however it is split`() {
        let one = counts([(1, 5), (3, -5), (9, 5)])
        let other = counts([(2, 5), (3.5, -4), (5, 4)])
        var whole = one
        whole.merge(other)
        var turned = other
        turned.merge(one)
        #expect(whole == turned)
        // Each was at zero once, both together had one left.
        #expect(whole.course.range(endingWith: 10) == 0...10)
        let later = counts([(10, -10), (12, 10)])
        whole.merge(later)
        #expect(whole.course.range(endingWith: 10) == 0...10)
        #expect(counts([(3, -9), (5, 4), (9, 5)]).course.range(endingWith: 10) == 1...10)
    }

    @Test func `shows a restart of the CSMS that is over before the window is, over any threads`()
        throws
    {
        var scenario = Scenario.fixture(hours: 1, sites: 20, chargersPerSite: 1, perDay: 0)
        scenario.window = .seconds(1_800)
        scenario.faults = [
            FaultSpec(at: .seconds(2_000), kind: .csmsRestart(down: .seconds(5)))
        ]
        let one = try scenario.simulated(SimulationOptions(threads: 1)).connections
        let three = try scenario.simulated(SimulationOptions(threads: 3)).connections
        #expect(one == three)
        #expect(one.count == 2 && one.map(\.connected) == [20, 20])
        #expect(one[1].closed == 20 && one[1].opened == 20)
        #expect(one[1].course.range(endingWith: 20) == 0...20)
    }
}
