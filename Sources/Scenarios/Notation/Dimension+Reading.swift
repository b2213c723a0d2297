extension Dimension {
    /// The quantity in the base unit, out of a text such as `22kWh` or `1h30m`.
    package func read(_ text: String) throws(Complaint) -> Double {
        if isSummed, let clock = Duration(clock: text) {
            throw Complaint(
                "\(text.quoted) is a time of day, but \(noun) is needed here",
                suggestion: "did you mean \(Self.summed(clock).quoted)?"
            )
        }
        guard !text.contains(":"), let parts = Part.all(in: text) else {
            throw Complaint("\(text.quoted) is not \(noun)", suggestion: example)
        }
        guard parts.count == 1 || isSummed else {
            throw Complaint("\(text.quoted) is more than one quantity", suggestion: example)
        }
        var sum = 0.0
        for part in parts {
            sum += try value(of: part, in: text)
        }
        guard sum.isFinite else {
            throw Complaint("\(text.quoted) is too large to be \(noun)")
        }
        return sum
    }

    /// The quantity as a person would write it.
    package func text(_ value: Double) -> String {
        let whole = units.last { unit in
            let count = value * unit.over / unit.times
            return count >= 1 && count == count.rounded()
        }
        guard let unit = whole ?? units.first(where: { $0.symbol == usual }) else {
            return "\(value)"
        }
        return (value * unit.over / unit.times).terse + unit.symbol
    }

    /// A duration in hours, minutes and seconds, as it would be written out.
    private static func summed(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
        let text = parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
        return text.isEmpty ? "0s" : text
    }

    private var example: String {
        "it is written with a unit: \(symbols.listed("or"))"
    }

    private func value(of part: Part, in text: String) throws(Complaint) -> Double {
        if let unit = units.first(where: { $0.symbol == part.unit }) {
            return part.number * unit.times / unit.over
        }
        guard !part.unit.isEmpty else { throw bare(part, text) }
        if let other = Self.all.first(where: { $0.symbols.contains(part.unit) }) {
            throw Complaint(
                "\(text.quoted) is \(other.noun), but \(noun) is needed here",
                suggestion: same(as: part, of: other) ?? example
            )
        }
        let near = symbols.first { $0.lowercased() == part.unit.lowercased() }
        throw Complaint(
            "\(text.quoted) has the unknown unit \(part.unit.quoted)",
            suggestion: near.map { "did you mean \($0.quoted)?" } ?? example
        )
    }

    /// The same said in units of this dimension, where both count what happens in an hour.
    private func same(as part: Part, of other: Dimension) -> String? {
        guard part.isAlone, isPerHour, other.isPerHour,
            let unit = other.units.first(where: { $0.symbol == part.unit })
        else { return nil }
        return "did you mean \(self.text(part.number * unit.times / unit.over).quoted)?"
    }

    private func bare(_ part: Part, _ text: String) -> Complaint {
        // A share written as a fraction of one has a point in it.
        let isFraction = usual == "%" && text.contains(".") && part.number <= 1
        let meant = (isFraction ? part.number * 100 : part.number).terse + usual
        return Complaint(
            "\(text.quoted) has no unit",
            suggestion: part.isAlone ? "did you mean \(meant.quoted)?" : example
        )
    }
}

/// A number and the unit behind it.
private struct Part {
    var number: Double
    var unit: String
    /// Whether it is all there is in the text.
    var isAlone: Bool

    /// The numbers with their units, one after the other; nil where that is not what stands there.
    static func all(in text: String) -> [Part]? {
        var rest = text[...]
        var parts: [Part] = []
        repeat {
            let isFirst = parts.isEmpty
            let digits = rest.prefix { $0.isDigit || $0 == "." || (isFirst && "+-".contains($0)) }
            guard let number = Double(plain: digits) else { return nil }
            rest = rest.dropFirst(digits.count).drop { $0 == " " }
            let unit = rest.prefix { !$0.isDigit && !" .+-".contains($0) }
            rest = rest.dropFirst(unit.count).drop { $0 == " " }
            let isAlone = isFirst && rest.isEmpty
            parts.append(Part(number: number, unit: String(unit), isAlone: isAlone))
        } while !rest.isEmpty
        return parts
    }
}

extension Character {
    var isDigit: Bool {
        guard let byte = utf8.first else { return false }
        return utf8.count == 1 && UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}

extension Double {
    /// A decimal number; none of the other things that Swift reads as one, such as `nan` or `0x1p3`.
    init?(plain text: some StringProtocol) {
        guard text.allSatisfy({ $0.isDigit || "+-.eE".contains($0) }),
            text.contains(where: \.isDigit), let number = Double(String(text)), number.isFinite
        else { return nil }
        self = number
    }

    /// As it is written by people, and read with any unit: without the `.0` of a whole number, and
    /// without an exponent.
    package var terse: String {
        if let whole = Int64(exactly: self) { return String(whole) }
        let text = "\(magnitude)"
        let sign = self < 0 ? "-" : ""
        guard let mark = text.firstIndex(of: "e"),
            let exponent = Int(text[text.index(after: mark)...])
        else { return sign + text }
        let digits = text[..<mark].filter { $0 != "." }
        // How many digits stand before the point; one does with an exponent.
        let before = exponent + 1
        func zeros(_ count: Int) -> String { String(repeating: "0", count: max(0, count)) }
        guard before > 0 else { return "\(sign)0.\(zeros(-before))\(digits)" }
        let rest = digits.dropFirst(before)
        let fraction = rest.allSatisfy { $0 == "0" } ? "" : ".\(rest)"
        return "\(sign)\(digits.prefix(before))\(zeros(before - digits.count))\(fraction)"
    }
}
