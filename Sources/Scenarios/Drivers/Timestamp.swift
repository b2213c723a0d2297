/// A point of civil time, to the millisecond.
package struct Timestamp: Equatable, Sendable {
    package var unixMilliseconds: Int64

    package init(unixMilliseconds: Int64) {
        self.unixMilliseconds = unixMilliseconds
    }
}
