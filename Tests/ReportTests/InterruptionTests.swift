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
        try store.finish(.fixture(), elapsed: .zero)
    }

    @Test func `of a live run the file alone has every window that is over`() throws {
        var store = try Store(path: path)
        try store.begin(.live, host: .living, startedAt: .now)
        for minute in 0..<5 {
            try store.write(.fixture(minute: Int64(minute)))
            let alone = scratch.path("alone-\(minute).sqlite")
            try FileManager.default.copyItem(atPath: path, toPath: alone)
            let copy = try Database(path: alone, access: .read)
            #expect(try copy.dump("PRAGMA integrity_check") == ["ok"])
            #expect(try copy.number("SELECT count(*) FROM connection_window") == minute + 1)
        }
        try store.finish(.fixture(), elapsed: .zero)
        #expect(try !scratch.files().contains { $0.hasPrefix("run.sqlite-") })
    }

    @Test func `a reader, however slow, keeps nothing from being written and read by others`()
        throws
    {
        var store = try Store(path: path)
        try store.begin(.live, host: .living, startedAt: .now)
        let reader = try Database(path: path, access: .read)
        try reader.run("BEGIN")
        #expect(try reader.number("SELECT events FROM run") == 0)
        for minute in 0..<3 { try store.write(.fixture(minute: Int64(minute))) }
        #expect(try reader.number("SELECT events FROM run") == 0, "it sees what there was")
        let other = try Database(path: path, access: .read)
        #expect(try other.number("SELECT events FROM run") == 3_000)
        try store.finish(.fixture(), elapsed: .zero)
        #expect(try other.dump("SELECT status FROM run") == ["complete"])
        try reader.run("COMMIT")
    }

    @Test func `who has read a finished file since before delays no run, and none of its rows`()
        throws
    {
        try Store.writeRun(to: path)
        do {
            let reader = try Database(path: path, access: .read)
            try reader.run("BEGIN")
            #expect(try reader.number("SELECT count(*) FROM run") == 1)
            for run in 2...3 {
                var store = try Store(path: path)
                try store.begin(.live, host: .living, startedAt: .now)
                for minute in 0..<3 {
                    try store.write(.fixture(minute: Int64(minute)))
                    let other = try Database(path: path, access: .read)
                    let events = try other.dump("SELECT events FROM run WHERE id = \(run)")
                    #expect(events == ["\(minute + 1)000"], "each window is there when it is over")
                }
                try store.finish(.fixture(), elapsed: .zero)
            }
            #expect(try reader.number("SELECT count(*) FROM run") == 1, "it sees what there was")
            #expect(try reader.dump("PRAGMA integrity_check") == ["ok"])
            #expect(Database.log(besides: path) != nil)
            try reader.run("COMMIT")
            #expect(
                try reader.dump("SELECT status, events FROM run") == [
                    "complete|3000", "complete|3000", "complete|3000",
                ]
            )
        }
        #expect(try scratch.files() == ["run.sqlite"], "the last to close it has folded the log in")
        #expect(try Database(path: path, access: .read).dump("PRAGMA journal_mode") == ["delete"])
    }

    @Test func `a live run starts to fold its log in once those who knew of none are gone`() throws
    {
        try Store.writeRun(to: path)
        let reader = try Database(path: path, access: .read)
        try reader.run("BEGIN")
        _ = try reader.number("SELECT count(*) FROM run")
        var store = try Store(path: path)
        try store.begin(.live, host: .living, startedAt: .now)
        try store.write(.fixture(minute: 0))
        let windows = "SELECT count(*) FROM connection_window"
        func alone() throws -> Int64 {
            let copy = scratch.path("alone.sqlite")
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            return try Database(path: copy, access: .read).number(windows)
        }
        let before = try alone()
        _ = consume reader
        try store.write(.fixture(minute: 1))
        #expect(try alone() == before + 2)
        try store.finish(.fixture(), elapsed: .zero)
        #expect(try !scratch.files().contains { $0.hasPrefix("run.sqlite-") })
    }

    @Test func `a log of which nothing has been written yet is read as none`() throws {
        try Store.writeRun(to: path)
        // What a kill leaves between the two steps of putting a log there.
        try Data(count: 32).write(to: URL(fileURLWithPath: path + "-wal"))
        #expect(try summary(database: path).run.status == "complete")
        #expect(try scratch.files() == ["run.sqlite"])
        try Data(count: 32).write(to: URL(fileURLWithPath: path + "-wal"))
        try Store.writeRun(to: path)
        #expect(try Database(path: path, access: .read).number("SELECT count(*) FROM run") == 2)
    }

    @Test func `a report folds in what a run has left in the log for its readers`() throws {
        do {
            var store = try Store(path: path)
            try store.begin(.live, host: .living, startedAt: .now)
            // Another program, which leaves the file as SQLite does.
            let reader = try Database(path: path, access: .write)
            try reader.run("BEGIN")
            #expect(try reader.number("SELECT count(*) FROM run") == 1)
            try store.write(.fixture())
            try store.finish(.fixture(), elapsed: .zero)
            #expect(Database.log(besides: path) != nil)
            try reader.run("COMMIT")
        }
        #expect(try summary(database: path).run.status == "complete")
        #expect(try Database(path: path, access: .read).dump("PRAGMA journal_mode") == ["delete"])
    }

    @Test func `what is no run database keeps its log as its owner wants it`() throws {
        do {
            let other = try Database(path: path, access: .write)
            try other.run("PRAGMA journal_mode = WAL; CREATE TABLE letters (text TEXT)")
        }
        #expect(throws: ReportError.self) { try summary(database: path) }
        let other = try Database(path: path, access: .write)
        #expect(try other.dump("PRAGMA journal_mode") == ["wal"])
    }

    @Test func `several runs are written into one file at the same time`() throws {
        do {
            var first = try Store(path: path)
            var second = try Store(path: path)
            try first.begin(.fixture(seed: 1), host: .living, startedAt: .now)
            try second.begin(.fixture(seed: 2), host: .living, startedAt: .now)
            for minute in 0..<3 {
                try first.write(.fixture(minute: Int64(minute)))
                try second.write(.fixture(minute: Int64(minute)))
            }
            #expect(try summary(database: path, run: 1).run.status == "running")
            try first.finish(.fixture(), elapsed: .zero)
            #expect(try summary(database: path, run: 1).run.status == "complete")
            #expect(try summary(database: path, run: 2).run.status == "running")
            try second.finish(.fixture(), elapsed: .zero)
        }
        #expect(try scratch.files() == ["run.sqlite"])
        let database = try Database(path: path, access: .read)
        #expect(try database.dump("SELECT id, seed, events FROM run") == ["1|1|3000", "2|2|3000"])
        #expect(try database.dump("PRAGMA integrity_check") == ["ok"])
    }

    @Test func `a killed run is told as what it is, and mended by the next writer alone`() throws {
        for seed in UInt64(1)...2 {
            var store = try Store(path: path)
            try store.begin(.fixture(seed: seed), host: .fixture, startedAt: .now)
            try store.write(.fixture())
        }
        var living = try Store(path: path)
        try living.begin(.fixture(seed: 3), host: .living, startedAt: .now)
        let end =
            "its process (\(WriterProcess.gone.number) on bench) ended without a word, killed"
            + " or cut off"
        for run in 1...2 {
            let facts = try summary(database: path, run: run).run
            #expect(facts.status == "interrupted")
            #expect(facts.statusReason == end)
        }
        let query = "SELECT status, status_reason FROM run"
        #expect(
            try Database(path: path, access: .read).dump(query)
                == ["interrupted|\(end)", "interrupted|\(end)", "running|"]
        )
        var next = try Store(path: path)
        try next.begin(.fixture(seed: 4), host: .living, startedAt: .now)
        #expect(try summary(database: path, run: 3).run.status == "running")
        try living.finish(.fixture(), elapsed: .zero)
        try next.finish(.fixture(), elapsed: .zero)
    }

    @Test func `a run that fails keeps its whole windows and says why`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .living, startedAt: .now)
        for minute in 0..<2 { try store.write(.fixture(minute: Int64(minute))) }
        store.fail("a reason of its own", elapsed: .zero)
        let run = try summary(database: path).run
        #expect(run.status == "failed")
        #expect(run.statusReason == "a reason of its own")
        #expect(run.events == 2_000)
        #expect(try scratch.files() == ["run.sqlite"])
    }
}

extension RunManifest {
    fileprivate static var live: RunManifest {
        var manifest = fixture()
        manifest.kind = .live
        return manifest
    }
}

@Suite struct `a process that writes` {
    private let own = WriterProcess.current

    @Test func `is read back as it was written`() {
        #expect(WriterProcess(own.text) == own)
        for text in ["", "1 2 3", "1 2 3 4 5", "x 2 boot ns", "1 -2 boot ns"] {
            #expect(WriterProcess(text) == nil, "\(text)")
        }
    }

    @Test func `lives, unless its number is another's by now`() {
        #expect(own.isAlive == true)
        var other = own
        other.start += 1
        #expect(other.isAlive == false, "the same number, given again")
        other = own
        other.boot = "another"
        #expect(other.isAlive == false, "the machine was started again")
        other = own
        other.number = Int32.max
        #expect(other.isAlive == false)
    }

    @Test func `in another container cannot be judged`() {
        var other = own
        other.namespace = "pid:[1]"
        #expect(other.isAlive == nil)
    }
}
