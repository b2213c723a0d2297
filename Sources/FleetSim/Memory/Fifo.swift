/// A first-in-first-out queue in one ring of memory that grows and is then reused.
struct Fifo<Element> {
    private var ring: [Element?] = []
    private var head = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    var first: Element? { count == 0 ? nil : ring[head] }

    subscript(place: Int) -> Element? {
        place < count ? ring[(head + place) % ring.count] : nil
    }

    mutating func append(_ element: Element) {
        if count == ring.count { grow() }
        ring[(head + count) % ring.count] = element
        count += 1
    }

    /// Puts an element back where it would leave next.
    mutating func prepend(_ element: Element) {
        if count == ring.count { grow() }
        head = (head + ring.count - 1) % ring.count
        ring[head] = element
        count += 1
    }

    @discardableResult
    mutating func popFirst() -> Element? {
        guard count > 0, let element = ring[head] else { return nil }
        ring[head] = nil
        head = (head + 1) % ring.count
        count -= 1
        return element
    }

    /// An empty queue that was once long gives its memory back.
    mutating func giveBack() {
        guard count == 0, ring.count > Self.mostIdle else { return }
        ring = []
        head = 0
    }

    private static var mostIdle: Int { 16 }

    mutating func removeAll() {
        while popFirst() != nil {}
    }

    private mutating func grow() {
        var larger: [Element?] = []
        larger.reserveCapacity(max(2, ring.count * 2))
        for place in 0..<count { larger.append(self[place]) }
        while larger.count < larger.capacity { larger.append(nil) }
        ring = larger
        head = 0
    }
}
