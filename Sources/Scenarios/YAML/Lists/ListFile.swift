/// A list that a scenario names: rows whose cells know where they stand.
///
/// A line that cannot be read is told and left out, so that all that is wrong is told at once.
struct ListFile {
    struct Row {
        fileprivate let row: CSVTable.Row
        fileprivate let file: String

        /// Where a cell begins; a row that ends before it is pointed at as a whole.
        func origin(_ column: Int? = nil) -> Origin {
            let index = column.flatMap { row.columns.indices.contains($0) ? row.columns[$0] : nil }
            return .list(file: file, line: row.line, column: index ?? 1)
        }

        subscript(column: Int) -> String { row[column] }

        var line: Int { row.line }
    }

    let heading: Row
    let rows: [Row]

    /// The names of the columns.
    var names: [String] { heading.row.cells }

    /// The list in a file beside the scenario; nil, and a problem, where there is none.
    static func read(_ name: String, at origin: Origin, _ problems: inout Problems) -> ListFile? {
        let path = problems.path(of: name)
        problems.note(list: name)
        let text: String
        do throws(Diagnostic) {
            text = try SourceText.table(path: path)
        } catch {
            problems.add("\(name): \(error.problem)", at: origin)
            return nil
        }
        var scan = CSVScan(text, notesColumns: true)
        var rows: [Row] = []
        while true {
            do throws(CSVProblem) {
                guard let row = try scan.row() else { break }
                let width = rows.first?.row.cells.count ?? row.cells.count
                guard row.cells.count == width else {
                    problems.add(
                        "\(width) cells are needed, as in the heading; found \(row.cells.count)",
                        at: Row(row: row, file: path).origin()
                    )
                    continue
                }
                rows.append(Row(row: row, file: path))
            } catch {
                problems.add(
                    error.problem,
                    at: .list(file: path, line: error.line, column: error.column ?? 1)
                )
                // Without its heading a table says nothing.
                guard !rows.isEmpty else { return nil }
                scan.skipRow()
            }
        }
        guard let heading = rows.first else {
            problems.add("\(name): the list is empty", at: origin)
            return nil
        }
        return ListFile(heading: heading, rows: Array(rows.dropFirst()))
    }

    /// The index of a column, without regard to the case of its name.
    func column(_ name: String) -> Int? {
        names.firstIndex { $0.lowercased() == name }
    }

    /// The index of a column that must be there.
    func column(required name: String, _ problems: inout Problems) -> Int? {
        if let index = column(name) { return index }
        problems.add(
            "the column \(name.quoted) is missing",
            at: heading.origin(),
            suggestion: Spelling.nearest(to: name, among: names)
                .map { "is it called \($0.quoted) here?" }
        )
        return nil
    }

    /// Whether no column has a name twice, or none.
    func checkNames(_ problems: inout Problems) -> Bool {
        var seen: Set<String> = []
        var isGood = true
        for (index, name) in names.enumerated() {
            let isNew = seen.insert(name.lowercased()).inserted
            guard name.isEmpty || !isNew else { continue }
            problems.add(
                name.isEmpty ? "a column has no name" : "the column \(name.quoted) is there twice",
                at: heading.origin(index)
            )
            isGood = false
        }
        return isGood
    }
}

extension ListFile.Row {
    /// A cell as a value of YAML: a word, or what brackets or quotation marks make of it; nil where it is
    /// empty, or cannot be read.
    func node(_ column: Int, _ problems: inout Problems) -> YAMLNode? {
        let text = self[column]
        guard !text.isEmpty else { return nil }
        let origin = origin(column)
        let opens = text.utf8.first.map(Self.marks.contains) ?? false
        guard opens || text.utf8.contains(UInt8(ascii: "$")) && text.contains("${") else {
            return YAMLNode(content: .scalar(text, isPlain: true), origin: origin)
        }
        guard let source = SourceText(Array(text.utf8), &problems) else { return nil }
        return YAMLComposer.document(in: source.bytes, origin: origin, &problems)
    }

    /// With what a cell begins that is more than a word.
    private static let marks = Array("[{\"".utf8)

    /// A cell as one text.
    func word(_ column: Int) -> YAMLNode {
        YAMLNode(content: .scalar(self[column], isPlain: false), origin: origin(column))
    }
}

/// A text by its bytes, and not by what Unicode calls the same.
struct ByteText: Hashable {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (one: Self, other: Self) -> Bool {
        one.text.utf8.count == other.text.utf8.count
            && one.text.utf8.elementsEqual(other.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
