/// Goes through the text of a table, row by row.
struct CSVScan {
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var position = 0
    private var line = 1
    /// Where the line begins that is read.
    private var lineStart = 0
    /// Where the row begins that is read.
    private var rowStart = (position: 0, line: 1)
    /// Up to where the characters of a line are counted, and how many they are: a line of many cells
    /// is gone through once.
    private var counted = (position: 0, line: 1, characters: 0)
    /// Whether rows say in which column of the text each cell begins.
    private let notesColumns: Bool
    /// How many rows there may be, and how many cells in all of them.
    private let maximumRows: Int
    private var (rows, cells) = (0, 0)

    /// More columns than a table has that is meant: each cell takes more memory than its comma.
    static let maximumColumns = 1_000
    /// As many as a run has chargers.
    static let maximumRows = 2_000_000
    private static let cellsPerRow = 8

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let comment = UInt8(ascii: "#")

    init(_ text: String, notesColumns: Bool = false, maximumRows: Int = Self.maximumRows) {
        self.notesColumns = notesColumns
        self.maximumRows = maximumRows
        var bytes = Array(text.utf8)
        let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]
        if bytes.starts(with: byteOrderMark) { bytes.removeFirst(byteOrderMark.count) }
        self.bytes = bytes
        delimiter = Self.delimiter(of: bytes)
    }

    /// The next row that counts; nil at the end.
    mutating func row() throws(CSVProblem) -> CSVTable.Row? {
        skipWhatDoesNotCount()
        guard position < bytes.count else { return nil }
        rowStart = (position, line)
        guard rows < maximumRows, cells < maximumRows * Self.cellsPerRow else { throw tooMuch() }
        let first = line
        var columns: [Int] = []
        if notesColumns { columns.append(column()) }
        var cells = [try cell()]
        while take(delimiter) {
            guard cells.count < Self.maximumColumns else {
                throw CSVProblem(first, "a row has at most \(Self.maximumColumns) cells")
            }
            if notesColumns { columns.append(column()) }
            cells.append(try cell())
        }
        takeLineEnd()
        rows += 1
        self.cells += cells.count
        assert(position > rowStart.position && line > first, "a row takes a line at least")
        return CSVTable.Row(line: first, cells: cells, columns: columns)
    }

    /// The text ends here: what follows would only fill the memory.
    private mutating func tooMuch() -> CSVProblem {
        position = bytes.count
        rowStart = (position, line)
        return CSVProblem(
            line,
            rows < maximumRows
                ? "a table has at most \(maximumRows * Self.cellsPerRow) cells"
                : "a table has at most \(maximumRows) rows"
        )
    }

    /// After a row that could not be read: goes on with the line below its first one.
    mutating func skipRow() {
        (position, line) = rowStart
        while !isAtLineEnd { position += 1 }
        takeLineEnd()
        assert(line == rowStart.line + 1, "the line below the row's first")
    }

    /// Where a cell begins, in characters from one, as editors count.
    private mutating func column() -> Int {
        var start = position
        while start < bytes.count, isSpace(bytes[start]) { start += 1 }
        if counted.line != line || counted.position > start { counted = (lineStart, line, 0) }
        counted.characters += bytes[counted.position..<start].count { $0 & 0xC0 != 0x80 }
        counted.position = start
        return 1 + counted.characters
    }

    private mutating func cell() throws(CSVProblem) -> String {
        skipSpaces()
        guard position < bytes.count, bytes[position] == Self.quote else { return plainCell() }
        let index = notesColumns ? column() : nil
        position += 1
        let text = try quotedCell(at: index)
        skipSpaces()
        guard isAtLineEnd || bytes[position] == delimiter else {
            throw CSVProblem(
                line,
                "text behind the closing quote of \(text.quoted)",
                column: index == nil ? nil : column()
            )
        }
        return text
    }

    private mutating func plainCell() -> String {
        let start = position
        while !isAtLineEnd, bytes[position] != delimiter { position += 1 }
        var end = position
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// What stands up to the closing quote; two quotes are one.
    private mutating func quotedCell(at column: Int?) throws(CSVProblem) -> String {
        assert(position > 0 && bytes[position - 1] == Self.quote, "the quote that opens is behind")
        let opened = line
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == Self.lineFeed { (line, lineStart) = (line + 1, position) }
            if byte == Self.quote, !take(Self.quote) {
                return String(decoding: text, as: UTF8.self)
            }
            text.append(byte)
        }
        throw CSVProblem(opened, "the quote that opens here is never closed", column: column)
    }
}

extension CSVScan {
    private var isAtLineEnd: Bool {
        position == bytes.count || bytes[position] == Self.lineFeed
            || bytes[position] == Self.carriageReturn
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func takeLineEnd() {
        _ = take(Self.carriageReturn)
        _ = take(Self.lineFeed)
        (line, lineStart) = (line + 1, position)
    }

    private mutating func skipSpaces() {
        while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    }

    /// A tab that parts cells is no space between them.
    private func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (byte == UInt8(ascii: "\t") && byte != delimiter)
    }

    private mutating func skipWhatDoesNotCount() {
        while position < bytes.count {
            let start = position
            skipSpaces()
            let isComment = position < bytes.count && bytes[position] == Self.comment
            while isComment, !isAtLineEnd { position += 1 }
            guard isAtLineEnd else {
                position = start
                return
            }
            takeLineEnd()
        }
    }

    /// What the first line that counts has most of, outside quotes; the comma if it has none.
    private static func delimiter(of bytes: [UInt8]) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        var counts = [0, 0, 0]
        for line in bytes.lazy.split(whereSeparator: { $0 == lineFeed || $0 == carriageReturn }) {
            guard let first = line.first(where: { $0 != UInt8(ascii: " ") }), first != comment
            else { continue }
            var isQuoted = false
            for byte in line {
                if byte == quote { isQuoted.toggle() }
                guard !isQuoted, let index = candidates.firstIndex(of: byte) else { continue }
                counts[index] += 1
            }
            break
        }
        let maximum = counts.max() ?? 0
        return candidates[counts.firstIndex(of: maximum) ?? 0]
    }
}
