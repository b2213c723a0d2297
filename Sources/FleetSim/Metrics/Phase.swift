/// A part of a run that is measured for itself.
package struct Phase: Equatable, Sendable {
    package var name: String
    package var start: SimTime
    package var end: SimTime

    package init(name: String, start: SimTime, end: SimTime) {
        self.name = name
        self.start = start
        self.end = end
    }
}
