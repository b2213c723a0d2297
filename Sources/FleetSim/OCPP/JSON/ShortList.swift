/// A list whose first elements stand in place: as long as there are no more, it costs no memory of its own.
package struct ShortList<Element, let room: Int> {
    private var first = InlineArray<room, Element?>(repeating: nil)
    private var further: [Element] = []
    package private(set) var count = 0

    package init() {}

    /// A list of one; a literal would be an array first.
    package init(only element: consuming Element) {
        append(element)
    }

    package mutating func append(_ element: consuming Element) {
        if count < room {
            first[count] = element
        } else {
            further.append(element)
        }
        count += 1
        assert(further.count == Swift.max(0, count - room), "the first have the room")
    }
}

extension ShortList: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    /// Lends the element, which is not copied to be looked at.
    package subscript(index: Int) -> Element {
        _read {
            precondition(index < count, "no element \(index)")
            if index < room {
                yield first[index].unsafelyUnwrapped
            } else {
                yield further[index - room]
            }
        }
    }
}

extension ShortList: ExpressibleByArrayLiteral {
    package init(_ elements: some Sequence<Element>) {
        for element in elements { append(element) }
    }

    package init(arrayLiteral elements: Element...) {
        self.init(elements)
    }
}

extension ShortList: Equatable where Element: Equatable {
    package static func == (left: ShortList, right: ShortList) -> Bool {
        left.elementsEqual(right)
    }
}

extension ShortList: Sendable where Element: Sendable {}

extension ShortList: JSONReadable where Element: JSONReadable {
    @inline(__always)
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self.init()
        try reader.elements { (reader: inout JSONReader) throws(PayloadError) in
            append(try Element(from: &reader))
        }
    }
}

extension ShortList: JSONWritable where Element: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.openArray()
        for index in indices { writer.element(self[index]) }
        writer.closeArray()
    }
}

extension ShortList: WireValue where Element: WireValue {}
