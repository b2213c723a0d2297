extension Notation<Timestamp> {
    static let timestamp = scalar(
        "a date",
        schema: ["type": "string", "format": "date-time"]
    ) { text throws(Complaint) in
        guard let timestamp = Timestamp(iso8601: text) else {
            throw Complaint(
                "\(text.quoted) is not a date with time and zone",
                suggestion: "it is written like 2026-03-02T00:00:00Z"
            )
        }
        return timestamp
    }
}

extension Timestamp {
    /// A date and time of ISO 8601 with its zone, such as `2026-03-02T06:30:00.250+01:00`.
    package init?(iso8601 text: String) {
        let form = /(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)/
            .asciiOnlyDigits()
        guard let match = text.wholeMatch(of: form)?.output,
            let year = Int64(match.1), let month = Int64(match.2), let day = Int64(match.3),
            let hour = Int64(match.4), let minute = Int64(match.5), let second = Int64(match.6),
            let zone = Self.zoneMinutes(match.8),
            (1970...9998).contains(year), (1...12).contains(month),
            (1...Self.days(in: month, of: year)).contains(day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days = Self.daysSince1970(year, month, day)
        let minutes = (days * 24 + hour) * 60 + minute - zone
        let fraction = match.7.flatMap { Double("0\($0)") } ?? 0
        unixMilliseconds = (minutes * 60 + second) * 1000 + Int64(fraction * 1000)
    }

    private static func zoneMinutes(_ text: Substring) -> Int64? {
        guard text.uppercased() != "Z" else { return 0 }
        guard let hours = Int64(text.dropFirst().prefix(2)), let minutes = Int64(text.suffix(2)),
            hours <= 14, minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (text.first == "-" ? -1 : 1)
    }

    private static func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400 - 477
        let months = (1..<month).reduce(0) { $0 + days(in: $1, of: year) }
        return (year - 1970) * 365 + leapDays + months + day - 1
    }
}
