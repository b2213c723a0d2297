import FleetSim
import Foundation
import Report
import Testing

/// Texts of a run database that others may have written: a CSMS, or the maker of the file.
@Suite struct `text in a run database` {
    private static let evil =
        "=a\u{1B}[2J\u{9B}\u{202E}\u{2066}\r\n# made up\u{2028}<script>\"&|`"

    /// What a terminal obeys, what turns a line around, and what ends one besides the line feed.
    private static let unwanted: Set<Unicode.Scalar> = Set(
        (Array(0...9) + Array(11...0x1F) + Array(0x7F...0x9F) + Array(0x202A...0x202E)
            + Array(0x2066...0x2069) + [0x200E, 0x200F, 0x2028, 0x2029])
            .compactMap { Unicode.Scalar($0 as UInt32) }
    )

    @Test func `has no marks of Markdown on a terminal, where columns stay under each other`() {
        let text = "# a\\_b \\\\u{1B}\\[31mred\n| b.sqlite\\#1 | \\| |\n| -: | --- |\n"
        #expect(
            text.withoutMarkdownEscapes
                == "# a_b \\u{1B}[31mred\n| b.sqlite#1  | |  |\n| -: | --- |\n"
        )
        #expect("plain".withoutMarkdownEscapes == "plain")
    }

    @Test func `makes up no line and no mark, whichever column it stands in`() throws {
        let scratch = try Scratch()
        let (whole, path) = (scratch.path("whole.sqlite"), scratch.path("evil.sqlite"))
        try Store.writeRun(to: whole)
        let query = """
            SELECT t.name || ' ' || c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
            WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' AND c.type = 'TEXT'
            """
        let columns = try Database(path: whole, access: .read).dump(query)
        #expect(columns.count > 30)
        for column in columns {
            let names = column.split(separator: " ")
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: whole, toPath: path)
            do {
                let database = try Database(path: path, access: .write)
                let changes = try database.prepare(
                    "UPDATE OR IGNORE \(names[0]) SET \(names[1]) = ?"
                )
                try changes.run(Self.evil)
            }
            for format in ReportFormat.allCases {
                // A word that has no meaning there is refused.
                guard let text = try? report(database: path, format: format) else { continue }
                // The line ends of CSV are of two characters.
                let plain = format == .csv ? text.replacing("\r\n", with: "\n") : text
                let found = Set(plain.unicodeScalars).intersection(Self.unwanted)
                #expect(found.isEmpty, "\(column) in \(format): \(found.map(\.value))")
                #expect(!plain.contains("\n# made up"), "\(column) in \(format)")
                // A page has a script of its own; nothing else makes one.
                let scripts = plain.components(separatedBy: "<script>").count - 1
                let isMarkup = format == .html || format == .junit
                #expect(
                    !isMarkup || scripts == (format == .html ? 1 : 0),
                    "\(column) in \(format)"
                )
                guard format == .html else { continue }
                #expect(try ChartValues.count(inPage: text) > 0, "\(column)")
            }
        }
    }
}
