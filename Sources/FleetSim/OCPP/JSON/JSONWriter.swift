/// Writes JSON into one growing buffer that is kept from text to text.
///
/// Commas look after themselves: one goes before every member and element that does not directly
/// follow an opening bracket.
package struct JSONWriter: ~Copyable {
    private var memory: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    package init(capacity: Int = 1_024) {
        self.capacity = max(capacity, 64)
        memory = .allocate(byteCount: self.capacity, alignment: 8)
    }

    deinit {
        memory.deallocate()
    }

    /// What was written; valid until the next write.
    package var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory, count: count)
    }

    /// Forgets the text and keeps the memory.
    mutating func clear() {
        count = 0
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        put(byte)
    }

    @inline(__always)
    mutating func append(_ text: WireText) {
        reserve(text.count)
        put(text)
    }

    mutating func openObject() {
        append(.openBrace)
    }

    mutating func closeObject() {
        append(.closeBrace)
    }

    mutating func openArray() {
        append(.openBracket)
    }

    mutating func closeArray() {
        append(.closeBracket)
    }

    @inline(__always)
    package mutating func member<Value: JSONValue>(_ name: WireText, _ value: Value) {
        reserve(name.count + 4)
        separate()
        put(.quote)
        put(name)
        put(.quote)
        put(.colon)
        value.write(to: &self)
    }

    /// Writes nothing at all for an absent member.
    @inline(__always)
    package mutating func member<Value: JSONValue>(_ name: WireText, _ value: Value?) {
        guard let value else { return }
        member(name, value)
    }

    @inline(__always)
    mutating func element<Value: JSONValue>(_ value: Value) {
        reserve(1)
        separate()
        value.write(to: &self)
    }
}

extension JSONWriter {
    @inline(__always)
    private mutating func separate() {
        assert(count > 0, "members and elements stand in brackets")
        let last = memory.load(fromByteOffset: count - 1, as: UInt8.self)
        if last != .openBrace, last != .openBracket { put(.comma) }
    }

    /// Makes room for this many bytes more; what is put after that needs no check.
    @inline(__always)
    mutating func reserve(_ extra: Int) {
        if capacity - count < extra { grow(by: extra) }
    }

    @inline(never)
    private mutating func grow(by extra: Int) {
        capacity = max(capacity * 2, count + extra)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        larger.copyMemory(from: memory, byteCount: count)
        memory.deallocate()
        memory = larger
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        assert(count < capacity)
        memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    @inline(__always)
    mutating func put(_ text: WireText) {
        assert(text.count <= capacity - count)
        (memory + count).copyMemory(from: text.start, byteCount: text.count)
        count += text.count
    }

    /// Puts the last `digits` digits of a number, with zeros in front where it has fewer.
    @inline(__always)
    mutating func putDigits(of number: UInt64, count digits: Int) {
        assert(digits <= capacity - count)
        var rest = number
        var offset = count + digits
        while offset > count {
            offset -= 1
            let digit = UInt8.zero + UInt8(truncatingIfNeeded: rest % 10)
            memory.storeBytes(of: digit, toByteOffset: offset, as: UInt8.self)
            rest /= 10
        }
        count += digits
    }
}
