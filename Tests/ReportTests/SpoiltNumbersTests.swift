import FleetSim
import Foundation
import Report
import Testing

/// Numbers of a run database that another program, or a person, may have written.
@Suite struct `a number in a run database` {
    enum Kind: String, CaseIterable {
        case run, plan, capacity, sites

        func write(to path: String) throws {
            switch self {
            case .run: try Store.writeRun(to: path)
            case .sites: try SampleRuns.sites(to: path)
            case .plan: try SampleRuns.plan(to: path)
            case .capacity: try SampleRuns.capacity(to: path)
            }
        }
    }

    /// What stands in a column in place of what was written, by the type that the column has.
    private static let extremes = [
        "INTEGER": ["-9223372036854775808", "9223372036854775807"],
        "REAL": ["-9e999", "1e300"],
    ]

    /// The same rows in tables that take every value.
    private func loosen(_ whole: String, into loose: String) throws {
        let tables = try Database(path: whole, access: .read).dump(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        let marks = try Database(path: whole, access: .read).dump(
            "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version"
        )[0].split(separator: "|")
        let copies = tables.map { "CREATE TABLE \($0) AS SELECT * FROM whole.\($0);" }
        try Database(path: loose, access: .write).run(
            """
            ATTACH '\(whole)' AS whole;
            PRAGMA application_id = \(marks[0]);
            PRAGMA user_version = \(marks[1]);
            \(copies.joined(separator: "\n"))
            """
        )
    }

    /// Each column of the tables that have rows, with its type.
    private func columns(of path: String) throws -> [[String]] {
        let database = try Database(path: path, access: .read)
        let columns = try database.dump(
            """
            SELECT t.name || ' ' || c.name || ' ' || c.type
            FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
            WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'
            """
        ).map { $0.split(separator: " ").map(String.init) }
        return try columns.filter { try database.number("SELECT count(*) FROM \($0[0])") > 0 }
    }

    /// Each table once, in the first kind of run that has rows of it, and what every run has.
    @Test func `of any size is shown or refused, and leaves JSON that is JSON`() throws {
        let scratch = try Scratch()
        var tables: Set<String> = []
        var (shown, refused) = (0, 0)
        for kind in Kind.allCases {
            let whole = scratch.path("\(kind).sqlite")
            let (loose, path) = (scratch.path("\(kind).loose"), scratch.path("\(kind).spoilt"))
            try kind.write(to: whole)
            try loosen(whole, into: loose)
            #expect(try report(database: loose, format: .json).count > 500, "\(kind)")
            let new = try columns(of: whole).filter { $0[0] == "run" || !tables.contains($0[0]) }
            for column in new {
                for value in Self.extremes[column[2]] ?? [] {
                    try? FileManager.default.removeItem(atPath: path)
                    try FileManager.default.copyItem(atPath: loose, toPath: path)
                    try Database(path: path, access: .write)
                        .run("UPDATE \(column[0]) SET \(column[1]) = \(value)")
                    guard let summary = try? summary(database: path) else {
                        refused += 1
                        continue
                    }
                    shown += 1
                    #expect(!summary.html().isEmpty)
                    #expect(throws: Never.self, "\(column) = \(value)") {
                        try JSONSerialization.jsonObject(with: Data(summary.json.utf8))
                    }
                }
            }
            tables.formUnion(new.map { $0[0] })
        }
        #expect(shown > 200 && refused > 2, "\(shown) shown, \(refused) refused")
    }
}
