import Testing

@testable import Report

@Suite struct `a row of CSV` {
    @Test(arguments: [
        ("=1+1", "'=1+1"), ("@SUM(1)", "'@SUM(1)"), ("-5", "-5"), ("-5.5e3", "-5.5e3"),
        ("a-b", "a-b"), ("", ""),
        // Spreadsheets that write numbers with a comma part rows at semicolons.
        ("x;=1+1", "x;'=1+1"), ("x; =1+1", "x;' =1+1"), ("x;;+1+1;-2", "x;;'+1+1;-2"),
        (";@a", ";'@a"), ("403 x;=cmd|'/C calc'!A0", "403 x;'=cmd|'/C calc'!A0"),
        ("x;＝1", "x;'＝1"), ("a; b; c", "a; b; c"),
        // Quotation marks within a cell are some at the beginning of what is parted off.
        ("x;\"=1+1", "\"x;'\"\"=1+1\""),
    ])
    func `has no cell, and no part of one, that a spreadsheet takes for a formula`(
        text: String,
        cell: String
    ) {
        #expect(CSVRecord.text([text, "z"]) == "\(cell),z\r\n")
    }
}
