import FleetSim

/// The rows of one kind: their columns, and what SQLite is told of them.
struct RowTable<Record>: Sendable {
    let name: String
    /// The first version of the schema that has it.
    let since: Int64
    let columns: [Column<Record>]
    /// What stands below the columns.
    private let constraint: String?
    private let making: Making

    enum Making {
        /// A new file has all columns in the statement that makes the table.
        case whole
        /// A new file too gets what came later as an older one does. A statement that is stored stays as it is.
        case inSteps
        /// For a day files had the table and a number that does not tell so.
        case whereMissing
    }

    init(
        _ name: String,
        since: Int64 = 1,
        _ columns: [Column<Record>],
        constraint: String? = nil,
        making: Making = .whole
    ) {
        self.name = name
        self.since = since
        self.columns = columns
        self.constraint = constraint
        self.making = making
        let values = columns.filter { !["run", "window_us"].contains($0.name) }
        assert(
            Set(values.map { $0.ageing == nil }).count == 1,
            "of every column of \(name) or of none it is known how it ages"
        )
        assert(columns.first?.name == "run", "a row says which run it belongs to")
        assert(columns.allSatisfy { $0.since >= 1 }, "versions are counted from 1")
    }
}

/// What is told of a table without knowing its rows.
protocol StoredTable: Sendable {
    /// The statements that make it in a new file.
    var whole: String { get }
    /// What leads to a version from the one before it.
    func step(to version: Int64) -> [String]
}

extension RowTable: StoredTable {
    var whole: String {
        switch making {
        case .whole, .whereMissing: table(of: .max)
        case .inSteps: ([table(of: since)] + additions(after: since)).joined(separator: "\n")
        }
    }

    func step(to version: Int64) -> [String] {
        if version == since { return [table(of: version)] }
        guard version > since else { return [] }
        return columns.filter { $0.since == version }.map { $0.addition(to: name) }
    }

    private func additions(after version: Int64) -> [String] {
        columns.filter { $0.since > version }.map { $0.addition(to: name) }
    }

    /// The table as a version has it, comments in a column of their own.
    private func table(of version: Int64) -> String {
        let own = columns.filter { $0.since <= version }
        var lines: [String] = []
        for (index, column) in own.enumerated() {
            let isLast = index == own.count - 1 && constraint == nil
            var line = String(repeating: " ", count: column.margin) + column.declaration
            if !isLast { line += "," }
            if !column.comment.isEmpty {
                let edge = String(repeating: " ", count: max(column.commentMargin - line.count, 2))
                let comments = column.comment.split(separator: "\n").map { "-- \($0)" }
                line += edge + comments[0]
                let margin = String(repeating: " ", count: column.commentMargin)
                for comment in comments.dropFirst() { line += "\n" + margin + comment }
            }
            lines.append(line)
        }
        if let constraint { lines.append("    " + constraint) }
        let make = making == .whereMissing ? "CREATE TABLE IF NOT EXISTS" : "CREATE TABLE"
        return "\(make) \(name) (\n\(lines.joined(separator: "\n"))\n) STRICT;"
    }
}

extension RowTable {
    /// What writes a row.
    var insert: String {
        let names = columns.map(\.name).joined(separator: ", ")
        let values = columns.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO \(name) (\(names)) VALUES (\(values))"
    }

    /// How its rows are put together.
    var aged: AgedTable {
        AgedTable(
            name: name,
            columns: columns.compactMap { column in
                column.ageing.map {
                    AgedTable.Column(name: column.name, type: column.type, ageing: $0)
                }
            }
        )
    }
}

/// Writes rows of one kind through a statement that is prepared once.
struct RowInsert<Record>: ~Copyable {
    private let columns: [Column<Record>]
    private let statement: Statement

    init(_ table: RowTable<Record>, _ database: borrowing Database) throws(DatabaseError) {
        columns = table.columns
        statement = try database.prepare(table.insert)
    }

    func add(
        _ record: Record,
        at start: SimTime = .zero,
        to run: Int64
    ) throws(DatabaseError) {
        try statement.run(columns, record, RowHead(run: run, start: start))
    }

    /// The row that was last added.
    var lastRowID: Int64 { statement.lastRowID }
}
