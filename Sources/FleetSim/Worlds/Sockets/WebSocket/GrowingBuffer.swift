/// Bytes in memory that grows on demand, in 16 bytes of its own.
///
/// Cleared, it keeps its memory, for a thread that writes frame after frame; released, it has none,
/// for a connection between messages.
struct GrowingBuffer: ~Copyable {
    private var memory: UnsafeMutableRawPointer?
    private var room: UInt32 = 0
    private var used: UInt32 = 0

    /// What is known to come is asked for at once up to so much; a peer must send before it gets more.
    private static let trusted = 4096

    init() {}

    deinit { memory?.deallocate() }

    var count: Int { Int(used) }
    var capacity: Int { Int(room) }
    var isEmpty: Bool { used == 0 }

    /// Valid until the next change.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

    /// Makes room for this many bytes at the end, which the caller fills at once.
    mutating func extend(by extra: Int) -> UnsafeMutableRawPointer {
        assert(extra >= 0, "bytes are added, and not taken away")
        let start = reserved(count + extra, expecting: count + extra) + count
        used += UInt32(extra)
        return start
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        append(bytes, expecting: count + bytes.count)
    }

    /// Appends a part of what will make `expected` bytes in the end.
    mutating func append(_ bytes: UnsafeRawBufferPointer, expecting expected: Int) {
        guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
        let start = reserved(count + bytes.count, expecting: expected) + count
        start.copyMemory(from: source, byteCount: bytes.count)
        used += UInt32(bytes.count)
    }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Forgets all but the first bytes.
    mutating func keepFirst(_ kept: Int) {
        precondition(kept >= 0 && kept <= count, "more is to stay than there is")
        used = UInt32(kept)
    }

    /// Forgets the first bytes, which were sent, say.
    mutating func removeFirst(_ gone: Int) {
        precondition(gone >= 0 && gone <= count, "more is to go than there is")
        guard let memory, gone > 0 else { return }
        memory.copyMemory(from: memory + gone, byteCount: count - gone)
        used -= UInt32(gone)
    }

    /// Forgets all but the first bytes.
    mutating func truncate(to left: Int) {
        precondition(left >= 0 && left <= count, "more is to stay than there is")
        used = UInt32(left)
    }

    mutating func clear() {
        used = 0
    }

    mutating func release() {
        memory?.deallocate()
        (memory, room, used) = (nil, 0, 0)
    }

    @inline(__always)
    private mutating func reserved(
        _ needed: Int,
        expecting expected: Int
    ) -> UnsafeMutableRawPointer {
        if let memory, needed <= capacity { return memory }
        return grow(to: needed, expecting: expected)
    }

    @inline(never)
    private mutating func grow(to needed: Int, expecting expected: Int) -> UnsafeMutableRawPointer {
        // What is known to be all needs no room for more.
        let doubled = expected > needed ? min(2 * capacity, expected) : 2 * capacity
        let wished = max(needed, min(expected, Self.trusted), doubled)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: wished, alignment: 16)
        if let memory {
            larger.copyMemory(from: memory, byteCount: count)
            memory.deallocate()
        }
        memory = larger
        room = UInt32(wished)
        return larger
    }
}
