/// Up to `capacity` bytes of text held in place, without the heap.
struct InlineText<let capacity: Int>: Sendable {
    private var bytes = InlineArray<capacity, UInt8>(repeating: 0)
    private var length: UInt8 = 0

    var count: Int { Int(length) }

    /// One text behind another; nothing when all of them are longer than there is room.
    init?(joining texts: WireText...) {
        for text in texts {
            guard count + text.count <= capacity else { return nil }
            for index in 0..<text.count { bytes[count + index] = text[index] }
            length += UInt8(text.count)
        }
    }

    /// Nothing when the text is longer than there is room.
    init?(_ text: WireText) {
        assert(capacity <= UInt8.max, "a length is a byte")
        guard text.count <= capacity else { return nil }
        withUnsafeMutableBytes(of: &bytes) { room in
            room.copyMemory(from: UnsafeRawBufferPointer(start: text.start, count: text.count))
        }
        length = UInt8(text.count)
    }

    /// Lends the bytes for as long as `body` runs.
    @inline(__always)
    func withText<Result>(_ body: (WireText) -> Result) -> Result {
        withUnsafeBytes(of: bytes) { buffer in
            guard let start = buffer.baseAddress else { return body("") }
            return body(WireText(start: start, count: count))
        }
    }

    /// The same text with the letters A to Z made small.
    var lowercased: InlineText {
        var copy = self
        for index in 0..<count where bytes[index] >= 0x41 && bytes[index] <= 0x5A {
            copy.bytes[index] |= 0x20
        }
        return copy
    }
}

extension InlineText: Hashable {
    static func == (left: InlineText, right: InlineText) -> Bool {
        left.withText { leftText in right.withText { leftText == $0 } }
    }

    func hash(into hasher: inout Hasher) {
        withText { text in
            hasher.combine(bytes: UnsafeRawBufferPointer(start: text.start, count: text.count))
        }
    }
}

extension InlineText {
    /// The digits of a number; there must be room for its twenty.
    init(number: UInt64) {
        precondition(capacity >= 20)
        var rest = number
        repeat {
            bytes[count] = .zero + UInt8(truncatingIfNeeded: rest % 10)
            length += 1
            rest /= 10
        } while rest > 0
        for index in 0..<count / 2 {
            let opposite = count - 1 - index
            (bytes[index], bytes[opposite]) = (bytes[opposite], bytes[index])
        }
    }
}
