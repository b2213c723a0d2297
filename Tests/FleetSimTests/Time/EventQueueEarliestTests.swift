import FleetSim
import Testing

@Suite struct EventQueueEarliestTests {
    @Test(arguments: [0, 5, 64, 1 << 20, 1 << 61])
    func `earliest is exact for an event alone`(moment: Int64) {
        var queue = EventQueue()
        queue.push(1, at: SimTime(nanoseconds: moment))
        #expect(queue.earliest == SimTime(nanoseconds: moment))
    }

    @Test func `earliest is exact for events at hand`() {
        var queue = EventQueue()
        for _ in 0..<3 { queue.push(1, at: SimTime(nanoseconds: 42)) }
        #expect(queue.earliest == SimTime(nanoseconds: 42))
    }

    @Test func `earliest is the start of the slot for events that share one`() {
        var queue = EventQueue()
        queue.push(1, at: SimTime(nanoseconds: 64 * 64 + 100))
        queue.push(2, at: SimTime(nanoseconds: 64 * 64 + 200))
        #expect(queue.earliest == SimTime(nanoseconds: 64 * 64))
    }

    @Test func `waiting for earliest again and again reaches the next event in few steps`() {
        var queue = EventQueue()
        let next = SimTime(nanoseconds: 0x2345_6789_abcd_ef01)
        queue.push(1, at: next)
        queue.push(2, at: SimTime(nanoseconds: next.nanoseconds + 1))
        var waits = 0
        while let reached = queue.earliest {
            waits += 1
            #expect(reached <= next)
            if let entry = queue.pop(until: reached) {
                #expect(entry.time == next)
                break
            }
        }
        // Once per level at most.
        #expect(waits <= 11)
    }
}
