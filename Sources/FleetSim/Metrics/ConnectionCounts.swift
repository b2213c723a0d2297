/// Connections in one window, and how many stood at its end.
package struct ConnectionCounts: Equatable, Sendable {
    package var connecting = 0
    package var connected = 0
    package var failed = 0
    package var opened = 0
    package var closed = 0
    package var handshake = Histogram()
    /// How many stood in between.
    package private(set) var course = ConnectionCourse()

    package init() {}

    package mutating func open(at time: SimTime) {
        opened += 1
        course.note(1, at: time)
    }

    package mutating func close(at time: SimTime) {
        closed += 1
        course.note(-1, at: time)
    }

    package mutating func forgetCourse() { course.clear() }

    /// What stands at the end of a window is told anew by the window that comes after it.
    package mutating func forgetStanding() { (connecting, connected) = (0, 0) }

    /// Between how many stood at the beginning or at the end of any second.
    package var within: ClosedRange<Int> { course.range(endingWith: connected) }

    package mutating func merge(_ other: ConnectionCounts) {
        connecting += other.connecting
        connected += other.connected
        failed += other.failed
        opened += other.opened
        closed += other.closed
        handshake.merge(other.handshake)
        course.merge(other.course)
    }

    /// Forgets the counts and keeps the memory; the two states are set anew by the kernel.
    package mutating func clear() {
        connecting = 0
        connected = 0
        failed = 0
        opened = 0
        closed = 0
        handshake.clear()
        course.clear()
    }
}

extension ConnectionCounts: BatchCoded {
    package static var blank: ConnectionCounts { ConnectionCounts() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&connecting)
        try coder.code(&connected)
        try coder.code(&failed)
        try coder.code(&opened)
        try coder.code(&closed)
        try coder.code(&handshake)
        try coder.code(&course)
        guard connecting >= 0, connected >= 0, failed >= 0, opened >= 0, closed >= 0 else {
            throw .outOfRange
        }
    }
}
