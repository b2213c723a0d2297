/// A piece of text as bytes that live elsewhere: in a literal, or in the frame being read.
///
/// It owns nothing and costs nothing, so names on the wire are compared without making a `String`.
/// One that points into a frame must not outlive it.
package struct WireText: ExpressibleByStringLiteral {
    let start: UnsafeRawPointer
    package let count: Int

    package init(stringLiteral literal: StaticString) {
        start = UnsafeRawPointer(literal.utf8Start)
        count = literal.utf8CodeUnitCount
    }

    init(start: UnsafeRawPointer, count: Int) {
        self.start = start
        self.count = count
    }

    package subscript(index: Int) -> UInt8 {
        assert(index >= 0 && index < count)
        return start.load(fromByteOffset: index, as: UInt8.self)
    }

    package var string: String {
        String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }
}

extension WireText: Equatable {
    package static func == (left: WireText, right: WireText) -> Bool {
        left.count == right.count && left.starts(right.start)
    }

    /// Whether this text comes first when bytes are compared in turn.
    func precedes(_ other: WireText) -> Bool {
        for index in 0..<min(count, other.count) where self[index] != other[index] {
            return self[index] < other[index]
        }
        return count < other.count
    }

    /// Whether `bytes` repeats this text; as many bytes must be readable there.
    func starts(_ bytes: UnsafeRawPointer) -> Bool {
        guard count >= 8 else {
            for index in 0..<count
            where start.load(fromByteOffset: index, as: UInt8.self)
                != bytes.load(fromByteOffset: index, as: UInt8.self)
            {
                return false
            }
            return true
        }
        // Eight bytes at a time; the last eight may overlap those before them.
        var offset = 0
        while offset + 8 < count {
            guard word(of: start, at: offset) == word(of: bytes, at: offset) else { return false }
            offset += 8
        }
        return word(of: start, at: count - 8) == word(of: bytes, at: count - 8)
    }

    private func word(of bytes: UnsafeRawPointer, at offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
