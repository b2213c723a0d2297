import Testing

@testable import FleetSim

@Suite struct `events` {
    @Test func `an event comes out of its word as it went in`() {
        let maximum = 0xFF_FFFF
        let events: [KernelEvent] = [
            .site(.arrival, of: maximum), .site(.patienceEnds(visit: .max), of: 0),
            .site(.meterShows, of: 1), .site(.shareDue(generation: .max), of: maximum),
            .powerOn(charger: 0), .opened(charger: 7, connection: 3),
            .refused(charger: maximum, connection: .max, byOwnLine: true),
            .refused(charger: 0, connection: .max, byOwnLine: false),
            .closed(charger: 1, connection: 7, byOwnLine: true),
            .closed(charger: 1, connection: 0, byOwnLine: false),
            .frame(FrameSlot(index: .max), charger: maximum),
        ]
        let faults: [ChargerFault] = [
            .setupSaved, .outOfService, .backInService, .powerLost, .powerBack, .switchedOff,
        ]
        for fault in faults {
            let event = KernelEvent.fault(fault, charger: maximum)
            #expect("\(KernelEvent(word: event.word))" == "\(event)")
        }
        for event in events { #expect("\(KernelEvent(word: event.word))" == "\(event)") }
        for timer in ChargerTimer.allCases {
            let event = KernelEvent.timer(
                timer,
                charger: maximum,
                connector: 255,
                generation: 0xFF_FFFF
            )
            #expect("\(KernelEvent(word: event.word))" == "\(event)")
        }
    }

    @Test func `a timer set anew or cancelled no longer counts`() {
        var timers = TimerGenerations<ChargerTimer, 12>()
        let first = timers.arm(.heartbeat)
        let second = timers.arm(.heartbeat)
        let offs = [first, second, second].map { timers.goOff(.heartbeat, generation: $0) }
        #expect(offs == [false, true, false])
        let third = timers.arm(.boot)
        timers.cancel(.boot)
        let cancelledCounts = timers.goOff(.boot, generation: third)
        #expect(!cancelledCounts)
        let fourth = timers.arm(.boot)
        #expect(fourth != third)
    }

    @Test func `generations fit their place in an event, round after round`() {
        var timers = TimerGenerations<ChargerTimer, 12>()
        for _ in 0..<20_000_000 where timers.arm(.retry) > 0xFF_FFFF { Issue.record("too large") }
    }

    @Test func `a charger is small, and so is what the CSMS and its site keep for it`() {
        #expect(MemoryLayout<Charger>.stride <= 496)
        #expect(MemoryLayout<Station>.stride <= 88)
        #expect(MemoryLayout<SiteDrivers>.stride <= 176)
        // Of these 32 bytes tell why energy was missing, and keep what a meter counts below a milliwatt-hour.
        #expect(MemoryLayout<Connector>.stride <= 544)
        #expect(MemoryLayout<ChargerAction>.stride <= 200)
    }

    @Test(arguments: UInt64(1)...30)
    func `a queue gives back what it got, in order`(seed: UInt64) {
        var random = RandomStream(seed: seed, entity: 0, purpose: .ties)
        var fifo = Fifo<Int>()
        var plain: [Int] = []
        for number in 0..<2_000 {
            switch random.below(5) {
            case 0, 1:
                fifo.append(number)
                plain.append(number)
            case 2:
                fifo.prepend(number)
                plain.insert(number, at: 0)
            default:
                let expected = plain.isEmpty ? nil : plain.removeFirst()
                let got = fifo.popFirst()
                #expect(got == expected)
            }
            #expect(fifo.count == plain.count)
            #expect(fifo.first == plain.first)
            let index = Int(random.below(10))
            #expect(fifo[index] == (index < plain.count ? plain[index] : nil))
        }
    }
}
