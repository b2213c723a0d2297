import Testing

@testable import FleetSim

/// Lives of a charger with drivers and a CSMS that do as the dice fall.
///
/// That no connector ever makes a move which OCPP does not permit is claimed by a precondition of
/// `Connector`, and so by every life that comes to its end.
@Suite struct `random lives of a charger` {
    private static let livesPerCase: UInt64 = 50

    @Test(arguments: UInt64(0)..<20)
    func `one call at a time, no message of a transaction lost, none out of order`(part: UInt64) {
        for seed in part * Self.livesPerCase..<(part + 1) * Self.livesPerCase {
            var life = RandomLife(seed: seed)
            life.live()
            life.end()
        }
    }
}

/// One such life.
struct RandomLife {
    private var bench: ChargerBench
    private var random: RandomStream
    private let desk: MoodyDesk
    private let ledger: TransactionLedger
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        random = RandomStream(seed: seed, entity: 0, purpose: .ties)
        let desk = MoodyDesk(seed: seed)
        let queueDepth = random.pick([3, 20, 1_000])
        var habits = ChargerMake.Habits()
        habits.access.ways = random.pick([[.card], [.card, .pin, .remote, .plug, .free]])
        habits.access.unlocksByPIN = random.chance(0.8)
        habits.access.isLockedWhenAvailable = random.chance(0.3)
        habits.access.takesCableFirst = random.chance(0.3)
        let ledger = TransactionLedger(queueDepth: queueDepth, name: "seed \(seed)")
        bench = ChargerBench(
            connectors: Int(random.below(3)) + 1,
            hasLock: random.chance(0.5),
            bootsOnReconnect: random.chance(0.2),
            queueDepth: queueDepth,
            habits: habits,
            flushPause: random.pick([.zero, .seconds(3)]),
            repeatsStatusOnReconnect: random.chance(0.2),
            reversesCards: random.chance(0.2),
            configuration: [(.messageTimeout, "10"), (.transactionMessageRetryInterval, "20")],
            csms: desk.answer
        )
        bench.watch = ledger.see
        self.desk = desk
        self.ledger = ledger
    }

    mutating func live() {
        bench.powerOn()
        for _ in 0..<60 {
            happen()
            bench.answersAfter = random.pick([.milliseconds(40), .seconds(1), .seconds(12)])
            bench.advance(seconds: Int64(random.below(90)))
            #expect(bench.mostOpenCalls <= 1, "seed \(seed): two calls are open")
            bench.forget()
        }
    }

    /// Left in peace the charger comes back, tells what it has to tell, and is free.
    mutating func end() {
        desk.isCalm = true
        if bench.charger.isDark { bench.suffer(.powerBack) }
        bench.isReachable = true
        for connector in 1...bench.charger.connectors.count {
            bench.suffer(.mended(connector: UInt8(connector)))
        }
        bench.answersAfter = .milliseconds(40)
        bench.advance(seconds: 12_000)
        #expect(bench.charger.link == .up, "seed \(seed)")
        #expect(bench.charger.registration == .accepted, "seed \(seed)")
        for connector in bench.charger.connectors {
            #expect(connector.transaction == nil, "seed \(seed)")
            #expect(connector.step == .vacant, "seed \(seed)")
            let rests: [ChargePointStatus] = [.available, .unavailable]
            #expect(rests.contains(connector.status), "seed \(seed): \(connector.status)")
            #expect(connector.reported == connector.status, "seed \(seed)")
        }
        #expect(bench.mostOpenCalls <= 1, "seed \(seed): two calls are open")
        ledger.close(bench.charger)
    }

    private mutating func happen() {
        let connector = Int(random.below(UInt64(bench.charger.connectors.count))) + 1
        switch random.below(13) {
        case 0, 1, 2:
            let isTaken = bench.charger.connectors[connector - 1].step != .vacant
            guard !isTaken, !bench.charger.isDark else { return }
            bench.arrive(
                connector: connector,
                tag: random.pick(RandomCall.tags),
                staySeconds: Int64(random.below(1_200)) + 1,
                wattHours: Int64(random.below(4_000)),
                waitsSeconds: random.pick([0, 0, 120, 3_000]),
                whim: UInt8(random.below(256))
            )
        case 3:
            guard !bench.charger.isDark else { return }
            bench.holdCard(random.pick(RandomCall.tags), connector: connector)
        case 4: bench.isReachable.toggle()
        case 5:
            if bench.charger.link == .up { bench.close() }
        case 6: bench.suffer(bench.charger.isDark ? .powerBack : .powerLost)
        case 7: bench.suffer(.failed(connector: UInt8(connector), .groundFailure))
        case 8: bench.suffer(.mended(connector: UInt8(connector)))
        default:
            let call = random.pick(RandomCall.all)
            bench.receive("[2,\"c\",\"\(call.action)\",\(call.payload(&random))]")
        }
    }
}
