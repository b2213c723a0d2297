import FleetSim
import Foundation
import Report
import Testing

/// What stands in the file while a run is under way, and what is left when its writer dies.
@Suite struct InterruptionTests {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws {
        scratch = try Scratch()
    }

    @Test func `a copy of the file in mid-run is whole and as long as its last transaction`() throws
    {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        for minute in 0..<20 { try store.write(.fixture(minute: Int64(minute))) }
        for name in try scratch.files() {
            let copy = name.replacingOccurrences(of: "run.sqlite", with: "copy.sqlite")
            try FileManager.default.copyItem(
                atPath: scratch.path(name),
                toPath: scratch.path(copy)
            )
        }
        let copy = try Database(path: scratch.path("copy.sqlite"), access: .read)
        #expect(try copy.dump("PRAGMA integrity_check") == ["ok"])
        #expect(
            try copy.dump("SELECT status, simulated_us, events FROM run") == [
                "running|960000000|16000"
            ]
        )
        #expect(try copy.number("SELECT count(*) FROM connection_window") == 16)
        try store.finish(.fixture(), endedAt: .now, elapsed: .zero)
    }

    @Test func `a live run commits every window`() throws {
        var manifest = RunManifest.fixture()
        manifest.mode = .live
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: .now)
        try store.write(.fixture())
        let reader = try Database(path: path, access: .read)
        #expect(try reader.dump("SELECT simulated_us, events FROM run") == ["60000000|1000"])
        try store.finish(.fixture(), endedAt: .now, elapsed: .zero)
    }

    @Test func `a second writer is turned away while the first lives, and let in after it died`()
        throws
    {
        var first: Store? = try Store(path: path)
        try first?.begin(.fixture(), host: .fixture, startedAt: .now)
        var second = try Store(path: path)
        let refusal = #expect(throws: DatabaseError.self) {
            try second.begin(.fixture(), host: .fixture, startedAt: .now)
        }
        #expect(refusal?.reason == .locked)
        first = nil
        try second.begin(.fixture(), host: .fixture, startedAt: .now)
        try second.finish(.fixture(), endedAt: .now, elapsed: .zero)
        let database = try Database(path: path, access: .read)
        #expect(try database.dump("SELECT status FROM run") == ["running", "complete"])
    }

    @Test func `a slow reader only delays what is written`() throws {
        var manifest = RunManifest.fixture()
        manifest.mode = .live
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: .now)
        let reader = try Database(path: path, access: .read)
        try reader.run("BEGIN")
        #expect(try reader.number("SELECT events FROM run") == 0)
        try store.write(.fixture(minute: 0))
        #expect(try reader.number("SELECT events FROM run") == 0)
        try reader.run("COMMIT")
        try store.write(.fixture(minute: 1))
        #expect(try reader.number("SELECT events FROM run") == 2_000)
        try store.finish(.fixture(), endedAt: .now, elapsed: .zero)
    }
}
