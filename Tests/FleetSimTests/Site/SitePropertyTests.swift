import Testing

@testable import FleetSim

/// Sites drawn at random: trees of limits, laws, cars of every kind, and what else draws there.
@Suite("any site, whatever is drawn")
struct SitePropertyTests {
    /// What flowed, by steps and by sessions.
    private struct Ledger: SiteObserver {
        static var wantsTags: Bool { false }

        private var last = SiteState(time: .zero)
        private(set) var byPower = EnergySum()
        private(set) var bySessions: Int64 = 0
        private(set) var requested: Int64 = 0
        private(set) var maximumOverdelivered: Int64 = 0
        private(set) var sessions = 0
        private(set) var unexplained: Int64 = 0

        mutating func record(_ state: SiteState) {
            byPower.add(last.milliwatts, for: (state.time - last.time).nanoseconds)
            last = state
        }

        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            sessions += 1
            bySessions += session.deliveredMilliwattHours
            requested += session.requestedMilliwattHours
            let over = session.deliveredMilliwattHours - session.requestedMilliwattHours
            maximumOverdelivered = max(maximumOverdelivered, over)
            let causes = Shortfall.Cause.allCases.reduce(Int64(0)) { $0 + account.shortfall[$1] }
            unexplained = max(unexplained, abs(max(0, -over) - causes))
        }
    }

    private func engine(
        _ seed: UInt64,
        withBatteries: Bool
    ) throws -> SiteEngine<Free, Ledger> {
        let site = try DrawnSite(seed, withBatteries: withBatteries)
        return SiteEngine(
            site.layout,
            source: site.source,
            electricity: site.electricity,
            observer: Ledger()
        )
    }

    @Test("no limit is exceeded at any moment, and no energy appears or vanishes")
    func limitsAndEnergy() throws {
        var sessions = 0
        for seed in UInt64(1)...1_000 {
            var engine = try engine(seed, withBatteries: false)
            try watch(&engine, seed)
            var ledger = engine.observer
            // What was told last lasts until now.
            ledger.record(SiteState(time: engine.now))
            sessions += ledger.sessions
            // Each session is told in whole milliwatt-hours.
            let still = engine.bays.reduce(Int64(0)) { $0 + $1.delivered(at: engine.now) }
            let difference = ledger.byPower.milliwattHours - ledger.bySessions - still
            let cars = Int64(ledger.sessions + engine.bays.count)
            #expect(abs(difference) <= cars, "seed \(seed)")
            #expect(ledger.maximumOverdelivered <= 0, "seed \(seed)")
            #expect(ledger.unexplained <= 1, "seed \(seed)")
        }
        #expect(sessions > 20_000)
    }

    @Test("nor with batteries that take less the fuller they are")
    func batteries() throws {
        for seed in UInt64(2_001)...2_300 {
            var engine = try engine(seed, withBatteries: true)
            try watch(&engine, seed)
            let ledger = engine.observer
            // Losses at low currents come on top of what drivers want.
            #expect(ledger.bySessions <= ledger.requested * 125 / 100, "seed \(seed)")
            #expect(ledger.unexplained <= 1, "seed \(seed)")
        }
    }

    /// Plays a site to its end and looks at every limit after each moment.
    private func watch(_ engine: inout SiteEngine<Free, Ledger>, _ seed: UInt64) throws {
        while let next = engine.queue.earliest, next < .zero + .seconds(3 * 86_400) {
            engine.run(through: next)
            let supply = try #require(engine.electricity?.sharing.supply)
            var drawn = Drawn(supply)
            var offered = Drawn(supply)
            for (index, bay) in engine.bays.enumerated() {
                // No driver is served who has gone.
                let isServed = engine.electricity?.sharing.demand(at: index) != nil
                #expect(isServed == bay.takes(at: next), "seed \(seed) at \(next)")
                guard bay.stage == .charging, let vehicle = bay.vehicle else { continue }
                let plug = engine.outlets[index].plug(of: vehicle)
                let terms = supply.terms(of: index, phases: plug.phases)
                let power = bay.guest.intake.milliwatts(by: bay.meter)
                drawn.add((power + plug.wattsPerAmpere - 1) / plug.wattsPerAmpere, to: terms)
                guard bay.takes(at: next) else { continue }
                offered.add(Int64(bay.offer?.milliamperes ?? 0), to: terms)
            }
            #expect(drawn.isWithinLimits, "seed \(seed) at \(next)")
            #expect(offered.isWithinLimits, "seed \(seed) at \(next)")
        }
    }
}
