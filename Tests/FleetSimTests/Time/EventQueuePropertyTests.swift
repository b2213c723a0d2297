import FleetSim
import Testing

/// The wheel against a heap that is too plain to be wrong.
@Suite struct EventQueuePropertyTests {
    @Test(arguments: UInt64(1)...200)
    func `the wheel pops what a heap pops`(seed: UInt64) {
        var random = RandomStream(seed: seed, entity: 0, purpose: .ties)
        var queue = EventQueue()
        var heap = ReferenceQueue()
        var settled: Int64 = 0
        // From a single moment, where everything ties, to nearly all there is.
        let spanBits = seed % 63

        for step in 0..<20_000 {
            let time = SimTime(
                nanoseconds: moment(after: settled, bits: spanBits, using: &random)
            )
            if random.chance(0.001) {
                let rest = random.below(7)
                queue.removeAll { $0 % 7 == rest }
                heap.removeAll { $0 % 7 == rest }
            } else if random.chance(step < 10_000 ? 0.6 : 0.4) {
                queue.push(UInt64(step), at: time)
                heap.push(UInt64(step), at: time)
            } else {
                let limit = random.chance(0.5) ? SimTime.distantFuture : time
                let (popped, expected) = (queue.pop(until: limit), heap.pop(until: limit))
                guard popped?.time == expected?.time, popped?.payload == expected?.payload else {
                    Issue.record("step \(step): \(String(describing: expected)) was next")
                    return
                }
                // A kernel that popped in vain has waited until the limit.
                settled = popped?.time.nanoseconds ?? (heap.count > 0 ? limit.nanoseconds : settled)
            }
            guard queue.count == heap.count, queue.earliest == heap.nextTime else {
                Issue.record("step \(step): wrong count or earliest")
                return
            }
        }
    }

    private func moment(
        after settled: Int64,
        bits: UInt64,
        using random: inout RandomStream
    ) -> Int64 {
        // One in four lies within a short span: ties, and neighbours in the lowest level.
        let span = random.chance(0.25) ? min(bits, 3) : bits
        let later = Int64(random.below(1 &<< span))
        return min(settled &+ later, SimTime.distantFuture.nanoseconds)
    }
}
