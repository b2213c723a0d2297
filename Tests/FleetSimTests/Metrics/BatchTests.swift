import FleetSim
import Testing

@Suite struct BatchTests {
    @Test func `shards' batches merge to the same in any order`() {
        let shards = (0..<3).map(Self.shard)
        let merged = [[0, 1, 2], [2, 1, 0], [1, 2, 0]].map { order in
            var batch = Batch()
            for index in order { batch.merge(shards[index]) }
            return batch
        }
        for batch in merged {
            #expect(batch.sessions == merged[0].sessions)
            #expect(batch.notables == merged[0].notables)
            #expect(batch.singles == merged[0].singles)
            #expect(batch.connections == merged[0].connections)
        }
        let first = merged[0]
        #expect(first.sessions.map(\.site) == [0, 1, 2, 0, 1, 2])
        #expect(first.notables.map(\.detail) == ["0", "1", "2"])
        #expect(first.singles.map(\.charger) == [2, 1, 0])
        #expect(first.handled == 3)
        #expect(first.connections.connected == 3)
        #expect(first.connections.handshake.count == 3)
        #expect(first.calls.inOrder.map(\.count) == [3])
        #expect(first.calls.inOrder.map(\.latency.max) == [3_000])
    }

    @Test func `a cleared batch holds nothing`() {
        var batch = Self.shard(1)
        batch.clear()
        #expect(batch.sessions.isEmpty && batch.notables.isEmpty && batch.singles.isEmpty)
        #expect(batch.calls.inOrder.isEmpty)
        #expect(batch.connections == ConnectionCounts())
        #expect(batch.handled == 0)
    }

    private static func shard(_ number: Int) -> Batch {
        var batch = Batch()
        let site = Int32(number)
        let moment = SimTime.zero + .seconds(60)
        batch.sessions = [
            session(site: site, left: moment), session(site: site, left: moment + .seconds(1)),
        ]
        batch.notables = [
            Notable(at: moment, charger: nil, kind: "storm", detail: "\(number)")
        ]
        batch.singles = [
            CallRecord(
                charger: site,
                action: .heartbeat,
                direction: .out,
                intended: moment - .seconds(Int64(number)),
                outcome: .lost
            )
        ]
        batch.calls.record(
            .heartbeat,
            .out,
            .ok,
            latency: .milliseconds(Int64(number + 1)),
            service: .milliseconds(1),
            bytesSent: 10,
            bytesReceived: 20
        )
        batch.connections.connected = 1
        batch.connections.handshake.record(5)
        batch.handled = 1
        return batch
    }

    private static func session(site: Int32, left: SimTime) -> SessionRecord {
        SessionRecord(
            site: site,
            visit: 0,
            arrived: .zero,
            left: left,
            requestedMilliwattHours: 1,
            deliveredMilliwattHours: 1,
            outcome: .served
        )
    }
}
