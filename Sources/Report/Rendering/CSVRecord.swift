/// One row of CSV (RFC 4180), as it can be opened in a spreadsheet and shown on a terminal.
enum CSVRecord {
    /// The row with its end.
    static func text(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// Text that a spreadsheet would take for a formula gets an apostrophe before it, as those who type
    /// such a text there give it; numbers stay numbers.
    private static func cell(_ text: String) -> String {
        var cell = text.visible
        if let first = cell.first, "=+-@＝＋－＠".contains(first), Double(cell) == nil {
            cell = "'" + cell
        }
        guard cell.contains(where: { "\",".contains($0) }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}
