/// Writes JSON into one growing buffer that is kept from text to text.
///
/// Commas look after themselves: one goes before every member and element that does not directly
/// follow an opening bracket.
package struct JSONWriter: ~Copyable {
    private var memory: UnsafeMutableRawPointer
    /// Behind the last byte that was written, and behind the last for which there is room.
    private var end: UnsafeMutableRawPointer
    private var limit: UnsafeMutableRawPointer
    /// The day that was written last, as text: most times have the same one as the time before.
    private var lastDay: (number: Int64, text: DayText)?

    package init(capacity: Int = 1_024) {
        let capacity = max(capacity, 64)
        memory = .allocate(byteCount: capacity, alignment: 8)
        end = memory
        limit = memory + capacity
    }

    deinit {
        memory.deallocate()
    }

    var count: Int { end - memory }

    /// What was written; valid until the next write.
    package var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory, count: count)
    }

    /// Forgets the text and keeps the memory.
    mutating func clear() {
        end = memory
    }

    /// A day's text, by its number since 1970.
    @inline(__always)
    mutating func text(ofDay number: Int64) -> DayText {
        if let lastDay, lastDay.number == number { return lastDay.text }
        let text = DayText(CalendarDate(daysSince1970: Int(number)))
        lastDay = (number, text)
        return text
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
    package mutating func member<Value: JSONWritable>(_ name: WireText, _ value: Value) {
        open(name)
        value.write(to: &self)
    }

    /// Writes nothing at all for an absent member.
    @inline(__always)
    package mutating func member<Value: JSONWritable>(_ name: WireText, _ value: Value?) {
        guard let value else { return }
        member(name, value)
    }

    /// Writes a member that is a list, of which `elements` writes each.
    @inline(__always)
    mutating func list(_ name: WireText, _ elements: (inout JSONWriter) -> Void) {
        open(name)
        openArray()
        elements(&self)
        closeArray()
    }

    @inline(__always)
    mutating func element<Value: JSONWritable>(_ value: Value) {
        reserve(1)
        separate()
        value.write(to: &self)
    }

    /// Writes an element that is an object: a member that is a number in quotes, and behind it what is
    /// written already, to the closing brace.
    @inline(__always)
    mutating func object(_ name: WireText, quoted number: FixedPoint, before rest: WireText) {
        reserve(2)
        separate()
        put(.openBrace)
        open(name)
        append(.quote)
        decimal(number)
        reserve(rest.count + 1)
        put(.quote)
        put(rest)
    }

    /// Writes an element that is an object, of which `members` writes each.
    @inline(__always)
    mutating func object(_ members: (inout JSONWriter) -> Void) {
        reserve(2)
        separate()
        put(.openBrace)
        members(&self)
        closeObject()
    }
}

extension JSONWriter {
    /// Writes the comma before a member, its name and its colon.
    @inline(__always)
    private mutating func open(_ name: WireText) {
        reserve(name.count + 4)
        separate()
        put(.quote)
        put(name)
        put(.quote)
        put(.colon)
    }

    /// Puts a comma unless an opening bracket or brace stands before it, for which there must be room.
    ///
    /// The comma is stored in any case and counted where it is wanted, which is quicker than to choose.
    @inline(__always)
    private mutating func separate() {
        assert(count > 0, "members and elements stand in brackets")
        // A bracket is a brace but for one bit.
        let last = end.load(fromByteOffset: -1, as: UInt8.self) | 0x20
        end.storeBytes(of: .comma, as: UInt8.self)
        end += last == .openBrace ? 0 : 1
    }

    /// Makes room for this many bytes more; what is put after that needs no check.
    @inline(__always)
    mutating func reserve(_ extra: Int) {
        if limit - end < extra { grow(by: extra) }
    }

    @inline(never)
    private mutating func grow(by extra: Int) {
        let count = count
        let capacity = max((limit - memory) * 2, count + extra)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        larger.copyMemory(from: memory, byteCount: count)
        memory.deallocate()
        memory = larger
        end = larger + count
        limit = larger + capacity
        assert(limit - end >= extra, "what is put next has its room, and asks no more for it")
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        assert(end < limit)
        end.storeBytes(of: byte, as: UInt8.self)
        end += 1
    }

    @inline(__always)
    mutating func put(_ text: WireText) {
        assert(text.count <= limit - end)
        end.copyMemory(from: text.start, byteCount: text.count)
        end += text.count
    }

    /// Puts the last `digits` digits of a number, with zeros in front where it has fewer.
    ///
    /// Two at a time: a division each is most of what a number costs.
    @inline(__always)
    mutating func putDigits(of number: UInt64, count digits: Int) {
        assert(digits <= limit - end)
        var rest = number
        var left = digits
        while left >= 2 {
            left -= 2
            let (hundreds, pair) = rest.quotientAndRemainder(dividingBy: 100)
            end.storeBytes(of: pair.twoDigits.littleEndian, toByteOffset: left, as: UInt16.self)
            rest = hundreds
        }
        if left > 0 {
            let digit = UInt8.zero + UInt8(truncatingIfNeeded: rest % 10)
            end.storeBytes(of: digit, as: UInt8.self)
        }
        end += digits
    }

    /// Puts eight characters, the first of them lowest.
    @inline(__always)
    mutating func put(word: UInt64) {
        assert(limit - end >= 8)
        end.storeBytes(of: word.littleEndian, as: UInt64.self)
        end += 8
    }
}

extension UInt64 {
    /// The two digits of a number below 100, the first of them lowest.
    @inline(__always)
    var twoDigits: UInt16 {
        assert(self < 100, "two digits")
        let tens = self / 10
        return UInt16(truncatingIfNeeded: 0x3030 &+ tens | (self &- tens &* 10) &<< 8)
    }
}
