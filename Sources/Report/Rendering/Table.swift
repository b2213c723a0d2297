/// A table of text: first columns to the left, numbers to the right.
struct Table {
    private let head: [String]
    private let leftColumns: Int
    private var rows: [(cells: [String], isTotal: Bool)] = []

    init(_ head: String..., leftColumns: Int = 1) {
        self.init(head, leftColumns: leftColumns)
    }

    init(_ head: [String], leftColumns: Int = 1) {
        self.head = head
        self.leftColumns = leftColumns
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
    var html: String {
        let body = rows.map { row in
            "<tr\(row.isTotal ? " class=\"all\"" : "")>\(cells(row.cells, tag: "td"))</tr>\n"
        }
        return """
            <div class="scroll"><table>
            <tr>\(cells(head, tag: "th"))</tr>
            \(body.joined())</table></div>

            """
    }

    private func cells(_ cells: [String], tag: String) -> String {
        cells.enumerated().map { column, cell in
            "<\(tag)\(column < leftColumns ? " class=\"text\"" : "")>\(cell.inHTML)</\(tag)>"
        }.joined()
    }
}

extension String {
    /// On one line, with nothing in it that Markdown or a terminal would obey.
    var inMarkdown: String {
        var text = ""
        let scalars = Array(visible.unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            let next = place + 1 < scalars.count ? scalars[place + 1] : " "
            switch scalar {
            // What a threshold has of them: before these nothing opens, and within a word neither.
            case "<" where next == " " || next == "=",
                "_"
            where place > 0 && next.isLetter
                && scalars[place - 1].isLetter:
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

extension Unicode.Scalar {
    fileprivate var isLetter: Bool { properties.isAlphabetic }
}
