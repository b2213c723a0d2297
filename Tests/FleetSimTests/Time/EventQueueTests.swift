import FleetSim
import Testing

@Suite struct EventQueueTests {
    @Test func `an empty queue has nothing due`() {
        var queue = EventQueue()
        #expect(queue.isEmpty == true)
        #expect(queue.earliest == nil)
        #expect(queue.pop(until: .distantFuture) == nil)
    }

    @Test func `what is probably next is next, once a slot holds one moment only`() {
        var queue = EventQueue()
        #expect(queue.probablyNext == nil)
        let tie = SimTime(nanoseconds: 1000)
        for payload in 1...40 { queue.push(UInt64(payload), at: tie) }
        queue.push(41, at: SimTime(nanoseconds: 1 << 30))
        while let guess = queue.probablyNext {
            let count = queue.count
            #expect(queue.pop(until: .distantFuture)?.payload == guess)
            #expect(queue.count == count - 1)
        }
        #expect(queue.isEmpty == true)
    }

    @Test func `events leave in order of their times`() {
        var queue = EventQueue()
        for (payload, time) in [40, 7, 5_000_000_000, 7_000, 0].enumerated() {
            queue.push(UInt64(payload), at: SimTime(nanoseconds: Int64(time)))
        }
        #expect(queue.count == 5)
        #expect(drain(&queue).map(\.payload) == [4, 1, 0, 3, 2])
        #expect(queue.isEmpty == true)
    }

    @Test(arguments: [0, 1, 63, 64, 1 << 30, SimTime.distantFuture.nanoseconds])
    func `equal times leave in order of pushing`(moment: Int64) {
        var queue = EventQueue()
        let time = SimTime(nanoseconds: moment)
        for payload in 0..<1000 { queue.push(UInt64(payload), at: time) }
        #expect(drain(&queue).map(\.payload) == Array(0..<1000))
    }

    @Test func `a tie is kept when its events were pushed from different distances`() {
        var queue = EventQueue()
        let tie = SimTime(nanoseconds: 1 << 40)
        queue.push(0, at: tie)
        for step in 1...40 {
            queue.push(99, at: SimTime(nanoseconds: tie.nanoseconds - 1 << (40 - step)))
            _ = queue.pop(until: SimTime(nanoseconds: tie.nanoseconds - 1))
            queue.push(UInt64(step), at: tie)
        }
        #expect(drain(&queue).map(\.payload) == Array(0...40))
    }

    @Test func `an event pushed at the present moment comes after those already there`() {
        var queue = EventQueue()
        let now = SimTime(nanoseconds: 777)
        queue.push(1, at: now)
        queue.push(2, at: now)
        #expect(queue.pop(until: now)?.payload == 1)
        queue.push(3, at: now)
        #expect(drain(&queue).map(\.payload) == [2, 3])
    }

    @Test func `an event later than the limit stays`() {
        var queue = EventQueue()
        queue.push(1, at: SimTime(nanoseconds: 1_000))
        #expect(queue.pop(until: SimTime(nanoseconds: 999)) == nil)
        #expect(queue.count == 1)
        #expect(queue.pop(until: SimTime(nanoseconds: 1_000))?.payload == 1)
    }

    @Test func `an arrival may come before the next event after a pop in vain`() {
        var queue = EventQueue()
        for payload in 0..<100 {
            queue.push(UInt64(payload), at: SimTime(nanoseconds: 1_000_000 + Int64(payload)))
        }
        let limit = SimTime(nanoseconds: 999_999)
        #expect(queue.pop(until: limit) == nil)
        queue.push(500, at: limit)
        #expect(queue.pop(until: .distantFuture)?.payload == 500)
        #expect(drain(&queue).map(\.payload) == Array(0..<100))
    }

    @Test func `pushing before a settled moment traps`() async {
        await #expect(processExitsWith: .failure) {
            var queue = EventQueue()
            queue.push(1, at: SimTime(nanoseconds: 10))
            _ = queue.pop(until: .distantFuture)
            queue.push(2, at: SimTime(nanoseconds: 9))
        }
    }

    @Test func `pushing before the run began traps`() async {
        await #expect(processExitsWith: .failure) {
            var queue = EventQueue()
            queue.push(1, at: SimTime(nanoseconds: -1))
        }
    }

    private func drain(_ queue: inout EventQueue) -> [EventQueue.Entry] {
        var entries: [EventQueue.Entry] = []
        while let entry = queue.pop(until: .distantFuture) { entries.append(entry) }
        return entries
    }
}
