/// Power that flows at a site beside that of EVs, as a course over time.
package struct LoadSpec: Equatable, Sendable {
    package enum Quantity: Equatable, Sendable {
        /// On each of its lines.
        case amperes(Double)
        /// Over all its lines, each with the same part.
        case watts(Double)
    }

    package enum Course: Equatable, Sendable {
        case constant(Quantity)
        /// In each hour of the day, by the chargers' clock: 24 of them.
        case hourly([Quantity])
        case clearSky(ClearSky)
        case series(LoadSeries)
    }

    /// The sun of a clear day: half a sine from its rise to its set.
    package struct ClearSky: Equatable, Sendable {
        /// At noon, in watts over all lines.
        package var peak = 0.0
        /// From midnight.
        package var rises: Duration = .seconds(6 * 3600)
        package var sets: Duration = .seconds(20 * 3600)
        /// The part that clouds take, from 0 to 1.
        package var cloudiness = 0.0

        package init() {}
    }

    package var course: Course
    /// The grid's lines that it is on, 1 for L1.
    package var lines = [1, 2, 3]

    package init(_ course: Course, lines: [Int] = [1, 2, 3]) {
        self.course = course
        self.lines = lines
    }
}
