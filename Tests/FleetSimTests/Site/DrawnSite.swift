import Scenarios

@testable import FleetSim

/// A site drawn at random: a tree of limits, a law, what else draws there, and cars of every kind.
struct DrawnSite {
    struct Chance {
        private var random: RandomStream

        init(_ seed: UInt64) { random = RandomStream(seed: seed, entity: 0, purpose: .ties) }

        mutating func number(_ range: ClosedRange<Int>) -> Int {
            range.lowerBound + Int(random.below(UInt64(range.count)))
        }

        mutating func pick<Element>(_ elements: [Element]) -> Element {
            elements[number(0...elements.count - 1)]
        }

        /// Less than a second, and no other event's part of one.
        mutating func part() -> SimDuration {
            SimDuration(nanoseconds: Int64(number(1...999_999_999)))
        }
    }

    static let laws: [SharingLaw] = [
        .equal, .maxMin, .proportional, .firstCome, .earliestDeadline, .leastLaxity, .roundRobin,
        .rotation,
    ]

    let seed: UInt64
    var layout: SiteLayout
    var visits: [Visit]
    var electricity: SiteElectricity?

    var source: VisitSource { .listed(visits[...], seed: seed) }

    init(_ seed: UInt64, withBatteries: Bool) throws {
        self.seed = seed
        var chance = Chance(seed)
        layout = Self.layout(&chance)
        let tree = Self.tree(&chance, layout)
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
        visits = Self.visits(&chance, withBatteries: withBatteries)
        electricity = .plain(
            sharing,
            flows: flows.sorted { $0.node < $1.node },
            meter: LoadMeter(interval: .seconds(10), delay: .seconds(2))
        )
    }

    private static func tree(_ chance: inout Chance, _ layout: SiteLayout) -> LimitTree {
        var nodes: [LimitTree.Node] = []
        for index in 0..<chance.number(1...6) {
            let limit = PerLine(all: Int64(chance.number(6...150)) * 1_000)
            let parent = index == 0 ? nil : chance.number(0...index - 1)
            nodes.append(
                LimitTree.Node(
                    name: "\(index)",
                    parent: parent,
                    limit: chance.number(0...4) == 0 ? nil : limit
                )
            )
        }
        let outlets = layout.bays.map { bay in
            LimitTree.OutletWiring(
                node: chance.number(0...nodes.count - 1),
                rotation: bay.rotation,
                milliamperes: Int64(bay.outlet.milliamperes)
            )
        }
        return LimitTree(nodes: nodes, outlets: outlets)
    }

    private static func layout(_ chance: inout Chance) -> SiteLayout {
        var layout = SiteLayout.equal(chance.number(1...15), phases: 3)
        for bay in layout.bays.indices {
            layout.bays[bay].outlet.milliamperes = Int32(chance.number(6...32)) * 1_000
            layout.bays[bay].outlet.phases = UInt8(chance.number(1...3))
            layout.bays[bay].rotation = chance.pick([.rst, .str, .trs])
        }
        return layout
    }

    private static func battery(_ chance: inout Chance) -> Battery {
        Battery(
            milliwattHours: Int64(chance.number(20_000...90_000)) * 1_000,
            aim: 0.95,
            acceptance: .tapering(
                from: 0.7,
                milliwatts: Double(chance.number(2_000...22_000)) * 1_000
            )
        )
    }

    private static func visits(_ chance: inout Chance, withBatteries: Bool) -> [Visit] {
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
                waits: .seconds(Int64(chance.pick([0, 0, 0, 600]))),
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
}
