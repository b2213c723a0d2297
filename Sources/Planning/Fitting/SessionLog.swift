import FleetSim
import Scenarios

/// One visit as a log has it.
package struct LoggedSession: Equatable, Sendable {
    /// Seconds from a Monday's midnight on, by the clock of the place.
    package var arrived: Double
    package var stay: Double
    package var kilowattHours: Double
    package var user: String?
    package var site: String

    static let secondsPerDay = 86_400.0

    /// Days from that Monday.
    package var day: Int { Int(arrived / Self.secondsPerDay) }

    package var hour: Int { Int(arrived / 3_600) % 24 }

    package var isOnWeekend: Bool { day % 7 > 4 }

    package var isOnSunday: Bool { day % 7 == 6 }
}

/// What a user wants a log to be read as.
package struct SessionReading: Sendable {
    /// Columns by their names; the others are guessed.
    package var columns: [SessionColumns.Role: String] = [:]
    /// Nil: as the dates have it, and day first where they leave it open.
    package var dateOrder: DateOrder?
    /// The clock of the place, for logs that keep UTC.
    package var timeZone: TimeZoneSpec?

    package init() {}
}

/// The sessions of a log, and what could not be read of it.
package struct SessionLog: Sendable {
    package private(set) var sessions: [LoggedSession] = []
    /// Rows that were left out, and why.
    package private(set) var skipped: [CSVProblem] = []
    package let columns: SessionColumns
    /// Whether the times are those of UTC, and the log does not say how the place's clock differs.
    package private(set) var keepsUTC = false
    /// Whether the times are numbers, of which zero is taken to be a Monday's midnight.
    package private(set) var countsFromZero = false
    /// Of columns in which nothing tells commas before decimals from those between thousands: its name, a
    /// number of it, and what that was read as.
    package private(set) var openCommas: [(column: String, text: String, value: Double)] = []
    /// The date of the first and the last arrival; nil where the times are numbers.
    package private(set) var dates: (first: String, last: String)?

    package init(_ table: CSVTable, _ reading: SessionReading = .init()) throws(CSVProblem) {
        columns = try SessionColumns(table, named: reading.columns)
        var rows: [RawSession] = []
        let reader = rowReader(table, reading)
        for row in table.rows {
            do throws(CSVProblem) {
                rows.append(try reader.session(row))
            } catch {
                skipped.append(error)
            }
        }
        sessions = adjust(together(rows), reading.timeZone)
    }

    /// A log is not longer than this to either side of its middle.
    private static let reach = 10 * 365.0 * 86_400

    /// Leaves out what lies far from the rest: zeros of clocks, slips of years.
    private mutating func together(_ rows: [RawSession]) -> [RawSession] {
        let times = rows.map(\.arrived.absolute).sorted()
        guard !times.isEmpty else { return [] }
        let middle = times[times.count / 2]
        return rows.filter { row in
            guard abs(row.arrived.absolute - middle) > Self.reach else { return true }
            skipped.append(CSVProblem(row.line, "years away from the other arrivals"))
            return false
        }
    }

    private mutating func rowReader(_ table: CSVTable, _ reading: SessionReading) -> RowReader {
        let times = columns[.arrival].map { column in table.rows.map { $0[column.index] } } ?? []
        let order = reading.dateOrder ?? MomentReader.order(of: times) ?? Self.usualOrder(times)
        var marks: [SessionColumns.Role: Figure.Mark] = [:]
        for role in [SessionColumns.Role.arrival, .departure, .duration, .energy] {
            guard let column = columns[role] else { continue }
            let (mark, open) = Figure.marks(of: table.rows.lazy.map { $0[column.index] })
            marks[role] = mark
            guard mark == nil, let open, let value = Figure.number(open.withoutUnit) else {
                continue
            }
            openCommas.append((column.name, open, value))
        }
        return RowReader(columns: columns, moments: MomentReader(order: order), marks: marks)
    }

    /// Who writes AM and PM writes the month first.
    private static func usualOrder(_ times: [String]) -> DateOrder {
        let hasHalves = times.prefix(100).contains { $0.uppercased().hasSuffix("M") }
        return hasHalves ? .monthFirst : .dayFirst
    }

    /// Puts the sessions on the clock of the place.
    private mutating func adjust(
        _ rows: [RawSession],
        _ zone: TimeZoneSpec?
    ) -> [LoggedSession] {
        guard let first = rows.map(\.arrived.absolute).min(),
            let last = rows.map(\.arrived.absolute).max()
        else { return [] }
        countsFromZero = rows.contains(where: \.isNumber)
        let isUTC = !countsFromZero && rows.allSatisfy { $0.arrived.offset == 0 }
        keepsUTC = isUTC && zone == nil
        guard !countsFromZero else { return rows.map { $0.session(at: $0.arrived.clock) } }
        let start = DateTime(unixMilliseconds: Int64(first * 1_000))
        dates = (Self.date(first), Self.date(last))
        let clock = LocalClock(start: start, zone: isUTC ? zone ?? .init() : .init())
        return rows.map { row in
            let shown = isUTC ? row.arrived.absolute : row.arrived.clock
            let since = shown - Double(start.unixMilliseconds) / 1_000
            // A clock ahead of UTC may show a time before the first moment.
            let time = SimTime(nanoseconds: Int64(max(since, -86_400) * 1e9))
            let local = Double(clock.local(time)) / 1e9
            return row.session(at: local < 0 ? local + 7 * 86_400 : local)
        }
    }

    private static func date(_ seconds: Double) -> String {
        String(DateTime(unixMilliseconds: Int64(seconds * 1_000)).text.prefix(10))
    }
}

