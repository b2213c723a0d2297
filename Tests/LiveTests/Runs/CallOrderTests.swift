import Testing

@testable import FleetSim

@Suite struct `orders of calls` {
    @Test func `calls that changed places are told unless the run was as late as they were apart`()
    {
        let virtual = calls([(.bootNotification, 1), (.heartbeat, 10), (.authorize, 14)])
        let swapped = calls([(.bootNotification, 1), (.authorize, 14), (.heartbeat, 15)])
        #expect(order(virtual, virtual, lateBy: 0).difference == nil)
        let told = order(swapped, virtual, lateBy: 0).difference
        #expect(told?.contains("Authorize came before Heartbeat") == true)
        // Two events of a charger can be late before the third, and its connection.
        #expect(order(swapped, virtual, lateBy: 1).difference != nil)
        #expect(order(swapped, virtual, lateBy: 2).difference == nil)
    }

    @Test func `a call that is missing or too often is told, but for the last`() {
        let three = calls([(.bootNotification, 1), (.heartbeat, 10), (.authorize, 14)])
        var four = three
        four.singles += calls([(.heartbeat, 20)]).singles
        let one = calls([(.bootNotification, 1)])
        #expect(order(three, four, lateBy: 0).difference == nil)
        #expect(order(four, three, lateBy: 0).difference == nil)
        #expect(order(one, three, lateBy: 0).difference?.contains("no Heartbeat") == true)
        #expect(order(three, one, lateBy: 0).difference?.contains("too often") == true)
    }

    @Test func `only a late run may be given more time`() {
        let one = calls([(.bootNotification, 1)])
        #expect(!order(one, one, lateBy: 0).isLate)
        #expect(order(one, one, lateBy: 1).isLate)
    }

    private func order(_ live: Batch, _ virtual: Batch, lateBy seconds: Int64) -> CallOrder {
        var total = live
        total.lag.lag.record(seconds * 1_000_000)
        let result = RunResult(status: .complete, reached: live.end, events: 0, fingerprint: 0)
        return CallOrder(LiveOutcome(result: result, total: total), beside: virtual, at: 1)
    }

    private func calls(_ calls: [(action: Action, second: Int64)]) -> Batch {
        var batch = Batch()
        batch.end = .zero + .seconds(60)
        batch.singles = calls.map { call in
            let sent = SimTime.zero + .seconds(call.second)
            return CallRecord(
                charger: 0,
                action: call.action,
                direction: .out,
                intended: sent,
                sent: sent,
                replied: sent,
                outcome: .ok
            )
        }
        return batch
    }
}
