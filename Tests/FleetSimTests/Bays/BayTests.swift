import Testing

@testable import FleetSim

/// Bays with a program that speaks no protocol.
@Suite struct `a bay by itself` {
    /// Plugged in after 10 s, identified 5 s later, gone 20 s after its charge; 11.04 kW.
    private func visit(
        at time: SimTime = .zero,
        stay: Visit.Leaving = .after(.seconds(3_600)),
        wattHours: Int64 = 100_000,
        waits: SimDuration = .zero
    ) -> Visit {
        Visit(
            site: 0,
            index: 0,
            arrived: time,
            leaving: stay,
            demandMilliwattHours: wattHours * 1_000,
            vehicle: Vehicle(phases: 3, milliamperes: 16_000, waits: waits),
            token: TokenList.token(0, seed: 0),
            plugsAfter: .seconds(10),
            identifiesAfter: .seconds(5),
            unplugsAfter: .seconds(20)
        )
    }

    private func second(_ seconds: Int64) -> SimTime { .zero + .seconds(seconds) }

    @Test func `a visit goes from pulling up to leaving, with every moment its own`() {
        var program = OneBay(.threePhases)
        program.arrive(visit())
        program.run(until: second(12))
        #expect(program.bay.stage == .plugged(hasAsked: false))
        program.run(until: second(60))
        #expect(program.bay.stage == .charging)
        #expect(program.bay.meter.milliwatts == 11_040_000)
        program.run(until: second(3_610))
        #expect(program.bay.stage == .leaving && program.bay.meter.milliwatts == 0)
        program.run(until: second(4_000))
        #expect(program.bay.isFree && program.bay.visit == nil && program.bay.log == nil)
        let log = program.ended.first?.log
        #expect(log?.plugged == second(10) && log?.started == second(15))
        #expect(log?.stopped == second(3_600) && log?.left == second(3_620))
        #expect(log?.reason == .local)
        // 3,585 s of 11.04 kW.
        #expect(log?.deliveredMilliwattHours == 10_994_000)
    }

    @Test func `a driver who waits for a full battery leaves as long after it`() {
        var program = OneBay(.threePhases)
        program.arrive(visit(stay: .whenFull(then: .seconds(100)), wattHours: 11_040))
        program.run(until: second(10_000))
        let log = program.ended.first?.log
        #expect(log?.deliveredMilliwattHours == 11_040_000)
        #expect(log?.stopped == second(15 + 3_600 + 100))
    }

    @Test func `a car's own timer counts from plugging in`() {
        var program = OneBay(.threePhases)
        program.arrive(visit(stay: .after(.seconds(7_200)), waits: .seconds(600)))
        program.run(until: second(609))
        #expect(program.bay.stage == .charging && program.bay.meter.milliwatts == 0)
        program.run(until: second(610))
        #expect(program.bay.meter.milliwatts == 11_040_000)
    }

    @Test func `while it has failed nothing flows, and the visit has met a fault`() {
        var program = OneBay(.threePhases)
        program.arrive(visit())
        program.run(until: second(1_000))
        program.fails()
        #expect(program.bay.meter.milliwatts == 0 && !program.bay.takes(at: program.now))
        program.run(until: second(2_000))
        program.isMended()
        program.run(until: second(4_000))
        let log = program.ended.first?.log
        #expect(log?.metFault == true)
        // 985 s before it and 1,600 s after it.
        #expect(log?.deliveredMilliwattHours == 7_927_333)
    }

    @Test func `a driver who finds it failed goes without plugging in`() {
        var program = OneBay(.threePhases)
        program.fails()
        program.arrive(visit())
        program.run(until: second(10))
        let log = program.ended.first?.log
        #expect(log?.hindrance == .outOfUse && log?.plugged == nil && log?.left == second(10))
    }

