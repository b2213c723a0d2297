extension Notation<TimetableSpec> {
    /// A table in a CSV file, or its rows as a list.
    static let timetable = Notation<TimetableSpec>(
        schema: ["anyOf": [file.schema, rows.schema]]
    ) { node, problems in
        guard case .list = node.content else { return file.read(node, &problems) }
        return rows.read(node, &problems)
    }

    private static let rows: Notation<TimetableSpec> = Notation<[TimetableStay]>.list(
        of: .timetableStay,
        minimum: 1
    )
    .map { TimetableSpec($0) }
    .refusing { table in
        table.sizeComplaint
            ?? table.overlap.map { overlap in
                Complaint(
                    "\(table.stays[overlap.stay].vehicle.quoted) arrives while it is still there"
                        + (overlap.earlier == overlap.stay
                            ? " since it last arrived" : " by entry \(overlap.earlier + 1)"),
                    at: [.index(overlap.stay)]
                )
            }
    }

    private static let file = Notation<TimetableSpec>.table { table throws(CSVProblem) in
        let columns = try TimetableColumns(table)
        let stays = try table.all(columns.stay)
        guard !stays.isEmpty else { throw CSVProblem(table.headerLine, "no stay is listed") }
        let timetable = TimetableSpec(stays)
        if let complaint = timetable.sizeComplaint { throw CSVProblem(table.headerLine, complaint) }
        if let (stay, earlier) = timetable.overlap {
            throw CSVProblem(
                table.rows[stay].line,
                "\(stays[stay].vehicle.quoted) arrives while it is still there "
                    + (earlier == stay
                        ? "since it last arrived" : "by line \(table.rows[earlier].line)"),
                cell: columns.arrival
            )
        }
        return timetable
    }
}

extension TimetableSpec {
    fileprivate var sizeComplaint: Complaint? {
        let count = vehicles.count
        guard count > UserSpec.maximum else { return nil }
        return Complaint("these are \(count) vehicles, a site has at most \(UserSpec.maximum)")
    }
}

extension Notation<TimetableStay> {
    fileprivate static let timetableStay = Record(
        TimetableStay(),
        [
            Field(
                "vehicle",
                \.vehicle,
                .text(1...40),
                "Its name, the same in each of its entries.",
                isRequired: true
            ),
            Field(
                "days",
                \.days,
                .weekdays,
                "On which days it arrives, such as weekday, mon-sat or [tue, fri]; absent: day."
            ),
            Field("arrives", \.arrives, .clockTime, "When it arrives: 17:30.", isRequired: true),
            Field(
                "departs",
                \.departs,
                .departure,
                "When it leaves: 06:00, the next day if need be, or ‘mon 06:00’.",
                isRequired: true
            ),
            Field("energy", \.wattHours, .wattHours, "What it wants.", isRequired: true),
            Field(
                "phases",
                \.phases,
                .integer(1...3),
                "On how many phases it charges; absent: as ‘vehicles’ has it."
            ),
            Field(
                "current",
                \.amperes,
                .pilotAmperes,
                "Its greatest current per phase; absent: as ‘vehicles’ has it."
            ),
        ]
    ).notation
}

extension Notation<Weekdays> {
    /// A word or several for some days of the week, or a list of them.
    static let weekdays = Notation<Weekdays>(
        schema: ["anyOf": [one.schema, Notation<[Weekdays]>.list(of: one, minimum: 1).schema]]
    ) { node, problems in
        Notation<[Weekdays]>.oneOrMore(of: one).read(node, &problems)
            .map { $0.reduce(Weekdays([])) { $0.union($1) } }
    }

    private static let one = Notation<Weekdays>.scalar(
        "days of the week",
        schema: [
            "type": "string",
            "pattern": .string(#"^((day|weekday|weekend|\#(name)(-\#(name))?) ?)+$"#),
        ]
    ) { text throws(Complaint) in
        guard let days = Weekdays(text: text) else { throw Complaint(noDays: text) }
        return days
    }

    private static let name: String = "(\(Weekdays.names.joined(separator: "|")))"
}

extension Notation<Duration> {
    /// What a clock shows.
    fileprivate static let clockTime = Notation<Duration>.scalar(
        "a time of the day",
        schema: ["type": "string", "pattern": #"^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$"#]
    ) { text throws(Complaint) in
        guard let time = Duration(timeOfDay: text) else { throw Complaint(noTime: text) }
        return time
    }
}

extension Notation<TimetableStay.Departure> {
    fileprivate static let departure = Notation<TimetableStay.Departure>.scalar(
        "a time of the day",
        schema: [
            "type": "string",
            "pattern": .string(
                "^((\(Weekdays.names.joined(separator: "|"))) )?"
                    + #"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$"#
            ),
        ]
    ) { text throws(Complaint) in
        guard let departure = TimetableStay.Departure(text: text) else {
            throw Complaint(noTime: text)
        }
        return departure
    }
}

extension TimetableStay.Departure {
    /// A time, perhaps with a weekday before it.
    fileprivate init?(text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard 1...2 ~= words.count, let time = Duration(timeOfDay: words[words.count - 1]) else {
            return nil
        }
        guard words.count == 2 else {
            self.init(time: time)
            return
        }
        guard let day = Weekdays.names.firstIndex(of: words[0].lowercased()) else { return nil }
        self.init(weekday: day, time: time)
    }
}

extension Complaint {
    fileprivate init(noDays text: String) {
        self.init(
            "\(text.quoted) names no days of the week",
            suggestion: text.contains("/")
                ? "once a day is ‘every: day’; so often at random is ‘plug_ins: \(text)’"
                : "such as weekday, day, mon-sat or [tue, fri]"
        )
    }

