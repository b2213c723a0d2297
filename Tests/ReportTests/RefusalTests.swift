import FleetSim
import Foundation
import Report
import Testing

@Suite struct RefusalTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test func `a folder is no run database`() throws {
        #expect(refusal(of: scratch.path) == .isFolder)
    }

    @Test func `a file in a folder that is not there cannot be made`() throws {
        #expect(refusal(of: scratch.path("no/such/run.sqlite")) == .missing)
    }

    @Test func `an empty path is refused`() {
        #expect(refusal(of: "") == .cannotOpen)
    }

    @Test func `a folder that takes no files is refused`() {
        // Not even the superuser may make a file there.
        #expect([.missing, .cannotOpen].contains(refusal(of: "/proc/fleetsim.sqlite")))
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may write everything"))
    func `a file that may only be read is refused`() throws {
        let path = scratch.path("run.sqlite")
        try Store.writeRun(to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        #expect(refusal(of: path) == .readOnly)
    }

    @Test func `a text file is refused and left alone`() throws {
        let path = scratch.path("notes.txt")
        let notes = String(repeating: "no database at all\n", count: 100)
        try notes.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(refusal(of: path) == .foreign)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == notes)
    }

    @Test func `another program's database is refused and left alone`() throws {
        let path = scratch.path("other.sqlite")
        do {
            let other = try Database(path: path, access: .write)
            try other.run("CREATE TABLE recipe (name TEXT)")
        }
        #expect(refusal(of: path) == .foreign)
        let tables = try Database(path: path, access: .read).dump("SELECT name FROM sqlite_schema")
        #expect(tables == ["recipe"])
    }

    @Test func `a file of a newer version is refused`() throws {
        let path = scratch.path("run.sqlite")
        try Store.writeRun(to: path)
        try Database(path: path, access: .write).run("PRAGMA user_version = \(Schema.version + 1)")
        #expect(refusal(of: path) == .newerSchema(Schema.version + 1))
    }

    @Test func `a full disk is called a full disk`() throws {
        let database = try Database(path: scratch.path("small.sqlite"), access: .write)
        try database.run("CREATE TABLE t (bytes BLOB); PRAGMA max_page_count = 10")
        let insert = try database.prepare("INSERT INTO t VALUES (?)")
        let error = #expect(throws: DatabaseError.self) {
            for _ in 0..<100 { try insert.run([UInt8](repeating: 7, count: 4_000)) }
        }
        #expect(error?.reason == .full)
        #expect(
            error?.description.hasSuffix(
                "small.sqlite: the disk is full (database or disk is full in: INSERT INTO t VALUES (?))"
            ) == true
        )
    }

    @Test func `a file that ends too early is damaged`() throws {
        let path = scratch.path("run.sqlite")
        try Store.writeRun(to: path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
        #expect(refusal(of: path) == .damaged)
    }

    @Test func `a reader cannot write`() throws {
        let path = scratch.path("run.sqlite")
        try Store.writeRun(to: path)
        let error = #expect(throws: DatabaseError.self) {
            try Database(path: path, access: .read).run("DELETE FROM run")
        }
        #expect(error?.reason == .readOnly)
    }

    @Test func `a reader does not make a file`() throws {
        let error = #expect(throws: DatabaseError.self) {
            _ = try Database(path: scratch.path("run.sqlite"), access: .read).dump("SELECT 1")
        }
        #expect(error?.reason == .missing)
        #expect(try scratch.files().isEmpty)
    }

    private func refusal(of path: String) -> DatabaseError.Reason? {
        do throws(DatabaseError) {
            _ = try Store(path: path)
            return nil
        } catch {
            return error.reason
        }
    }
}