    @Test func `what it is offered less it draws less, and 0 A is nothing`() {
        var program = OneBay(.threePhases)
        program.arrive(visit())
        program.run(until: second(100))
        program.offers(6_000)
        #expect(program.bay.meter.milliwatts == 4_140_000)
        let request = program.bay.request(
            within: Outlet.threePhases.all,
            of: .threePhases,
            at: program.now
        )
        #expect(request?.drawn == 6_000 && request?.maximum == 16_000)
        program.offers(0)
        #expect(program.bay.meter.milliwatts == 0)
        program.offers(16_000)
        #expect(program.bay.meter.milliwatts == 11_040_000)
    }

    @Test func `an allowance ends a charge, whatever the car lacks`() {
        var program = OneBay(.threePhases)
        program.arrive(visit())
        program.run(until: second(15))
        program.bay.allow(1_104_000, from: program.now)
        program.offers(16_000)
        program.run(until: second(380))
        #expect(program.bay.isFinished)
        program.run(until: second(4_000))
        #expect(program.ended.first?.log.stopped == second(15 + 360))
        #expect(program.ended.first?.log.deliveredMilliwattHours == 1_104_000)
        #expect(program.ended.first?.log.reason == .deAuthorized)
    }

    @Test func `a driver asks for a kept cable four times, half a minute apart, and goes`() {
        var program = OneBay(.threePhases)
        program.keepsCables = true
        program.arrive(visit())
        program.run(until: second(3_600))
        #expect(program.bay.keepsCable && program.pleas == 1)
        program.run(until: second(3_689))
        #expect(program.pleas == 3)
        program.run(until: second(3_900))
        #expect(program.pleas == 4)
        #expect(program.ended.first?.log.left == second(3_600 + 4 * 30 + 20))
    }

    @Test func `a cable that the lock lets go of is taken at once`() {
        var program = OneBay(.threePhases)
        program.keepsCables = true
        program.arrive(visit())
        program.run(until: second(3_610))
        program.letGo()
        program.run(until: second(3_900))
        #expect(program.ended.first?.log.left == second(3_630))
    }

    @Test func `without mains a charge ends, and who does not charge yet goes`() {
        var charging = OneBay(.threePhases)
        charging.arrive(visit())
        charging.run(until: second(60))
        charging.losesMains()
        #expect(charging.bay.isFinished)
        var plugged = OneBay(.threePhases)
        plugged.arrive(visit())
        plugged.run(until: second(12))
        plugged.losesMains()
        #expect(plugged.bay.stage == .leaving)
        var arriving = OneBay(.threePhases)
        arriving.arrive(visit())
        arriving.run(until: second(5))
        arriving.losesMains()
        #expect(arriving.bay.isFree && arriving.ended.first?.log.metFault == true)
    }

    @Test(arguments: UInt64(1)...40)
    func `its meter only grows, and no visit gets more than it wants`(seed: UInt64) {
        var dice = RandomStream(seed: seed, entity: 1, purpose: .bay)
        var program = OneBay(.threePhases)
        program.keepsCables = dice.chance(0.3)
        for _ in 0..<6 {
            let wanted = Int64(dice.below(20_000))
            let stay = SimDuration.seconds(Int64(dice.below(7_200)))
            program.arrive(visit(at: program.now, stay: .after(stay), wattHours: wanted))
            for _ in 0..<12 {
                program.run(until: program.now + .seconds(Int64(dice.below(1_500))))
                switch dice.below(6) {
                case 0: program.fails()
                case 1, 2: program.isMended()
                case 3: program.offers(Int32(dice.below(16_001)))
                case 4: program.letGo()
                default: break
                }
            }
            program.run(until: program.now + .seconds(20_000))
            #expect(program.bay.isFree, "seed \(seed)")
            let log = program.ended.last?.log
            #expect(log?.deliveredMilliwattHours ?? 0 <= wanted * 1_000, "seed \(seed)")
        }
        #expect(zip(program.registers, program.registers.dropFirst()).allSatisfy { $0 <= $1 })
        let delivered = program.ended.map(\.log.deliveredMilliwattHours)
        #expect(program.registers.last == delivered.reduce(0, +))
    }
}
