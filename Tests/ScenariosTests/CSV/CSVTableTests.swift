import Scenarios
import Testing

@Suite struct `tables of cells` {
    @Test func `rows know their lines, past comments and blank lines`() throws {
        let table = try CSVTable(text: "# a log\n\nid,kWh\n\na,1.5\n  # in between\nb,2\n")
        #expect(table.header == ["id", "kWh"])
        #expect(table.headerLine == 3)
        #expect(table.rows.map(\.line) == [5, 7])
        #expect(try table.rows.map { try $0.number(1) } == [1.5, 2])
    }

    @Test(arguments: [",", ";", "\t"])
    func `the mark between cells is found in the heading`(mark: String) throws {
        let lines = [["id", "a, b; c"], ["1", "2"]].map { cells in
            cells.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: mark)
        }
        let table = try CSVTable(text: lines.joined(separator: "\n"))
        #expect(table.header == ["id", "a, b; c"])
        #expect(table.rows.map(\.cells) == [["1", "2"]])
    }

    @Test func `a byte order mark, line ends of Windows and spaces around cells do not matter`()
        throws
    {
        let table = try CSVTable(text: "\u{feff}id ; kWh\r\n a ;1,5\r\n")
        #expect(table.header == ["id", "kWh"])
        #expect(table.rows == [CSVTable.Row(line: 2, cells: ["a", "1,5"])])
    }

    @Test func `quotes keep marks, line ends and quotes; the lines go on being counted`() throws {
        let table = try CSVTable(text: "a,b\n\"x\ny\",\"say \"\"no\"\", now\"\n# c\n\"\",2")
        #expect(table.rows[0].cells == ["x\ny", "say \"no\", now"])
        #expect(table.rows[1] == CSVTable.Row(line: 5, cells: ["", "2"]))
    }

    @Test(arguments: ["\(commas)\na\n", "a,b\n\(commas)\n"])
    func `a row of more cells than any table has is refused`(text: String) {
        #expect(
            performing: {
                try CSVTable(text: text, widths: .any)
            },
            throws: { "\($0)".contains("a row has at most 1000 cells") }
        )
    }

    private static let commas = String(repeating: ",", count: 1_000)

    @Test func `a table of more rows or cells than is meant is read no further`() throws {
        let row = "a,b,c,d,e,f,g,h,i\n"
        func rows(_ count: Int) -> String { String(repeating: row, count: count) }
        #expect(try CSVTable(text: rows(8), maximumRows: 8).rows.count == 7)
        #expect(
            performing: {
                try CSVTable(text: "a\n" + String(repeating: "1\n", count: 8), maximumRows: 8)
            },
            throws: { "\($0)" == "9: a table has at most 8 rows" }
        )
        #expect(
            performing: {
                try CSVTable(text: rows(80), maximumRows: 70)
            },
            throws: { "\($0)" == "64: a table has at most 560 cells" }
        )
    }

    @Test func `an empty cell at the end of a line is a cell`() throws {
        let table = try CSVTable(text: "a,b,c\n1,,\n\t,2,\n")
        #expect(table.rows.map(\.cells) == [["1", "", ""], ["", "2", ""]])
    }

    @Test(arguments: [
        ("", "1: the table is empty"),
        ("# nothing\n\n", "1: the table is empty"),
        ("a,b\n1,2\n1,2,3\n", "3: 2 cells are needed, as in the heading; found 3"),
        ("a,b\n\n1\n", "3: 2 cells are needed, as in the heading; found 1"),
        ("a,b\n1,\"2\n3,4\n", "2: the quote that opens here is never closed"),
        ("a,b\n\"1\"0,2\n", "2: text behind the closing quote of ‘1’"),
    ])
    func `what is no table is said with its line`(text: String, problem: String) throws {
        let error = #expect(throws: CSVProblem.self) { try CSVTable(text: text) }
        #expect(error?.description == problem)
    }

    @Test func `rows of another width can be let through`() throws {
        let table = try CSVTable(text: "a,b\n1\n1,2,3\n", widths: .any)
        #expect(table.rows.map { $0[1] } == ["", "2"])
        #expect(try table.rows[0].number(1) == nil)
    }

    @Test func `columns are found by any of their names, in any case`() throws {
        let table = try CSVTable(text: "Start,kWhDelivered\nx,y\n")
        #expect(table.column(named: "energy", "kwhdelivered") == 1)
        #expect(table.column(named: "stop") == nil)
        #expect(try table.column(required: "start") == 0)
        #expect(throws: CSVProblem(1, "the column ‘stop’ is missing")) {
            try table.column(required: "stop")
        }
        #expect(throws: CSVProblem(2, "‘y’ is not a number", cell: 1)) {
            try table.rows[0].number(1)
        }
    }
}
