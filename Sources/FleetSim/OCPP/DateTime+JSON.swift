// Times as OCPP writes them.
extension DateTime: JSONValue {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        let text = try reader.text()
        guard let moment = text.withBytes({ DateTime(iso8601: $0) }) else {
            throw PayloadError(
                .propertyConstraintViolation,
                "is no ISO 8601 time: ‘\(text.excerpt)’"
            )
        }
        self = moment
    }

    package func write(to writer: inout JSONWriter) {
        let (day, millisecond) = unixMilliseconds.flooredQuotientAndRemainder(by: 86_400_000)
        let date = CalendarDate(daysSince1970: Int(day))
        let clock = UInt64(millisecond)
        writer.reserve(26)
        writer.put(.quote)
        writer.putDigits(of: UInt64(date.year), count: 4)
        writer.put(.minus)
        writer.putDigits(of: UInt64(date.month), count: 2)
        writer.put(.minus)
        writer.putDigits(of: UInt64(date.day), count: 2)
        writer.put(UInt8(ascii: "T"))
        writer.putDigits(of: clock / 3_600_000, count: 2)
        writer.put(.colon)
        writer.putDigits(of: clock / 60_000 % 60, count: 2)
        writer.put(.colon)
        writer.putDigits(of: clock / 1_000 % 60, count: 2)
        writer.put(.point)
        writer.putDigits(of: clock % 1_000, count: 3)
        writer.put(UInt8(ascii: "Z"))
        writer.put(.quote)
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
