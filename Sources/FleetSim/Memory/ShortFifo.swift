/// A first-in-first-out queue that hardly ever holds more than one element.
///
/// The first stands in place; memory is asked for only as long as there are others. In a `Fifo` a queue
/// that has ever held two keeps room for two.
struct ShortFifo<Element> {
    private var first: Element?
    private var others = Fifo<Element>()

    var isEmpty: Bool { first == nil }
    var count: Int { isEmpty ? 0 : 1 + others.count }

    subscript(index: Int) -> Element? {
        assert(index >= 0, "elements are counted from the first on")
        return index == 0 ? first : others[index - 1]
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        guard isEmpty else { return others.append(element) }
        assert(others.isEmpty, "the first leaves first")
        // Nothing is there: to assign would look for what to give up.
        withUnsafeMutablePointer(to: &first) { $0.initialize(to: element) }
    }

    @inline(__always)
    mutating func popFirst() -> Element? {
        let popped = first.take()
        if !others.isEmpty { moveUp() }
        return popped
    }

    @inline(never)
    private mutating func moveUp() {
        first = others.popFirst()
        others.giveBack()
    }
}
