import FleetSim
import FoundationEssentials
import Glibc
import Scenarios

/// Who charged when and how much, user by user, with business and private kept apart.
package struct UsageLog {
    /// What one row is about: a session, or all of a user's that began in a span of the calendar.
    package enum Period: String, CaseIterable, Sendable {
        case session, day, week, month, year
    }

    /// One session in which a charge began.
    struct Entry: Equatable {
        var user: String
        var isBusiness: Bool
        var charger: String
        var connector: Int64
        var began: Date
        /// Nil where it went on when the run ended.
        var ended: Date?
        /// Until when it is told of: its end, or that of the run.
        var last: Date
        var wattHours: Double
        var reason: String
    }

    /// In the order of users, then of use and time.
    private let entries: [Entry]

    init(_ entries: [Entry]) {
        self.entries = entries.sorted { left, right in
            (left.user, left.use, left.began, left.charger, left.connector)
                < (right.user, right.use, right.began, right.charger, right.connector)
        }
    }

    /// The log as CSV (RFC 4180); times are those of the chargers' clocks.
    func csv(by period: Period) -> String {
        let rows = period == .session ? [Self.sessionHead] + entries.map(cells) : sums(by: period)
        return rows.map(CSVRecord.text).joined()
    }

    private static let sessionHead = [
        "user", "use", "charger", "connector", "began", "ended", "hours", "energy_kwh", "reason",
    ]

    private func cells(of entry: Entry) -> [String] {
        [
            entry.user, entry.use, entry.charger, "\(entry.connector)", Self.text(entry.began),
            entry.ended.map(Self.text) ?? "", Self.decimals(entry.hours, 2),
            Self.decimals(entry.wattHours / 1_000, 3), entry.reason,
        ]
    }

    private func sums(by period: Period) -> [[String]] {
        var rows = [["user", "use", period.rawValue, "sessions", "hours", "energy_kwh"]]
        var first = 0
        while first < entries.count {
            let name = period.name(of: entries[first].began)
            let same = entries[first...].prefix {
                $0.user == entries[first].user && $0.use == entries[first].use
                    && period.name(of: $0.began) == name
            }
            let hours = same.reduce(0) { $0 + $1.hours }
            let energy = same.reduce(0) { $0 + $1.wattHours } / 1_000
            rows.append([
                entries[first].user, entries[first].use, name, "\(same.count)",
                Self.decimals(hours, 2), Self.decimals(energy, 3),
            ])
            first = same.endIndex
        }
        return rows
    }

    private static func text(_ date: Date) -> String {
        date.formatted(.iso8601)
    }

    private static func decimals(_ value: Double, _ decimals: Int) -> String {
        String(printf: "%.\(decimals)f", value)
    }
}

extension UsageLog.Entry {
    fileprivate var use: String { isBusiness ? "business" : "private" }
    fileprivate var hours: Double { last.timeIntervalSince(began) / 3_600 }
}

extension UsageLog.Period {
    /// The span of the calendar that a moment is in; weeks are those of ISO 8601.
    fileprivate func name(of date: Date) -> String {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .yearForWeekOfYear, .weekOfYear],
            from: date
        )
        let (year, month, day) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
        return switch self {
        case .session, .day: String(printf: "%04d-%02d-%02d", year, month, day)
        case .week:
            String(printf: "%04d-W%02d", parts.yearForWeekOfYear ?? 0, parts.weekOfYear ?? 0)
        case .month: String(printf: "%04d-%02d", year, month)
        case .year: String(printf: "%04d", year)
        }
    }
}

/// The log of the sessions of a run, the last unless another is asked for, as CSV.
package func sessionLog(
    database path: String,
    run: Int? = nil,
    by period: UsageLog.Period,
    business: [String] = []
) throws(ReportError) -> String {
    let log: UsageLog?
    var kind: (run: Int, mode: String)?
    do throws(DatabaseError) {
        let database = try Database(path: path, access: .read)
        try database.run("BEGIN")
        try Schema.check(database)
        try database.read(Queries.modes) { row in
            let number = Int(row.integer(at: 0))
            if run == nil || number == run { kind = (number, row.text(at: 1)) }
        }
        log = try database.sessionLog(ofRun: run, business: business)
    } catch {
        throw .database(error)
    }
    guard let log else { throw .noSuchRun(path: path, asked: run) }
    let without: [RunKind?] = [.plan, .capacity]
    if let kind, without.contains(RunKind(rawValue: kind.mode)) {
        throw .noSessions(path: path, run: kind.run, mode: kind.mode)
    }
    return log.csv(by: period)
}

extension Database {
    fileprivate func sessionLog(
        ofRun asked: Int?,
        business: [String]
    ) throws(DatabaseError) -> UsageLog? {
        let runs = try all(Queries.scenarioTexts) { row in
            (number: Int(row.integer(at: 0)), text: row.text(at: 1), length: row.integer(at: 2))
        }
        guard let run = runs.last(where: { asked == nil || $0.number == asked }) else { return nil }
        let start = Double(ScenarioFile.start(inKeptText: run.text).unixMilliseconds) / 1_000
        func date(_ microseconds: Int64) -> Date {
            Date(timeIntervalSince1970: start + Double(microseconds) / 1e6)
        }
        var entries: [UsageLog.Entry] = []
        try read(Queries.chargedSessions, run.number) { row in
            let user = row.text(at: 0)
            let began = date(row.integer(at: 3))
            let ended = row.isNull(at: 4) ? nil : date(row.integer(at: 4))
            entries.append(
                UsageLog.Entry(
                    user: user,
                    isBusiness: business.contains(user),
                    charger: row.text(at: 1),
                    connector: row.integer(at: 2),
                    began: began,
                    ended: ended,
                    last: ended ?? max(began, date(run.length)),
                    wattHours: row.real(at: 5),
                    reason: row.text(at: 6)
                )
            )
        }
        return UsageLog(entries)
    }
}
