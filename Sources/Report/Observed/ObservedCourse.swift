import Observing

/// What was observed beside a run, and what of it moved when a figure of the run broke its bound.
package struct ObservedCourse: Equatable {
    /// In the order of their names.
    package var figures: [Figure] = []
    package var breach: Breach?
    /// The likeliest first.
    package var suspects: [Suspect] = []
    /// Those worth a drawing, over the slots of the timeline.
    package var lines: [Line] = []

    /// One figure of one source over the whole run.
    package struct Figure: Equatable {
        package var source: String
        package var name: String
        package var labels: String
        package var samples: Int
        package var minimum: Double
        package var mean: Double
        package var greatest: Double
    }

    /// What broke, when; in microseconds of the run.
    package struct Breach: Equatable {
        /// The threshold; nil: none did, but response times rose.
        package var expression: String?
        package var figure: String
        package var at: Int
        /// How long a step of the search is.
        package var step: Int
    }

    package struct Line: Equatable {
        package var source: String
        package var name: String
        package var labels: String
        package var mean: [Double?]
        package var minimum: [Double?]
        package var greatest: [Double?]
    }

    /// When a suspect moved, in microseconds of the run.
    package func onset(of suspect: Suspect) -> Int {
        (breach?.step ?? 1) * suspect.shift.onset
    }
}
