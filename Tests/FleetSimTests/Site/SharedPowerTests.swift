import Testing

@testable import FleetSim

@Suite("sites that share power, against theory")
struct SharedPowerTests {
    /// A current beside which the least that cars charge with does not count.
    private let full: Int64 = 1_000_000
    /// The energy of a mean visit: an hour at full current.
    private let mean = 230.0 * 1_000 * 1_000

    /// Cars that leave when full, at a site whose limit is a number of them at full power.
    private func outcome(
        bays: Int,
        limit: Int,
        rate: Double,
        energy: (inout RandomStream) -> Double,
        customers: Int,
        seed: UInt64
    ) throws -> Queue.Outcome {
        let queue = Queue(bays: bays, rate: rate, service: Queue.constant(0), line: .none)
        var energies = RandomStream(seed: seed, entity: 1, purpose: .energy)
        let visits = queue.visits(customers, seed: seed).map { visit in
            var visit = visit
            visit.leaving = .whenFull(then: .zero)
            visit.demandMilliwattHours = max(1, Int64(energy(&energies) * mean))
            return visit
        }
        let outlets = (0..<bays).map { _ in
            LimitTree.OutletWiring(node: 0, milliamperes: full)
        }
        let tree = LimitTree(limit: PerLine(all: Int64(limit) * full), outlets: outlets)
        var engine = SiteEngine(
            .equal(bays, milliamperes: Int32(full)),
            source: .listed(visits[...], seed: seed),
            electricity: .plain(PowerSharing(try SiteSupply(tree), by: .maxMin)),
            observer: Queue.Outcome(after: Int32(customers / 10))
        )
        engine.run(through: .distantFuture)
        return engine.observer
    }

    @Test("capped processor sharing stays as long as M/M/8 does, whatever the law of energy")
    func processorSharing() throws {
        for energy in [
            Queue.exponential(1), Queue.constant(1), Queue.lognormal(1, scv: 1),
        ] {
            let found = try Replications(20) { seed in
                try outcome(
                    bays: 120,
                    limit: 8,
                    rate: 6.4,
                    energy: energy,
                    customers: 8_000,
                    seed: seed
                ).meanStay
            }
            #expect(found.reproduces(1.28602808), "\(found)")
        }
    }

    @Test("with few bays it turns away and stays as M/M/4/8 does")
    func fewBays() throws {
        let outcomes = try (1...20).map { seed in
            try outcome(
                bays: 8,
                limit: 4,
                rate: 5,
                energy: Queue.exponential(1),
                customers: 8_000,
                seed: seed
            )
        }
        let blocked = Replications(20) { outcomes[Int($0) - 1].partBalked }
        let stay = Replications(20) { outcomes[Int($0) - 1].meanStay }
        #expect(blocked.reproduces(0.251239879), "\(blocked)")
        #expect(stay.reproduces(1.549750722), "\(stay)")
    }
}
