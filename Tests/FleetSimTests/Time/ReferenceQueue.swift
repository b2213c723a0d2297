import FleetSim

/// The same order by the plainest means: a binary heap of (time, ticket).
struct ReferenceQueue {
    private struct Node {
        let time: SimTime
        let ticket: Int
        let payload: UInt64

        func precedes(_ other: Node) -> Bool {
            time == other.time ? ticket < other.ticket : time < other.time
        }
    }

    private var heap: [Node] = []
    private var tickets = 0

    var count: Int { heap.count }
    var nextTime: SimTime? { heap.first?.time }

    mutating func push(_ payload: UInt64, at time: SimTime) {
        heap.append(Node(time: time, ticket: tickets, payload: payload))
        tickets += 1
        var child = heap.count - 1
        while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop(until limit: SimTime) -> (time: SimTime, payload: UInt64)? {
        guard let first = heap.first, first.time <= limit else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while let child = earlierChild(of: parent), heap[child].precedes(heap[parent]) {
            heap.swapAt(child, parent)
            parent = child
        }
        return (first.time, first.payload)
    }

    mutating func removeAll(where isUseless: (UInt64) -> Bool) {
        let kept = heap.filter { !isUseless($0.payload) }.sorted { $0.precedes($1) }
        // What is sorted is a heap.
        heap = kept
    }

    private func earlierChild(of parent: Int) -> Int? {
        let left = 2 * parent + 1
        guard left < heap.count else { return nil }
        guard left + 1 < heap.count else { return left }
        return heap[left + 1].precedes(heap[left]) ? left + 1 : left
    }
}
