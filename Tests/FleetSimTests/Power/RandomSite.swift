@testable import FleetSim

/// A tree of limits and cars beneath it, drawn from a seed.
struct RandomSite {
    var tree: LimitTree
    var loads: [PerLine]
    var demands: [Demand]

    init(seed: UInt64) {
        var dice = FrameDice(seed: seed)
        let nodes = Self.nodes(&dice)
        let outlets = dice.list(1...40) { dice in
            LimitTree.OutletWiring(
                node: dice.number(0...nodes.count - 1),
                rotation: dice.any(),
                milliamperes: [10_000, 16_000, 32_000, 80_000][dice.number(0...3)]
            )
        }
        tree = LimitTree(nodes: nodes, outlets: outlets)
        loads = nodes.map { _ in
            dice.number(0...2) == 0
                ? PerLine(
                    Int64(dice.number(-20_000...30_000)),
                    Int64(dice.number(-20_000...30_000)),
                    Int64(dice.number(-20_000...30_000))
                ) : .zero
        }
        // Each key once, so that no tie falls to the number of an outlet.
        let clock = outlets.indices.shuffled(using: &dice)
        demands = outlets.indices.compactMap { outlet in
            dice.number(0...9) == 0 ? nil : Self.demand(at: outlet, clock[outlet], &dice)
        }
    }

    var supply: SiteSupply {
        get throws {
            var supply = try SiteSupply(tree)
            for (node, load) in loads.enumerated() { supply.setLoad(load, at: node) }
            return supply
        }
    }

    private static func nodes(_ dice: inout FrameDice) -> [LimitTree.Node] {
        (0..<dice.number(1...8)).map { index in
            // The connection has a limit always, a board between not always.
            let isLimited = index == 0 || dice.number(0...4) > 0
            let maximum = dice.number(10_000...250_000)
            return LimitTree.Node(
                name: "node \(index)",
                parent: index == 0 ? nil : dice.number(0...index - 1),
                limit: isLimited
                    ? PerLine(
                        Int64(maximum),
                        Int64(dice.flag() ? maximum : dice.number(0...maximum)),
                        Int64(dice.flag() ? maximum : dice.number(0...maximum))
                    ) : nil
            )
        }
    }

    private static func demand(at outlet: Int, _ hour: Int, _ dice: inout FrameDice) -> Demand {
        let time = Int64(hour) * 60
        var demand = Demand(
            outlet: outlet,
            phases: UInt8(dice.number(1...3)),
            maximum: Int64(dice.number(0...40_000)),
            arrived: Power.minutes(time)
        )
        if dice.number(0...5) == 0 { demand.minimum = Int64(dice.number(6_000...13_000)) }
        demand.departs = Power.minutes(5_000 - time)
        if dice.flag() { demand.turn = .charges(since: Power.minutes(time + 30)) }
        if dice.number(0...3) == 0 { demand.pilots = .steps([0, 6_000, 10_000, 16_000, 32_000]) }
        demand.need = Need(
            milliwattHours: Int64(time + 1) * 100_000,
            asOf: .zero,
            milliwatts: 0,
            fullMilliwatts: Int64(dice.number(1...3)) * 230 * demand.maximum
        )
        return demand
    }

    // MARK: Looking at what came out, by other means than those it came from

    /// The nodes from an outlet's own up to the root.
    func way(of outlet: Int) -> [Int] {
        Array(sequence(first: tree.outlets[outlet].node) { tree.nodes[$0].parent })
    }

    func lines(of demand: Demand) -> Set<Line> {
        Set(tree.outlets[demand.outlet].rotation.lines.prefix(Int(demand.phases)))
    }

    func asks(_ demand: Demand) -> Int64 {
        let maximum = min(demand.maximum, tree.outlets[demand.outlet].milliamperes)
        return maximum >= demand.minimum ? maximum : 0
    }

    /// The indices of the demands that a node's line carries.
    func carried(by node: Int, _ line: Line) -> [Int] {
        demands.indices.filter {
            lines(of: demands[$0]).contains(line) && way(of: demands[$0].outlet).contains(node)
        }
    }

    /// What a node's line has left for EVs before any charges; nil without a limit.
    func room(of node: Int, _ line: Line) -> Int64? {
        guard let limit = tree.nodes[node].limit else { return nil }
        let beneath = tree.nodes.indices.filter { other in
            sequence(first: other) { tree.nodes[$0].parent }.contains(node)
        }
        return max(0, limit[line] - beneath.reduce(0) { $0 + loads[$1][line] })
    }
}
