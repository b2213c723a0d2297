/// The rows and terms of a supply while they are being gathered.
struct SupplyPlan {
    private(set) var rows: [(name: String, bound: Int64, isPhasor: Bool)] = []
    private(set) var firstRows: [Int32] = []
    /// For each outlet and number of phases.
    private var terms: [[SiteSupply.Term]] = []
    private var ratings: [Int64] = []

    /// Adds a tree's rows, and the terms of its outlets along their ways to the root.
    mutating func lay(_ tree: LimitTree) throws(SupplyError) {
        for (index, node) in tree.nodes.enumerated() { try add(node, at: index) }
        for (index, outlet) in tree.outlets.enumerated() {
            guard tree.nodes.indices.contains(outlet.node) else {
                throw .unknownNode(outlet.node, outlet: index)
            }
            guard 0...Phasor.maximumMilliamperes ~= outlet.milliamperes else {
                throw .unusableOutlet(index)
            }
            ratings.append(outlet.milliamperes)
            for phases in 1...3 { terms.append(way(of: outlet, phases: phases, in: tree)) }
        }
    }

    /// Adds limits of which each is a row, whatever number of phases a car uses.
    mutating func lay(_ limits: [PhasorLimit]) throws(SupplyError) {
        for limit in limits {
            let bound = (limit.amperes + limit.tolerance) * 1_000
            guard limit.amperes >= 0, bound < Double(Phasor.maximumMilliamperes) else {
                throw .unusableLimit(limit.name)
            }
            rows.append((limit.name, Int64(bound * Double(Phasor.unit)), !limit.isPlainSum))
            for term in limit.terms { try add(term, of: limit) }
        }
    }

    /// All terms in one array, and where those of each outlet and number of phases begin.
    func flattened() throws(SupplyError) -> (terms: [SiteSupply.Term], starts: [Int32]) {
        assert(terms.count == 3 * ratings.count, "a list for each station and number of phases")
        try checkSizes()
        var starts: [Int32] = [0]
        var all: [SiteSupply.Term] = []
        for list in terms {
            all += list
            starts.append(Int32(all.count))
        }
        return (all, starts)
    }

    private mutating func add(_ node: LimitTree.Node, at index: Int) throws(SupplyError) {
        if let parent = node.parent, !(0..<index ~= parent) {
            throw .parentNotBefore(node: node.name)
        }
        firstRows.append(node.limit == nil ? -1 : Int32(rows.count))
        guard let limit = node.limit else { return }
        for line in Line.allCases {
            guard 0...Phasor.maximumMilliamperes ~= limit[line] else {
                throw .unusableLimit(node.name)
            }
            rows.append((node.name, limit[line] * Phasor.unit, false))
        }
    }

    private func way(of outlet: LimitTree.OutletWiring, phases: Int, in tree: LimitTree)
        -> [SiteSupply.Term]
    {
        var way: [SiteSupply.Term] = []
        var next: Int? = outlet.node
        while let node = next {
            if firstRows[node] >= 0 {
                for line in outlet.rotation.lines.prefix(phases) {
                    let row = firstRows[node] + Int32(line.rawValue)
                    let one = Phasor(real: Phasor.unit)
                    way.append(SiteSupply.Term(row: row, addition: one, weight: Phasor.unit))
                }
            }
            next = tree.nodes[node].parent
        }
        return way
    }

    private mutating func add(_ term: PhasorLimit.Term, of limit: PhasorLimit) throws(SupplyError) {
        guard ratings.indices.contains(term.outlet) else {
            throw .unknownOutlet(term.outlet, limit: limit.name)
        }
        let (cosine, sine) =
            limit.isPlainSum
            ? (1, 0) : Elementary.cosineAndSine(degrees: term.degrees)
        guard abs(term.weight) < 1_000, term.degrees.isFinite, cosine.isFinite else {
            throw .unusableLimit(limit.name)
        }
        guard term.weight != 0 else { return }
        let scale = term.weight * Double(Phasor.unit)
        let addition = Phasor(
            real: Int64((scale * cosine).rounded()),
            imaginary: Int64((scale * sine).rounded())
        )
        let weight = Int64(abs(scale).rounded(.up))
        let row = Int32(rows.count - 1)
        assert(row >= 0, "a limit has its row before its terms")
        for index in term.outlet * 3..<term.outlet * 3 + 3 {
            // An outlet that is named twice has one term, so that it is weighed as a whole.
            if let last = terms[index].indices.last, terms[index][last].row == row {
                terms[index][last].addition += addition
                terms[index][last].weight += weight
            } else {
                terms[index].append(SiteSupply.Term(row: row, addition: addition, weight: weight))
            }
        }
    }

    /// Refuses rows in which all outlets, each at the largest rating, could overflow the sum.
    private func checkSizes() throws(SupplyError) {
        var weights = [Double](repeating: 0, count: rows.count)
        // A car on three phases has every term that one on fewer has.
        for index in stride(from: 2, to: terms.count, by: 3) {
            for term in terms[index] { weights[Int(term.row)] += Double(term.weight) }
        }
        let maximum = Double(Phasor.maximumMilliamperes) * Double(Phasor.unit)
        let rating = Double(ratings.max() ?? 0)
        for (row, weight) in zip(rows, weights) where weight * rating >= maximum {
            throw .tooMany(limit: row.name)
        }
    }
}
