/// Numbers, exactly: integers as such and fractions as decimals, never through a `Double`.
extension JSONReader {
    /// The integers that every JSON reader keeps exactly (RFC 8259 §6).
    ///
    /// With this bound a sum of two of a peer's numbers, and one of them in thousandths, fits 64 bits.
    static let widestInteger = 1 << 53 - 1

    /// An integer in the sense of JSON Schema draft 4: no fraction, no exponent.
    @inline(__always)
    mutating func integer() throws(PayloadError) -> Int {
        if let value = shortInteger() { return value }
        return try apart { (reader) throws(PayloadError) in try reader.carefulInteger() }
    }

    @inline(never)
    private mutating func carefulInteger() throws(PayloadError) -> Int {
        let start = position
        let value = try number()
        guard bytes[start..<position].allSatisfy({ $0 == .minus || $0.digit < 10 }) else {
            throw PayloadError(.typeConstraintViolation, "must be an integer")
        }
        guard value.mantissa.magnitude <= Self.widestInteger.magnitude else {
            throw PayloadError(.propertyConstraintViolation, "is too large a number")
        }
        return Int(value.mantissa)
    }

    /// An integer of up to fifteen digits, which no check of its size can refuse.
    ///
    /// Takes nothing where anything else stands, and leaves it to be read with care.
    @inline(__always)
    private mutating func shortInteger() -> Int? {
        let isNegative = peek == .minus
        let first = isNegative ? position &+ 1 : position
        var index = first
        var magnitude = 0
        while index < end, bytes[index].digit < 10 {
            magnitude = magnitude &* 10 &+ Int(bytes[index].digit)
            index &+= 1
        }
        guard 1...15 ~= index &- first, bytes[first] != .zero || index &- first == 1,
            index == end || !bytes[index].goesOnWithNumber
        else { return nil }
        assert(magnitude < 1_000_000_000_000_000, "fifteen digits at most")
        position = index
        return isNegative ? 0 &- magnitude : magnitude
    }

    /// A number with its fraction, which past eighteen digits in all is cut off.
    mutating func number() throws(PayloadError) -> FixedPoint {
        let isNegative = peek == .minus
        let start = position
        if isNegative { position += 1 }
        guard peek.digit < 10 else {
            position = start
            throw isNegative ? malformed("no digit behind a minus") : mismatch("a number")
        }
        var digits = Digits()
        try readWhole(into: &digits)
        try readFraction(into: &digits)
        try readExponent(into: &digits)
        guard let value = digits.value(isNegative: isNegative) else {
            throw PayloadError(.propertyConstraintViolation, "is too large a number")
        }
        return value
    }

    private mutating func readWhole(into digits: inout Digits) throws(PayloadError) {
        if peek == .zero {
            position += 1
            guard peek.digit >= 10 else { throw malformed("a number begins with 0") }
            return
        }
        while peek.digit < 10 {
            digits.append(whole: peek.digit)
            position += 1
        }
    }

    private mutating func readFraction(into digits: inout Digits) throws(PayloadError) {
        guard peek == .point else { return }
        position += 1
        guard peek.digit < 10 else { throw malformed("no digit behind a decimal point") }
        while peek.digit < 10 {
            digits.append(fraction: peek.digit)
            position += 1
        }
    }

    private mutating func readExponent(into digits: inout Digits) throws(PayloadError) {
        guard peek | 0x20 == UInt8(ascii: "e") else { return }
        position += 1
        let isNegative = peek == .minus
        if isNegative || peek == UInt8(ascii: "+") { position += 1 }
        guard peek.digit < 10 else { throw malformed("no digit in an exponent") }
        var exponent = 0
        while peek.digit < 10 {
            // Beyond a thousand every number is zero or too large, whatever digits follow.
            exponent = min(exponent * 10 + Int(peek.digit), 1_000)
            position += 1
        }
        digits.shift(by: isNegative ? -exponent : exponent)
    }
}

/// The digits of a number while it is being read.
private struct Digits {
    private var mantissa: UInt64 = 0
    private var decimals = 0
    private var overflowed = false

    @inline(__always)
    mutating func append(whole digit: UInt8) {
        guard mantissa < 100_000_000_000_000_000 else { return appendSlowly(digit) }
        mantissa = mantissa &* 10 &+ UInt64(digit)
    }

    private mutating func appendSlowly(_ digit: UInt8) {
        let (tenfold, first) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, second) = tenfold.addingReportingOverflow(UInt64(digit))
        overflowed = overflowed || first || second
        mantissa = sum
    }

    mutating func append(fraction digit: UInt8) {
        guard mantissa < 100_000_000_000_000_000, decimals < FixedPoint.maximumDecimals else {
            return
        }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        decimals += 1
    }

    mutating func shift(by exponent: Int) {
        decimals -= exponent
        guard mantissa > 0 else {
            return decimals = max(0, min(decimals, FixedPoint.maximumDecimals))
        }
        while decimals < 0, !overflowed {
            append(whole: 0)
            decimals += 1
        }
        while decimals > FixedPoint.maximumDecimals {
            mantissa /= 10
            decimals -= 1
        }
        assert(overflowed || 0...FixedPoint.maximumDecimals ~= decimals, "places that are kept")
    }

    func value(isNegative: Bool) -> FixedPoint? {
        guard !overflowed, let magnitude = Int64(exactly: mantissa) else {
            // The one number whose magnitude has no positive twin.
            return isNegative && !overflowed && mantissa == Int64.min.magnitude && decimals == 0
                ? FixedPoint(mantissa: .min, decimals: 0) : nil
        }
        return FixedPoint(mantissa: isNegative ? -magnitude : magnitude, decimals: decimals)
    }
}

extension UInt8 {
    /// Whether it makes the integer before it another number.
    @inline(__always)
    fileprivate var goesOnWithNumber: Bool { self == .point || self | 0x20 == UInt8(ascii: "e") }
}
