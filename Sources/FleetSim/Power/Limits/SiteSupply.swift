/// The limits of a site as rows of sums, whichever way they were described.
///
/// A node of a tree is a row for each line, in which everything beneath counts once; a phasor limit
/// is a row of its own.
struct SiteSupply {
    /// What one milliampere of an outlet adds to a row.
    struct Term {
        var row: Int32
        var addition: Phasor
        /// Its magnitude.
        var weight: Int64
    }

    struct Row {
        /// What the sum may reach, in the units of a phasor; what else draws there is taken off.
        fileprivate(set) var bound: Int64
        /// Whether additions can make up for each other, so that taking less may be too much.
        let isPhasor: Bool
    }

    /// What does not change while a run goes on.
    ///
    /// Sharing out copies a supply again and again, and a copy of this is one reference.
    private final class Wiring: Sendable {
        let terms: [Term]
        let hasPhasors: Bool
        let ratings: [Int64]
        /// Where the terms of an outlet begin that serves this many phases; one more at the end.
        let starts: [Int32]
        let parents: [Int32]
        let limits: [PerLine?]
        /// The first of a node's three rows; -1 without a limit.
        let firstRows: [Int32]
        /// The node of each row of the tree, which stand before all others.
        let rowNodes: [Int32]

        init(_ tree: LimitTree, _ plan: SupplyPlan) throws(SupplyError) {
            (terms, starts) = try plan.flattened()
            hasPhasors = plan.rows.contains { $0.isPhasor }
            ratings = tree.outlets.map(\.milliamperes)
            parents = tree.nodes.map { Int32($0.parent ?? -1) }
            limits = tree.nodes.map(\.limit)
            firstRows = plan.firstRows
            rowNodes = plan.firstRows.enumerated().flatMap { node, first in
                first < 0 ? [] : Line.allCases.map { _ in Int32(node) }
            }
        }
    }

    /// What draws beside EVs: at a node, and at it and beneath it.
    private struct Load {
        var own = PerLine.zero
        var all = PerLine.zero
    }

    private(set) var rows: [Row]
    private let wiring: Wiring
    /// For each node.
    private var loads: [Load]

    /// Works out a tree, and limits beyond it.
    init(_ tree: LimitTree, and phasorLimits: [PhasorLimit] = []) throws(SupplyError) {
        var plan = SupplyPlan()
        try plan.lay(tree)
        try plan.lay(phasorLimits)
        wiring = try Wiring(tree, plan)
        rows = plan.rows.map { Row(bound: $0.bound, isPhasor: $0.isPhasor) }
        loads = tree.nodes.map { _ in Load() }
    }

    /// Whether any row is a phasor's.
    var hasPhasors: Bool { wiring.hasPhasors }
    /// The most that an outlet gives on a line.
    func rating(of outlet: Int) -> Int64 { wiring.ratings[outlet] }
    func term(_ index: Int) -> Term { wiring.terms[index] }
    var outletCount: Int { wiring.ratings.count }
    var nodeCount: Int { loads.count }

    /// Which terms a car on this many phases has at an outlet.
    func terms(of outlet: Int, phases: UInt8) -> Range<Int> {
        let index = outlet * 3 + Int(min(max(phases, 1), 3)) - 1
        return Int(wiring.starts[index])..<Int(wiring.starts[index + 1])
    }

    /// Notes what draws at a node beside EVs; negative where the sun feeds in.
    mutating func setLoad(_ load: PerLine, at node: Int) {
        var node = node
        var change = PerLine.zero
        for line in Line.allCases {
            let maximum = Phasor.maximumMilliamperes
            let load = min(max(load[line], -maximum), maximum)
            change[line] = load - loads[node].own[line]
            loads[node].own[line] = load
        }
        while node >= 0 {
            for line in Line.allCases {
                loads[node].all[line] += change[line]
                updateRow(of: node, line)
            }
            node = Int(wiring.parents[node])
        }
    }

    /// What draws beneath a node beside EVs.
    func load(at node: Int) -> PerLine { loads[node].all }

    /// The nodes that limit a car with these terms: at which less than that is left on one of its lines
    /// beside what is drawn, or where there is enough at all of them, the one at which least is.
    ///
    /// Bit 0 is node 0, and bit 63 stands for all from there on.
    func nodes(
        limiting terms: Range<Int>,
        withLessThan milliamperes: Int64,
        besides drawn: Drawn
    ) -> UInt64 {
        var nodes: UInt64 = 0
        var scarcest: (left: Int64, node: Int32)?
        for index in terms {
            let row = Int(wiring.terms[index].row)
            // What limits beyond the tree is no node.
            guard row < wiring.rowNodes.count else { continue }
            let node = wiring.rowNodes[row]
            let left = rows[row].bound - drawn.sums[row].real
            if left < milliamperes * Phasor.unit { nodes |= Self.bit(of: node) }
            if left < scarcest?.left ?? .max { scarcest = (left, node) }
        }
        guard nodes == 0, let scarcest else { return nodes }
        return Self.bit(of: scarcest.node)
    }

    private static func bit(of node: Int32) -> UInt64 { 1 << UInt64(min(node, 63)) }

    private mutating func updateRow(of node: Int, _ line: Line) {
        guard let limit = wiring.limits[node] else { return }
        let rest = min(max(limit[line] - loads[node].all[line], 0), Phasor.maximumMilliamperes)
        rows[Int(wiring.firstRows[node]) + line.rawValue].bound = rest * Phasor.unit
    }
}
