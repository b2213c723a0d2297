import CSQLite
import Glibc

/// An open SQLite database: one owner, closed when that owner is gone.
package struct Database: ~Copyable {
    package enum Access {
        /// Read and write, creating the file if there is none.
        case write
        /// The same; a file that is made is for its owner's eyes only.
        case writePrivately
        /// Read only. What a killed writer left is put in order first, where that may be done.
        case read
    }

    package let path: String
    /// Whether some other connection had the file open, or was killed while it did.
    let wasShared: Bool
    private let connection: OpaquePointer
    private let access: Access
    private let budget: QueryBudget
    private let locks: LockWait

    /// `patience`: milliseconds to wait for a lock.
    package init(
        path: String,
        access: Access,
        patience: Int32 = Self.patience
    ) throws(DatabaseError) {
        try Self.look(at: path)
        if access != .read { try Self.make(path, isPrivate: access == .writePrivately) }
        let (opened, wasShared) = try Self.connect(to: path, access: access, patience)
        connection = opened.connection
        budget = opened.budget
        self.wasShared = wasShared
        self.path = path
        self.access = access
        locks = LockWait(connection, milliseconds: patience)
    }

    deinit {
        // What runs left beside the file, since others read it, is folded in by its next reader.
        if access == .read, mayWrite { try? makeWhole() }
        budget.close()
        locks.close()
        // The last statement to go takes the connection with it.
        sqlite3_close_v2(connection)
    }

    /// Runs SQL that gives no rows and takes no values; may be several statements.
    package func run(_ sql: String) throws(DatabaseError) {
        budget.begin()
        defer { budget.end() }
        let code = sqlite3_exec(connection, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, sql: sql) }
    }

    package func prepare(_ sql: String) throws(DatabaseError) -> Statement {
        // Where the file has changed, its tables are read first.
        budget.begin()
        defer { budget.end() }
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &handle, nil)
        guard code == SQLITE_OK, let handle else { throw error(code, sql: sql) }
        return Statement(handle, of: path, budget)
    }

    /// Runs a query and hands over its rows one after the other.
    package func read<each Value: SQLBindable>(
        _ sql: String,
        _ values: repeat each Value,
        row: (borrowing Statement) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        let statement = try prepare(sql)
        try statement.bind(repeat each values)
        budget.begin()
        defer { budget.end() }
        while try statement.step() { try row(statement) }
    }

    /// What is made of each row of a query, in their order.
    package func all<each Value: SQLBindable, Row>(
        _ sql: String,
        _ values: repeat each Value,
        make: (borrowing Statement) throws(DatabaseError) -> Row
    ) throws(DatabaseError) -> [Row] {
        var rows: [Row] = []
        try read(sql, repeat each values) { row throws(DatabaseError) in rows.append(try make(row))
        }
        return rows
    }

    /// The only number that a query gives; 0 if it gives none.
    package func number(_ sql: String) throws(DatabaseError) -> Int64 {
        var number: Int64 = 0
        try read(sql) { row in number = row.integer(at: 0) }
        return number
    }

    /// How many milliseconds an operation waits for a lock that another connection holds.
    var patienceForLocks: Int32 {
        get { locks.patience.milliseconds }
        nonmutating set { locks.patience.milliseconds = newValue }
    }

    /// Has it wait for locks no longer once that is so.
    func stopWaiting(when shouldEnd: @escaping () -> Bool) {
        locks.patience.shouldEnd = shouldEnd
    }

    /// Refuses to go on with a file that is no longer where it was opened: what is written goes where none
    /// looks for it.
    func refuseMoved() throws(DatabaseError) {
        var hasMoved: Int32 = 0
        let code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
        guard code == SQLITE_OK else { throw error(code, sql: nil) }
        guard hasMoved == 0 else { throw DatabaseError(path: path, reason: .moved) }
    }

    var lastRowID: Int64 { sqlite3_last_insert_rowid(connection) }

    var mayWrite: Bool { sqlite3_db_readonly(connection, "main") == 0 }

    /// The error of the last call, as SQLite words it.
    func error(_ code: Int32, sql: String?) -> DatabaseError {
        DatabaseError(path: path, code: code, connection: connection, sql: sql)
    }

    /// Whether some connection to the file holds the lock that a writer takes.
    func isReserved() throws(DatabaseError) -> Bool {
        var isReserved: Int32 = 0
        try askFile { file, methods in methods.xCheckReservedLock(file, &isReserved) }
        return isReserved != 0
    }

    /// One byte of the file itself, whatever the log says.
    func byte(at offset: Int64) throws(DatabaseError) -> UInt8 {
        var byte: UInt8 = 0
        try askFile { file, methods in methods.xRead(file, &byte, 1, offset) }
        return byte
    }

    /// The name of the log beside the file, whether it is there or not.
    var logPath: String {
        sqlite3_db_filename(connection, "main").flatMap(sqlite3_filename_wal)
            .map { String(cString: $0) } ?? path + "-wal"
    }

    /// Asks SQLite's file something, past what it knows of databases.
    ///
    /// To open it once more would not do:
    /// to close a file gives away all locks that the process has on it.
    private func askFile(
        _ ask: (UnsafeMutablePointer<sqlite3_file>, sqlite3_io_methods) -> Int32
    ) throws(DatabaseError) {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file)
        guard code == SQLITE_OK, let file, let methods = file.pointee.pMethods?.pointee else {
            throw error(code, sql: nil)
        }
        let result = ask(file, methods)
        guard result == SQLITE_OK else { throw error(result, sql: nil) }
    }

    /// Refuses a file in which values are worked out when they are read: that may take any time and memory.
    func refuseComputedValues() throws(DatabaseError) {
        let computed = try number(
            """
            SELECT count(*) FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
            WHERE t.type = 'table' AND c.hidden > 1
            """
        )
        guard computed == 0 else {
            let message = "it has columns that are worked out, which no file of FleetSim has"
            throw DatabaseError(path: path, reason: .damaged, message: message)
        }
    }

    /// Whether a transaction is open.
    var isInTransaction: Bool { sqlite3_get_autocommit(connection) == 0 }
}

