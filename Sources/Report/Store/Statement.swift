import CSQLite
import Scenarios

/// A prepared statement: compiled once, run with many values, finalised with its owner.
package struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let path: String
    private let budget: QueryBudget

    init(_ handle: OpaquePointer, of path: String, _ budget: QueryBudget) {
        self.handle = handle
        self.path = path
        self.budget = budget
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Runs a statement that gives no rows, with a value for each `?` of it.
    package func run<each Value: SQLBindable>(
        _ values: repeat each Value
    ) throws(DatabaseError) {
        try bind(repeat each values)
        budget.begin()
        defer { budget.end() }
        _ = try step()
        sqlite3_reset(handle)
    }

    /// Writes a row of which each column sets its `?` by itself.
    func run<Record>(
        _ columns: [Column<Record>],
        _ record: Record,
        _ head: RowHead
    ) throws(DatabaseError) {
        assert(columns.count == sqlite3_bind_parameter_count(handle), "every ? gets a value")
        for index in columns.indices {
            let code = columns[index].bind(record, head, handle, Int32(index + 1))
            guard code == SQLITE_OK else { throw error(code) }
        }
        budget.begin()
        defer { budget.end() }
        _ = try step()
        sqlite3_reset(handle)
    }

    /// Runs a statement that gives no rows, with as many values as it has `?`.
    func run(all values: [any SQLBindable]) throws(DatabaseError) {
        assert(values.count == sqlite3_bind_parameter_count(handle), "every ? gets a value")
        for (index, value) in values.enumerated() {
            let code = value.bind(to: handle, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw error(code) }
        }
        budget.begin()
        defer { budget.end() }
        _ = try step()
        sqlite3_reset(handle)
    }

    /// Sets the value of each `?`, from the first on.
    package func bind<each Value: SQLBindable>(
        _ values: repeat each Value
    ) throws(DatabaseError) {
        var index: Int32 = 0
        for value in repeat each values {
            index += 1
            let code = value.bind(to: handle, at: index)
            guard code == SQLITE_OK else { throw error(code) }
        }
        assert(index == sqlite3_bind_parameter_count(handle), "every ? gets a value")
    }

    /// Goes to the next row; false when there is none.
    package func step() throws(DatabaseError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let failure = error(code)
            sqlite3_reset(handle)
            throw failure
        }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(
            path: path,
            code: code,
            connection: sqlite3_db_handle(handle),
            sql: sqlite3_sql(handle).map { String(cString: $0) }
        )
    }
}

extension Statement {
    /// The row that was last added over its connection.
    var lastRowID: Int64 { sqlite3_last_insert_rowid(sqlite3_db_handle(handle)) }
}

/// The columns of the row at hand, from 0.
extension Statement {
    package var columnCount: Int32 { sqlite3_column_count(handle) }

    /// Whether a row is at hand with such a column: of any other SQLite gives nothing and no error.
    private func has(_ column: Int32) -> Bool { 0..<sqlite3_data_count(handle) ~= column }

    package func isNull(at column: Int32) -> Bool {
        assert(has(column), "a row is at hand that has the column")
        return sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    package func integer(at column: Int32) -> Int64 {
        assert(has(column), "a row is at hand that has the column")
        return sqlite3_column_int64(handle, column)
    }

    package func real(at column: Int32) -> Double {
        assert(has(column), "a row is at hand that has the column")
        return sqlite3_column_double(handle, column)
    }

    package func text(at column: Int32) -> String {
        assert(has(column), "a row is at hand that has the column")
        let text = sqlite3_column_text(handle, column)
        return text.map { String(cString: $0).withoutPiledMarks } ?? ""
    }

    package func blob(at column: Int32) -> [UInt8] {
        assert(has(column), "a row is at hand that has the column")
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// A count of one row, within bounds that keep sums over millions of rows from overflowing.
    package func amount(at column: Int32) -> Int {
        Int(min(max(integer(at: column), 0), 1 << 40))
    }

    /// A time in microseconds or a sum over all rows: not negative, and room for a few of them.
    package func large(at column: Int32) -> Int {
        Int(min(max(integer(at: column), 0), 1 << 56))
    }

    package func optionalText(at column: Int32) -> String? {
        isNull(at: column) ? nil : text(at: column)
    }

    package func optionalLarge(at column: Int32) -> Int? {
        isNull(at: column) ? nil : large(at: column)
    }
}
