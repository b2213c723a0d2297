import CSQLite

/// An open SQLite database: one owner, closed when that owner is gone.
package struct Database: ~Copyable {
    package enum Access {
        /// Read and write, creating the file if there is none.
        case write
        /// Read only. A transaction that a killed writer left half done is rolled back first.
        case read
    }

    package let path: String
    private let connection: OpaquePointer

    package init(path: String, access: Access) throws(DatabaseError) {
        connection = try Self.connect(to: path, access: access)
        self.path = path
    }

    deinit {
        // The last statement to go takes the connection with it.
        sqlite3_close_v2(connection)
    }

    /// Runs SQL that gives no rows and takes no values; may be several statements.
    package func run(_ sql: String) throws(DatabaseError) {
        let code = sqlite3_exec(connection, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, sql: sql) }
    }

    package func prepare(_ sql: String) throws(DatabaseError) -> Statement {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &handle, nil)
        guard code == SQLITE_OK, let handle else { throw error(code, sql: sql) }
        return Statement(handle, of: path)
    }

    /// Runs a query and hands over its rows one after the other.
    package func read<each Value: SQLBindable>(
        _ sql: String,
        _ values: repeat each Value,
        row: (borrowing Statement) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        let statement = try prepare(sql)
        try statement.bind(repeat each values)
        while try statement.step() { try row(statement) }
    }

    /// The only number that a query gives; 0 if it gives none.
    package func number(_ sql: String) throws(DatabaseError) -> Int64 {
        var number: Int64 = 0
        try read(sql) { row in number = row.integer(at: 0) }
        return number
    }

    /// How long an operation waits for a lock that another connection holds.
    func waitForLocks(milliseconds: Int32) {
        sqlite3_busy_timeout(connection, milliseconds)
    }

    var lastRowID: Int64 { sqlite3_last_insert_rowid(connection) }

    var mayWrite: Bool { sqlite3_db_readonly(connection, "main") == 0 }

    /// The error of the last call, as SQLite words it.
    func error(_ code: Int32, sql: String?) -> DatabaseError {
        DatabaseError(path: path, code: code, connection: connection, sql: sql)
    }

    /// Whether some connection to the file holds the lock that a writer takes.
    func isReserved() throws(DatabaseError) -> Bool {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file)
        guard code == SQLITE_OK, let file,
            let check = file.pointee.pMethods?.pointee.xCheckReservedLock
        else { throw error(code, sql: nil) }
        var isReserved: Int32 = 0
        let result = check(file, &isReserved)
        guard result == SQLITE_OK else { throw error(result, sql: nil) }
        return isReserved != 0
    }

    private static func connect(
        to path: String,
        access: Access
    ) throws(DatabaseError) -> OpaquePointer {
        // SQLite takes an empty path for a wish to have a private, temporary database.
        guard !path.isEmpty else { throw DatabaseError(path: path, reason: .cannotOpen) }
        let creation = access == .write ? SQLITE_OPEN_CREATE : 0
        let flags = SQLITE_OPEN_READWRITE | creation | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        var connection: OpaquePointer?
        var code = sqlite3_open_v2(path, &connection, flags, nil)
        if code == SQLITE_OK, access == .read {
            code = sqlite3_exec(connection, "PRAGMA query_only = 1", nil, nil, nil)
        }
        guard code == SQLITE_OK, let connection else {
            let error = DatabaseError(path: path, code: code, connection: connection)
            sqlite3_close_v2(connection)
            throw error
        }
        sqlite3_busy_timeout(connection, patience)
        return connection
    }

    /// Milliseconds to wait for a lock: transactions here are over in a fraction of that.
    private static let patience: Int32 = 5_000
}
