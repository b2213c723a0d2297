import FleetSim
import Foundation
import Report
import Testing

/// The log of sessions per user, as a zappi's app gives it out.
@Suite struct SessionLogTests {
    private let scratch: Scratch
    private let path: String

    init() throws {
        scratch = try Scratch()
        path = scratch.path("run.sqlite")
    }

    private static func session(_ visit: Int32, _ user: String, hours: Int64) -> SessionRecord {
        var session = SessionRecord.fixture(visit: visit)
        let began = SimTime.zero + .seconds(hours * 3600)
        session.tag = user
        session.arrived = began
        session.plugged = began
        session.started = began
        session.stopped = began + .seconds(5_400)
        session.left = session.stopped
        session.deliveredMilliwattHours = 4_500_250
        return session
    }

    /// A run from Sunday evening, 28 December 2025, into the next year.
    private func write(override: String = "") throws {
        var manifest = RunManifest.fixture()
        manifest.scenarioText = "start: 2025-12-28T22:00:00Z\nfleet: [gone.csv]\n" + override
        var batch = Batch.fixture()
        batch.sessions = [
            Self.session(1, "work-7", hours: 1),
            Self.session(2, "home-7", hours: 3),
            Self.session(3, "home-7", hours: 5),
            Self.session(4, "home-7", hours: 30),
            Self.session(5, "home-7", hours: 24 * 4 + 4),
            .fixture(visit: 6, outcome: .balked),
        ]
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: .now)
        try store.write(batch)
        try store.finish(.fixture(), elapsed: .zero)
    }

    private func lines(_ period: UsageLog.Period) throws -> [String] {
        try sessionLog(database: path, by: period, business: ["work-7"])
            .split(separator: "\r\n").map(String.init)
    }

    @Test func `Z8: each session is told by user and use, by the chargers' clock`() throws {
        try write()
        let lines = try lines(.session)
        #expect(lines.count == 6)
        #expect(
            lines[0]
                == "user,use,charger,connector,began,ended,hours,energy_kwh,reason"
        )
        #expect(
            lines[1] == "home-7,private,CP-1,1,2025-12-29T01:00:00Z,2025-12-29T02:30:00Z,1.50,"
                + "4.500,EVDisconnected"
        )
        #expect(lines[5].hasPrefix("work-7,business,CP-1,1,2025-12-28T23:00:00Z,"))
    }

    @Test func `a charge that went on when the run ended counts until then`() throws {
        var batch = Batch.fixture()
        var session = Self.session(1, "home-7", hours: 1)
        session.stopped = nil
        batch.sessions = [session]
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        try store.write(batch)
        try store.finish(.fixture(minutes: 150), elapsed: .zero)
        let row = try lines(.session)[1].split(separator: ",", omittingEmptySubsequences: false)
        #expect(row[5].isEmpty && row[6] == "1.50" && row[7] == "4.500", "\(row)")
        #expect(try lines(.month)[1].contains(",1,1.50,4.500"))
    }

    @Test func `a user's name is no formula of a spreadsheet`() throws {
        var batch = Batch.fixture()
        let names = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "-7", "plain"]
        batch.sessions = names.enumerated().map { Self.session(Int32($0), $1, hours: 1) }
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        try store.write(batch)
        try store.finish(.fixture(), elapsed: .zero)
        let users = try lines(.session).dropFirst().map { $0.prefix { $0 != "," } }
        #expect(
            users.sorted() == [
                "'+cmd|' /C calc'!A0", "'-2+3", "'=1+1", "'@SUM(A1)", "-7", #"\tx"#, "plain",
            ]
        )
    }

    @Test func `Z8: sessions are summed up by day, week, month and year, business kept apart`()
        throws
    {
        try write()
        #expect(
            try lines(.day) == [
                "user,use,day,sessions,hours,energy_kwh",
                "home-7,private,2025-12-29,2,3.00,9.001",
                "home-7,private,2025-12-30,1,1.50,4.500",
                "home-7,private,2026-01-02,1,1.50,4.500",
                "work-7,business,2025-12-28,1,1.50,4.500",
            ]
        )
        #expect(
            try lines(.week).dropFirst() == [
                "home-7,private,2026-W01,4,6.00,18.001",
                "work-7,business,2025-W52,1,1.50,4.500",
            ]
        )
        #expect(
            try lines(.month).dropFirst() == [
                "home-7,private,2025-12,3,4.50,13.501",
                "home-7,private,2026-01,1,1.50,4.500",
                "work-7,business,2025-12,1,1.50,4.500",
            ]
        )
        #expect(
            try lines(.year).map { $0.split(separator: ",")[2] }.suffix(3) == [
                "2025", "2026", "2025",
            ]
        )
    }

    @Test func `the clock is that of the command line where it was set there`() throws {
        try write(override: "# --set seed=3\n# --set start=2026-06-01T00:00:00Z\n")
        #expect(try lines(.session)[1].contains("2026-06-01T03:00:00Z"))
    }

    @Test func `a plan has no log of sessions, and that is no empty log`() throws {
        try SampleRuns.plan(to: path)
        #expect(throws: ReportError.noSessions(path: path, run: 1, mode: "plan")) {
            try sessionLog(database: path, by: .day)
        }
        let told = ReportError.noSessions(path: path, run: 1, mode: "plan").description
        #expect(told == "\(path): run 1 is a plan, which keeps no log of sessions")
    }

    @Test func `a run that is not there has no log`() throws {
        try write()
        #expect(throws: ReportError.noSuchRun(path: path, asked: 2)) {
            try sessionLog(database: path, run: 2, by: .day)
        }
    }
}
