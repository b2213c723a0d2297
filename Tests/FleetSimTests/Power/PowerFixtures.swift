import Scenarios

@testable import FleetSim

/// Sites and cars as the tests of power sharing describe them, in amperes and minutes.
enum Power {
    static func minutes(_ count: Int64) -> SimTime { .zero + .seconds(60 * count) }

    /// Outlets behind one limit of every line, each wired like the first unless said otherwise.
    static func supply(
        _ amperes: Int64,
        outlets: Int,
        rotations: [LineOrder] = [.rst]
    ) throws -> SiteSupply {
        try SiteSupply(
            LimitTree(
                limit: PerLine(all: amperes * 1_000),
                outlets: (0..<outlets).map {
                    outlet(rotation: rotations[$0 % rotations.count])
                }
            )
        )
    }

    static func outlet(at node: Int = 0, rotation: LineOrder = .rst) -> LimitTree.OutletWiring {
        LimitTree.OutletWiring(node: node, rotation: rotation, milliamperes: 80_000)
    }

    static func node(_ amperes: Int64, under parent: Int? = nil) -> LimitTree.Node {
        LimitTree.Node(name: "node", parent: parent, limit: PerLine(all: amperes * 1_000))
    }

    /// Cars that came a minute apart, at outlets in their order.
    static func cars(_ amperes: [Int64], phases: UInt8 = 1) -> [Demand] {
        amperes.enumerated().map { car($0.offset, $0.element, phases: phases) }
    }

    static func car(_ outlet: Int, _ amperes: Int64, phases: UInt8 = 1) -> Demand {
        Demand(
            outlet: outlet,
            phases: phases,
            maximum: amperes * 1_000,
            arrived: minutes(Int64(outlet))
        )
    }
}

extension SharingLaw {
    /// The currents alone, an hour after the first car came.
    func currents(_ demands: [Demand], _ supply: SiteSupply) -> [Int64] {
        allocation(to: demands, from: Drawn(supply), SharingTimes(), at: Power.minutes(60))
            .milliamperes
    }
}
