// Times as OCPP writes them.
extension DateTime: WireValue {
    @inline(__always)
    package init(from reader: inout JSONReader) throws(PayloadError) {
        let text = try reader.text()
        guard let moment = text.withBytes({ DateTime(iso8601: $0) }) else {
            throw .noTime(text)
        }
        self = moment
    }

    package func write(to writer: inout JSONWriter) {
        let (day, millisecond) = unixMilliseconds.flooredQuotientAndRemainder(by: 86_400_000)
        assert(0..<86_400_000 ~= millisecond, "a time lies within its day")
        let date = writer.text(ofDay: day)
        let clock = UInt64(millisecond)
        let fraction = clock % 1_000
        writer.reserve(26)
        writer.put(.quote)
        // Eight characters at a time, as they are read.
        writer.put(word: date.yearAndMonth)
        writer.put(
            word: date.dayOfMonth | .character("T", at: 2) | .digits(clock / 3_600_000, at: 3)
                | .character(":", at: 5) | .digits(clock / 60_000 % 60, at: 6)
        )
        writer.put(
            word: .character(":", at: 0) | .digits(clock / 1_000 % 60, at: 1)
                | .character(".", at: 3) | .digits(fraction / 10, at: 4)
                | .character("0", at: 6) + (fraction % 10) << 48 | .character("Z", at: 7)
        )
        writer.put(.quote)
    }
}

/// A day as it stands in a time: `2026-03-` and `01`.
struct DayText {
    fileprivate let yearAndMonth: UInt64
    fileprivate let dayOfMonth: UInt64

    init(_ date: CalendarDate) {
        assert(0...9_999 ~= date.year, "a year has four digits")
        let year = UInt64(date.year)
        yearAndMonth =
            .digits(year / 100, at: 0) | .digits(year % 100, at: 2) | .character("-", at: 4)
            | .digits(UInt64(date.month), at: 5) | .character("-", at: 7)
        dayOfMonth = .digits(UInt64(date.day), at: 0)
    }
}

extension UInt64 {
    /// Two digits as the characters from an index on.
    @inline(__always)
    fileprivate static func digits(_ number: UInt64, at index: UInt64) -> UInt64 {
        assert(number < 100, "two digits")
        return UInt64(number.twoDigits) &<< (8 &* index)
    }

    @inline(__always)
    fileprivate static func character(_ character: Unicode.Scalar, at index: UInt64) -> UInt64 {
        UInt64(character.value) &<< (8 &* index)
    }
}

extension DateTime {
    package init?(_ string: String) {
        var string = string
        let moment = string.withUTF8 { utf8 -> DateTime? in
            guard let start = utf8.baseAddress else { return nil }
            return DateTime(iso8601: WireText(start: start, count: utf8.count))
        }
        guard let moment else { return nil }
        self = moment
    }

    package var text: String {
        var writer = JSONWriter(capacity: 64)
        write(to: &writer)
        return String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
    }
}

extension Int64 {
    /// Divides downwards, so that moments before 1970 still have a time of day.
    fileprivate func flooredQuotientAndRemainder(by divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
