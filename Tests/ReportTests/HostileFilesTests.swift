import Foundation
import Testing

@testable import Report

/// Run databases that were made to keep their reader at work for ever, or to fill its memory.
@Suite struct `a run database that was made to do harm` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws {
        scratch = try Scratch()
        try Store.writeRun(to: path)
    }

    private func change(_ sql: String) throws { try Database(path: path, access: .write).run(sql) }

    /// What is told of it instead of a report.
    private func refusal() -> String {
        do {
            return try report(database: path, format: .md)
        } catch {
            return "refused: \(error)"
        }
    }

    @Test(arguments: ["run", "call_window", "lag_window"])
    func `by a view without end in place of a table is refused`(table: String) throws {
        try change(
            """
            ALTER TABLE \(table) RENAME TO own;
            CREATE VIEW \(table) AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT own.* FROM own CROSS JOIN n;
            """
        )
        let told = refusal()
        #expect(told.hasPrefix("refused: ") && told.contains("the database refused"), "\(told)")
    }

    @Test func `by values that are worked out at length is refused`() throws {
        try change(
            """
            ALTER TABLE run RENAME COLUMN host TO other;
            ALTER TABLE run ADD COLUMN host TEXT AS (hex(zeroblob(30000000)));
            """
        )
        #expect(refusal().contains("the file is damaged (it has columns that are worked out"))
        #expect(throws: DatabaseError.self) { _ = try Store(path: path) }
    }

    @Test func `by marks that are piled on a letter is read, and soon`() throws {
        let query = """
            SELECT t.name || ' ' || c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
            WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' AND c.type = 'TEXT'
            """
        let columns = try Database(path: path, access: .read).dump(query)
        #expect(columns.count > 30)
        let pile = "'e' || replace(hex(zeroblob(50000)), '00', char(769, 803))"
        let copy = scratch.path("copy.sqlite")
        for column in columns {
            let names = column.split(separator: " ")
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            try Database(path: copy, access: .write)
                .run("UPDATE OR IGNORE \(names[0]) SET \(names[1]) = \(pile)")
            // A word that has no meaning there is refused.
            for format in [ReportFormat.md, .html] {
                _ = try? report(database: copy, format: format)
            }
        }
    }

    @Test func `by a trigger does nothing when a run is added`() throws {
        try change("CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM call_window; END")
        let calls = "SELECT count(*) FROM call_window"
        let before = try Database(path: path, access: .read).number(calls)
        try Store.writeRun(to: path)
        #expect(try Database(path: path, access: .read).number(calls) == 2 * before)
    }

    @Test func `with a view of its user's own is read`() throws {
        try change("CREATE VIEW mine AS SELECT count(*) FROM run; CREATE INDEX i ON event (detail)")
        #expect(try report(database: path, format: .md).isEmpty == false)
    }

    @Test func `is none, however long, to the run that has just written it`() throws {
        let database = try Database(path: path, access: .write)
        try database.run(
            """
            PRAGMA cache_size = -65536;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)
            INSERT INTO connection_window
                (run, window_us, connecting, connected, failed, opened, closed)
            SELECT 1, i, 0, 0, 0, 0, 0 FROM n;
            """
        )
        var count = 0
        try database.read(
            "SELECT window_us, connecting, connected, failed, opened, closed FROM connection_window"
        ) { _ in count += 1 }
        #expect(count > 400_000)
    }

    @Test(arguments: ["sqlite_schema", "run", "call_window", "lag_window", "event"])
    func `by pages that lead in circles is told to be damaged, and soon`(table: String) throws {
        try lead(table, inCirclesOf: 15)
        let told = refusal()
        #expect(told.hasPrefix("refused: ") && told.contains("the file is damaged"), "\(told)")
    }

    @Test(arguments: ["sqlite_schema", "run"])
    func `by pages that lead in circles keeps no list of files from ending`(table: String) throws {
        try lead(table, inCirclesOf: 15)
        let refused = #expect(throws: DatabaseError.self) { _ = try contents(database: path) }
        #expect(refused?.reason == .damaged)
    }

    @Test(arguments: ["sqlite_schema", "call_slot"])
    func `by pages that lead in circles keeps no run from ending that is added to it`(
        table: String
    ) throws {
        try change(
            """
            INSERT INTO call_slot (run, slot_us, action, direction, outcome, count,
                bytes_sent, bytes_received, overdue)
            VALUES (1, 0, 'Heartbeat', 'out', 'ok', 1, 0, 0, 0)
            """
        )
        try lead(table, inCirclesOf: 15)
        let refused = #expect(throws: DatabaseError.self) { try Store.writeRun(to: path) }
        #expect(refused?.reason == .damaged)
    }

    @Test func `by a long value that is read over and over is told to be damaged`() throws {
        let database = try Database(path: scratch.path("long.sqlite"), access: .write)
        try database.run("CREATE TABLE t (v BLOB); INSERT INTO t VALUES (zeroblob(100000))")
        var reason: DatabaseError.Reason?
        do throws(DatabaseError) {
            _ = try database.number(
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
                SELECT count(*) FROM n CROSS JOIN t WHERE v > x'01'
                """
            )
        } catch {
            reason = error.reason
        }
        #expect(reason == .damaged)
    }

    /// Puts pages between a table's first and its rows, all of whose hundred branches are the next: a row is
    /// found by more ways than can be gone.
    private func lead(_ table: String, inCirclesOf levels: Int) throws {
        try change("PRAGMA journal_mode = DELETE")
        let root = Int(
            try Database(path: path, access: .read)
                .number("SELECT max(rootpage) FROM sqlite_schema WHERE name = '\(table)'")
        )
        var file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let size = Int(file[16]) << 8 | Int(file[17])
        let pages = file.count / size
        let index = max(root - 1, 0) * size..<max(root, 1) * size
        let page = Array(file[index])
        // In the first page, which has the tables' names, the head of the file comes before all else.
        let start = root == 0 ? 100 : 0
        let rows = moved(page, from: start)
        let first = branches(to: pages + 1, size)
        file.replaceSubrange(
            index,
            with: page[..<start] + first[..<Self.head] + first[(Self.head + start)...]
        )
        for level in 1..<levels { file += branches(to: pages + level + 1, size) }
        file += rows
        // The head of a file tells how many pages it has (SQLite's file format, §1.3).
        file.replaceSubrange(28..<32, with: bytes(UInt32(pages + levels)))
        try Data(file).write(to: URL(fileURLWithPath: path))
        // It claims to be as long as any, which takes no room on a disk.
        #expect(truncate(path, 1 << 40) == 0)
    }

    /// The same page where it need not begin behind the head of a file.
    private func moved(_ page: [UInt8], from start: Int) -> [UInt8] {
        let count = Int(page[start + 3]) << 8 | Int(page[start + 4])
        let end = start + (page[start] == 5 ? 12 : 8) + 2 * count
        return page[start..<end] + [UInt8](repeating: 0, count: start) + page[end...]
    }

    /// The bytes of a page of branches before what its cells hold.
    private static let head = 12 + 2 * 100

    /// A page of a table that has no rows itself (SQLite's file format, §1.6).
    private func branches(to page: Int, _ size: Int) -> [UInt8] {
        let count = 100
        let cells = (0..<count).map { bytes(UInt32(page)) + [UInt8($0 + 1)] }
        let indices = (0..<count).map { UInt16(size - 5 * ($0 + 1)) }
        var head: [UInt8] = [5, 0, 0, 0, UInt8(count)]
        head += [UInt8(indices[count - 1] >> 8), UInt8(indices[count - 1] & 0xFF), 0]
        head += bytes(UInt32(page))
        for index in indices { head += [UInt8(index >> 8), UInt8(index & 0xFF)] }
        let body = cells.reversed().flatMap { $0 }
        return head + [UInt8](repeating: 0, count: size - head.count - body.count) + body
    }

    private func bytes(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
}
