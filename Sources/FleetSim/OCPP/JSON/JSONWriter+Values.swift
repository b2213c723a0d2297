/// Numbers and strings, as bytes.
extension JSONWriter {
    mutating func integer(_ value: Int64) {
        reserve(20)
        if value < 0 { put(.minus) }
        putDigits(of: value.magnitude, count: value.magnitude.decimalDigits)
    }

    /// A number as a string of its digits.
    mutating func quoted(_ number: UInt64) {
        reserve(22)
        put(.quote)
        putDigits(of: number, count: number.decimalDigits)
        put(.quote)
    }

    mutating func decimal(_ value: FixedPoint) {
        reserve(24)
        if value.mantissa < 0 { put(.minus) }
        let magnitude = value.mantissa.magnitude
        guard value.decimals > 0 else {
            return putDigits(of: magnitude, count: magnitude.decimalDigits)
        }
        var unit: UInt64 = 1
        for _ in 0..<value.decimals { unit *= 10 }
        let (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: unit)
        putDigits(of: whole, count: whole.decimalDigits)
        put(.point)
        putDigits(of: fraction, count: value.decimals)
    }

    /// A string known to need no escapes.
    @inline(__always)
    mutating func plainText(_ text: WireText) {
        reserve(text.count + 2)
        put(.quote)
        put(text)
        put(.quote)
    }

    package mutating func text(_ string: String) {
        var string = string
        string.withUTF8 { utf8 in
            guard let start = utf8.baseAddress else { return plainText("") }
            text(WireText(start: start, count: utf8.count))
        }
    }

    /// A string with escapes where JSON wants them.
    mutating func text(_ text: WireText) {
        // No byte takes more than the six of \u00XX.
        reserve(text.count * 6 + 2)
        put(.quote)
        let plain = putPlain(text)
        for index in plain..<text.count {
            let byte = text[index]
            switch byte {
            case .quote, .backslash:
                put(.backslash)
                put(byte)
            case 0..<0x20:
                putEscape(of: byte)
            default:
                put(byte)
            }
        }
        put(.quote)
    }

    /// Puts the beginning of a text that stands for itself, eight bytes at a time; how much it was.
    @inline(__always)
    private mutating func putPlain(_ text: WireText) -> Int {
        var index = 0
        while text.count - index >= 8 {
            let word = text.word(at: index)
            guard word.marksOfSpecialBytes == 0 else { break }
            put(word: word)
            index += 8
        }
        return index
    }

    private mutating func putEscape(of control: UInt8) {
        assert(control < 0x20, "only controls are written by their numbers")
        let digits: WireText = "0123456789abcdef"
        put("\\u00")
        put(digits[Int(control >> 4)])
        put(digits[Int(control & 0xF)])
    }
}

extension UInt64 {
    /// How many digits the number has in decimal.
    fileprivate var decimalDigits: Int {
        var digits = 1
        var bound: UInt64 = 10
        while self >= bound {
            digits += 1
            let (next, overflowed) = bound.multipliedReportingOverflow(by: 10)
            guard !overflowed else { break }
            bound = next
        }
        return digits
    }
}
