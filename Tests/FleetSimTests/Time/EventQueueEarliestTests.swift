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

    @Test(arguments: [Int64(64 * 64), 1 << 40, 0x2345_6789_abcd_ef00])
    func `earliest is exact for events that share a slot`(start: Int64) {
        var queue = EventQueue()
        queue.push(1, at: SimTime(nanoseconds: start + 200))
        queue.push(2, at: SimTime(nanoseconds: start + 100))
        #expect(queue.earliest == SimTime(nanoseconds: start + 100))
        #expect(queue.pop(until: SimTime(nanoseconds: start + 99)) == nil)
        #expect(queue.earliest == SimTime(nanoseconds: start + 100))
        #expect(queue.pop(until: SimTime(nanoseconds: start + 100))?.payload == 2)
        #expect(queue.earliest == SimTime(nanoseconds: start + 200))
    }

    @Test func `the second of two events far ahead leaves before one pushed at their moment`() {
        var queue = EventQueue()
        let moment = SimTime(nanoseconds: 0x2345_6789_abcd_ef01)
        queue.push(1, at: moment)
        queue.push(2, at: moment)
        #expect(queue.pop(until: moment)?.payload == 1)
        queue.push(3, at: moment)
        #expect(queue.pop(until: moment)?.payload == 2)
        #expect(queue.pop(until: moment)?.payload == 3)
    }
}
