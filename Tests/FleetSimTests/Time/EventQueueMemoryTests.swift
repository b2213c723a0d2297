import FleetSim
import Testing

@Suite struct EventQueueMemoryTests {
    @Test(arguments: [1, 100, 10_000])
    func `the steady state allocates nothing`(pending: Int) {
        var queue = EventQueue()
        var random = RandomStream(seed: 1, entity: 0, purpose: .ties)
        for _ in 0..<pending {
            queue.push(0, at: SimTime(nanoseconds: Int64(random.below(1 << 32))))
        }
        hold(&queue, rounds: 20 * pending, using: &random)
        let warm = queue.allocations
        hold(&queue, rounds: 100_000, using: &random)
        #expect(queue.allocations == warm)
    }

    @Test func `memory is asked for in few large pieces`() {
        var queue = EventQueue()
        for payload in 0..<1_000_000 {
            queue.push(UInt64(payload), at: SimTime(nanoseconds: Int64(payload)))
        }
        #expect(queue.allocations < 32)
    }

    @Test func `memory that was filled once is filled again`() {
        var queue = EventQueue()
        var warm = 0
        for round in 0..<10 {
            for payload in 0..<10_000 {
                queue.push(UInt64(payload), at: SimTime(nanoseconds: Int64(round) << 32))
            }
            if round == 0 { warm = queue.allocations }
            while queue.pop(until: .distantFuture) != nil {}
        }
        #expect(queue.allocations == warm)
    }

    @Test func `an entry takes 16 bytes`() {
        #expect(MemoryLayout<EventQueue.Entry>.stride == 16)
    }

    private func hold(
        _ queue: inout EventQueue,
        rounds: Int,
        using random: inout RandomStream
    ) {
        for _ in 0..<rounds {
            guard let entry = queue.pop(until: .distantFuture) else { return }
            let gap = SimDuration(nanoseconds: Int64(random.below(1 << 32)))
            queue.push(entry.payload, at: entry.time + gap)
        }
    }
}
