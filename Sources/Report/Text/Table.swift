/// A table of text: first columns to the left, numbers to the right.
struct Table {
    private let head: [String]
    private let leftColumns: Int
    /// The first columns that say what a row is about; each part of a wide table has them.
    private let keyColumns: Int
    private var rows: [(cells: [String], isTotal: Bool)] = []

    init(_ head: String..., leftColumns: Int = 1) {
        self.init(head, leftColumns: leftColumns)
    }

    init(_ head: [String], leftColumns: Int = 1, keyColumns: Int? = nil) {
        self.head = head
        self.leftColumns = leftColumns
        self.keyColumns = keyColumns ?? leftColumns
        assert(
            max(leftColumns, self.keyColumns) <= head.count,
            "the columns that say what a row is about are among its columns"
        )
    }

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ cells: [String], isTotal: Bool = false) {
        precondition(cells.count == head.count, "a row fits its table")
        rows.append((cells, isTotal))
    }

    /// Markdown whose columns stand under each other in a terminal too.
    var markdown: String {
        let cells = ([head] + rows.map(\.cells)).map { row in row.map(\.inMarkdown) }
        let widths = head.indices.map { column in
            cells.map { $0[column].count }.max() ?? 0
        }
        let rule = head.indices.map { column in
            String(repeating: "-", count: max(widths[column] - 1, 2))
                + (column < leftColumns ? "-" : ":")
        }
        let lines = [cells[0], rule] + cells.dropFirst()
        return lines.map { line(of: $0, widths: widths) }.joined()
    }

    private func line(of cells: [String], widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            let gap = String(repeating: " ", count: max(widths[column], 3) - cells[column].count)
            return column < leftColumns ? cells[column] + gap : gap + cells[column]
        }
        return "| " + padded.joined(separator: " | ") + " |\n"
    }
}

extension Table {
    /// With a caption; a wide one also in parts for narrow screens, and one wider than a sheet in parts
    /// for paper.
    func html(_ caption: String? = nil, isSortable: Bool = true) -> String {
        let all = Array(head.indices)
        let onPhone = all.map { width(of: $0, on: .phone) }
        let onPaper = all.map { width(of: $0, on: .paper) }
        let isBroken = onPhone.reduce(0, +) > Medium.phone.room
        // On a screen of middling width its intervals may wrap.
        let isLong = onPhone.reduce(0, +) > Self.tablet
        let isBeyondPaper = onPaper.reduce(0, +) > Medium.paper.room
        let whole = table(all, caption, isSortable: isSortable)
        let name = (caption ?? head.first { !$0.isEmpty } ?? "Table").inHTML
        let kinds = [(isBroken, " broken"), (isLong, " long"), (isBeyondPaper, " beyond")]
        let frame = """
            <div class="whole scroll\(kinds.filter(\.0).map(\.1).joined())" tabindex="0" \
            role="region" aria-label="\(name)">\(whole)</div>

            """
        return frame
            + (isBroken ? parts("parts", onPhone, in: Medium.phone.room, caption) : "")
            + (isBeyondPaper ? parts("sheets", onPaper, in: Medium.paper.room, caption) : "")
    }

    /// The table in parts, each with as many columns as there is room for.
    private func parts(
        _ kind: String,
        _ widths: [Double],
        in room: Double,
        _ caption: String?
    ) -> String {
        let keys = Array(head.indices.prefix(keyColumns))
        let rest = room - keys.reduce(0) { $0 + widths[$1] }
        var parts: [[Int]] = []
        var left = 0.0
        for column in head.indices.dropFirst(keyColumns) {
            if parts.isEmpty || widths[column] > left {
                parts.append(keys)
                left = rest
            }
            parts[parts.count - 1].append(column)
            left -= widths[column]
        }
        let tables = (parts.isEmpty ? [keys] : parts).enumerated().map { index, columns in
            let title = caption.map { index == 0 ? $0 : "\($0) (continued)" }
            return table(columns, title, isSortable: false)
        }
        return "<div class=\"\(kind)\">\(tables.joined())</div>\n"
    }

    /// Where a table is read, in pixels: with the widest of the fonts that are usual.
    private struct Medium {
        /// What a table has of its width.
        var room: Double
        var letter: Double
        /// Between columns.
        var gap: Double
        /// What a column of text has at least.
        var text: Double
        /// Whether a number with its interval wraps.
        var wrapsIntervals: Bool

        static let phone = Medium(room: 358, letter: 8.3, gap: 12, text: 64, wrapsIntervals: false)
        /// A4 within the margins of the page.
        static let paper = Medium(room: 700, letter: 7.5, gap: 8, text: 56, wrapsIntervals: true)
    }

    /// About how wide a column is at least.
    ///
    /// Text breaks between words, and long words anywhere; numbers do not break.
    private func width(of column: Int, on medium: Medium) -> Double {
        func longest(_ text: String) -> Int {
            text.words.map(\.count).max() ?? 0
        }
        let isText = column < leftColumns
        let cells = rows.map { row in
            let text = row.cells[column]
            guard isText else {
                return medium.wrapsIntervals && text.count > Self.longestNumber
                    ? text.split(separator: " ").map(\.count).max() ?? 0 : text.count
            }
            let word = longest(text)
            return word > Self.longestWord ? 14 : max(word, min(text.count, 12))
        }
        let letters = max(cells.max() ?? 0, longest(head[column]))
        return max(Double(letters) * medium.letter, isText ? medium.text : 0) + medium.gap
    }

