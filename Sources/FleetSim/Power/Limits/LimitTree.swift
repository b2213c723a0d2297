import Scenarios

/// What limits the currents of a site, line by line: grid connection, transformer, feeders, groups,
/// chargers.
struct LimitTree {
    struct Node {
        var name: String
        /// The index of the node that feeds it, which stands before it; nil for a root.
        var parent: Int?
        /// Milliamperes of each line; nil where only what stands above limits.
        var limit: PerLine?
    }

    /// Where a connector hangs.
    struct OutletWiring: Equatable {
        /// The index of the node that feeds it.
        var node: Int
        var rotation = LineOrder.rst
        /// The most that it can give on each line.
        var milliamperes: Int64
    }

    var nodes: [Node]
    var outlets: [OutletWiring]

    /// Outlets behind one common limit.
    init(limit: PerLine?, outlets: [OutletWiring]) {
        nodes = [Node(name: "grid connection", parent: nil, limit: limit)]
        self.outlets = outlets
    }

    init(nodes: [Node], outlets: [OutletWiring]) {
        self.nodes = nodes
        self.outlets = outlets
    }
}
