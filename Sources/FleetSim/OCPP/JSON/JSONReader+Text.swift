/// Strings: found and checked here, copied only by those who keep them.
extension JSONReader {
    /// The string here, as it stands between its quotes: valid UTF-8, escapes whole.
    ///
    /// Nearly every string is ASCII that stands for itself; any other is read with care.
    @inline(__always)
    mutating func text() throws(PayloadError) -> JSONText {
        let start = position &+ 1
        guard peek == .quote, let base = bytes.baseAddress else { throw mismatch("a string") }
        let stop = endOfPlainText(from: start)
        guard stop < end, bytes[stop] == .quote else {
            return try apart { (reader) throws(PayloadError) in try reader.carefulText() }
        }
        position = stop &+ 1
        return JSONText(raw: WireText(start: base + start, count: stop &- start), isEscaped: false)
    }

    @inline(never)
    private mutating func carefulText() throws(PayloadError) -> JSONText {
        let start = position + 1
        position = endOfPlainText(from: start)
        var isEscaped = false
        while peek != .quote {
            switch peek {
            case .backslash:
                isEscaped = true
                try skipEscape()
            case 0x80...:
                try skipScalar()
            default:
                throw malformed("a string is not closed or holds a control character")
            }
            position = endOfPlainText(from: position)
        }
        assert(start <= position && position < end, "a string ends at a quote within the text")
        let text = WireText(rebasing: bytes[start..<position])
        position += 1
        return JSONText(raw: text, isEscaped: isEscaped)
    }

    /// Where ASCII that stands for itself ends: looked at eight bytes at a time while there are eight.
    @inline(__always)
    private func endOfPlainText(from start: Int) -> Int {
        var index = start
        while end &- index >= 8 {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let special = UInt64(littleEndian: word).marksOfSpecialBytes
            guard special == 0 else { return index &+ special.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, bytes[index].isPlainText { index &+= 1 }
        return index
    }

    private mutating func skipEscape() throws(PayloadError) {
        position += 1
        switch peek {
        case .quote, .backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"):
            let unit = try codeUnit()
            guard !UTF16.isTrailSurrogate(unit) else { throw malformed("half a surrogate pair") }
            guard UTF16.isLeadSurrogate(unit) else { return }
            guard peek == .backslash else { throw malformed("half a surrogate pair") }
            position += 1
            guard peek == UInt8(ascii: "u"), UTF16.isTrailSurrogate(try codeUnit()) else {
                throw malformed("half a surrogate pair")
            }
        default:
            throw malformed("an escape JSON does not know")
        }
    }

    /// The four hexadecimal digits behind the `u` here.
    private mutating func codeUnit() throws(PayloadError) -> UInt16 {
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = peek.hexDigit else {
                throw malformed("no four hexadecimal digits behind \\u")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    /// Steps over one scalar beyond ASCII, by the table of well-formed UTF-8 (Unicode §3.9).
    private mutating func skipScalar() throws(PayloadError) {
        let second: ClosedRange<UInt8>
        let length: Int
        switch peek {
        case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
        case 0xE0: (second, length) = (0xA0...0xBF, 3)
        case 0xED: (second, length) = (0x80...0x9F, 3)
        case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
        case 0xF0: (second, length) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
        case 0xF4: (second, length) = (0x80...0x8F, 4)
        default: throw malformed("not UTF-8")
        }
        guard end - position >= length, second ~= bytes[position + 1],
            bytes[position + 2..<position + length].allSatisfy({ 0x80...0xBF ~= $0 })
        else { throw malformed("not UTF-8") }
        position += length
    }
}

extension UInt8 {
    /// ASCII that may stand between quotes for itself.
    @inline(__always)
    var isPlainText: Bool {
        self >= 0x20 && self < 0x80 && self != .quote && self != .backslash
    }
}
