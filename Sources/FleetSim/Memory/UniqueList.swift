/// A growing list whose memory nothing else shares.
///
/// An array asks before each change whether another holds its memory, and stands apart from the loop
/// around it for that: in the kernel's lists alone that was asked 27 times for each call.
struct UniqueList<Element>: ~Copyable {
    private var memory: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 4) {
        self.capacity = max(1, capacity)
        memory = .allocate(capacity: self.capacity)
    }

    init(_ elements: [Element]) {
        self.init(capacity: elements.count)
        for element in elements { append(element) }
    }

    deinit {
        memory.deinitialize(count: count)
        memory.deallocate()
    }

    var isEmpty: Bool { count == 0 }
    var indices: Range<Int> { 0..<count }

    subscript(index: Int) -> Element {
        @inline(__always) _read {
            check(index)
            yield memory[index]
        }
        @inline(__always) _modify {
            check(index)
            yield &memory[index]
        }
    }

    @inline(__always)
    private func check(_ index: Int) {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "no element there")
    }

    @inline(__always)
    mutating func append(_ element: consuming Element) {
        if count == capacity { grow() }
        (memory + count).initialize(to: element)
        count &+= 1
    }

    @inline(__always)
    mutating func popLast() -> Element? {
        guard count > 0 else { return nil }
        count &-= 1
        return (memory + count).move()
    }

    /// Removes the elements and keeps the memory.
    @inline(__always)
    mutating func empty() {
        // One by one: to end many at a time asks the runtime what they are.
        while popLast() != nil {}
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
        larger.moveInitialize(from: memory, count: count)
        memory.deallocate()
        memory = larger
        capacity *= 2
    }

    /// Asks for an element's memory in advance; what it points to does not come along.
    @inline(__always)
    func prefetch(_ index: Int) {
        check(index)
        Prefetch.bytes(MemoryLayout<Element>.stride, at: memory + index)
    }
}
