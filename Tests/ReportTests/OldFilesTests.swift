import FleetSim
import Foundation
import Report
import TestSupport
import Testing

/// Run databases as the programs of their time wrote them, in Tests/Goldens/RunDatabases.
@Suite struct `a run database of an older program` {
    /// A file, and what is known of its first run.
    struct Old: CustomTestStringConvertible, Sendable {
        var file: String
        var version: Int64
        var fingerprint: String
        var effects: Bool
        var phases: Bool
        var verdicts: Bool
        var runs = 1

        var testDescription: String { file }
    }

    private static let all = [
        Old(
            file: "schema-1",
            version: 1,
            fingerprint: "b751094b5be40bf4",
            effects: false,
            phases: false,
            verdicts: false
        ),
        // For a day the table of effects was there under the old number, by which it is not told.
        Old(
            file: "schema-1-with-effects",
            version: 1,
            fingerprint: "8e2cf1e94d7dcd5a",
            effects: false,
            phases: false,
            verdicts: false
        ),
        Old(
            file: "schema-2",
            version: 2,
            fingerprint: "7bcdb610f319d630",
            effects: true,
            phases: false,
            verdicts: false
        ),
        Old(
            file: "schema-3",
            version: 3,
            fingerprint: "2d06f1e0b821f918",
            effects: true,
            phases: true,
            verdicts: false
        ),
        Old(
            file: "schema-4",
            version: 4,
            fingerprint: "2d06f1e0b821f918",
            effects: true,
            phases: true,
            verdicts: true
        ),
        Old(
            file: "schema-5",
            version: 5,
            fingerprint: "08c85b2515e4b725",
            effects: true,
            phases: true,
            verdicts: true,
            runs: 2
        ),
        Old(
            file: "schema-6",
            version: 6,
            fingerprint: "08c85b2515e4b725",
            effects: true,
            phases: true,
            verdicts: true,
            runs: 2
        ),
        Old(
            file: "schema-7",
            version: 7,
            fingerprint: "08c85b2515e4b725",
            effects: true,
            phases: true,
            verdicts: true,
            runs: 2
        ),
        Old(
            file: "schema-8",
            version: 8,
            fingerprint: "c956c38653707932",
            effects: true,
            phases: true,
            verdicts: true,
            runs: 2
        ),
        Old(
            file: "schema-9",
            version: 9,
            fingerprint: "c956c38653707932",
            effects: true,
            phases: true,
            verdicts: true,
            runs: 2
        ),
        Old(
            file: "schema-10",
            version: 10,
            fingerprint: "c956c38653707932",
            effects: true,
            phases: true,
            verdicts: true,
            runs: 2
        ),
    ]

    private let scratch: Scratch
    private var path: String { scratch.path("old.runs") }

    init() throws {
        scratch = try Scratch()
    }

    private func take(_ old: Old) throws -> Data {
        let file = Program.root
            .appendingPathComponent("Tests/Goldens/RunDatabases/\(old.file).runs")
        let bytes = try Data(contentsOf: file)
        try bytes.write(to: URL(fileURLWithPath: path))
        return bytes
    }

    private func dump(_ query: String, of path: String) throws -> [String] {
        try Database(path: path, access: .read).dump(query)
    }

    @Test func `there is a file of every version but the newest`() {
        #expect(Set(Self.all.map(\.version)).isSuperset(of: 1..<Schema.version))
    }

    @Test(arguments: all)
    func `has the version that its name says`(old: Old) throws {
        _ = try take(old)
        #expect(try dump("PRAGMA user_version", of: path) == ["\(old.version)"])
        #expect(try dump("SELECT count(*) FROM run", of: path) == ["\(old.runs)"])
    }

