extension LoadSeries {
    private static let day: Duration = .seconds(86_400)

    /// A table with a column of times and one of powers, or of currents.
    ///
    /// Times are dates, or hours and minutes of a day as in `07:30`, or minutes since a midnight in a
    /// column `minute`. Powers stand in a column `kw` or `w`, currents of each line in `a`, or in
    /// `l1_a`, `l2_a` and `l3_a`. What lasts no longer than a day is taken for every day.
    package init(_ table: CSVTable) throws(CSVProblem) {
        let clock = try TimeColumn(of: table)
        let columns = try FlowColumns(of: table)
        var points: [Point] = []
        var first: Timestamp?
        for row in table.rows {
            let moment = try clock.moment(in: row)
            if points.isEmpty { first = moment.midnight }
            var at = moment.sinceMidnight
            if let midnight = moment.midnight, let first {
                at += .milliseconds(midnight.unixMilliseconds - first.unixMilliseconds)
            }
            guard at > points.last?.at ?? .seconds(-1) else {
                throw CSVProblem(row.line, "it is no later than the row before")
            }
            points.append(Point(at: at, flow: try columns.flow(in: row)))
        }
        guard let last = points.last else {
            throw CSVProblem(table.headerLine, "there is nothing below the heading")
        }
        let isDaily = last.at < Self.day
        self.init(midnight: isDaily ? nil : first, points: points, isDaily: isDaily)
    }
}

/// How the rows of a series say when.
private enum TimeColumn {
    case minutes(Int)
    case text(Int)

    init(of table: CSVTable) throws(CSVProblem) {
        if let column = table.column(named: "minute", "minutes", "min") {
            self = .minutes(column)
        } else if let column = table.column(named: "time", "timestamp", "date", "datetime") {
            self = .text(column)
        } else {
            throw CSVProblem(table.headerLine, "there is no column ‘time’ or ‘minute’")
        }
    }

    /// The midnight before, where the row names a date, and the time since.
    func moment(
        in row: CSVTable.Row
    ) throws(CSVProblem) -> (midnight: Timestamp?, sinceMidnight: Duration) {
        switch self {
        case .minutes(let column):
            guard let minutes = try row.number(column), 0...5_256_000 ~= minutes else {
                throw CSVProblem(
                    row.line,
                    "\(row[column].quoted) is no number of minutes",
                    cell: column
                )
            }
            return (nil, .milliseconds(Int64((minutes * 60_000).rounded())))
        case .text(let column):
            if let time = Duration(timeOfDay: row[column]) { return (nil, time) }
            guard let date = Timestamp(iso8601: row[column]) else {
                throw CSVProblem(
                    row.line,
                    "\(row[column].quoted) is neither a time such as 07:30 nor a date with zone",
                    cell: column
                )
            }
            let since = date.unixMilliseconds % 86_400_000
            let midnight = Timestamp(unixMilliseconds: date.unixMilliseconds - since)
            return (midnight, .milliseconds(since))
        }
    }
}

/// Where the rows of a series say how much.
private enum FlowColumns {
    case kilowatts(Int, times: Double)
    case amperes(Int)
    case lines(Int, Int, Int)

    init(of table: CSVTable) throws(CSVProblem) {
        if let column = table.column(named: "kw", "power_kw") {
            self = .kilowatts(column, times: 1_000)
        } else if let column = table.column(named: "w", "power_w") {
            self = .kilowatts(column, times: 1)
        } else if let column = table.column(named: "a", "current_a") {
            self = .amperes(column)
        } else if table.column(named: "l1_a") != nil {
            self = .lines(
                try table.column(required: "l1_a"),
                try table.column(required: "l2_a"),
                try table.column(required: "l3_a")
            )
        } else {
            throw CSVProblem(table.headerLine, "there is no column ‘kw’, ‘w’, ‘a’ or ‘l1_a’")
        }
    }

    func flow(in row: CSVTable.Row) throws(CSVProblem) -> LoadSeries.Flow {
        switch self {
        case .kilowatts(let column, let factor):
            .quantity(.watts(try number(row, column) * factor))
        case .amperes(let column): .quantity(.amperes(try number(row, column)))
        case .lines(let l1, let l2, let l3):
            .amperes(l1: try number(row, l1), l2: try number(row, l2), l3: try number(row, l3))
        }
    }

    private func number(_ row: CSVTable.Row, _ column: Int) throws(CSVProblem) -> Double {
        guard let number = try row.number(column), abs(number) <= 100_000_000 else {
            throw CSVProblem(
                row.line,
                "\(row[column].quoted) cannot be what flows there",
                cell: column
            )
        }
        return number
    }
}

extension Duration {
    /// Hours, minutes and perhaps seconds since midnight, as in `07:30`.
    init?(timeOfDay text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            .map { $0.allSatisfy(\.isDigit) && $0.count <= 2 ? Int64($0) : nil }
        guard 2...3 ~= parts.count, let hours = parts[0], let minutes = parts[1],
            let seconds = parts.count == 3 ? parts[2] : 0,
            hours < 24, minutes < 60, seconds < 60
        else { return nil }
        self = .seconds((hours * 60 + minutes) * 60 + seconds)
    }
}
