// Times as OCPP writes them.
extension DateTime: JSONValue {
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
        let date = CalendarDate(daysSince1970: Int(day))
        let clock = UInt64(millisecond)
        let (year, fraction) = (UInt64(date.year), clock % 1_000)
        writer.reserve(26)
        writer.put(.quote)
        // Eight characters at a time, as they are read.
        writer.put(
            word: Self.digits(year / 100, at: 0) | Self.digits(year % 100, at: 2)
                | Self.character("-", at: 4) | Self.digits(UInt64(date.month), at: 5)
                | Self.character("-", at: 7)
        )
        writer.put(
            word: Self.digits(UInt64(date.day), at: 0) | Self.character("T", at: 2)
                | Self.digits(clock / 3_600_000, at: 3) | Self.character(":", at: 5)
                | Self.digits(clock / 60_000 % 60, at: 6)
        )
        writer.put(
            word: Self.character(":", at: 0) | Self.digits(clock / 1_000 % 60, at: 1)
                | Self.character(".", at: 3) | Self.digits(fraction / 10, at: 4)
                | Self.character("0", at: 6) + (fraction % 10) << 48 | Self.character("Z", at: 7)
        )
        writer.put(.quote)
    }

    @inline(__always)
    private static func digits(_ number: UInt64, at place: UInt64) -> UInt64 {
        UInt64(number.twoDigits) &<< (8 &* place)
    }

    @inline(__always)
    private static func character(_ character: Unicode.Scalar, at place: UInt64) -> UInt64 {
        UInt64(character.value) &<< (8 &* place)
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
