import Glibc

/// Numbers as people read them.
package enum Figures {
    /// An integer in groups of three digits.
    package static func grouped(_ number: Int) -> String {
        number.grouped
    }

    /// A number rounded to a whole one, in the same way; of a file that may be any, and is then as it is written.
    static func grouped(_ number: Double) -> String {
        abs(number) < 0x1p53 ? grouped(Int(number.rounded())) : "\(number)"
    }

    /// Three significant digits, and all of those before the point.
    static func rounded(_ number: Double) -> String {
        switch abs(number) {
        case 0: "0"
        // What is not nothing is not shown as nothing.
        case ..<0.0001: String(printf: "%.0e", number)
        case ..<0.0005: String(printf: "%.4f", number)
        case ..<1: String(printf: "%.3f", number)
        case ..<10: String(printf: "%.2f", number)
        case ..<100: String(printf: "%.1f", number)
        default: grouped(number)
        }
    }

    static func milliseconds(_ microseconds: Int) -> String {
        rounded(Double(microseconds) / 1_000)
    }

    /// How many in a second: with one place after the point below ten, with none above.
    static func rate(_ number: Double) -> String {
        number < 10 ? String(printf: "%.1f", number) : grouped(number)
    }

    /// A share of a whole; nothing of nothing is no share at all.
    static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "–" }
        let percent = 100 * Double(part) / Double(whole)
        // What is not nothing is not shown as nothing, nor what is not all as all.
        if part > 0, percent < 0.05 { return String(printf: "%.1g %%", percent) }
        if part < whole, percent >= 99.95 {
            return "> " + String(printf: "%.1f %%", (percent * 10).rounded(.down) / 10)
        }
        return String(printf: "%.1f %%", percent)
    }

    /// A percentage just below 100, with the digits that tell it from all.
    static func nearlyAll(percent: Double) -> String {
        let shares = (2...12).lazy.map { String(printf: "%.\($0)f", percent) }
        return shares.first { Double($0) ?? 100 < 100 } ?? "\(percent)"
    }

    /// A span in the unit in which people would say it.
    package static func span(microseconds: Int) -> String {
        let seconds = Double(microseconds) / 1_000_000
        return switch abs(seconds) {
        case ..<1: "\(milliseconds(microseconds)) ms"
        case ..<120: "\(trimmed(seconds)) s"
        case ..<7_200: "\(trimmed(seconds / 60)) min"
        case ..<259_200: "\(trimmed(seconds / 3_600)) h"
        default: "\(trimmed(seconds / 86_400)) days"
        }
    }

    /// A moment of a run as a clock that started with it would show it.
    static func clock(microseconds: Int) -> String {
        let seconds = microseconds / 1_000_000
        let parts = (seconds / 3_600, seconds / 60 % 60, seconds % 60)
        let clock = String(printf: "%02d:%02d:%02d", parts.0, parts.1, parts.2)
        let rest = microseconds % 1_000_000
        return rest == 0 ? clock : clock + String(printf: ".%03d", rest / 1_000)
    }

    /// The same, from the second day on with the day.
    static func moment(microseconds: Int) -> String {
        let day = 86_400_000_000
        guard microseconds >= day else { return clock(microseconds: microseconds) }
        let number = microseconds / day + 1
        return "day \(number), \(clock(microseconds: microseconds % day))"
    }

    static func energy(milliwattHours: Int) -> String {
        let wattHours = Double(milliwattHours) / 1_000
        return switch abs(wattHours) {
        case ..<1_000: "\(rounded(wattHours)) Wh"
        case ..<1_000_000: "\(rounded(wattHours / 1_000)) kWh"
        default: "\(rounded(wattHours / 1_000_000)) MWh"
        }
    }

    static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1_000: "\(count) B"
        case ..<1_000_000: "\(rounded(Double(count) / 1e3)) kB"
        case ..<1_000_000_000: "\(rounded(Double(count) / 1e6)) MB"
        default: "\(rounded(Double(count) / 1e9)) GB"
        }
    }

    /// One decimal at most, and none that says nothing.
    private static func trimmed(_ number: Double) -> String {
        let text = String(printf: "%.1f", number)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
