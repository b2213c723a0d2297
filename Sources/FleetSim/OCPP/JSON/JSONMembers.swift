/// The members of one JSON object, asked for by name.
///
/// As long as a peer keeps the order they are asked for in, each is found where the last one ended
/// and one that is not there costs a comparison. Of an object that does not keep it, an index of
/// the members is made first. What was not asked for is refused at the end, so a repeated member
/// is too.
///
/// What only the index needs lies in an object of its own: most records have none, and are then as
/// cheap to open as a reader is to copy.
package struct JSONMembers {
    private var reader: JSONReader
    private let index: MemberIndex?

    /// Opens the object here, whose members are to come in the order they are asked for in.
    @inline(__always)
    init(inOrderOf reader: JSONReader) throws(PayloadError) {
        self.reader = reader
        index = nil
        guard reader.peek == .openBrace else { throw reader.mismatch("an object") }
        try self.reader.descend()
    }

    /// Opens the object here, whose members may come in any order.
    ///
    /// As a whole payload, `null` stands for an empty one.
    init(indexing reader: JSONReader) throws(PayloadError) {
        self.reader = reader
        index = try MemberIndex(of: &self.reader)
    }

    /// Closes the object and lets `reader` go on behind it; behind a whole payload nothing may come.
    @inline(__always)
    mutating func close(_ reader: inout JSONReader) throws(PayloadError) {
        if let index {
            if let name = index.firstPending { throw unexpected(at: name) }
            self.reader.position = index.closing
        } else if self.reader.peek != .closeBrace {
            throw unexpected(at: self.reader.position)
        }
        self.reader.ascend()
        if reader.depth == 0 { try self.reader.finish() }
        reader.position = self.reader.position
        assert(reader.position <= reader.end, "an object ends within its text")
    }

    /// The error for the member that was not asked for, or only once.
    @inline(never)
    private func unexpected(at position: Int) -> PayloadError {
        var probe = reader
        probe.position = position
        do {
            let name = try probe.skipKey().excerpt
            return PayloadError(.formationViolation, "‘\(name)’ is unknown here or repeated")
        } catch {
            return error
        }
    }

    /// Moves to the value of a member; false when there is none of this name.
    @inline(__always)
    private mutating func find(_ name: WireText) -> Bool {
        guard let index else { return reader.takeKey(name) }
        var cursor = reader
        defer { reader = cursor }
        return index.lookUp(name, &cursor)
    }

    /// Moves from a value to the next member, or to the closing brace.
    @inline(__always)
    private mutating func advance() throws(PayloadError) {
        guard index == nil else { return }
        reader.skipSpace()
        if reader.take(.comma) {
            guard reader.peek == .quote else { throw reader.malformed("a member has no name") }
        } else if reader.peek != .closeBrace {
            throw reader.malformed("an object is not closed")
        }
    }
}

/// Where the members of an object stand that has them in an order of its own.
private final class MemberIndex {
    /// Where a member has its name (at the quote) and its value.
    private struct Position {
        var key: Int32 = 0
        var value: Int32 = 0
    }

    /// More than any message of OCPP 1.6 has.
    private static let maximum = 16

    private var positions = InlineArray<16, Position>(repeating: Position())
    private var count = 0
    /// One bit per member that has not been asked for yet.
    private var pending: UInt16 = 0
    private var hasEscapedNames = false
    /// Where the closing brace stands.
    private(set) var closing = 0

    /// Goes through the object here once and checks its grammar.
    init(of reader: inout JSONReader) throws(PayloadError) {
        guard reader.peek == .openBrace else {
            let probe = reader
            guard reader.depth == 0, reader.takeWord("null") else {
                throw probe.mismatch("an object")
            }
            closing = reader.position - 1
            reader.depth += 1
            return
        }
        try reader.descend()
        if reader.peek != .closeBrace {
            repeat { try add(&reader) } while reader.take(.comma)
        }
        guard reader.peek == .closeBrace else {
            throw reader.malformed("an object is not closed")
        }
        closing = reader.position
        pending = UInt16(truncatingIfNeeded: 1 << count - 1)
        assert(pending.nonzeroBitCount == count, "each member waits to be asked for")
    }

    private func add(_ reader: inout JSONReader) throws(PayloadError) {
        guard count < Self.maximum else {
            throw reader.malformed("more members than any message has")
        }
        let key = reader.position
        hasEscapedNames = try reader.skipKey().isEscaped || hasEscapedNames
        positions[count] = Position(key: Int32(key), value: Int32(reader.position))
        count += 1
        try reader.skipValue()
        reader.skipSpace()
    }

    /// Where the name stands of the first member that was not asked for.
    var firstPending: Int? {
        pending == 0 ? nil : Int(positions[pending.trailingZeroBitCount].key)
    }

    /// Moves to the value of a member; false when there is none of this name.
    func lookUp(_ name: WireText, _ reader: inout JSONReader) -> Bool {
        var unchecked = pending
        while unchecked != 0 {
            let number = unchecked.trailingZeroBitCount
            assert(number < count, "only members that are there wait to be asked for")
            unchecked &= unchecked - 1
            reader.position = Int(positions[number].key)
            if reader.takeKey(name) || (hasEscapedNames && Self.escapedName(at: reader, is: name)) {
                reader.position = Int(positions[number].value)
                pending &= ~(1 << UInt16(number))
                return true
            }
        }
        return false
    }

    private static func escapedName(at reader: JSONReader, is name: WireText) -> Bool {
        var probe = reader
        guard let key = try? probe.text() else { return false }
        return key.withBytes { $0 == name }
    }
}

extension JSONMembers {
    /// Reads a member with `read`; nothing when it is absent.
    @inline(__always)
    mutating func optional<Value>(
        _ name: WireText,
        _ read: (inout JSONReader) throws(PayloadError) -> Value
    ) throws(PayloadError) -> Value? {
        guard find(name) else { return nil }
        do {
            let value = try read(&reader)
            try advance()
            return value
        } catch {
            throw error.inside(name)
        }
    }

    /// Reads a member with `read`; it must be there.
    @inline(__always)
    mutating func required<Value>(
        _ name: WireText,
        _ read: (inout JSONReader) throws(PayloadError) -> Value
    ) throws(PayloadError) -> Value {
        guard let value = try optional(name, read) else { throw .missing(name) }
        return value
    }
}

extension JSONReader {
    /// Takes a member's name and its colon, if it is written just so here.
    @inline(__always)
    fileprivate mutating func takeKey(_ name: WireText) -> Bool {
        let colon = position &+ name.count &+ 2
        guard colon < end, let base = bytes.baseAddress, bytes[position] == .quote,
            bytes[colon - 1] == .quote, name.startsBytes(base + position + 1)
        else { return false }
        let start = position
        position = colon
        skipSpace()
        if take(.colon) { return true }
        position = start
        return false
    }
}
