/// Reads the numbers of a session log, whichever way they are written.
enum Figure {
    /// A number with a point or a comma, with marks between thousands or none.
    static func number(_ text: String) -> Double? {
        let digits = text.filter { !" \u{a0}\u{202f}'’".contains($0) }
        let (comma, point) = (digits.lastIndex(of: ","), digits.lastIndex(of: "."))
        let isDecimalComma = comma.map { comma in point.map { $0 < comma } ?? true } ?? false
        let plain = digits.compactMap { character -> Character? in
            switch character {
            case ",": isDecimalComma ? "." : nil
            case ".": isDecimalComma ? nil : "."
            default: character
            }
        }
        guard plain.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }),
            plain.contains(where: \.isNumber), let value = Double(String(plain)), value.isFinite
        else { return nil }
        return value
    }

    /// Kilowatt-hours, in the unit of the cell or else of the column.
    static func kilowattHours(_ text: String, unit: String) -> Double? {
        let lower = text.lowercased()
        let ending = ["kwh", "wh"].first { lower.hasSuffix($0) } ?? ""
        guard let value = number(String(text.dropLast(ending.count))) else { return nil }
        return (ending.isEmpty ? unit : ending) == "wh" ? value / 1_000 : value
    }

    /// Seconds: `7:30`, `07:30:00`, or a number in the unit of the column, hours where it has none.
    static func span(_ text: String, unit: String) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return number(text).map { $0 * seconds(in: unit) } }
        let numbers = parts.compactMap { UInt32($0) }
        guard numbers.count == parts.count, numbers.count < 4,
            numbers.dropFirst().allSatisfy({ $0 < 60 })
        else { return nil }
        return zip(numbers, [3_600.0, 60, 1]).reduce(0) { $0 + Double($1.0) * $1.1 }
    }

    static func seconds(in unit: String) -> Double {
        switch unit {
        case "us": 1e-6
        case "ms": 1e-3
        case "s", "sec", "secs", "seconds": 1
        case "m", "min", "mins", "minutes": 60
        default: 3_600
        }
    }
}
