/// A row of things that cannot be copied, for threads of which each touches only its own.
final class Row<Element: ~Copyable>: @unchecked Sendable {
    private let elements: UnsafeMutableBufferPointer<Element>

    init<Failure: Error>(
        count: Int,
        _ make: (Int) throws(Failure) -> Element
    ) throws(Failure) {
        let elements = UnsafeMutableBufferPointer<Element>.allocate(capacity: count)
        for place in 0..<count {
            do throws(Failure) {
                elements.initializeElement(at: place, to: try make(place))
            } catch {
                elements.extracting(..<place).deinitialize()
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

    subscript(place: Int) -> Element {
        _read { yield elements[place] }
        _modify { yield &elements[place] }
    }

    func sum(_ number: (borrowing Element) -> Int) -> Int {
        var sum = 0
        for place in indices { sum += number(elements[place]) }
        return sum
    }
}
