/// A table out of a text file: a heading, and rows that know on which line they stand.
///
/// Commas, semicolons or tabs between the cells, whichever the heading has most of; quotes around
/// cells that hold such marks or line ends; blank lines and lines that begin with `#` do not count.
package struct CSVTable: Equatable, Sendable {
    package struct Row: Equatable, Sendable {
        /// From one, as editors count; of a row over several lines the first.
        package let line: Int
        package let cells: [String]
        /// In which column of the text each begins, from one; empty where that is not noted.
        let columns: [Int]

        package init(line: Int, cells: [String], columns: [Int] = []) {
            assert(columns.isEmpty || columns.count == cells.count, "each cell begins somewhere")
            self.line = line
            self.cells = cells
            self.columns = columns
        }
    }

    /// What to do about rows with more or fewer cells than the heading.
    package enum Widths: Sendable {
        case equal
        /// Cells that are missing are empty, those beyond the heading are of no column.
        case any
    }

    /// As many as a run has chargers.
    package static let maximumRows = CSVScan.maximumRows

    package let header: [String]
    /// The line of the heading.
    package let headerLine: Int
    package let rows: [Row]

    package init(
        text: String,
        widths: Widths = .equal,
        maximumRows: Int = Self.maximumRows
    ) throws(CSVProblem) {
        var scan = CSVScan(text, maximumRows: maximumRows)
        guard let heading = try scan.row() else { throw CSVProblem(1, "the table is empty") }
        var rows: [Row] = []
        var problems: [CSVProblem] = []
        while let row = try scan.row() {
            guard problems.count < Problems.maximumOfLists else { break }
            guard widths == .any || row.cells.count == heading.cells.count else {
                problems.append(
                    CSVProblem(
                        row.line,
                        "\(heading.cells.count) cells are needed, as in the heading; "
                            + "found \(row.cells.count)"
                    )
                )
                continue
            }
            rows.append(row)
        }
        if let all = CSVProblem(problems) { throw all }
        header = heading.cells
        headerLine = heading.line
        self.rows = rows
        assert(
            widths == .any || rows.allSatisfy { $0.cells.count == heading.cells.count },
            "a row has a cell for each column, so that columns can be asked for by their places"
        )
    }
}

extension CSVTable {
    /// What each row says; every row that says nothing of use is told.
    func all<Value>(
        _ read: (Row) throws(CSVProblem) -> Value
    ) throws(CSVProblem) -> [Value] {
        var values: [Value] = []
        var problems: [CSVProblem] = []
        for row in rows {
            do throws(CSVProblem) {
                values.append(try read(row))
            } catch {
                problems.append(error)
            }
        }
        if let all = CSVProblem(problems) { throw all }
        return values
    }

    /// The index of a column, without regard to the case of its name; the first that is there of several.
    package func column(named names: String...) -> Int? {
        for name in names {
            let sought = name.lowercased()
            if let index = header.firstIndex(where: { $0.lowercased() == sought }) { return index }
        }
        return nil
    }

    /// The index of a column that must be there.
    package func column(required name: String) throws(CSVProblem) -> Int {
        guard let index = column(named: name) else {
            throw CSVProblem(headerLine, "the column \(name.quoted) is missing")
        }
        return index
    }
}

extension CSVTable.Row {
    /// The cell of a column; empty where the row ends before it.
    package subscript(column: Int) -> String {
        column < cells.count ? cells[column] : ""
    }

    /// The number in a cell; nil where the cell is empty.
    package func number(_ column: Int) throws(CSVProblem) -> Double? {
        let text = self[column]
        guard !text.isEmpty else { return nil }
        guard let number = Double(plain: text) else {
            throw CSVProblem(line, "\(text.quoted) is not a number", cell: column)
        }
        return number
    }
}

/// What is wrong with a table, and on which line.
package struct CSVProblem: Error, Equatable, CustomStringConvertible {
    package let line: Int
    package private(set) var problem: String
    /// Which cell of the row it is about, from zero; nil: the row as a whole.
    let cell: Int?
    /// Where on the line, from one; nil: that is not known.
    private(set) var column: Int?
    /// What is wrong on other lines besides.
    private(set) var further: [CSVProblem] = []

    /// The first of several with all others; nil: there is none.
    init?(_ problems: [CSVProblem]) {
        guard let first = problems.first else { return nil }
        self = first
        further = Array(problems.dropFirst())
    }

    package init(_ line: Int, _ problem: String, cell: Int? = nil, column: Int? = nil) {
        self.line = line
        self.problem = problem
        self.cell = cell
        self.column = column
    }

    /// This one and those of other lines, each with the name of its column and where that stands in the
    /// text, which is read once more: tables that are good need not note it.
    package func all(in text: String) -> [CSVProblem] {
        let problems = [self] + further
        let lines = Set(problems.map(\.line))
        var names: [String] = []
        var starts: [Int: [Int]] = [:]
        var broken: CSVProblem?
        var scan = CSVScan(text, notesColumns: true)
        do throws(CSVProblem) {
            while let row = try scan.row() {
                if names.isEmpty { names = row.cells }
                if lines.contains(row.line) { starts[row.line] = row.columns }
            }
        } catch {
            broken = error
        }
        return problems.map { problem in
            var placed = problem
            placed.further = []
            if let cell = problem.cell, let row = starts[problem.line] {
                placed.column = row.indices.contains(cell) ? row[cell] : nil
                if names.indices.contains(cell) {
                    placed.problem = "column \(names[cell].quoted): \(problem.problem)"
                }
            } else if problem.line == broken?.line, problem.problem == broken?.problem {
                placed.column = broken?.column
            }
            return placed
        }
    }

    package var description: String { "\(line): \(problem)" }
}
