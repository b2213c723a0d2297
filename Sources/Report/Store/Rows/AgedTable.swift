import FleetSim

/// A table whose windows are put together as they age, and the statements that do it.
struct AgedTable: Sendable {
    struct Column: Sendable {
        var name: String
        var type: ColumnType
        var ageing: Ageing

        var quantile: (share: Double, source: String)? {
            switch ageing {
            case .quantile(let share, let source): (share, source)
            case .key, .first, .sum, .minimum, .maximum, .mean, .last, .standing, .histogram: nil
            }
        }
    }

    let name: String
    let columns: [Column]

    /// Histograms are added up here; what has none is left to SQLite.
    var hasHistograms: Bool { columns.contains { $0.ageing == .histogram } }

    private var keys: [Column] { columns.filter { $0.ageing == .key } }

    /// Those that change where rows are put together.
    var changing: [Column] { columns.filter { $0.ageing != .key && $0.ageing != .first } }
}

// Rows with histograms.
extension AgedTable {
    /// Reads rows of a part in the order in which they were written: their number, their window, what tells
    /// kinds apart, what changes.
    var read: String {
        let names = ["rowid", "window_us"] + (keys + changing).map(\.name)
        return """
            SELECT \(names.joined(separator: ", ")) FROM \(name)
            WHERE run = ? AND window_us >= ? AND window_us < ? ORDER BY rowid
            """
    }

    /// Where in such a row the kind stands, and where what changes begins.
    var keyColumns: Range<Int32> { 2..<2 + Int32(keys.count) }

    var update: String {
        let values = (["window_us"] + changing.map(\.name)).map { "\($0) = ?" }
        return "UPDATE \(name) SET \(values.joined(separator: ", ")) WHERE rowid = ?"
    }

    var delete: String { "DELETE FROM \(name) WHERE rowid = ?" }
}

// Rows of numbers alone: the first of each kind takes the others in.
extension AgedTable {
    private static var part: String { "run = ?1 AND window_us >= ?2 AND window_us < ?3" }

    private var kind: String { (["run"] + keys.map(\.name)).joined(separator: ", ") }

    /// `held` is how long a row's window was, by where the next of its kind begins.
    var updateInSQL: String {
        let sums = changing.map { "\(sum($0)) AS \($0.name)" }.joined(separator: ", ")
        let names = changing.map(\.name).joined(separator: ", ")
        let values = changing.map { "s.\($0.name)" }.joined(separator: ", ")
        let next = "lead(window_us, 1, ?3) OVER (PARTITION BY \(kind) ORDER BY window_us)"
        return """
            UPDATE \(name) SET window_us = ?2, (\(names)) = (\(values))
            FROM (
                SELECT min(number) AS number, \(sums)
                FROM (
                    SELECT *, rowid AS number, \(next) - window_us AS held
                    FROM \(name) WHERE \(Self.part)
                )
                GROUP BY \(kind)
            ) AS s
            WHERE \(name).rowid = s.number
            """
    }

    var deleteInSQL: String {
        let first = "SELECT min(rowid) FROM \(name) WHERE \(Self.part) GROUP BY \(kind)"
        return "DELETE FROM \(name) WHERE \(Self.part) AND rowid NOT IN (\(first))"
    }

    private func sum(_ column: Column) -> String {
        let name = column.name
        switch column.ageing {
        case .sum: return "sum(\(name))"
        case .minimum: return "min(\(name))"
        case .maximum: return "max(\(name))"
        // By how long each window was: one that a phase has cut off is shorter than others.
        case .mean:
            let mean = "sum(1.0 * \(name) * held) / sum(held) FILTER (WHERE \(name) IS NOT NULL)"
            return column.type.isWhole ? "CAST(round(\(mean)) AS INTEGER)" : mean
        case .standing:
            return """
                sum(CASE WHEN window_us = (
                        SELECT max(window_us) FROM connection_window
                        WHERE run = ?1 AND window_us >= ?2 AND window_us < ?3
                    ) THEN \(name) ELSE 0 END)
                """
        case .key, .first, .last, .histogram, .quantile:
            preconditionFailure("\(name) of \(self.name) is not added up in SQL")
        }
    }
}

/// What rows of one kind come to.
struct AgedRow {
    /// The number of the first, which stays.
    let number: Int64
    private var last: Int64
    /// Of what changes: numbers, and times where those are kept.
    private var numbers: [Int?]
    private var times: [Histogram]

    init(number: Int64, of table: AgedTable) {
        self.number = number
        last = .min
        numbers = Array(repeating: nil, count: table.changing.count)
        times = Array(repeating: Histogram(), count: table.changing.count)
    }

    /// Takes in a row of `AgedTable.read`.
    mutating func take(
        _ row: borrowing Statement,
        of table: AgedTable,
        in database: borrowing Database
    ) throws(DatabaseError) {
        let isLast = row.integer(at: 1) >= last
        last = max(last, row.integer(at: 1))
        for (index, column) in table.changing.enumerated() {
            let cell = table.keyColumns.upperBound + Int32(index)
            switch column.ageing {
            case .sum:
                guard !row.isNull(at: cell) else { continue }
                numbers[index] = (numbers[index] ?? 0) + row.amount(at: cell)
            case .minimum:
                guard let value = row.optionalLarge(at: cell) else { continue }
                numbers[index] = min(numbers[index] ?? value, value)
            case .maximum:
                guard let value = row.optionalLarge(at: cell) else { continue }
                numbers[index] = max(numbers[index] ?? value, value)
            case .last: if isLast { numbers[index] = row.optionalLarge(at: cell) }
            case .histogram: try times[index].merge(database.histogram(row, cell, of: table.name))
            case .quantile: continue
            case .key, .first, .mean, .standing:
                preconditionFailure("\(column.name) of \(table.name) is added up in SQL alone")
            }
        }
    }

    /// The values for `AgedTable.update` after the window.
    func values(of table: AgedTable) -> [any SQLBindable] {
        let columns = table.changing
        return columns.enumerated().map { index, column -> any SQLBindable in
            guard column.ageing != .histogram else { return encoded(times[index], column) }
            guard let (share, source) = column.quantile else { return numbers[index] }
            guard let index = columns.firstIndex(where: { $0.name == source }) else {
                preconditionFailure("\(table.name) has no \(source)")
            }
            // Where there is no time there is none, rather than one of zero.
            let isKnown = times[index].count > 0 || !column.type.isOptional
            return isKnown ? times[index].quantile(share) : Int64?.none
        }
    }

    private func encoded(_ times: Histogram, _ column: AgedTable.Column) -> [UInt8]? {
        times.count > 0 || !column.type.isOptional ? times.encodedV2() : nil
    }
}

extension Database {
    /// The histogram of a column; an empty one where there is none.
    fileprivate func histogram(
        _ row: borrowing Statement,
        _ column: Int32,
        of table: String
    ) throws(DatabaseError) -> Histogram {
        guard !row.isNull(at: column) else { return Histogram() }
        do throws(HistogramError) {
            return try Histogram(decodingV2: row.blob(at: column))
        } catch {
            throw damage(table, "a histogram cannot be read: \(error)")
        }
    }
}
