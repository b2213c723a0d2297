/// Connections in one window, and how many stood at its end.
package struct ConnectionCounts: Equatable, Sendable {
    package var connecting = 0
    package var connected = 0
    package var failed = 0
    package var opened = 0
    package var closed = 0
    package var handshake = Histogram()

    package init() {}

    package mutating func merge(_ other: ConnectionCounts) {
        connecting += other.connecting
        connected += other.connected
        failed += other.failed
        opened += other.opened
        closed += other.closed
        handshake.merge(other.handshake)
    }

    /// Forgets the counts and keeps the memory; the two states are set anew by the kernel.
    package mutating func clear() {
        connecting = 0
        connected = 0
        failed = 0
        opened = 0
        closed = 0
        handshake.clear()
    }
}
