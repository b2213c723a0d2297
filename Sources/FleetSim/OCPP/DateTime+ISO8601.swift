/// Reading times as peers write them.
///
/// Fractions of any length (cut to milliseconds), any offset, and as RFC 3339 allows a small t or z,
/// a space for the T, and a leap second. Peers also leave the offset away; they mean UTC.
extension DateTime {
    init?(iso8601 text: WireText) {
        var day = KnownDay()
        if text.count == Self.usualCount, let usual = DateTime(usualForm: text, knowing: &day) {
            self = usual
            return
        }
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

extension DateTime {
    /// How many characters the form of nearly all times has.
    static let usualCount = 24

    /// Reads `2026-03-01T07:12:00.000Z`, the form of nearly all times, eight characters at a time.
    ///
    /// Character by character a time took 690 instructions, a seventh of all that it took to read a
    /// MeterValues. Nothing for what has another form, which may be a time all the same.
    @inline(__always)
    init?(usualForm text: WireText, knowing known: inout KnownDay) {
        assert(text.count == Self.usualCount)
        guard let clock = EightCharacters("00T00:00", of: text, at: 8),
            let second = EightCharacters(":00.000Z", of: text, at: 16),
            let day = known.days(before: text, clock)
        else { return nil }
        let (hour, minute) = (clock.pair(at: 3), clock.pair(at: 6))
        guard hour < 24, minute < 60, second.pair(at: 1) <= 60 else { return nil }
        let seconds = (hour * 60 + minute) * 60 + second.pair(at: 1)
        let fraction = second.pair(at: 4) * 10 + second.digit(at: 6)
        self.init(
            unixMilliseconds: day &* 86_400_000 &+ Int64(seconds) &* 1_000 &+ Int64(fraction)
        )
    }
}

/// The day that was read last: most times have the same one as the time before.
struct KnownDay {
    private var yearAndMonth: UInt64 = 0
    private var dayOfMonth = -1
    private var days: Int64 = 0

    /// The day since 1970 that a time names, of which the part from its day on is read already.
    @inline(__always)
    fileprivate mutating func days(before text: WireText, _ clock: EightCharacters) -> Int64? {
        if text.word(at: 0) == yearAndMonth, clock.pair(at: 0) == dayOfMonth { return days }
        return learn(text, clock)
    }

    private mutating func learn(_ text: WireText, _ clock: EightCharacters) -> Int64? {
        guard let year = EightCharacters("0000-00-", of: text, at: 0),
            let date = CalendarDate(
                year: year.pair(at: 0) * 100 + year.pair(at: 2),
                month: year.pair(at: 5),
                day: clock.pair(at: 0)
            )
        else { return nil }
        (yearAndMonth, dayOfMonth) = (text.word(at: 0), clock.pair(at: 0))
        days = Int64(date.daysSince1970)
        return days
    }
}

/// Eight characters of a text of one form: digits where the form has zeros, else as the form.
private struct EightCharacters {
    /// The digits' values, a byte each.
    private let digits: UInt64

    @inline(__always)
    init?(_ form: WireText, of text: WireText, at index: Int) {
        assert(form.count == 8 && index + 8 <= text.count)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let form = form.word(at: 0)
        digits = text.word(at: index) ^ form
        // Of the characters of a form only a zero has bits 4 and 5 and not bit 3.
        let isDigit = ((form &>> 4) & (form &>> 5) & ~(form &>> 3) & ones) &* 0xFF
        let isTooLarge = ((digits &+ ones &* 0x76) | digits) & (ones &* 0x80)
        guard isTooLarge | (digits & ~isDigit) == 0 else { return nil }
    }

    @inline(__always)
    func digit(at index: Int) -> Int { Int(digits &>> UInt64(8 * index) & 0xFF) }

    @inline(__always)
    func pair(at index: Int) -> Int { digit(at: index) * 10 + digit(at: index + 1) }
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