/// A row as it was read, before the clocks are compared.
struct RawSession {
    var line: Int
    var arrived: Moment
    var isNumber: Bool
    var stay: Double
    var kilowattHours: Double
    var user: String?
    var site: String

    func session(at time: Double) -> LoggedSession {
        LoggedSession(
            arrived: time,
            stay: stay,
            kilowattHours: kilowattHours,
            user: user,
            site: site
        )
    }
}

/// Makes sessions of rows, and says of the others why they are none.
struct RowReader {
    let columns: SessionColumns
    let moments: MomentReader
    /// What stands before the decimals of a column's numbers, where some of them tell.
    var marks: [SessionColumns.Role: Figure.Mark] = [:]

    /// Sessions with more energy than this, or that last longer, are not planned with.
    private static let maximumKilowattHours = 1_000.0
    private static let longestStay = 60.0 * 86_400
    private static let shortestStay = 60.0

    func session(_ row: CSVTable.Row) throws(CSVProblem) -> RawSession {
        let (arrived, isNumber) = try moment(row, .arrival)
        let stay = try stay(row, after: arrived)
        guard stay >= Self.shortestStay else {
            throw CSVProblem(row.line, "a stay of less than a minute")
        }
        guard stay <= Self.longestStay else {
            throw CSVProblem(row.line, "a stay of more than 60 days")
        }
        return RawSession(
            line: row.line,
            arrived: arrived,
            isNumber: isNumber,
            stay: stay,
            kilowattHours: try energy(row),
            user: name(row, .user),
            site: name(row, .site) ?? ""
        )
    }

    private func moment(
        _ row: CSVTable.Row,
        _ role: SessionColumns.Role
    ) throws(CSVProblem) -> (Moment, isNumber: Bool) {
        guard let column = columns[role] else { throw CSVProblem(row.line, "no \(role.rawValue)") }
        let text = column.cell(of: row)
        if let moment = moments.moment(text) { return (moment, false) }
        if !column.unit.isEmpty, let number = Figure.number(text, in: marks[role]),
            (0...1e12).contains(number)
        {
            let seconds = number * Figure.seconds(in: column.unit)
            return (Moment(clock: seconds, offset: nil), true)
        }
        throw column.problem(row, text.isEmpty ? "no \(role.rawValue)" : "‘\(text)’ is no time")
    }

    private func stay(_ row: CSVTable.Row, after arrived: Moment) throws(CSVProblem) -> Double {
        guard columns[.departure] != nil else {
            guard let column = columns[.duration] else { throw CSVProblem(row.line, "no duration") }
            let text = column.cell(of: row)
            guard let span = Figure.span(text, unit: column.unit, marks[.duration]) else {
                throw column.problem(
                    row,
                    text.isEmpty ? "no duration" : "‘\(text)’ is no duration"
                )
            }
            return span
        }
        let left = try moment(row, .departure).0
        guard left.absolute >= arrived.absolute else {
            throw CSVProblem(row.line, "the departure is before the arrival")
        }
        return left.absolute - arrived.absolute
    }

    private func energy(_ row: CSVTable.Row) throws(CSVProblem) -> Double {
        guard let column = columns[.energy] else { throw CSVProblem(row.line, "no energy") }
        let text = column.cell(of: row)
        guard let energy = Figure.kilowattHours(text, unit: column.unit, marks[.energy]) else {
            throw column.problem(row, text.isEmpty ? "no energy" : "‘\(text)’ is no energy")
        }
        guard (0...Self.maximumKilowattHours).contains(energy) else {
            throw column.problem(row, "‘\(text)’ is no energy that a car takes")
        }
        return energy
    }

    private func name(_ row: CSVTable.Row, _ role: SessionColumns.Role) -> String? {
        guard let column = columns[role], !row[column.index].isEmpty else { return nil }
        return row[column.index]
    }
}

extension SessionColumns.Column {
    fileprivate func cell(of row: CSVTable.Row) -> String { row[index] }

    /// What is wrong with its cell of a row.
    fileprivate func problem(_ row: CSVTable.Row, _ words: String) -> CSVProblem {
        CSVProblem(row.line, "column ‘\(name)’: \(words)", cell: index)
    }
}

extension String {
    /// The number of a cell such as `12,345 Wh`.
    fileprivate var withoutUnit: String { String(prefix { !$0.isLetter }) }
}
