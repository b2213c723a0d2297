// The files of studies on fixed data.
extension Notation<[StationSpec]> {
    static let stationTable = table { table throws(CSVProblem) in
        let index = table.column(named: "station_index")
        let id = try table.column(required: "station_id")
        let volts = try table.column(required: "voltage_v")
        let angle = table.column(named: "angle_deg")
        let pilots = try table.column(required: "pilots_a")
        var stations: [StationSpec] = []
        for row in table.rows {
            if let index, try row.whole(index, in: 0...1_000_000) != stations.count {
                throw CSVProblem(
                    row.line,
                    "it has to count from 0, row by row",
                    cell: index
                )
            }
            stations.append(
                StationSpec(
                    id: row[id],
                    volts: try row.number(volts, in: 50...1_500),
                    degrees: try angle.map { column throws(CSVProblem) in
                        try row.number(column, in: -360...360)
                    } ?? 0,
                    pilots: try row.pilots(pilots)
                )
            )
        }
        guard !stations.isEmpty else { throw CSVProblem(table.headerLine, "no station is listed") }
        return stations
    }
}

extension Notation<[SessionSpec]> {
    static let sessionTable = table { table throws(CSVProblem) in
        let columns = try StudyColumns(table)
        return try table.all(columns.session)
    }
}

extension Notation<[ConstraintSpec]> {
    static let constraintTable = table { table throws(CSVProblem) in
        let name = try table.column(required: "name")
        let limit = try table.column(required: "limit_a")
        var columns: [Int] = []
        while let column = table.column(named: "c\(columns.count)") { columns.append(column) }
        guard !columns.isEmpty else {
            throw CSVProblem(table.headerLine, "the columns c0, c1, … of the stations are missing")
        }
        var constraints: [ConstraintSpec] = []
        for row in table.rows {
            var coefficients: [Double] = []
            for column in columns {
                coefficients.append(try row.number(column, in: -1_000...1_000))
            }
            constraints.append(
                ConstraintSpec(
                    name: row[name],
                    amperes: try row.number(limit, in: 0...100_000),
                    coefficients: coefficients
                )
            )
        }
        return constraints
    }
}

/// Where a list of sessions has what.
private struct StudyColumns {
    let id: Int
    let station: Int?
    let arrival: Int
    let departure: Int
    let energy: Int
    let current: Int
    let battery: (capacity: Int, initial: Int)?

    /// A year and a leap day, in minutes.
    private static let longest = 366.0 * 1_440

    init(_ table: CSVTable) throws(CSVProblem) {
        id = try table.column(required: "session_id")
        station = table.column(named: "station_index")
        arrival = try table.column(required: "arrival_min")
        departure = try table.column(required: "departure_min")
        energy = try table.column(required: "requested_kwh")
        current = try table.column(required: "ev_max_a")
        guard let capacity = table.column(named: "battery_kwh") else {
            battery = nil
            return
        }
        battery = (capacity, try table.column(required: "initial_kwh"))
    }

    func session(_ row: CSVTable.Row) throws(CSVProblem) -> SessionSpec {
        let arrives = try row.number(arrival, in: 0...Self.longest)
        let departs = try row.number(departure, in: 0...Self.longest)
        guard departs >= arrives else {
            throw CSVProblem(row.line, "it departs before it arrives", cell: departure)
        }
        return SessionSpec(
            id: row[id],
            station: try station.map { column throws(CSVProblem) in
                try row.whole(column, in: 0...1_000_000)
            },
            arrives: .seconds(arrives * 60),
            departs: .seconds(departs * 60),
            wattHours: try row.number(energy, in: 0...1_000) * 1_000,
            amperes: try row.number(current, in: 0...1_000),
            battery: try battery(row)
        )
    }

    private func battery(_ row: CSVTable.Row) throws(CSVProblem) -> SessionSpec.Battery? {
        guard let battery, !row[battery.capacity].isEmpty else { return nil }
        let capacity = try row.number(battery.capacity, in: 0.1...10_000)
        return SessionSpec.Battery(
            wattHours: capacity * 1_000,
            initialWattHours: try row.number(battery.initial, in: 0...capacity) * 1_000
        )
    }
}

extension CSVTable.Row {
    /// A number that has to be there.
    func number(
        _ column: Int,
        in range: ClosedRange<Double>
    ) throws(CSVProblem) -> Double {
        guard let number = try number(column) else {
            throw CSVProblem(line, "a number is missing", cell: column)
        }
        guard range.contains(number) else {
            let bounds = "\(range.lowerBound.terse) and \(range.upperBound.terse)"
            throw CSVProblem(
                line,
                "\(self[column].quoted) is not between \(bounds)",
                cell: column
            )
        }
        return number
    }

    func whole(_ column: Int, in range: ClosedRange<Int>) throws(CSVProblem) -> Int {
        let number = try number(
            column,
            in: Double(range.lowerBound)...Double(range.upperBound)
        )
        guard number == number.rounded() else {
            throw CSVProblem(
                line,
                "\(self[column].quoted) is not a whole number",
                cell: column
            )
        }
        return Int(number)
    }

    /// Currents with blanks between them.
    fileprivate func pilots(_ column: Int) throws(CSVProblem) -> [Double] {
        var pilots: [Double] = []
        for word in self[column].split(separator: " ") {
            guard let pilot = Double(plain: String(word)), 0...1_000 ~= pilot else {
                throw CSVProblem(
                    line,
                    "\(String(word).quoted) is no current in amperes",
                    cell: column
                )
            }
            pilots.append(pilot)
        }
        pilots = pilots.filter { $0 > 0 }.sorted()
        guard !pilots.isEmpty else {
            throw CSVProblem(line, "no pilot above zero is listed", cell: column)
        }
        return pilots
    }
}
