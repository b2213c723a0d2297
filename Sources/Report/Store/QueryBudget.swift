import CSQLite
import Glibc

/// How much work a statement may be: a file that was made to lead SQLite in circles would keep it at work for
/// ever, and fill the memory with rows.
///
/// A few pages that name one another as what lies beneath them hold more rows than can be counted. It is
/// kept to from the first statement on, with which SQLite reads the tables of a file.
final class QueryBudget {
    /// Steps of SQLite's machine for each byte that it has read or written: queries of ours take one or two at most,
    /// where there are more than some pages.
    private static let stepsPerByte = 20
    /// What a page counts that is looked at: a value can be as long as thousands of them, and is one step.
    private static let stepsPerPage = 4
    /// What a file of any size may take.
    private static let minimum = 2_000_000
    /// After how many steps it is looked whether there were too many.
    private static let stepsPerLook: Int32 = 1_000
    /// Of the files that runs write.
    private static let pageSize = 4_096

    /// What is told of a file that takes more.
    static let exceeded = "its pages lead in circles: reading them has no end"

    private let connection: OpaquePointer
    private let files: [String]
    private var spent = 0
    /// How many pages had been looked at when that was counted last.
    private var pages = 0
    /// What may be spent, as far as that is known.
    private var allowance = QueryBudget.minimum
    /// How many statements are under way, each within the one before.
    private var depth = 0

    /// Has a connection to a file and its log keep to it.
    init(_ connection: OpaquePointer, of files: [String]) {
        self.connection = connection
        self.files = files
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

    /// A statement begins; those within it are on its account.
    func begin() {
        depth += 1
        guard depth == 1 else { return }
        spent = 0
        allowance = Self.minimum
        pages = pagesLookedAt
    }

    func end() {
        assert(depth > 0, "what ends has begun")
        depth -= 1
    }

    /// Whether it may go on.
    private func spend() -> Bool {
        let looked = pagesLookedAt
        // SQLite counts them in 31 bits.
        spent += Int(Self.stepsPerLook) + Self.stepsPerPage * ((looked - pages) & 0x7FFF_FFFF)
        pages = looked
        guard spent >= allowance else { return true }
        // What a statement writes makes the file longer.
        allowance = Self.minimum + Self.stepsPerByte * bytes
        return spent < allowance
    }

    /// The bytes of the file and its log that there are to go through.
    ///
    /// A file can claim any length without having it, and small ones can be read again and again; what is
    /// being written stands in no file yet.
    private var bytes: Int {
        // No disk has as much as would overflow here.
        let length = files.reduce(0) { $0 + min(Self.size(of: $1), 1 << 50) }
        let kept = status(SQLITE_DBSTATUS_CACHE_USED)
        return max(kept, min(length, status(SQLITE_DBSTATUS_CACHE_MISS) * Self.pageSize + kept))
    }

    private var pagesLookedAt: Int {
        status(SQLITE_DBSTATUS_CACHE_HIT) + status(SQLITE_DBSTATUS_CACHE_MISS)
    }

    private func status(_ figure: Int32) -> Int {
        var (now, maximum): (Int32, Int32) = (0, 0)
        sqlite3_db_status(connection, figure, &now, &maximum, 0)
        return Int(max(now, 0))
    }

    private static func size(of path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }
}
