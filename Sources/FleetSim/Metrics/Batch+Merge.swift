extension Batch {
    package mutating func merge(_ other: Batch) {
        calls.merge(other.calls)
        connections.connecting += other.connections.connecting
        connections.connected += other.connections.connected
        connections.failed += other.connections.failed
        connections.opened += other.connections.opened
        connections.closed += other.connections.closed
        connections.handshake.merge(other.connections.handshake)
        sessions += other.sessions
        sessions.sort {
            ($0.left ?? $0.arrived, $0.site, $0.visit) < ($1.left ?? $1.arrived, $1.site, $1.visit)
        }
        notables += other.notables
        notables.sort { ($0.at, $0.charger ?? -1, $0.kind) < ($1.at, $1.charger ?? -1, $1.kind) }
        singles += other.singles
        singles.sort {
            ($0.intended, $0.charger, $0.action.rawValue) < (
                $1.intended, $1.charger, $1.action.rawValue
            )
        }
        handled += other.handled
    }
    package mutating func clear() {
        calls.clear()
        connections = ConnectionCounts()
        sessions.removeAll(keepingCapacity: true)
        notables.removeAll(keepingCapacity: true)
        singles.removeAll(keepingCapacity: true)
        handled = 0
    }
}
