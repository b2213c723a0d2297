/// A string found in a frame, still as it stands there.
package struct JSONText {
    /// The bytes between the quotes; they were checked when the string was found.
    let raw: WireText
    let isEscaped: Bool

    package var string: String {
        isEscaped ? String(decoding: unescaped, as: UTF8.self) : raw.string
    }

    /// The string, or of a long one the beginning: a peer's text may be as long as a frame.
    var excerpt: String {
        guard raw.count > Self.longestExcerpt else { return string }
        var count = Self.longestExcerpt
        while count > 0, raw[count] & 0xC0 == 0x80 { count -= 1 }
        return WireText(start: raw.start, count: count).string + "…"
    }

    private static let longestExcerpt = 60

    /// Lends what the string says for as long as `body` runs; the heap is touched only for escapes.
    @inline(__always)
    func withBytes<Result>(_ body: (WireText) -> Result) -> Result {
        isEscaped ? withUnescapedBytes(body) : body(raw)
    }

    @inline(never)
    private func withUnescapedBytes<Result>(_ body: (WireText) -> Result) -> Result {
        unescaped.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return body("") }
            return body(WireText(start: start, count: buffer.count))
        }
    }

    private var unescaped: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            guard raw[index] == .backslash else {
                bytes.append(raw[index])
                index += 1
                continue
            }
            index += 1
            appendEscape(at: &index, to: &bytes)
        }
        assert(bytes.count <= raw.count, "no escape is shorter than what it stands for")
        return bytes
    }

    /// Appends what the escape stands for; `index` is at the letter behind the backslash.
    private func appendEscape(at index: inout Int, to bytes: inout [UInt8]) {
        assert(index < raw.count, "an escape was whole when the string was found")
        let letter = raw[index]
        index += 1
        switch letter {
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"): bytes.append(contentsOf: scalar(at: &index).utf8)
        default: bytes.append(letter)
        }
    }

    /// What one code unit says, or two that belong together; they were checked with the rest.
    private func scalar(at index: inout Int) -> Unicode.Scalar {
        let unit = codeUnit(at: &index)
        guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) ?? Self.unknown }
        index += 2
        let upper = UInt32(unit & 0x3FF)
        let lower = UInt32(codeUnit(at: &index) & 0x3FF)
        return Unicode.Scalar(0x1_0000 + upper << 10 + lower) ?? Self.unknown
    }

    private static let unknown: Unicode.Scalar = "\u{FFFD}"

    private func codeUnit(at index: inout Int) -> UInt16 {
        var unit: UInt16 = 0
        assert(index + 4 <= raw.count, "an escape was whole when the string was found")
        for _ in 0..<4 {
            unit = unit << 4 | UInt16(raw[index].hexDigit ?? 0)
            index += 1
        }
        return unit
    }
}
