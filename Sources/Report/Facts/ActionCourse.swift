import FleetSim

/// The calls of one action over simulated time.
package struct ActionCourse: Equatable {
    package let action: String
    package let direction: Direction
    package var count = 0
    /// Of each column of the page: how many calls, and how long they took in microseconds.
    var counts: [Int]
    var p50: [Int?]
    var p99: [Int?]
    var max: [Int?]

    init(action: String, direction: Direction, columns: Int) {
        self.action = action
        self.direction = direction
        counts = Array(repeating: 0, count: columns)
        p50 = Array(repeating: nil, count: columns)
        p99 = p50
        max = p50
    }
}

/// Gathers actions over time, row by row.
struct ActionCourses {
    private struct Kind: Hashable {
        var action: String
        var direction: Direction
    }

    private let slotsPerColumn: Int
    private let columns: Int
    private var courses: [ActionCourse] = []
    private var latencies: [ResponseTimes] = []
    private var indices: [Kind: Int] = [:]
    private var column: Int?

    init(_ timeline: Timeline) {
        let count = timeline.slots.count
        slotsPerColumn = max(
            (count + LatencyHeat.maximumColumns - 1) / LatencyHeat.maximumColumns,
            1
        )
        columns = (count + slotsPerColumn - 1) / slotsPerColumn
    }

    mutating func add(_ row: CallTally.Row, slot: Int?) {
        guard let slot else { return }
        let column = slot / slotsPerColumn
        assert(column < columns, "a slot of the timeline has a column on the page")
        if column != self.column {
            close()
            self.column = column
        }
        let kind = Kind(action: row.action, direction: row.direction)
        let index = indices[kind] ?? courses.count
        if index == courses.count {
            indices[kind] = index
            courses.append(
                ActionCourse(action: row.action, direction: row.direction, columns: columns)
            )
            latencies.append(ResponseTimes())
        }
        courses[index].count += row.count
        courses[index].counts[column] += row.count
        if let latency = row.latency {
            latencies[index].add(latency, row.outcome, longest: row.longest)
        }
    }

    /// Ends the column at hand.
    mutating func close() {
        guard let column else { return }
        for index in courses.indices where latencies[index].count > 0 {
            let figures = latencies[index].quantiles([0.5, 0.99])
            courses[index].p50[column] = figures[0].microseconds
            courses[index].p99[column] = figures[1].microseconds
            courses[index].max[column] = latencies[index].max.microseconds
            latencies[index] = ResponseTimes()
        }
    }

    /// Those with the most calls first.
    var inOrder: [ActionCourse] {
        courses.sorted {
            ($1.count, $0.action, $0.direction.rawValue)
                < ($0.count, $1.action, $1.direction.rawValue)
        }
    }
}
