@testable import FleetSim

/// A tree of limits and cars beneath it, drawn from a seed.
struct RandomSite {
    var tree: LimitTree
    var loads: [PerLine]
    var demands: [Demand]

    init(seed: UInt64) {
        var dice = FrameDice(seed: seed)
        let nodes = Self.nodes(&dice)
        let stations = dice.list(1...40) { dice in
            LimitTree.Station(
                node: dice.number(0...nodes.count - 1),
                rotation: dice.any(),
                milliamperes: [10_000, 16_000, 32_000, 80_000][dice.number(0...3)]
            )
        }
        tree = LimitTree(nodes: nodes, stations: stations)
        loads = nodes.map { _ in
            dice.number(0...2) == 0
                ? PerLine(
                    Int64(dice.number(-20_000...30_000)),
                    Int64(dice.number(-20_000...30_000)),
                    Int64(dice.number(-20_000...30_000))
                ) : .zero
        }
        // Each key once, so that no tie falls to the number of a station.
        let clock = stations.indices.shuffled(using: &dice)
        demands = stations.indices.compactMap { station in
            dice.number(0...9) == 0 ? nil : Self.demand(at: station, clock[station], &dice)
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
        (0..<dice.number(1...8)).map { place in
            // The connection has a limit always, a board between not always.
            let isLimited = place == 0 || dice.number(0...4) > 0
            let most = dice.number(10_000...250_000)
            return LimitTree.Node(
                name: "node \(place)",
                parent: place == 0 ? nil : dice.number(0...place - 1),
                limit: isLimited
                    ? PerLine(
                        Int64(most),
                        Int64(dice.flag() ? most : dice.number(0...most)),
                        Int64(dice.flag() ? most : dice.number(0...most))
                    ) : nil
            )
        }
    }

    private static func demand(at station: Int, _ hour: Int, _ dice: inout FrameDice) -> Demand {
        let time = Int64(hour) * 60
        var demand = Demand(
            station: station,
            phases: UInt8(dice.number(1...3)),
            most: Int64(dice.number(0...40_000)),
            arrived: Power.minutes(time)
        )
        if dice.number(0...5) == 0 { demand.least = Int64(dice.number(6_000...13_000)) }
        demand.departs = Power.minutes(5_000 - time)
        if dice.flag() { demand.turn = .charges(since: Power.minutes(time + 30)) }
        if dice.number(0...3) == 0 { demand.pilots = .steps([0, 6_000, 10_000, 16_000, 32_000]) }
        demand.need = Need(
            milliwattHours: Int64(time + 1) * 100_000,
            asOf: .zero,
            milliwatts: 0,
            fullMilliwatts: Int64(dice.number(1...3)) * 230 * demand.most
        )
        return demand
    }

    // MARK: Looking at what came out, by other means than those it came from

    /// The nodes from a station's own up to the root.
    func way(of station: Int) -> [Int] {
        Array(sequence(first: tree.stations[station].node) { tree.nodes[$0].parent })
    }

    func lines(of demand: Demand) -> Set<Line> {
        Set(tree.stations[demand.station].rotation.lines.prefix(Int(demand.phases)))
    }

    func asks(_ demand: Demand) -> Int64 {
        let most = min(demand.most, tree.stations[demand.station].milliamperes)
        return most >= demand.least ? most : 0
    }

    /// The places of the demands that a node's line carries.
    func carried(by node: Int, _ line: Line) -> [Int] {
        demands.indices.filter {
            lines(of: demands[$0]).contains(line) && way(of: demands[$0].station).contains(node)
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
