import FleetSim

/// A column of the rows of one kind: all that the run database has to know of it.
///
/// Out of columns are made the table, what brings older files to it, the statement that writes rows, and what
/// becomes of rows as windows are put together.
struct Column<Record>: Sendable {
    let name: String
    let type: ColumnType
    /// nil: the rows of its table are not put together.
    let ageing: Ageing?
    /// The first version of the schema that has it.
    let since: Int64
    /// What stands beside it in the table, line by line.
    let comment: String
    /// How far in the column stands there, and its comment.
    private(set) var margin = 4
    private(set) var commentMargin = 38
    /// Sets its value in a statement and gives SQLite's code: made once, so that a row costs no memory.
    let bind: @Sendable (Record, RowHead, OpaquePointer, Int32) -> Int32

    init<Value: SQLBindable & Sendable>(
        _ name: String,
        _ type: ColumnType,
        _ ageing: Ageing,
        since: Int64 = 1,
        _ comment: String = "",
        value: @escaping @Sendable (Record) -> Value
    ) {
        self.name = name
        self.type = type
        self.ageing = ageing
        self.since = since
        self.comment = comment
        bind = { record, _, statement, number in value(record).bind(to: statement, at: number) }
    }

    /// One of a table whose rows stay as they are.
    init<Value: SQLBindable & Sendable>(
        _ name: String,
        _ type: ColumnType,
        since: Int64 = 1,
        _ comment: String = "",
        value: @escaping @Sendable (Record) -> Value
    ) {
        self.name = name
        self.type = type
        ageing = nil
        self.since = since
        self.comment = comment
        bind = { record, _, statement, number in value(record).bind(to: statement, at: number) }
    }

    private init<Value: SQLBindable & Sendable>(
        ofHead name: String,
        _ type: ColumnType,
        _ comment: String,
        value: @escaping @Sendable (RowHead) -> Value
    ) {
        self.name = name
        self.type = type
        ageing = nil
        since = 1
        self.comment = comment
        bind = { _, head, statement, number in value(head).bind(to: statement, at: number) }
    }

    /// Which run a row belongs to: every table has it, since a file can hold several.
    static func run() -> Column { Column(ofHead: "run", .run, "") { $0.run } }

    /// When the window of a row begins.
    static func window(_ comment: String = "") -> Column {
        Column(ofHead: "window_us", .integer, comment) { $0.start }
    }

    /// One that was first stored otherwise than others: a file keeps the statement that made it, and the
    /// statement stays as it is.
    func laidOut(margin: Int = 4, comment commentMargin: Int = 38) -> Column {
        var column = self
        (column.margin, column.commentMargin) = (margin, commentMargin)
        return column
    }

    /// As it stands in the table that is made.
    var declaration: String { "\(name) \(type.rawValue)" }

    func addition(to table: String) -> String { "ALTER TABLE \(table) ADD COLUMN \(declaration);" }
}

/// What all rows of a window have.
struct RowHead {
    var run: Int64
    /// When their window begins.
    var start: SimTime
}

/// A type of SQLite's, and whether there is always a value.
enum ColumnType: String, Sendable {
    case run = "INTEGER NOT NULL REFERENCES run (id)"
    case integer = "INTEGER NOT NULL"
    case integerOrNull = "INTEGER"
    /// NOT NULL where older files have rows already.
    case integerFromZero = "INTEGER NOT NULL DEFAULT 0"
    case real = "REAL NOT NULL"
    case realOrNull = "REAL"
    case text = "TEXT NOT NULL"
    case textOrNull = "TEXT"
    case blob = "BLOB NOT NULL"
    case blobOrNull = "BLOB"

    var isOptional: Bool {
        switch self {
        case .integerOrNull, .realOrNull, .textOrNull, .blobOrNull: true
        case .run, .integer, .integerFromZero, .real, .text, .blob: false
        }
    }

    /// Whether a mean of it has to be rounded.
    var isWhole: Bool {
        switch self {
        case .run, .integer, .integerOrNull, .integerFromZero: true
        case .real, .realOrNull, .text, .textOrNull, .blob, .blobOrNull: false
        }
    }
}

/// What becomes of a column where windows are put together.
enum Ageing: Equatable, Sendable {
    /// Rows that agree in it become one.
    case key
    /// As the first window has it.
    case first
    case sum, minimum, maximum
    /// By how long each window was; rounded where the column has whole numbers.
    case mean
    /// As the last of the rows has it.
    case last
    /// As it stands in the last window of the part: where a kind has no row there, none.
    case standing
    /// All times in one histogram.
    case histogram
    /// A quantile of the histogram in another column.
    case quantile(Double, of: String)
}
