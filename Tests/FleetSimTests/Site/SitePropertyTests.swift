import Testing

@testable import FleetSim

/// Sites drawn at random: trees of limits, laws, cars of every kind, and what else draws there.
@Suite("any site, whatever is drawn")
struct SitePropertyTests {
    /// What flowed, by steps and by sessions.
    private struct Ledger: SiteWitness {
        static var wantsTags: Bool { false }

        private var last = SiteStep(time: .zero)
        private(set) var byPower = EnergySum()
        private(set) var bySessions: Int64 = 0
        private(set) var requested: Int64 = 0
        private(set) var mostOverdelivered: Int64 = 0
        private(set) var sessions = 0
        private(set) var unexplained: Int64 = 0

        mutating func record(_ step: SiteStep) {
            byPower.add(last.milliwatts, for: (step.time - last.time).nanoseconds)
            last = step
        }

        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            sessions += 1
            bySessions += session.deliveredMilliwattHours
            requested += session.requestedMilliwattHours
            let over = session.deliveredMilliwattHours - session.requestedMilliwattHours
            mostOverdelivered = max(mostOverdelivered, over)
            let causes = Shortfall.Cause.allCases.reduce(Int64(0)) { $0 + account.shortfall[$1] }
            unexplained = max(unexplained, abs(max(0, -over) - causes))
        }
    }

    private struct Chance {
        private var random: RandomStream

        init(_ seed: UInt64) { random = RandomStream(seed: seed, entity: 0, purpose: .ties) }

        mutating func number(_ range: ClosedRange<Int>) -> Int {
            range.lowerBound + Int(random.below(UInt64(range.count)))
        }

        mutating func pick<Element>(_ elements: [Element]) -> Element {
            elements[number(0...elements.count - 1)]
        }
    }

    private static let laws: [SharingLaw] = [
        .equal, .maxMin, .proportional, .firstCome, .earliestDeadline,
        .leastLaxity(atLeast: .seconds(60)), .roundRobin, .rotation(every: .seconds(900)),
    ]

    private func tree(_ chance: inout Chance, _ layout: SiteLayout) -> LimitTree {
        var nodes: [LimitTree.Node] = []
        for place in 0..<chance.number(1...6) {
            let limit = PerLine(all: Int64(chance.number(6...150)) * 1_000)
            let parent = place == 0 ? nil : chance.number(0...place - 1)
            nodes.append(
                LimitTree.Node(
                    name: "\(place)",
                    parent: parent,
                    limit: chance.number(0...4) == 0 ? nil : limit
                )
            )
        }
        let stations = layout.bays.map { bay in
            LimitTree.Station(
                node: chance.number(0...nodes.count - 1),
                rotation: bay.rotation,
                milliamperes: bay.milliamperes
            )
        }
        return LimitTree(nodes: nodes, stations: stations)
    }

    private func layout(_ chance: inout Chance) -> SiteLayout {
        var layout = SiteLayout.equal(chance.number(1...15), phases: 3)
        for bay in layout.bays.indices {
            layout.bays[bay].milliamperes = Int64(chance.number(6...32)) * 1_000
            layout.bays[bay].phases = UInt8(chance.number(1...3))
            layout.bays[bay].rotation = chance.pick([.rst, .str, .trs])
        }
        return layout
    }

    private func battery(_ chance: inout Chance) -> Battery {
        Battery(
            milliwattHours: Int64(chance.number(20_000...90_000)) * 1_000,
            aim: 0.95,
            acceptance: .tapering(
                from: 0.7,
                milliwatts: Double(chance.number(2_000...22_000)) * 1_000
            )
        )
    }

    private func visits(_ chance: inout Chance, withBatteries: Bool) -> [Visit] {
        var clock = SimTime.zero
        return (0..<chance.number(1...60)).map { index in
            clock = clock + .seconds(Int64(chance.number(0...1_200)))
            let stay = SimDuration.seconds(Int64(chance.number(60...20_000)))
            var visit = Visit.atOnce(
                Int32(index),
                at: clock,
                chance.pick([.after(stay), .at(clock + stay), .whenFull(then: .seconds(300))])
            )
            visit.demandMilliwattHours = Int64(chance.number(0...40_000)) * 1_000
            let hasBattery = withBatteries && chance.number(0...1) == 0
            visit.vehicle = Vehicle(
                phases: UInt8(chance.number(1...3)),
                milliamperes: Int32(chance.number(6...32)) * 1_000,
                reacts: .seconds(Int64(chance.pick([0, 0, 5]))),
                losses: hasBattery ? chance.pick([.none, .typical]) : .none,
                battery: hasBattery ? battery(&chance) : nil
            )
            visit.patience = .seconds(Int64(chance.number(0...3_600)))
            visit.balksAt = Int32(chance.number(0...10))
            visit.misstatement = .seconds(Int64(chance.number(-3_600...3_600)))
            visit.plugsAfter = .seconds(Int64(chance.number(0...60)))
            visit.unplugsAfter = .seconds(Int64(chance.number(0...60)))
            return visit
        }
    }

    private func machine(
        _ seed: UInt64,
        withBatteries: Bool
    ) throws -> SiteMachine<Ledger> {
        var chance = Chance(seed)
        let layout = layout(&chance)
        let tree = tree(&chance, layout)
        let flows = (0..<chance.number(0...2)).map { _ in
            let steps = (0..<4).map { hour in
                LoadProfile.Step(
                    from: .seconds(Int64(hour) * 3_600),
                    load: PerLine(all: Int64(chance.number(-20_000...30_000)))
                )
            }
            return SiteElectricity.Flow(
                node: chance.number(0...tree.nodes.count - 1),
                profile: LoadProfile(steps, period: .seconds(4 * 3_600))
            )
        }
        let sharing = PowerSharing(
            try SiteSupply(tree),
            by: chance.pick(Self.laws),
            at: chance.pick([.immediate, .patient])
        )
        return SiteMachine(
            layout,
            source: .listed(visits(&chance, withBatteries: withBatteries)[...], seed: seed),
            electricity: .plain(
                sharing,
                flows: flows.sorted { $0.node < $1.node },
                meter: LoadMeter(interval: .seconds(10), delay: .seconds(2))
            ),
            witness: Ledger()
        )
    }

    @Test("no limit is exceeded at any moment, and no energy appears or vanishes")
    func limitsAndEnergy() throws {
        var sessions = 0
        for seed in UInt64(1)...1_000 {
            var machine = try machine(seed, withBatteries: false)
            try watch(&machine, seed)
            let ledger = machine.witness
            sessions += ledger.sessions
            // Each session is told in whole milliwatt-hours.
            let still = machine.cars.reduce(Int64(0)) {
                $0 + $1.charge.milliwattHours(at: machine.now)
            }
            let difference = ledger.byPower.milliwattHours - ledger.bySessions - still
            let cars = Int64(ledger.sessions + machine.cars.count)
            #expect(abs(difference) <= cars, "seed \(seed)")
            #expect(ledger.mostOverdelivered <= 0, "seed \(seed)")
            #expect(ledger.unexplained <= 1, "seed \(seed)")
        }
        #expect(sessions > 20_000)
    }

    @Test("nor with batteries that take less the fuller they are")
    func batteries() throws {
        for seed in UInt64(2_001)...2_300 {
            var machine = try machine(seed, withBatteries: true)
            try watch(&machine, seed)
            let ledger = machine.witness
            // Losses at low currents come on top of what drivers want.
            #expect(ledger.bySessions <= ledger.requested * 125 / 100, "seed \(seed)")
        }
    }

    /// Plays a site to its end and looks at every limit after each moment.
    private func watch(_ machine: inout SiteMachine<Ledger>, _ seed: UInt64) throws {
        while let next = machine.queue.earliest, next < .zero + .seconds(3 * 86_400) {
            machine.run(through: next)
            let supply = try #require(machine.electricity?.sharing.supply)
            var drawn = Drawn(supply)
            var offered = Drawn(supply)
            for (bay, car) in machine.cars.enumerated() {
                guard car.charge.plug.worth > 0 else { continue }
                let plug = car.charge.plug
                let power = car.charge.milliwatts(at: next)
                let terms = supply.terms(of: bay, phases: plug.phases)
                drawn.add((power + plug.worth - 1) / plug.worth, to: terms)
                offered.add(car.offered, to: terms)
                // Nobody is served who has gone.
                let isServed = machine.electricity?.sharing.demand(at: bay) != nil
                #expect(isServed == car.asks, "seed \(seed) at \(next)")
            }
            #expect(drawn.isWithinLimits, "seed \(seed) at \(next)")
            #expect(offered.isWithinLimits, "seed \(seed) at \(next)")
        }
    }
}
