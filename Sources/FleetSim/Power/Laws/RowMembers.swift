/// Which members have a term in each row of a supply.
struct RowMembers {
    struct Entry {
        var member: Int32
        /// The index of its term in the supply.
        var term: Int32
    }

    private var starts: [Int32]
    private var entries: [Entry]

    init(_ terms: [Range<Int>], in supply: SiteSupply) {
        var ends = [Int32](repeating: 0, count: supply.rows.count + 1)
        for range in terms {
            for index in range { ends[Int(supply.term(index).row) + 1] += 1 }
        }
        for row in supply.rows.indices { ends[row + 1] += ends[row] }
        starts = ends
        entries = Array(repeating: Entry(member: 0, term: 0), count: Int(ends.last ?? 0))
        for (member, range) in terms.enumerated() {
            for index in range {
                let row = Int(supply.term(index).row)
                entries[Int(ends[row])] = Entry(member: Int32(member), term: Int32(index))
                ends[row] += 1
            }
        }
        assert(
            zip(starts.dropFirst(), ends).allSatisfy(==),
            "each row has as many members as were counted"
        )
    }

    func members(of row: Int32) -> ArraySlice<Entry> {
        entries[Int(starts[Int(row)])..<Int(starts[Int(row) + 1])]
    }
}

/// Rows that are to be looked at, each once, in the order in which they were marked.
struct MarkedRows {
    private var isMarked: [Bool]
    private var rows: [Int32] = []

    init(count: Int) {
        isMarked = Array(repeating: false, count: count)
    }

    mutating func mark(_ row: Int32) {
        guard !isMarked[Int(row)] else { return }
        isMarked[Int(row)] = true
        rows.append(row)
    }

    mutating func takeAll() -> [Int32] {
        let marked = rows
        for row in marked { isMarked[Int(row)] = false }
        rows.removeAll(keepingCapacity: true)
        return marked
    }
}
