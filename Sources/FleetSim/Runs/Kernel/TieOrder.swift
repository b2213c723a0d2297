/// In which order events of the same moment are handled.
///
/// In order of pushing, unless a test wants them shuffled to find a model that leans on the order.
struct TieOrder {
    private var random: RandomStream?
    /// Events of one moment that are still to be handled.
    private var pending: [EventQueue.Entry] = []

    static let inOrder = TieOrder(random: nil)

    static func shuffled(seed: UInt64) -> TieOrder {
        TieOrder(random: RandomStream(seed: seed, entity: 0, purpose: .ties))
    }

    private init(random: RandomStream?) {
        self.random = random
    }

    var areInOrder: Bool { random == nil }

    /// The moment whose events are being handled, if any are left of it.
    var held: SimTime? { pending.last?.time }

    @inline(__always)
    mutating func next(from queue: inout EventQueue, until limit: SimTime) -> EventQueue.Entry? {
        random == nil ? queue.pop(until: limit) : nextShuffled(from: &queue, until: limit)
    }

    @inline(never)
    private mutating func nextShuffled(
        from queue: inout EventQueue,
        until limit: SimTime
    ) -> EventQueue.Entry? {
        if pending.isEmpty, let first = queue.pop(until: limit) {
            pending.append(first)
            while let other = queue.pop(until: first.time) { pending.append(other) }
            shuffle()
            assert(pending.allSatisfy { $0.time == first.time }, "they are of one moment")
        }
        assert(pending.last.map { $0.time <= limit } ?? true, "nothing is handled before its time")
        return pending.popLast()
    }

    private mutating func shuffle() {
        for index in pending.indices.dropFirst() {
            let other = Int(random?.below(UInt64(index + 1)) ?? 0)
            pending.swapAt(index, other)
        }
    }
}
