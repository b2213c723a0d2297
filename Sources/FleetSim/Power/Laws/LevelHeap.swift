/// Rows by the level at which something is to happen to them, the lowest first.
struct LevelHeap {
    private struct Entry {
        var level: Int64
        var row: Int32

        static func < (left: Entry, right: Entry) -> Bool {
            (left.level, left.row) < (right.level, right.row)
        }
    }

    private var entries: [Entry] = []

    var first: (row: Int32, level: Int64)? {
        entries.first.map { ($0.row, $0.level) }
    }

    mutating func insert(_ row: Int32, at level: Int64) {
        entries.append(Entry(level: level, row: row))
        var index = entries.count - 1
        while index > 0 {
            let parent = (index - 1) / 2
            guard entries[index] < entries[parent] else { return }
            entries.swapAt(index, parent)
            index = parent
        }
    }

    mutating func removeFirst() {
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var index = 0
        while true {
            var minimum = index
            for child in 2 * index + 1...2 * index + 2
            where child < entries.count && entries[child] < entries[minimum] {
                minimum = child
            }
            guard minimum != index else { return }
            entries.swapAt(index, minimum)
            index = minimum
        }
    }
}