    @Test(arguments: all, [false, true])
    func `is reported in every format, and not a byte of it changes`(
        old: Old,
        isReadOnly: Bool
    ) throws {
        let bytes = try take(old)
        if isReadOnly {
            chmod(path, 0o444)
            chmod(scratch.path, 0o555)
        }
        defer {
            chmod(scratch.path, 0o755)
            chmod(path, 0o644)
        }
        for run in 1...old.runs {
            for format in ReportFormat.allCases {
                let text = try report(database: path, run: run, format: format)
                #expect(text.count > 100, "\(format)")
            }
            do throws(ReportError) {
                _ = try sessionLog(database: path, run: run, by: .day, business: [])
            } catch {
                #expect(error == .noSessions(path: path, run: run, mode: "plan"))
            }
        }
        let told = try members(of: report(database: path, run: 1, format: .json))
        let run = try #require(told["run"] as? [String: Any])
        #expect(run["fingerprint"] as? String == old.fingerprint)
        #expect(run["scenario"] as? String == "small street")
        #expect(run["status"] as? String == "complete")
        func has(_ name: String) throws -> Bool {
            try !#require(told[name] as? [Any], "\(name)").isEmpty
        }
        #expect(try has("calls"))
        #expect(try has("effects") == old.effects)
        #expect(try has("phases") == old.phases)
        #expect(try has("verdicts") == old.verdicts)
        if old.runs == 2 {
            let plan = try members(of: report(database: path, run: 2, format: .json))["plan"]
            #expect(((plan as? [String: Any])?["designs"] as? [Any])?.count == 2)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        #expect(try scratch.files() == ["old.runs"])
    }

    @Test(arguments: all)
    func `is appended to, and keeps every row that it had`(old: Old) throws {
        _ = try take(old)
        let tables = try columns(of: path)
        let before = try rows(of: path, tables, through: old.runs)
        try Store.writeRun(to: path, scenario: "the next")
        #expect(try dump("PRAGMA user_version", of: path) == ["\(Schema.version)"])
        #expect(try dump("PRAGMA integrity_check", of: path) == ["ok"])
        #expect(try dump("PRAGMA foreign_key_check", of: path) == [])
        #expect(try rows(of: path, tables, through: old.runs) == before)
        #expect(before.values.contains { !$0.isEmpty })
        for run in 1...old.runs + 1 {
            for format in ReportFormat.allCases {
                #expect(try report(database: path, run: run, format: format).count > 100)
            }
        }
        #expect(try summary(database: path).run.scenario == "the next")
        #expect(try summary(database: path, run: 1).run.scenario == "small street")
    }

    @Test(arguments: all)
    func `has the tables of a new file after that`(old: Old) throws {
        _ = try take(old)
        let fresh = scratch.path("fresh.runs")
        try Store.writeRun(to: path)
        try Store.writeRun(to: fresh)
        let (mended, new) = (try columns(of: path), try columns(of: fresh))
        #expect(mended.keys.sorted() == new.keys.sorted())
        for (table, columns) in new {
            #expect(mended[table].map(Set.init) == Set(columns), "\(table)")
        }
    }

    private func members(of json: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
        return try #require(object as? [String: Any])
    }

    /// The tables of a file, each with its columns and what they take.
    private func columns(of path: String) throws -> [String: [String]] {
        let query = """
            SELECT t.name, c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
            FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
            WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'
            """
        var tables: [String: [String]] = [:]
        for line in try dump(query, of: path) {
            let parts = line.split(separator: "|").map(String.init)
            tables[parts[0], default: []].append(parts[1])
        }
        return tables
    }

    /// What stands in the tables of the first runs, in those columns alone that there were.
    private func rows(
        of path: String,
        _ tables: [String: [String]],
        through last: Int
    ) throws -> [String: [String]] {
        var rows: [String: [String]] = [:]
        for (table, columns) in tables {
            let names = columns.map { "quote(\($0.prefix { $0 != " " }))" }
                .joined(separator: " || ',' || ")
            let run = table == "run" ? "id" : "run"
            let query = "SELECT \(names) FROM \(table) WHERE \(run) <= \(last) ORDER BY 1"
            rows[table] = try dump(query, of: path)
        }
        return rows
    }
}