// How a file is opened.
extension Database {
    /// Refuses what cannot be a database at all, so that nothing is asked of it.
    private static func look(at path: String) throws(DatabaseError) {
        // SQLite takes an empty path for a wish to have a private, temporary database.
        guard !path.isEmpty else { throw DatabaseError(path: path, reason: .cannotOpen) }
        guard !path.hasSuffix("/") else { throw DatabaseError(path: path, reason: .isFolder) }
        var facts = stat()
        guard stat(path, &facts) == 0 else { return }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw DatabaseError(path: path, reason: .isFolder)
        default: throw DatabaseError(path: path, reason: .noFile)
        }
    }

    /// Makes an empty file if there is none; what SQLite puts beside it has the same permissions.
    private static func make(_ path: String, isPrivate: Bool) throws(DatabaseError) {
        let all: mode_t = isPrivate ? 0o600 : 0o644
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, all)
        if file >= 0 {
            close(file)
            return
        }
        // SQLite would go on to look for a file that can be read, and say that there is none.
        let code = errno
        let isRefused = [EACCES, EPERM, EROFS].contains(code) && Glibc.access(path, F_OK) != 0
        let failure =
            isRefused ? .cannotMake : DatabaseError.Reason(systemError: code)
        if let failure {
            throw DatabaseError(
                path: path,
                reason: failure,
                message: String(cString: strerror(code))
            )
        }
    }

    /// Closes the file to all but its owner, if it was opened to be so; a file of another program's stays as
    /// it is, so it is looked at before.
    func closeToOthers() throws(DatabaseError) {
        var facts = stat()
        guard access == .writePrivately, stat(path, &facts) == 0, facts.st_mode & 0o077 != 0 else {
            return
        }
        guard chmod(path, facts.st_mode & 0o700) == 0 else {
            throw DatabaseError(
                path: path,
                reason: .readOnly,
                message: "others may read it, and this cannot be changed: "
                    + String(cString: strerror(errno))
            )
        }
    }

    /// A connection, and what its statements keep to from the first on.
    private typealias Opened = (connection: OpaquePointer, budget: QueryBudget)

    private static func connect(
        to path: String,
        access: Access,
        _ patience: Int32
    ) throws(DatabaseError) -> (Opened, wasShared: Bool) {
        let create = access == .read ? 0 : SQLITE_OPEN_CREATE
        // SQLite takes ‘:memory:’ and ‘file:…’ for something else than the name of a file.
        let exact = path.hasPrefix("/") ? path : "./" + path
        let opened = try Self.opened(path, named: exact, SQLITE_OPEN_READWRITE | create)
        let connection = opened.connection
        sqlite3_busy_timeout(connection, patience)
        let file = name(of: connection) ?? path
        let wasShared = exists(file + "-shm")
        guard access == .read else { return (opened, wasShared) }
        // The first look takes what a killed writer left into account.
        let look = "PRAGMA query_only = 1; SELECT count(*) FROM sqlite_schema"
        let code = sqlite3_exec(connection, look, nil, nil, nil)
        guard code != SQLITE_OK else { return (opened, wasShared) }
        let error = DatabaseError(path: path, code: code, connection: connection)
        sqlite3_close_v2(connection)
        guard [SQLITE_CANTOPEN, SQLITE_READONLY].contains(code & 0xFF), exists(file) else {
            throw error
        }
        switch changesCutOff(file + "-journal") {
        case .none: return (try openWithoutWriting(path, file), wasShared)
        // A run that was killed while it made the tables: what it would be taken back to is nothing.
        case .toEmpty:
            let empty = try Self.opened(path, named: ":memory:", SQLITE_OPEN_READWRITE)
            return (empty, wasShared)
        // Of older programs, and of file systems without logs.
        case .toEarlier:
            throw DatabaseError(
                path: path,
                reason: .readOnly,
                message: "a program that was killed left changes half made: to undo them, copy the "
                    + "file together with its -journal to a folder that can be written"
            )
        }
    }

    /// What a journal says of changes that a killed program has left in a file.
    private enum ChangesCutOff { case none, toEmpty, toEarlier }

    private static func changesCutOff(_ journal: String) -> ChangesCutOff {
        guard exists(journal) else { return .none }
        // The head of a journal (SQLite's file format, §3): after 16 bytes the size of the database before the
        // changes, in pages, most significant byte first.
        var size = [UInt8](repeating: 1, count: 4)
        let file = open(journal, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return .toEarlier }
        defer { close(file) }
        return pread(file, &size, 4, 16) == 4 && size == [0, 0, 0, 0] ? .toEmpty : .toEarlier
    }

    /// Opens a file whose log SQLite would want to have beside it, in a folder that takes no files.
    private static func openWithoutWriting(
        _ path: String,
        _ file: String
    ) throws(DatabaseError) -> Opened {
        var facts = stat()
        guard stat(file + "-wal", &facts) == 0, facts.st_size > 0 else {
            // All there is stands in the file itself, and no program can be writing it.
            return try Self.opened(
                path,
                named: uri(of: file),
                SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            )
        }
        // With the file to itself SQLite keeps the index of the log in memory, not in a file.
        let opened = try Self.opened(path, named: file, SQLITE_OPEN_READONLY, "unix-none")
        let mode = "PRAGMA locking_mode = EXCLUSIVE"
        let code = sqlite3_exec(opened.connection, mode, nil, nil, nil)
        guard code == SQLITE_OK else {
            let error = DatabaseError(path: path, code: code, connection: opened.connection)
            sqlite3_close_v2(opened.connection)
            throw error
        }
        return opened
    }

    private static func opened(
        _ path: String,
        named name: String,
        _ flags: Int32,
        _ system: String? = nil
    ) throws(DatabaseError) -> Opened {
        let flags = flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        var connection: OpaquePointer?
        let code = sqlite3_open_v2(name, &connection, flags, system)
        guard code == SQLITE_OK, let connection else {
            let error = DatabaseError(path: path, code: code, connection: connection)
            sqlite3_close_v2(connection)
            throw error
        }
        fleetsim_sqlite_plain(connection)
        sqlite3_busy_timeout(connection, patience)
        let file = self.name(of: connection) ?? path
        if let complaint = SuperJournal.complaint(about: file + "-journal") {
            sqlite3_close_v2(connection)
            throw DatabaseError(path: path, reason: .damaged, message: complaint)
        }
        return (connection, QueryBudget(connection, of: [file, file + "-wal"]))
    }

    /// The path of the file that is open, without links in it; nil: it is in memory.
    private static func name(of connection: OpaquePointer) -> String? {
        let name = sqlite3_db_filename(connection, "main").map { String(cString: $0) }
        return name?.isEmpty == false ? name : nil
    }

    private static func exists(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0
    }

    /// The address of a file of which SQLite is told that it does not change.
    private static func uri(of file: String) -> String {
        let path = file.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = byte < 0x80 && scalar.properties.isAlphabetic
            return isPlain || "/0123456789".unicodeScalars.contains(scalar)
                ? String(scalar) : String(printf: "%%%02X", UInt32(byte))
        }
        return "file:\(path.joined())?immutable=1"
    }

    /// Milliseconds to wait for a lock: transactions here are over in a fraction of that.
    package static let patience: Int32 = 5_000
}
