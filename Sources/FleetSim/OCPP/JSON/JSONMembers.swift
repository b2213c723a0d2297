/// The members of one JSON object, asked for by name.
///
/// As long as a peer keeps the order they are asked for in, each is found where the last one ended
/// and one that is not there costs a comparison. Of an object that does not keep it, an index of
/// the members is made first. What was not asked for is refused at the end, so a repeated member
/// is too.
package struct JSONMembers {
    /// Where a member that was passed over has its name (at the quote) and its value.
    private struct Place {
        var key: Int32 = 0
        var value: Int32 = 0
    }

    /// More than any message of OCPP 1.6 has.
    private static let maximumIndexed = 16

    private var reader: JSONReader
    private var index: [Place] = []
    /// One bit per indexed member that has not been asked for yet.
    private var pending: UInt16 = 0
    private var isIndexed: Bool
    private var hasEscapedNames = false
    /// Where the closing brace stands, once the object is indexed.
    private var closing = 0

    /// Opens the object here; as a whole payload, `null` stands for an empty one.
    init(of reader: inout JSONReader, isIndexed: Bool) throws(PayloadError) {
        self.reader = reader
        self.isIndexed = isIndexed
        guard reader.peek == .openBrace else {
            guard reader.depth == 0, self.reader.takeWord("null") else {
                throw reader.mismatch("an object")
            }
            self.isIndexed = true
            closing = self.reader.position - 1
            self.reader.depth += 1
            return
        }
        try self.reader.descend()
        if isIndexed { try makeIndex() }
    }

    /// Closes the object and lets `reader` go on behind it; behind a whole payload nothing may come.
    @inline(__always)
    mutating func close(_ reader: inout JSONReader) throws(PayloadError) {
        if isIndexed {
            if pending != 0 { throw unexpected(at: Int(index[pending.trailingZeroBitCount].key)) }
            self.reader.position = closing
        } else if self.reader.peek != .closeBrace {
            throw unexpected(at: self.reader.position)
        }
        self.reader.ascend()
        reader.position = self.reader.position
        if reader.depth == 0 { try reader.finish() }
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
}

extension JSONMembers {
    /// Moves to the value of a member; false when there is none of this name.
    @inline(__always)
    private mutating func find(_ name: WireText) -> Bool {
        isIndexed ? lookUp(name) : reader.takeKey(name)
    }

    private mutating func lookUp(_ name: WireText) -> Bool {
        var unchecked = pending
        while unchecked != 0 {
            let number = unchecked.trailingZeroBitCount
            unchecked &= unchecked - 1
            reader.position = Int(index[number].key)
            if reader.takeKey(name) || (hasEscapedNames && escapedName(is: name)) {
                reader.position = Int(index[number].value)
                pending &= ~(1 << UInt16(number))
                return true
            }
        }
        return false
    }

    private func escapedName(is name: WireText) -> Bool {
        var probe = reader
        guard let key = try? probe.text() else { return false }
        return key.withBytes { $0 == name }
    }

    private mutating func makeIndex() throws(PayloadError) {
        if reader.peek != .closeBrace {
            repeat {
                guard index.count < Self.maximumIndexed else {
                    throw reader.malformed("more members than any message has")
                }
                let key = reader.position
                hasEscapedNames = try reader.skipKey().isEscaped || hasEscapedNames
                index.append(Place(key: Int32(key), value: Int32(reader.position)))
                try reader.skipValue()
                reader.skipSpace()
            } while reader.take(.comma)
        }
        guard reader.peek == .closeBrace else {
            throw reader.malformed("an object is not closed")
        }
        closing = reader.position
        pending = UInt16(truncatingIfNeeded: 1 << index.count - 1)
    }

    /// Moves from a value to the next member, or to the closing brace.
    @inline(__always)
    private mutating func advance() throws(PayloadError) {
        guard !isIndexed else { return }
        reader.skipSpace()
        if reader.take(.comma) {
            guard reader.peek == .quote else { throw reader.malformed("a member has no name") }
        } else if reader.peek != .closeBrace {
            throw reader.malformed("an object is not closed")
        }
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
        let afterName = position + 1 + name.count
        guard afterName < end, peek == .quote, bytes[afterName] == .quote,
            let base = bytes.baseAddress, name.starts(base + position + 1)
        else { return false }
        let start = position
        position = afterName + 1
        skipSpace()
        if take(.colon) { return true }
        position = start
        return false
    }
}