    fileprivate init(noTime text: String) {
        self.init(
            "\(text.quoted) is no time of the day",
            suggestion: "such as 17:30, or ‘mon 06:00’ for a departure"
        )
    }
}

/// Where a timetable has what: columns as those of a log of sessions, or as the keys of a list.
private struct TimetableColumns {
    let vehicle: Int
    let days: Int?
    let arrival: Int
    let departure: Int
    let energy: Int
    let phases: Int?
    let current: Int?

    init(_ table: CSVTable) throws(CSVProblem) {
        let name = table.column(named: "vehicle")
        let arrives = table.column(named: "arrival", "arrives")
        let departs = table.column(named: "departure", "departs")
        let wanted = table.column(named: "requested_kwh", "energy")
        let needed: [(column: Int?, words: String)] = [
            (name, "‘vehicle’"), (arrives, "‘arrival’ (or ‘arrives’)"),
            (departs, "‘departure’ (or ‘departs’)"), (wanted, "‘requested_kwh’ (or ‘energy’)"),
        ]
        let missing = needed.filter { $0.column == nil }
            .map { CSVProblem(table.headerLine, "the column \($0.words) is missing") }
        if let all = CSVProblem(missing) { throw all }
        guard let vehicle = name, let arrival = arrives, let departure = departs,
            let energy = wanted
        else { preconditionFailure("a column that is needed is there or missing") }
        (self.vehicle, self.arrival, self.departure) = (vehicle, arrival, departure)
        self.energy = energy
        days = table.column(named: "days", "day", "weekday")
        phases = table.column(named: "phases")
        current = table.column(named: "ev_max_a", "current")
    }

    func stay(_ row: CSVTable.Row) throws(CSVProblem) -> TimetableStay {
        let name = row[vehicle]
        guard 1...40 ~= name.unicodeScalars.count, name.isPrintable else {
            throw CSVProblem(row.line, "\(name.quoted) is no name of a vehicle", cell: vehicle)
        }
        guard let arrives = Duration(timeOfDay: row[arrival]) else {
            throw CSVProblem(row.line, Complaint(noTime: row[arrival]), cell: arrival)
        }
        guard let departs = TimetableStay.Departure(text: row[departure]) else {
            throw CSVProblem(row.line, Complaint(noTime: row[departure]), cell: departure)
        }
        return TimetableStay(
            vehicle: name,
            days: try days(in: row),
            arrives: arrives,
            departs: departs,
            wattHours: try quantity(energy, in: row, .energy, 0...1_000, each: 1_000),
            phases: try optional(phases, in: row) { column throws(CSVProblem) in
                try row.whole(column, in: 1...3)
            },
            amperes: try optional(current, in: row) { column throws(CSVProblem) in
                try quantity(column, in: row, .current, 1...1_000)
            }
        )
    }

    /// A plain number, or one with its unit, as in a list; `each` is what one of the plain ones comes to.
    private func quantity(
        _ column: Int,
        in row: CSVTable.Row,
        _ dimension: Dimension,
        _ range: ClosedRange<Double>,
        each: Double = 1
    ) throws(CSVProblem) -> Double {
        let text = row[column]
        guard text.first?.isNumber == true, text.last?.isLetter == true else {
            return try row.number(column, in: range) * each
        }
        let value: Double
        do throws(Complaint) {
            value = try dimension.read(text)
        } catch {
            throw CSVProblem(row.line, error, cell: column)
        }
        guard range.contains(value / each) else {
            let bounds = [range.lowerBound, range.upperBound].map { dimension.text($0 * each) }
            let problem = "\(text.quoted) is not from \(bounds[0]) to \(bounds[1])"
            throw CSVProblem(row.line, problem, cell: column)
        }
        return value
    }

    /// An empty cell stands for every day.
    private func days(in row: CSVTable.Row) throws(CSVProblem) -> Weekdays {
        guard let days, !row[days].isEmpty else { return .all }
        guard let read = Weekdays(text: row[days]) else {
            throw CSVProblem(row.line, Complaint(noDays: row[days]), cell: days)
        }
        return read
    }

    private func optional<Value>(
        _ column: Int?,
        in row: CSVTable.Row,
        _ read: (Int) throws(CSVProblem) -> Value
    ) throws(CSVProblem) -> Value? {
        guard let column, !row[column].isEmpty else { return nil }
        return try read(column)
    }
}

extension CSVProblem {
    fileprivate init(_ line: Int, _ complaint: Complaint, cell: Int? = nil) {
        let advice = complaint.suggestion.map { ", \($0)" } ?? ""
        self.init(line, complaint.problem + advice, cell: cell)
    }
}
