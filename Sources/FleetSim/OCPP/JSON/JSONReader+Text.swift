/// Strings: found and checked here, copied only by those who keep them.
extension JSONReader {
    /// The string here, as it stands between its quotes: valid UTF-8, escapes whole.
    mutating func text() throws(PayloadError) -> JSONText {
        guard peek == .quote, let base = bytes.baseAddress else { throw mismatch("a string") }
        let start = position + 1
        var isEscaped = false
        position = start
        while true {
            skipPlainText()
            switch peek {
            case .quote:
                let text = WireText(start: base + start, count: position - start)
                position += 1
                return JSONText(raw: text, isEscaped: isEscaped)
            case .backslash:
                isEscaped = true
                try skipEscape()
            case 0x80...:
                try skipScalar()
            default:
                throw malformed("a string is not closed or holds a control character")
            }
        }
    }

    /// Steps over ASCII that stands for itself, eight bytes at a time while there are eight.
    @inline(__always)
    private mutating func skipPlainText() {
        while end - position >= 8 {
            let special = Self.marks(
                specialBytesOf: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            )
            guard special == 0 else {
                position += special.littleEndian.trailingZeroBitCount / 8
                return
            }
            position += 8
        }
        while position < end, bytes[position].isPlainText { position += 1 }
    }

    /// Sets the high bit of each byte that is a quote, a backslash, a control or not ASCII.
    ///
    /// A borrow may also mark bytes above the first such byte; the lowest mark is always right.
    @inline(__always)
    private static func marks(specialBytesOf word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* UInt64(UInt8.quote))
        let backslashes = word ^ (ones &* UInt64(UInt8.backslash))
        let found =
            ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
            | ((word &- (ones &* 0x20)) & ~word) | word
        return found & (ones &* 0x80)
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
    fileprivate var isPlainText: Bool {
        self >= 0x20 && self < 0x80 && self != .quote && self != .backslash
    }
}
