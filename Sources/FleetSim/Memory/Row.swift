/// A row of things that cannot be copied, for threads of which each touches only its own.
final class Row<Element: ~Copyable>: @unchecked Sendable {
    private let elements: UnsafeMutableBufferPointer<Element>

    init<Failure: Error>(
        count: Int,
        _ make: (Int) throws(Failure) -> Element
    ) throws(Failure) {
        let elements = UnsafeMutableBufferPointer<Element>.allocate(capacity: count)
        for index in 0..<count {
            do throws(Failure) {
                elements.initializeElement(at: index, to: try make(index))
            } catch {
                elements.extracting(..<index).deinitialize()
                elements.deallocate()
                throw error
            }
        }
        self.elements = elements
    }

    deinit {
        elements.deinitialize()
        elements.deallocate()
    }

    var indices: Range<Int> { elements.indices }
    var count: Int { elements.count }

    subscript(index: Int) -> Element {
        _read { yield elements[index] }
        _modify { yield &elements[index] }
    }

    func sum(_ number: (borrowing Element) -> Int) -> Int {
        var sum = 0
        for index in indices { sum += number(elements[index]) }
        return sum
    }
}
