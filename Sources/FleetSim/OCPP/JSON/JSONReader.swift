/// Walks the bytes of one JSON text, value by value, without building a tree.
///
/// The grammar is RFC 8259's, strictly. It never looks beyond the bytes it was given: every look
/// is behind a comparison with `end`. It does not own them, so it must not outlive them.
package struct JSONReader {
    /// Far deeper than any message, far shallower than any stack.
    static let maximumDepth = 32
    /// Positions are kept in 32 bits here and there; what stands beyond this is not looked at.
    static let longestText = 1 << 30

    let bytes: UnsafeRawBufferPointer
    let end: Int
    package internal(set) var position: Int
    var depth = 0

    package init(_ bytes: UnsafeRawBufferPointer) {
        self.init(bytes, from: 0, to: min(bytes.count, Self.longestText))
    }

    init(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
        assert(start >= 0 && start <= end && end <= bytes.count)
        self.bytes = bytes
        self.end = end
        position = start
        skipSpace()
    }

    /// The byte here; at the end a zero, which no value begins with and no bracket matches.
    @inline(__always)
    var peek: UInt8 { position < end ? bytes[position] : 0 }

    @inline(__always)
    mutating func skipSpace() {
        while position < end, bytes[position] <= 0x20, bytes[position].isJSONSpace {
            position &+= 1
        }
    }

    /// Reads with `body` what is rare and so stands in a function of its own.
    ///
    /// It is lent a copy: a reader of which nothing else takes the address stays in registers, and
    /// with that a MeterValues is read in half the instructions.
    @inline(__always)
    mutating func apart<Value>(
        _ body: (inout JSONReader) throws(PayloadError) -> Value
    ) throws(PayloadError) -> Value {
        var copy = self
        let value = try body(&copy)
        self = copy
        return value
    }

    /// Takes one byte of punctuation and the space behind it, if it is the one here.
    @inline(__always)
    mutating func take(_ punctuation: UInt8) -> Bool {
        assert(punctuation != 0, "at the end a zero is seen, behind which there is nothing")
        guard peek == punctuation else { return false }
        position &+= 1
        skipSpace()
        return true
    }

    mutating func boolean() throws(PayloadError) -> Bool {
        if takeWord("true") { return true }
        if takeWord("false") { return false }
        throw mismatch("true or false")
    }

    /// Takes `true`, `false` or `null`, not as the beginning of a longer word.
    mutating func takeWord(_ word: WireText) -> Bool {
        guard end - position >= word.count, let here = bytes.baseAddress,
            word.starts(here + position)
        else { return false }
        position += word.count
        return true
    }

    /// Visits the elements of an array; `visit` reads exactly one each time.
    @inline(__always)
    mutating func elements(
        _ visit: (inout JSONReader) throws(PayloadError) -> Void
    ) throws(PayloadError) {
        guard peek == .openBracket else { throw mismatch("an array") }
        try descend()
        if peek != .closeBracket {
            repeat {
                try visit(&self)
                skipSpace()
            } while take(.comma)
        }
        guard peek == .closeBracket else { throw malformed("an array is not closed") }
        ascend()
    }

    /// Steps over an opening bracket or brace.
    @inline(__always)
    mutating func descend() throws(PayloadError) {
        assert(position < end, "the bracket has been seen here")
        guard depth < Self.maximumDepth else { throw malformed("nested too deeply") }
        depth &+= 1
        position &+= 1
        skipSpace()
    }

    /// Steps over a closing bracket or brace.
    @inline(__always)
    mutating func ascend() {
        assert(depth > 0, "what is closed was opened")
        depth &-= 1
        position &+= 1
    }

    /// Refuses anything but space behind the value.
    @inline(__always)
    package mutating func finish() throws(PayloadError) {
        skipSpace()
        guard position == end else { throw malformed("something follows the payload") }
    }
}

extension JSONReader {
    @inline(never)
    func malformed(_ problem: StaticString) -> PayloadError {
        PayloadError(.formationViolation, "\(problem), at byte \(position)")
    }

    /// What is wrong with the value here: no JSON at all, or JSON of another kind.
    @inline(never)
    func mismatch(_ expected: StaticString) -> PayloadError {
        var probe = self
        do {
            try probe.skipValue()
        } catch {
            return error
        }
        return PayloadError(.typeConstraintViolation, "must be \(expected)")
    }
}
