/// The four bytes that a client's payload is combined with (RFC 6455 §5.3).
struct MaskKey: Equatable {
    /// The bytes in the order of the wire, the first one lowest.
    private let word: UInt32

    /// Any 32 bits; they are to be unpredictable, so they come from a stream of randomness.
    init(_ word: UInt32) {
        self.word = word
    }

    init(reading bytes: UnsafeRawPointer) {
        word = UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
    }

    func write(to bytes: UnsafeMutableRawPointer) {
        bytes.storeBytes(of: word.littleEndian, as: UInt32.self)
    }

    /// Masks, or unmasks, bytes where they are; the first of them stands at `offset` in its payload.
    func apply(to bytes: UnsafeMutableRawBufferPointer, from offset: Int = 0) {
        assert(offset >= 0, "a payload begins at its first byte")
        guard let start = bytes.baseAddress else { return }
        let key = pattern(from: offset)
        var index = 0
        while index <= bytes.count - 8 {
            let masked = start.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ key
            start.storeBytes(of: masked, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        finish(from: start, to: start, index: index, count: bytes.count, key)
    }

    /// Masks a whole payload on its way to where as many bytes can be written.
    func copy(_ bytes: UnsafeRawBufferPointer, to destination: UnsafeMutableRawPointer) {
        guard let start = bytes.baseAddress else { return }
        let key = pattern(from: 0)
        var index = 0
        while index <= bytes.count - 8 {
            let masked = start.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ key
            destination.storeBytes(of: masked, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        finish(from: start, to: destination, index: index, count: bytes.count, key)
    }

    /// The fewer than eight bytes at the end.
    @inline(__always)
    private func finish(
        from source: UnsafeRawPointer,
        to destination: UnsafeMutableRawPointer,
        index: Int,
        count: Int,
        _ key: UInt64
    ) {
        assert(index <= count && count - index < 8, "what is left is less than eight bytes")
        var rest = UInt64(littleEndian: key)
        for index in index..<count {
            let masked =
                source.load(fromByteOffset: index, as: UInt8.self)
                ^ UInt8(truncatingIfNeeded: rest)
            destination.storeBytes(of: masked, toByteOffset: index, as: UInt8.self)
            rest >>= 8
        }
    }

    /// The key twice over, begun where a payload's byte number `offset` has it, as memory has it.
    private func pattern(from offset: Int) -> UInt64 {
        let turned = UInt32(truncatingIfNeeded: offset & 3) * 8
        let key = UInt64(word >> turned | word << (32 - turned))
        return (key << 32 | key).littleEndian
    }
}
