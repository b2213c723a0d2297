/// What outlets draw of a supply, and how much more they may.
struct Drawn {
    let supply: SiteSupply
    /// For each row.
    private(set) var sums: [Phasor]

    init(_ supply: SiteSupply) {
        self.supply = supply
        sums = Array(repeating: .zero, count: supply.rows.count)
    }

    mutating func add(_ milliamperes: Int64, to terms: Range<Int>) {
        assert(milliamperes >= 0, "stations draw and do not feed")
        for index in terms {
            let term = supply.term(index)
            sums[Int(term.row)] += term.addition * milliamperes
        }
    }

    var isWithinLimits: Bool {
        zip(sums, supply.rows).allSatisfy { $0.isWithin($1.bound) }
    }

    /// Whether a car with these terms may take this much more.
    func hasRoom(for milliamperes: Int64, of terms: Range<Int>) -> Bool {
        terms.allSatisfy { index in
            let term = supply.term(index)
            let row = supply.rows[Int(term.row)]
            return (sums[Int(term.row)] + term.addition * milliamperes).isWithin(row.bound)
        }
    }

    /// How much more a car with these terms may take, others being as they are.
    func room(of terms: Range<Int>, upTo maximum: Int64) -> Int64 {
        var room = maximum
        for index in terms where room > 0 {
            let term = supply.term(index)
            let row = supply.rows[Int(term.row)]
            room = min(room, Self.room(from: sums[Int(term.row)], term.addition, row, upTo: room))
        }
        return max(room, 0)
    }

    /// How many times something can be added to a sum that is within a row's bound.
    static func room(
        from sum: Phasor,
        _ addition: Phasor,
        _ row: SiteSupply.Row,
        upTo maximum: Int64
    ) -> Int64 {
        guard row.isPhasor else {
            guard addition.real > 0 else { return maximum }
            return min(maximum, max(0, row.bound - sum.real) / addition.real)
        }
        if (sum + addition * maximum).isWithin(row.bound) { return maximum }
        // What keeps to a magnitude is convex: from within it there is one way out.
        var low: Int64 = 0
        var high = maximum
        while high - low > 1 {
            let middle = (low + high) / 2
            if (sum + addition * middle).isWithin(row.bound) { low = middle } else { high = middle }
        }
        return low
    }
}
