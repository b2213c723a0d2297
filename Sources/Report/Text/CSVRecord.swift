/// One row of CSV (RFC 4180), as it can be opened in a spreadsheet and shown on a terminal.
enum CSVRecord {
    /// The row with its end.
    static func text(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// Text that a spreadsheet would take for a formula gets an apostrophe before it, as those who type
    /// such a text there give it; numbers stay numbers.
    ///
    /// Where a comma is in numbers, spreadsheets part a row at its semicolons, quoted or not: what
    /// is behind one is looked at as well.
    private static func cell(_ text: String) -> String {
        var cell = text.visible
        if isFormula(cell[...]) { cell = "'" + cell }
        if cell.utf8.contains(UInt8(ascii: ";")) {
            let parts = cell.split(separator: ";", omittingEmptySubsequences: false)
            let more = parts.dropFirst().map { part in
                (isFormula(part.drop { " \"".contains($0) }) ? "'" : "") + part
            }
            cell = ([String(parts[0])] + more).joined(separator: ";")
        }
        guard cell.contains(where: { "\",".contains($0) }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    private static func isFormula(_ text: Substring) -> Bool {
        guard let first = text.first, "=+-@＝＋－＠".contains(first) else { return false }
        return Double(text) == nil
    }
}
