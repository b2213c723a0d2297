import CSQLite
import Glibc

/// How much work a query may be: a file that was made to lead SQLite in circles would keep it at work for
/// ever, and fill the memory with rows.
///
/// A few pages that name one another as what lies beneath them hold more rows than can be counted.
final class QueryBudget {
    /// Steps of SQLite's machine for each byte that it has read or written: queries of ours take one or two at most,
    /// where there are more than some pages.
    private static let stepsPerByte = 20
    /// What a file of any size may take.
    private static let least = 2_000_000
    /// After how many steps it is looked whether there were too many.
    private static let stepsPerLook: Int32 = 1_000
    /// Of the files that runs write.
    private static let pageSize = 4_096

    /// What is told of a file that takes more.
    static let exceeded = "its pages lead in circles: reading them has no end"

    private let connection: OpaquePointer
    private var spent = 0
    /// The length of the file and its log.
    private var bytes = 0
    /// How many queries are under way, each within the one before.
    private var depth = 0

    /// Has a connection keep to it.
    init(_ connection: OpaquePointer) {
        self.connection = connection
        sqlite3_progress_handler(
            connection,
            Self.stepsPerLook,
            { context in
                guard let context else { return 0 }
                let budget = Unmanaged<QueryBudget>.fromOpaque(context).takeUnretainedValue()
                return budget.spend() ? 0 : 1
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Lets the connection go, whose statements may outlive its database.
    func close() {
        sqlite3_progress_handler(connection, 0, nil, nil)
    }

    /// A query of a file and its log begins; those within it are on its account.
    func begin(at paths: [String]) {
        depth += 1
        guard depth == 1 else { return }
        spent = 0
        // No disk has as much as would overflow here.
        bytes = paths.reduce(0) { $0 + min(Self.size(of: $1), 1 << 50) }
    }

    func end() {
        assert(depth > 0, "what ends has begun")
        depth -= 1
    }

    /// Whether it may go on.
    private func spend() -> Bool {
        guard depth > 0 else { return true }
        spent += Int(Self.stepsPerLook)
        // A file can claim any length without having it, and small ones can be read again and again.
        return spent < Self.least
            || spent < Self.least + Self.stepsPerByte * min(bytes, bytesRead)
    }

    /// Of all queries over the connection, with what it has written itself and so need not read.
    private var bytesRead: Int {
        status(SQLITE_DBSTATUS_CACHE_MISS) * Self.pageSize + status(SQLITE_DBSTATUS_CACHE_USED)
    }

    private func status(_ figure: Int32) -> Int {
        var (now, most): (Int32, Int32) = (0, 0)
        sqlite3_db_status(connection, figure, &now, &most, 0)
        return Int(max(now, 0))
    }

    private static func size(of path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }
}
