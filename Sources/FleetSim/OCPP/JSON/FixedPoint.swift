/// A decimal number: an integer and how many of its digits stand behind the point.
///
/// Two are equal when they are written alike: `2.50` is not `2.5`.
package struct FixedPoint: Hashable, Sendable {
    /// What an `Int64` holds without doubt.
    package static let maximumDecimals = 18

    package let mantissa: Int64
    private let decimalsStored: UInt8

    package var decimals: Int { Int(decimalsStored) }

    package init(mantissa: Int64, decimals: Int = 0) {
        precondition(0...Self.maximumDecimals ~= decimals, "\(decimals) decimal places")
        self.mantissa = mantissa
        decimalsStored = UInt8(decimals)
    }
}

extension FixedPoint {
    /// The number counted in units of this many decimals: amperes to three are milliamperes.
    ///
    /// Halves are rounded away from zero. Nothing when the count does not fit.
    package func scaled(to decimals: Int) -> Int64? {
        precondition(decimals >= 0, "\(decimals) decimal places")
        guard decimals < self.decimals else {
            let unit = Self.power(decimals - self.decimals)
            let (value, overflowed) = mantissa.multipliedReportingOverflow(by: unit ?? 0)
            return overflowed || unit == nil ? nil : value
        }
        guard let unit = Self.power(self.decimals - decimals) else { return 0 }
        let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: unit)
        return remainder.magnitude < unit.magnitude / 2 ? quotient : quotient + mantissa.signum()
    }

    /// The number with this many decimals at most, when it is within that part of a unit of such a one.
    func rounded(to decimals: Int, within part: Int64) -> FixedPoint? {
        assert(decimals >= 0 && part > 0, "places, and a part of a unit")
        guard self.decimals > decimals else { return self }
        guard let unit = Self.power(self.decimals - decimals), let whole = scaled(to: decimals)
        else {
            return nil
        }
        let (nearest, overflowed) = whole.multipliedReportingOverflow(by: unit)
        guard !overflowed, (mantissa - nearest).magnitude <= unit.magnitude / part.magnitude else {
            return nil
        }
        return FixedPoint(mantissa: whole, decimals: decimals)
    }

    /// A power of ten; nothing when an `Int64` does not hold it.
    private static func power(_ exponent: Int) -> Int64? {
        guard 0...maximumDecimals ~= exponent else { return nil }
        var power: Int64 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}

extension FixedPoint {
    /// Reads the text of a number when writing it would give the same text again.
    ///
    /// So `1e3`, `+5`, `.5`, `007` and `-0` are left to be texts.
    init?(exactly text: WireText) {
        if let whole = Self.whole(text) {
            self.init(mantissa: whole)
            return
        }
        let isNegative = text.count > 0 && text[0] == .minus
        let first = isNegative ? 1 : 0
        guard 1...Self.maximumDecimals ~= text.count - first, text[first].digit < 10 else {
            return nil
        }
        var magnitude: Int64 = 0
        var point: Int?
        for index in first..<text.count {
            if text[index] == .point, point == nil {
                point = index
                continue
            }
            guard text[index].digit < 10 else { return nil }
            magnitude = magnitude &* 10 &+ Int64(text[index].digit)
        }
        let wholeDigits = (point ?? text.count) - first
        guard wholeDigits == 1 || text[first] != .zero, !(isNegative && magnitude == 0),
            point != text.count - 1
        else { return nil }
        let decimals = point.map { text.count - 1 - $0 } ?? 0
        self.init(mantissa: isNegative ? -magnitude : magnitude, decimals: decimals)
    }

    /// A number of digits alone, as meters mostly give.
    @inline(__always)
    private static func whole(_ text: WireText) -> Int64? {
        guard 1...maximumDecimals ~= text.count, text[0] != .zero || text.count == 1 else {
            return nil
        }
        var number: Int64 = 0
        for index in 0..<text.count {
            guard text[index].digit < 10 else { return nil }
            number = number &* 10 &+ Int64(text[index].digit)
        }
        return number
    }
}

extension FixedPoint: WireValue {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self = try reader.number()
    }

    package func write(to writer: inout JSONWriter) {
        writer.decimal(self)
    }
}