    /// On a telephone's scale of letters: narrower tables fit a screen of middling width as they are.
    private static let tablet = 670.0

    private func table(_ columns: [Int], _ caption: String?, isSortable: Bool) -> String {
        let body = rows.map { row in
            let cells = columns.enumerated().map { index, column in
                cell(row.cells[column], column, isFirst: index == 0 && leftColumns > 0)
            }
            return "<tr\(row.isTotal ? " class=\"all\"" : "")>\(cells.joined())</tr>\n"
        }
        let heads = columns.map { column in
            "<th scope=\"col\"\(align(column))>\(head[column].broken)</th>"
        }
        let title = caption.map { "<caption>\($0.inHTML)</caption>" } ?? ""
        return """
            <table\(isSortable && rows.count > 2 ? " class=\"sortable\"" : "")>\(title)
            <thead><tr>\(heads.joined())</tr></thead>
            <tbody>
            \(body.joined())</tbody></table>
            """
    }

    private func align(_ column: Int) -> String { column < leftColumns ? " class=\"text\"" : "" }

    private func cell(_ text: String, _ column: Int, isFirst: Bool) -> String {
        let order = Self.order(of: text).map { " data-v=\"\($0)\"" } ?? ""
        let tag = isFirst ? "th" : "td"
        let scope = isFirst ? " scope=\"row\"" : ""
        guard column < leftColumns else {
            // A number stays in one piece with its unit; one with its interval may be broken.
            let kind = text.count > Self.longestNumber ? " class=\"wide\"" : ""
            return "<\(tag)\(scope)\(kind)\(order)>\(text.inHTML)</\(tag)>"
        }
        let isLong = text.words.contains { $0.count > Self.longestWord }
        let align = isLong ? " class=\"text any\"" : align(column)
        return "<\(tag)\(scope)\(align)\(order)>\(text.broken)</\(tag)>"
    }

    /// A longer one may be broken anywhere, so that it does not push a table off a narrow page.
    private static let longestWord = 20

    /// Such as 1,234.5 kWh.
    private static let longestNumber = 13

    /// By what a time that is written with its unit is sorted: its seconds.
    private static func order(of text: String) -> String? {
        let parts = text.replacing("> ", with: "").split(separator: " ")
        guard parts.count == 2, let factor = seconds[String(parts[1])],
            let number = Double(parts[0].replacing(",", with: ""))
        else { return nil }
        return "\(number * factor)"
    }

    private static let seconds: [String: Double] = [
        "µs": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3_600, "days": 86_400, "Wh": 1,
        "kWh": 1e3, "MWh": 1e6,
    ]
}

extension String {
    /// As HTML that may be broken where its words are.
    fileprivate var broken: String { words.map(\.inHTML).joined(separator: "<wbr>") }

    /// What should not be broken: after spaces, dots and underscores, and before the capitals of
    /// names such as BootNotification (not of units such as kWh), a line may end.
    fileprivate var words: [String] {
        var words: [String] = []
        var word = ""
        var last: Character = " "
        for character in self {
            let begins = last == " " || last == "_" || last == "."
            let isName = character.isUppercase && last.isLowercase && word.count > 2
            if !word.isEmpty, begins || isName {
                words.append(word)
                word = ""
            }
            word.append(character)
            last = character
        }
        return word.isEmpty ? words : words + [word]
    }

    /// On one line, with nothing in it that Markdown or a terminal would obey.
    var inMarkdown: String {
        var text = ""
        let scalars = Array(visible.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            switch scalar {
            // What a threshold has of them: before these nothing opens, and within a word neither.
            case "<" where next == " " || next == "=",
                "_"
            where index > 0 && next.isLetter
                && scalars[index - 1].isLetter:
                text.unicodeScalars.append(scalar)
            case "|", "*", "_", "`", "<", "\\", "[", "]", "#":
                text += "\\"
                text.unicodeScalars.append(scalar)
            default:
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension String {
    /// Markdown as it is read in a terminal, which takes a backslash for what it is.
    ///
    /// What a cell of a table loses is put at its end, so that columns stay under each other.
    package var withoutMarkdownEscapes: String {
        guard contains("\\") else { return self }
        return split(separator: "\n", omittingEmptySubsequences: false)
            .map(Self.withoutEscapes).joined(separator: "\n")
    }

    private static func withoutEscapes(_ line: Substring) -> String {
        let isRow = line.hasPrefix("| ")
        var text = String.UnicodeScalarView()
        var lost = 0
        var isEscaped = false
        for scalar in line.unicodeScalars {
            if scalar == "\\", !isEscaped {
                isEscaped = true
                lost += 1
                continue
            }
            if isRow, scalar == "|", !isEscaped {
                text.append(contentsOf: String(repeating: " ", count: lost).unicodeScalars)
                lost = 0
            }
            isEscaped = false
            text.append(scalar)
        }
        return String(text)
    }
}

extension Unicode.Scalar {
    fileprivate var isLetter: Bool { properties.isAlphabetic }
}
