/// A first-in-first-out queue in one ring of memory that grows and is then reused.
struct Fifo<Element> {
    private var ring: [Element?] = []
    // Half a word each, since every charger has several queues.
    private var start: Int32 = 0
    private var filled: Int32 = 0

    /// Where the first element stands.
    private var head: Int {
        get { Int(start) }
        set { start = Int32(newValue) }
    }

    private(set) var count: Int {
        get { Int(filled) }
        set { filled = Int32(newValue) }
    }

    var isEmpty: Bool { count == 0 }
    var first: Element? { count == 0 ? nil : ring[head] }

    subscript(index: Int) -> Element? {
        assert(index >= 0, "elements are counted from the first on")
        return index < count ? ring[slot(index)] : nil
    }

    mutating func append(_ element: Element) {
        if count == ring.count { grow() }
        assert(count < ring.count, "a ring that is full grows first")
        put(element, at: slot(count))
        count += 1
    }

    /// Puts an element back where it would leave next.
    mutating func prepend(_ element: Element) {
        if count == ring.count { grow() }
        assert(count < ring.count, "a ring that is full grows first")
        head = slot(ring.count - 1)
        put(element, at: head)
        count += 1
    }

    /// Fills a place that is empty: to assign would look for what to give up there.
    @inline(__always)
    private mutating func put(_ element: Element, at index: Int) {
        ring.withUnsafeMutableBufferPointer { $0.initializeElement(at: index, to: element) }
    }

    @discardableResult
    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let index = head
        head = slot(1)
        count -= 1
        assert(ring[index] != nil, "an index that counts holds an element")
        return ring[index].take()
    }

    /// Gives the memory back, if the queue is empty.
    mutating func giveBack() {
        guard count == 0 else { return }
        ring = []
        head = 0
    }

    mutating func removeAll() {
        while popFirst() != nil {}
    }

    /// Where an element stands in the ring; by comparing, since a division takes ten times as long.
    @inline(__always)
    private func slot(_ index: Int) -> Int {
        assert(0...ring.count ~= index, "no element stands more than a turn from the head")
        let slot = head + index
        return slot < ring.count ? slot : slot - ring.count
    }

    private mutating func grow() {
        var larger: [Element?] = []
        larger.reserveCapacity(max(1, ring.count * 2))
        for index in 0..<count { larger.append(self[index]) }
        while larger.count < larger.capacity { larger.append(nil) }
        ring = larger
        head = 0
    }
}
