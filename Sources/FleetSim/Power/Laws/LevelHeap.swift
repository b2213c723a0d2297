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
        var place = entries.count - 1
        while place > 0 {
            let parent = (place - 1) / 2
            guard entries[place] < entries[parent] else { return }
            entries.swapAt(place, parent)
            place = parent
        }
    }

    mutating func removeFirst() {
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var place = 0
        while true {
            var least = place
            for child in 2 * place + 1...2 * place + 2
            where child < entries.count && entries[child] < entries[least] {
                least = child
            }
            guard least != place else { return }
            entries.swapAt(place, least)
            place = least
        }
    }
}
