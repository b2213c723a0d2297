import FleetSim
import Foundation
import Report
import TestSupport
import Testing

/// The forms of a report for machines, and names that would break them.
@Suite struct `a report for machines` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws {
        scratch = try Scratch()
    }

    private func write(_ kind: String) throws {
        switch kind {
        case "fleet": try SampleRuns.fleet(to: path)
        case "sites": try SampleRuns.sites(to: path)
        case "capacity": try SampleRuns.capacity(to: path)
        default: try SampleRuns.plan(to: path)
        }
    }

    @Test(arguments: ["fleet", "sites", "plan", "capacity"])
    func `in JSON keeps to its schema`(kind: String) throws {
        try write(kind)
        let json = try report(database: path, format: .json)
        let schema = Program.root.appendingPathComponent("docs/report.schema.json").path
        let (status, said) = try Python.run(
            script: "Tests/Oracles/json_schema.py",
            arguments: [schema],
            input: json
        )
        #expect(status == 0 && said.isEmpty, "\(said)")
        #expect(json.contains("\"kind\": \"\(kind)\""))
    }

    @Test(arguments: ["fleet", "sites", "plan"])
    func `has tables of CSV whose rows are as long as their heads`(kind: String) throws {
        try write(kind)
        let tables = try summary(database: path).csvTables
        #expect(Set(tables.map(\.name)).count == tables.count)
        #expect(tables.count >= 7)
        for table in tables {
            let rows = table.text.components(separatedBy: "\r\n").dropLast()
            let head = try #require(rows.first).split(separator: ",").count
            for row in rows where !row.contains("\"") {
                #expect(
                    row.split(separator: ",", omittingEmptySubsequences: false).count == head,
                    "\(table.name): \(row)"
                )
            }
        }
    }

    @Test func `holds names that are made to break out of it`() throws {
        let name = "=cmd|' /C calc'!A0</script><script>alert(1)</script>\"'--"
        try Store.writeRun(to: path)
        let database = try Database(path: path, access: .write)
        let quoted = name.replacing("'", with: "''")
        try database.run(
            """
            UPDATE charger SET identity = '\(quoted)', model = '\(quoted)', site = '\(quoted)';
            UPDATE event SET detail = '\(quoted)', kind = '\(quoted)';
            UPDATE session SET label = '\(quoted)';
            INSERT INTO call_error VALUES (1, 0, 'Heartbeat', 'out', '\(quoted)', 1, '\(quoted)');
            INSERT INTO fault VALUES (1, 60000000, NULL, '\(quoted)', 1.0, '\(quoted)');
            UPDATE phase SET name = '\(quoted)';
            UPDATE run SET scenario_text = '\(quoted)', command = '\(quoted)', csms = '\(quoted)';
            """
        )
        let page = try report(database: path, format: .html)
        // The one script is our own.
        #expect(page.matches(of: /<script/).count == 1)
        #expect(page.matches(of: /<\/script/).count == 1)
        #expect(page.contains("&lt;script&gt;alert(1)"))
        for format in ReportFormat.allCases {
            #expect(try !report(database: path, format: format).isEmpty)
        }
        for table in try summary(database: path).csvTables {
            #expect(!table.text.contains("\n="), "\(table.name)")
            #expect(!table.text.contains(",="), "\(table.name)")
        }
    }

    @Test func `is small enough to be mailed`() throws {
        try SampleRuns.fleet(to: path)
        #expect(try report(database: path, format: .html).utf8.count < 1_500_000)
    }

    @Test(arguments: [
        "UPDATE power_window SET power_w = 9223372036854775807, l1_ma = -9223372036854775808",
        "UPDATE session SET plugged_us = -9000000000000000000, left_us = 9000000000000000000",
        "UPDATE session SET requested_wh = 1e300, missing_limit_wh = -1e300",
        "UPDATE site SET bays = -1",
        "DELETE FROM site",
        "DELETE FROM connection_window",
        "UPDATE run SET scenario_text = '{{{'",
    ])
    func `of figures that cannot be does not trap`(damage: String) throws {
        try SampleRuns.sites(to: path)
        try Database(path: path, access: .write).run(damage)
        for format in ReportFormat.allCases { _ = try? report(database: path, format: format) }
        _ = try? summary(database: path).csvTables
    }
}

/// docs/run-database.md against the schema.
@Suite struct `the page on run databases` {
    @Test func `tells every table and column, and no other`() throws {
        let scratch = try Scratch()
        let path = scratch.path("fresh.sqlite")
        try Store.writeRun(to: path)
        let rows = try Database(path: path, access: .read).dump(
            """
            SELECT t.name || '.' || c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
            WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'
            """
        )
        let file = Program.root.appendingPathComponent("docs/run-database.md")
        var table = ""
        var told: [String] = []
        for line in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n") {
            if let heading = line.wholeMatch(of: /### `(\w+)`/) {
                table = String(heading.output.1)
            } else if line.hasPrefix("#") {
                table = ""
            } else if !table.isEmpty,
                let row = line.wholeMatch(of: /\| `(\w+)` \| ([^|]*) \| (.+) \|/)
            {
                told.append("\(table).\(row.output.1)")
                let column = row.output.1
                let isMeasured = column.hasSuffix("_us") || column.hasSuffix("_wh")
                if isMeasured { #expect(!row.output.2.isEmpty, "\(table).\(column) has a unit") }
            }
        }
        #expect(Set(rows).subtracting(told).sorted() == [], "not told")
        #expect(Set(told).subtracting(rows).sorted() == [], "told, and not there")
        #expect(told.count == Set(told).count)
    }

    @Test func `asks questions that a database answers`() throws {
        let scratch = try Scratch()
        let path = scratch.path("run.sqlite")
        try SampleRuns.sites(to: path)
        let file = Program.root.appendingPathComponent("docs/run-database.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let database = try Database(path: path, access: .read)
        let queries = text.matches(of: /(?s)```sql\n(.*?);\n```/).map { String($0.output.1) }
        #expect(queries.count >= 3)
        for query in queries { _ = try database.dump(query) }
        #expect(try !database.dump(queries[2]).isEmpty)
    }
}
