/// Reads the numbers of a session log, whichever way they are written.
enum Figure {
    /// What stands before decimals.
    enum Mark { case point, comma }

    /// A number with a point or a comma, with marks between thousands or none.
    ///
    /// One such as `12,345` may be either: it is read as the column it stands in.
    static func number(_ text: String, in column: Mark? = nil) -> Double? {
        let digits = digits(text)
        let own = mark(in: digits)
        let mark = own.map { $0.isSure ? $0.mark : column ?? $0.mark }
        let plain = digits.compactMap { character -> Character? in
            switch character {
            case ",": mark == .comma ? "." : nil
            case ".": mark == .comma ? nil : "."
            default: character
            }
        }
        guard plain.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }),
            plain.contains(where: \.isNumber), let value = Double(String(plain)), value.isFinite
        else { return nil }
        return value
    }

    /// Without what only stands between thousands.
    private static func digits(_ text: some StringProtocol) -> String {
        String(text.filter { !" \u{a0}\u{202f}'’".contains($0) })
    }

    /// The mark before the decimals of a number, and whether the number alone tells it; nil: it has none.
    private static func mark(in digits: String) -> (mark: Mark, isSure: Bool)? {
        let (comma, point) = (digits.lastIndex(of: ","), digits.lastIndex(of: "."))
        if let comma, let point { return (comma > point ? .comma : .point, true) }
        guard comma != nil || point != nil else { return nil }
        let parts = digits.split(
            separator: comma == nil ? "." : ",",
            omittingEmptySubsequences: false
        )
        // What is there several times stands between thousands.
        guard parts.count == 2 else { return (comma == nil ? .comma : .point, true) }
        let whole = parts[0].drop { "+-".contains($0) }
        let mayBeThousands =
            (1...3).contains(whole.count) && whole.first != "0" && parts[1].count == 3
            && (whole + parts[1]).allSatisfy(\.isNumber)
        return (comma == nil ? .point : .comma, !mayBeThousands)
    }

    /// The mark that most of a column's numbers show that show one, and the first with a comma that may be
    /// either.
    static func marks(of cells: some Sequence<String>) -> (mark: Mark?, open: String?) {
        var (commas, points) = (0, 0)
        var open: String?
        for cell in cells where cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x2E }) {
            guard let (mark, isSure) = mark(in: digits(cell.prefix { !$0.isLetter })) else {
                continue
            }
            switch mark {
            case .comma where isSure: commas += 1
            case .point where isSure: points += 1
            case .comma: open = open ?? cell
            case .point: break
            }
        }
        return (commas > points ? .comma : points > commas ? .point : nil, open)
    }

    /// Kilowatt-hours, in the unit of the cell or else of the column.
    static func kilowattHours(_ text: String, unit: String, _ mark: Mark? = nil) -> Double? {
        let lower = text.lowercased()
        let ending = ["kwh", "wh"].first { lower.hasSuffix($0) } ?? ""
        guard let value = number(String(text.dropLast(ending.count)), in: mark) else { return nil }
        return (ending.isEmpty ? unit : ending) == "wh" ? value / 1_000 : value
    }

    /// Seconds: `7:30`, `07:30:00`, or a number in the unit of the column, hours where it has none.
    static func span(_ text: String, unit: String, _ mark: Mark? = nil) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return number(text, in: mark).map { $0 * seconds(in: unit) } }
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
