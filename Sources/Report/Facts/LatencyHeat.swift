import FleetSim

/// How many calls took how long, over simulated time: a picture that shows two kinds of answers
/// where percentiles show a curve between them.
package struct LatencyHeat: Equatable {
    /// How many slots of the timeline make a column.
    let slotsPerColumn: Int
    /// Counts by column, then row.
    private(set) var counts: [[Int]]

    /// The edges of the rows in microseconds, four to a decade from 10 µs to beyond an hour.
    static let edges: [Double] = (0...35).map { index in
        let quarter = [1.0, 1.778_279_41, 3.162_277_66, 5.623_413_25][index % 4]
        return (0..<index / 4).reduce(10 * quarter) { value, _ in value * 10 }
    }

    init(_ timeline: Timeline) {
        slotsPerColumn = max(
            (timeline.slots.count + Self.maximumColumns - 1) / Self.maximumColumns,
            1
        )
        let columns = (timeline.slots.count + slotsPerColumn - 1) / slotsPerColumn
        let rows = Array(repeating: 0, count: Self.edges.count - 1)
        counts = Array(repeating: rows, count: columns)
    }

    /// Adds the answered calls of a slot.
    mutating func add(_ times: ResponseTimes, slot: Int) {
        guard times.answered.count > 0 else { return }
        let column = slot / slotsPerColumn
        let seen = times.answered.counts(upTo: Self.edges.map { Int64($0) })
        // What is below the first edge belongs to the first row.
        assert(seen.count == Self.edges.count, "each edge of a row has its count")
        counts[column][0] += seen[1]
        for row in 1..<seen.count - 1 { counts[column][row] += seen[row + 1] - seen[row] }
    }

    static let maximumColumns = 120
}

/// How long calls took, share by share.
package struct PercentileCurve: Equatable {
    struct Point: Equatable {
        /// Of the calls that took no longer.
        var share: Double
        var figure: ResponseTimes.Figure
    }

    let name: String
    let points: [Point]
    let count: Int

    /// As far as the number of calls carries it: nothing is said of shares beyond all calls but one.
    init?(_ name: String, _ times: ResponseTimes) {
        guard times.count > 0 else { return nil }
        let last = 1 - 1 / Double(times.count)
        let shares = Self.shares.filter { $0 <= max(last, 0.5) }
        self.name = name
        count = times.count
        points = zip(shares, times.quantiles(shares)).map(Point.init)
    }

    private static let shares =
        (0..<18).map { Double($0) * 0.05 } + [0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98]
        + [0.99, 0.992, 0.995, 0.997, 0.998, 0.999, 0.9995, 0.9998, 0.9999]
}
