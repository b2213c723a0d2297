import FleetSim
import Foundation
import Report
import Testing

@Suite struct StoreTests {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws {
        scratch = try Scratch()
    }

    @Test func `a CSMS that sends far more than it was asked for is named in the report`() throws {
        var received = ReceivedFrames()
        received.all = 1_000_000
        received.pings = 3
        received.flooded = 1
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        try store.write(.fixture())
        try store.note(try #require(received.flood(at: .minute(1))))
        try store.note(try #require(received.flood(Notable.floodInAll, at: .minute(1))))
        try store.finish(.fixture(), elapsed: .zero)
        let told = "The CSMS sent 1,000,000 frames that answered nothing, and 3 pings."
        #expect(try summary(database: path).remarks.contains(told))
        #expect(try report(database: path, format: .md).contains(told))
    }

    @Test func `a run is read back as it was written`() throws {
        try Store.writeRun(to: path)
        #expect(
            try dump("SELECT * FROM run") == [
                "1|evening-peak|name: evening-peak\n|42|virtual|||2026-01-05T00:00:00.000Z|"
                    + "2026-01-05T00:00:00.500Z|complete|180000000|3000|500000|00c0ffee0000beef|"
                    + "0.1.0|0123abc|bench|8|2||\(WriterProcess.gone.text)||"
            ]
        )
        #expect(
            try dump("SELECT * FROM charger").last
                == "1|3|CP-3|wallbox-commander-2|depot-2|1|1.6"
        )
        #expect(
            try dump(
                """
                SELECT window_us, action, direction, outcome, count, bytes_sent, bytes_received,
                    p50_us, p90_us, p99_us, max_us, latency IS NULL, service IS NULL
                FROM call_window WHERE window_us = 60000000
                """
            ) == [
                "60000000|Authorize|out|rejected|1|60|80|10007|10007|10007|10000|0|0",
                "60000000|Heartbeat|out|ok|2|120|160|9007|42015|42015|42000|0|0",
                "60000000|MeterValues|out|lost|1|60|0|||||1|1",
                "60000000|Reset|in|ok|1|25|40|3001|3001|3001|3000|0|0",
            ]
        )
        #expect(
            try dump("SELECT * FROM call") == ["1|2|MeterValues|out|120000000|120001000||lost|"]
        )
        #expect(
            try dump(
                """
                SELECT run, window_us, connecting, connected, failed, opened, closed,
                    handshake_p99_us, handshake IS NOT NULL
                FROM connection_window
                """
            ) == [
                "1|0|0|4|0|4|0|120063|1", "1|60000000|0|4|0|0|0||0", "1|120000000|0|4|0|0|0||0",
            ]
        )
        #expect(
            try dump("SELECT * FROM session WHERE visit <> 2") == [
                "1|0|1|1|1||TAG-1|60000000|90000000|91000000|690000000|720000000|9000.25|9000.25|"
                    + "served|EVDisconnected|101|||||||driver",
                "1|0|3|||||180000000||||180000000|5000.5|0.0|balked|||||||||",
            ]
        )
        #expect(
            try dump("SELECT * FROM lag_window") == [
                "1|0|1000|0|0|0|0|150.0|48000000|0||", "1|60000000|1000|0|0|0|0|||0||",
                "1|120000000|1000|0|0|0|0|||0||",
            ]
        )
        #expect(
            try dump("SELECT * FROM event") == [
                "1|120000000|3|reset|Soft", "1|120000000||csms-restart|down | 30 s",
                "1|121000000|1|reset|Hard",
            ]
        )
    }

    @Test func `a stored histogram is the one that was measured`() throws {
        try Store.writeRun(to: path)
        let database = try Database(path: path, access: .read)
        var latencies: [Histogram] = []
        let query = "SELECT latency FROM call_window WHERE action = 'Heartbeat' AND window_us = 0"
        try database.read(query) { row in
            guard let latency = try? Histogram(decodingV2: row.blob(at: 0)) else { return }
            latencies.append(latency)
        }
        let measured = Batch.fixture(minute: 0).calls.inOrder.first { $0.action == .heartbeat }
        #expect(latencies.map { $0.encodedV2() } == [measured?.latency.encodedV2()])
    }

    @Test func `a finished run leaves one whole file whose references hold`() throws {
        try Store.writeRun(to: path)
        #expect(try scratch.files() == ["run.sqlite"])
        #expect(try dump("PRAGMA integrity_check") == ["ok"])
        #expect(try dump("PRAGMA foreign_key_check").isEmpty)
        #expect(try dump("PRAGMA user_version") == ["\(Schema.version)"])
    }

    @Test func `every table is strict and says which run its rows belong to`() throws {
        try Store.writeRun(to: path)
        let tables = "FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'"
        #expect(try dump("SELECT count(*) \(tables) AND strict") == ["29"])
        #expect(try dump("SELECT count(*) \(tables) AND NOT strict") == ["0"])
        let owned = """
            SELECT count(*) FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
            WHERE t.schema = 'main' AND c.name = 'run' AND c.type = 'INTEGER' AND c."notnull"
            """
        #expect(try dump(owned) == ["28"])
    }

    @Test func `the statements that made a file's tables are those of its version to the byte`()
        throws
    {
        try Store.writeRun(to: path)
        let statements = try dump("SELECT sql FROM sqlite_schema WHERE sql > '' ORDER BY rowid")
        try expectGolden(
            statements.map { $0 + ";\n" }.joined(),
            "RunDatabases/schema-\(Schema.version).sql"
        )
    }

    @Test func `a further run is added to a file that has one`() throws {
        try Store.writeRun(to: path, scenario: "first")
        try Store.writeRun(to: path, scenario: "second")
        #expect(try dump("SELECT id, scenario FROM run") == ["1|first", "2|second"])
        #expect(
            try dump("SELECT run, count(*) FROM call_window GROUP BY run") == ["1|12", "2|12"]
        )
    }

    @Test func `one store writes several runs`() throws {
        var store = try Store(path: path)
        for seed in UInt64(1)...3 {
            try store.begin(.fixture(seed: seed), host: .fixture, startedAt: .now)
            try store.write(.fixture())
            try store.finish(.fixture(), elapsed: .zero)
        }
        #expect(try dump("SELECT seed FROM run") == ["1", "2", "3"])
    }

    @Test func `a file that is taken away while it is written is said to be`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        try store.write(.fixture())
        try FileManager.default.removeItem(atPath: path)
        let error = #expect(throws: DatabaseError.self) {
            try store.finish(.fixture(), elapsed: .zero)
        }
        #expect(error?.reason == .moved)
        #expect(error?.description.contains("it was moved, replaced or removed while") == true)
    }

    @Test func `an empty file becomes a run database`() throws {
        try Data().write(to: URL(fileURLWithPath: path))
        try Store.writeRun(to: path)
        #expect(try dump("SELECT count(*) FROM run") == ["1"])
    }

    @Test func `the text of an error is one line, whatever a CSMS says`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .living, startedAt: .now)
        var batch = Batch.fixture()
        batch.callErrors.record(
            .heartbeat,
            .out,
            .internalError,
            CallErrorTable.Text("a\nb\u{1B}[2J\u{202E}", of: 0, at: .zero)
        )
        try store.write(batch)
        try store.finish(.fixture(), elapsed: .zero)
        #expect(try dump("SELECT text FROM call_error") == ["a\\nb\\u{1B}[2J\\u{202E}"])
    }

    @Test func `codes and actions of a CSMS's own are told as it sent them, on one line`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .living, startedAt: .now)
        var batch = Batch.fixture()
        batch.callErrors.record(
            .heartbeat,
            .out,
            .genericError,
            spelling: PeerName("=1+1\n"),
            CallErrorTable.Text("no", of: 0, at: .zero)
        )
        batch.calls.unknown.record(PeerName("Teleport"), bytes: 30)
        try store.write(batch)
        try store.finish(.fixture(), elapsed: .zero)
        let errors = try dump(
            "SELECT action, direction, code, text FROM call_error ORDER BY action"
        )
        #expect(
            errors == [
                "Heartbeat|out|=1+1\\n|no", "Teleport|in|NotImplemented|unknown action",
            ]
        )
        let calls = try dump(
            "SELECT direction, outcome, count, bytes_received FROM call_window"
                + " WHERE action = 'Teleport'"
        )
        #expect(calls == ["in|error|1|30"])
        // The figures of the calls of a CSMS have those that were refused for their action.
        let told = try summary(database: path)
        #expect(told.calls.contains { $0.action == "Teleport" && $0[.error] == 1 })
        #expect(told.callErrors.contains { $0.action == "Teleport" && $0.count == 1 })
    }

    @Test func `a transaction has the id that the CSMS gave, however large its number is`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        var sessions = (0..<4).map { SessionRecord.fixture(visit: $0) }
        sessions[0].transaction = TransactionID(1 << 31)
        sessions[1].transaction = TransactionID(1 << 31 + 1)
        sessions[2].transaction = TransactionID(1 << 53)
        sessions[3].transaction = nil
        try store.write(.fixture(sessions: sessions))
        var batch = Batch.fixture(minute: 1)
        let late = LateTransaction(site: 0, visit: 3, id: TransactionID(.max))
        batch.lateTransactions.append(late)
        try store.write(batch)
        try store.finish(.fixture(), elapsed: .zero)
        let ids = try dump(
            "SELECT transaction_id, typeof(transaction_id) FROM session ORDER BY visit"
        )
        #expect(
            ids == [
                "2147483648|integer", "2147483649|integer", "9007199254740992|integer",
                "9223372036854775807|integer",
            ]
        )
    }

    @Test(arguments: ["d9f6a8a0-8f0c-4b8c-9b0e-3d1f5f7c2a11", "017"])
    func `an id that its column cannot hold is refused, and not made another`(text: String) throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        var session = SessionRecord.fixture(visit: 0)
        let id = try #require(TransactionID(text: text))
        session.transaction = id
        try store.write(.fixture(sessions: [session]))
        let error = #expect(throws: DatabaseError.self) {
            try store.finish(.fixture(), elapsed: .zero)
        }
        #expect(error?.description.contains("session.transaction_id") == true)
    }

    @Test func `a seed keeps all its bits`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(seed: .max), host: .fixture, startedAt: .now)
        try store.finish(.fixture(), elapsed: .zero)
        #expect(try dump("SELECT seed FROM run") == ["-1"])
    }

    private func dump(_ query: String) throws -> [String] {
        try Database(path: path, access: .read).dump(query)
    }

    @Test func `the phases of a run are stored with it`() throws {
        try Store.writeRun(to: path)
        #expect(
            try dump("SELECT * FROM phase") == [
                "1|0|rise|0|60000000", "1|1|peak|60000000|180000000",
            ]
        )
    }
}
