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
        assert(count >= 0, "a text is not shorter than none")
        self.start = start
        self.count = count
    }

    /// The bytes, which must be there as long as the text is used.
    init(rebasing bytes: Slice<UnsafeRawBufferPointer>) {
        let buffer = UnsafeRawBufferPointer(rebasing: bytes)
        guard let start = buffer.baseAddress else { self = ""; return }
        self.init(start: start, count: buffer.count)
    }

    package subscript(index: Int) -> UInt8 {
        assert(index >= 0 && index < count)
        return start.load(fromByteOffset: index, as: UInt8.self)
    }

    /// Eight bytes of it, the first of them lowest.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        assert(offset >= 0 && offset + 8 <= count)
        return UInt64(littleEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
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
    func starts(_ bytes: UnsafeRawPointer) -> Bool { startsBytes(bytes) }

    /// The same, made anew in its caller: of a literal, whose length is known there, a comparison or
    /// two are left.
    ///
    /// As many bytes at a time as there may be; the last may overlap those before them.
    @inline(__always)
    func startsBytes(_ bytes: UnsafeRawPointer) -> Bool {
        switch count {
        case 8...:
            var offset = 0
            // Four words at a time: counting takes as many instructions as comparing.
            while offset &+ 32 < count {
                let differ =
                    difference(bytes, at: offset) | difference(bytes, at: offset &+ 8)
                    | difference(bytes, at: offset &+ 16) | difference(bytes, at: offset &+ 24)
                guard differ == 0 else { return false }
                offset &+= 32
            }
            while offset &+ 8 < count {
                guard isSame(UInt64.self, bytes, at: offset) else { return false }
                offset &+= 8
            }
            return isSame(UInt64.self, bytes, at: count - 8)
        case 4...:
            return isSame(UInt32.self, bytes, at: 0) && isSame(UInt32.self, bytes, at: count - 4)
        case 2...:
            return isSame(UInt16.self, bytes, at: 0) && isSame(UInt16.self, bytes, at: count - 2)
        case 1: return isSame(UInt8.self, bytes, at: 0)
        default: return true
        }
    }

    @inline(__always)
    private func difference(_ bytes: UnsafeRawPointer, at offset: Int) -> UInt64 {
        start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inline(__always)
    private func isSame<Word: FixedWidthInteger & BitwiseCopyable>(
        _ word: Word.Type,
        _ bytes: UnsafeRawPointer,
        at offset: Int
    ) -> Bool {
        start.loadUnaligned(fromByteOffset: offset, as: word)
            == bytes.loadUnaligned(fromByteOffset: offset, as: word)
    }
}
