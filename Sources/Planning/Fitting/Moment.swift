import FleetSim

/// A time as a log has it: what the clock showed, and how far that clock was ahead of UTC.
struct Moment: Equatable {
    /// Seconds since 1970 began, by the clock that showed it.
    var clock: Double
    /// Nil where the log does not say.
    var offset: Double?

    /// Seconds since 1970 in Greenwich, or by a clock that is never put.
    var absolute: Double { clock - (offset ?? 0) }
}

/// Which of the first two numbers of `3/4/2024` is the day.
package enum DateOrder: String, CaseIterable, Sendable {
    case dayFirst = "day-first"
    case monthFirst = "month-first"
}

/// Reads dates with their times, in the ways that exports write them.
struct MomentReader {
    var order: DateOrder

    /// `2018-04-25 11:08:04+02:00`, `25.04.2018 11:08`, `4/25/2018 11:08 AM`,
    /// `Wed, 25 Apr 2018 11:08:04 GMT`; nil for what is none of them.
    func moment(_ text: String) -> Moment? {
        var words = Self.words(text)
        if words.first.map({ Self.isWeekday($0) }) == true { words.removeFirst() }
        guard let (date, rest) = date(words), let first = rest.first else { return nil }
        guard let (seconds, ending) = Self.clock(first) else { return nil }
        var time = seconds
        var zone = ending.isEmpty ? [] : [ending]
        zone += rest.dropFirst()
        if let half = zone.first?.uppercased(), half == "AM" || half == "PM" {
            guard seconds >= 3_600, seconds < 13 * 3_600 else { return nil }
            time = seconds.truncatingRemainder(dividingBy: 43_200) + (half == "PM" ? 43_200 : 0)
            zone.removeFirst()
        }
        guard zone.count < 2 else { return nil }
        guard let name = zone.first else { return Moment(clock: date + time, offset: nil) }
        guard let offset = Self.offset(name) else { return nil }
        return Moment(clock: date + time, offset: offset)
    }

    /// The order that a column of dates can only have; nil where either is possible.
    static func order(of texts: [String]) -> DateOrder? {
        for text in texts {
            let parts = (words(text).first ?? "").split { "/.-".contains($0) }
            let numbers = parts.filter { $0.count < 3 }.compactMap { Int($0) }
            // A year of four digits that comes first leaves no question open.
            guard parts.count == 3, numbers.count > 1, parts[0].count < 3 else { continue }
            if numbers[0] > 12 { return .dayFirst }
            if numbers[1] > 12 { return .monthFirst }
        }
        return nil
    }
}

// The parts of a time.
extension MomentReader {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Parted by spaces, by commas, and by the T between a date and a time.
    private static func words(_ text: String) -> [String] {
        let characters = Array(text)
        let parted = characters.indices.map { index -> Character in
            let isBetween =
                index > 0 && index + 1 < characters.count && characters[index - 1].isNumber
                && characters[index + 1].isNumber
            return "Tt".contains(characters[index]) && isBetween ? " " : characters[index]
        }
        return parted.split { " ,\t".contains($0) }.map { String($0) }
    }

    private static func isWeekday(_ word: String) -> Bool {
        weekdays.contains { word.lowercased().hasPrefix($0) } && word.allSatisfy(\.isLetter)
    }

    /// The seconds at which a date begins, and the words behind it.
    private func date(_ words: [String]) -> (Double, [String])? {
        guard let first = words.first, first.first?.isNumber == true else { return nil }
        let parts = first.split { "-/.".contains($0) }.map(String.init)
        if parts.count == 3 {
            return Self.start(parts, order).map { ($0, Array(words.dropFirst())) }
        }
        guard words.count > 2 else { return nil }
        return Self.start(Array(words.prefix(3)), .dayFirst).map { ($0, Array(words.dropFirst(3))) }
    }

    private static func start(_ parts: [String], _ order: DateOrder) -> Double? {
        let isYearFirst = (parts.first?.count ?? 0) > 2 && Int(parts[0]) != nil
        let isMonthFirst = order == .monthFirst && !isYearFirst
        let year = Int(isYearFirst ? parts[0] : parts[2])
        let month = month(isMonthFirst ? parts[0] : parts[1])
        let day = Int(isYearFirst ? parts[2] : isMonthFirst ? parts[1] : parts[0])
        guard let year, let month, let day, day > 0, day < 32, month < 13, year < 3_000 else {
            return nil
        }
        // Some exports lose the century.
        let whole = year < 100 ? year + 2_000 : year
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        guard whole > 999, let date = DateTime("\(whole)-\(two(month))-\(two(day))T00:00:00Z")
        else { return nil }
        return Double(date.unixMilliseconds) / 1_000
    }

    private static func month(_ text: String) -> Int? {
        if let number = Int(text) { return number > 0 ? number : nil }
        return months.firstIndex { text.lowercased().hasPrefix($0) }.map { $0 + 1 }
    }

    /// The seconds of `11:08`, `11:08:04.123` or `11:08:04+02:00`, and what stands behind them.
    private static func clock(_ text: String) -> (Double, String)? {
        let digits = text.prefix { $0.isNumber || ":.".contains($0) }
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = Int(parts[0]), hour < 24,
            let minute = Int(parts[1]), minute < 60
        else { return nil }
        guard let second = parts.count == 3 ? Double(parts[2]) : 0, (0..<61).contains(second)
        else { return nil }
        return (Double(hour * 3_600 + minute * 60) + second, String(text.dropFirst(digits.count)))
    }

    /// Seconds ahead of UTC: `Z`, `GMT`, `+02:00`, `-0700`, `+02`.
    private static func offset(_ text: String) -> Double? {
        if ["Z", "GMT", "UTC"].contains(text.uppercased()) { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.count == 2 || digits.count == 4, let number = Int(digits) else { return nil }
        let (hours, minutes) = digits.count == 2 ? (number, 0) : (number / 100, number % 100)
        guard hours < 15, minutes < 60 else { return nil }
        return Double((hours * 60 + minutes) * 60) * (sign == "-" ? -1 : 1)
    }
}
