/// The bytes that mean something to JSON.
extension UInt8 {
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let minus: UInt8 = 0x2D
    static let point: UInt8 = 0x2E
    static let zero: UInt8 = 0x30
    static let colon: UInt8 = 0x3A
    static let openBracket: UInt8 = 0x5B
    static let backslash: UInt8 = 0x5C
    static let closeBracket: UInt8 = 0x5D
    static let openBrace: UInt8 = 0x7B
    static let closeBrace: UInt8 = 0x7D

    @inline(__always)
    var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

    /// The value of a decimal digit, or ten and more for anything else.
    @inline(__always)
    var digit: UInt8 { self &- .zero }

    /// The value of a hexadecimal digit; nil for anything else.
    @inline(__always)
    var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

extension UInt64 {
    /// Of eight bytes the high bit of each that is a quote, a backslash, a control or not ASCII.
    ///
    /// With its second bit turned a quote is 0x20 and a space is not: so one subtraction finds
    /// controls and quotes. A borrow may also mark bytes above the first such byte; the lowest mark
    /// is always right.
    @inline(__always)
    var marksOfSpecialBytes: UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotesAndControls = (self ^ (ones &* 0x02)) &- (ones &* 0x21)
        let backslashes = (self ^ (ones &* UInt64(UInt8.backslash))) &- ones
        return (quotesAndControls | backslashes | self) & (ones &* 0x80)
    }
}
