/// Reading times as peers write them.
///
/// Fractions of any length (cut to milliseconds), any offset, and as RFC 3339 allows a small t or z,
/// a space for the T, and a leap second. Peers also leave the offset away; they mean UTC.
extension DateTime {
    init?(iso8601 text: WireText) {
        var scan = TimeScan(text: text)
        guard let date = scan.date(), scan.takeDateEnd(), let clock = scan.clock(),
            let fraction = scan.fraction(), let offset = scan.offset(), scan.isAtEnd
        else { return nil }
        let minutes = Int64(date.daysSince1970) * 1_440 - Int64(offset)
        let moment = minutes * 60_000 + Int64(clock) * 1_000 + Int64(fraction)
        self.init(unixMilliseconds: moment)
        // An offset can push the moment out of the years there are.
        guard unixMilliseconds == moment else { return nil }
    }
}

/// Reads the parts of a time from left to right.
private struct TimeScan {
    let text: WireText
    var position = 0

    init(text: WireText) {
        self.text = text
    }

    var isAtEnd: Bool { position == text.count }

    mutating func date() -> CalendarDate? {
        guard let year = digits(4), take("-"), let month = digits(2), take("-"),
            let day = digits(2)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    mutating func takeDateEnd() -> Bool { take("T") || take("t") || take(" ") }

    /// The seconds of the day.
    mutating func clock() -> Int? {
        guard let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60,
            take(":"), let second = digits(2), second <= 60
        else { return nil }
        return (hour * 60 + minute) * 60 + second
    }

    /// The milliseconds; none are as good as zero.
    mutating func fraction() -> Int? {
        guard take(".") || take(",") else { return 0 }
        guard let first = digits(1) else { return nil }
        let second = digits(1)
        let third = second == nil ? nil : digits(1)
        while digits(1) != nil {}
        return first * 100 + (second ?? 0) * 10 + (third ?? 0)
    }

    /// The minutes local time is ahead of UTC.
    mutating func offset() -> Int? {
        if isAtEnd || take("Z") || take("z") { return 0 }
        let isBehind = take("-")
        guard isBehind || take("+"), let hours = digits(2), hours < 24 else { return nil }
        var minutes = 0
        if take(":") || !isAtEnd {
            guard let read = digits(2), read < 60 else { return nil }
            minutes = read
        }
        return (hours * 60 + minutes) * (isBehind ? -1 : 1)
    }

    @inline(__always)
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else {
            return false
        }
        position += 1
        return true
    }

    @inline(__always)
    private mutating func digits(_ count: Int) -> Int? {
        guard text.count - position >= count else { return nil }
        var number = 0
        for index in position..<position + count {
            guard text[index].digit < 10 else { return nil }
            number = number * 10 + Int(text[index].digit)
        }
        position += count
        return number
    }
}
