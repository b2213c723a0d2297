import Report

extension Database {
    /// The rows of a query as text, NULL as nothing.
    func dump(_ query: String) throws(DatabaseError) -> [String] {
        var rows: [String] = []
        try read(query) { row in
            var columns: [String] = []
            for column in 0..<row.columnCount { columns.append(row.text(at: column)) }
            rows.append(columns.joined(separator: "|"))
        }
        return rows
    }
}
