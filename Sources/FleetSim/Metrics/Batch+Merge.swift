extension Batch {
    /// Adds what another shard measured in the same window, and sorts every array.
    ///
    /// Whatever the order in which shards are merged, the result is the same.
    package mutating func merge(_ other: Batch) {
        assert(start == other.start && end == other.end, "only batches of one window merge")
        calls.merge(other.calls)
        connections.merge(other.connections)
        effects.merge(other.effects)
        sessions += other.sessions
        sessions.sort(by: SessionRecord.precedes)
        notables += other.notables
        notables.sort(by: Notable.precedes)
        singles += other.singles
        singles.sort(by: CallRecord.precedes)
        handled += other.handled
    }

    /// Forgets the window and keeps the memory for the next one.
    package mutating func clear() {
        start = .zero
        end = .zero
        calls.clear()
        effects.clear()
        connections.clear()
        sessions.removeAll(keepingCapacity: true)
        notables.removeAll(keepingCapacity: true)
        singles.removeAll(keepingCapacity: true)
        handled = 0
    }
}
