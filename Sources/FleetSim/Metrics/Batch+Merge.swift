extension Batch {
    /// Adds what another shard measured in the same window, and sorts every array.
    ///
    /// Whatever the order in which shards are merged, the result is the same.
    package mutating func merge(_ other: Batch) {
        add(other)
        putInOrder()
    }

    /// Adds what another shard measured in the same window, and leaves its rows to be put in order.
    mutating func add(_ other: Batch) {
        assert(start == other.start && end == other.end, "only batches of one window merge")
        calls.merge(other.calls)
        connections.merge(other.connections)
        effects.merge(other.effects)
        subsets.merge(other.subsets)
        callErrors.merge(other.callErrors)
        answers.merge(other.answers)
        received.merge(other.received)
        failures.merge(other.failures)
        lateTransactions += other.lateTransactions
        sessions += other.sessions
        power += other.power
        notables += other.notables
        singles += other.singles
        frames += other.frames
        lag.merge(other.lag)
        unfinished.merge(other.unfinished)
        handled += other.handled
    }

    /// Sorts the rows of several shards, once all are there: after each they would be sorted as often as
    /// there are shards.
    mutating func putInOrder() {
        lateTransactions.sort(by: LateTransaction.precedes)
        sessions.sort(by: SessionRecord.precedes)
        power.sort(by: PowerRecord.precedes)
        notables.sort(by: Notable.precedes)
        singles.sort(by: CallRecord.precedes)
        if !frames.isEmpty { frames.sortByTime() }
    }

    /// Adds what was measured after it: the window gets longer, and what stands at its end is new.
    mutating func follow(with later: Batch) {
        assert(later.start == end, "windows follow each other without a gap")
        var later = later
        power.follow(with: later.power, after: end - start, over: later.end - later.start)
        later.power = []
        later.start = start
        end = later.end
        connections.forgetStanding()
        answers = AnswerWatch()
        failures.forgetKeptOut()
        merge(later)
    }

    /// Of what was measured one after the other the whole.
    ///
    /// Each half is put together first: to add part after part would sort what is there already as
    /// often as there are parts.
    static func joined(_ parts: ArraySlice<Batch>) -> Batch {
        guard parts.count > 1 else { return parts.first ?? Batch() }
        let middle = parts.startIndex + parts.count / 2
        var whole = joined(parts[..<middle])
        whole.follow(with: joined(parts[middle...]))
        return whole
    }

    /// Forgets the window and keeps the memory for the next one.
    package mutating func clear() {
        start = .zero
        end = .zero
        calls.clear()
        effects.clear()
        subsets.clear()
        callErrors.clear()
        answers = AnswerWatch()
        received = ReceivedFrames()
        failures.clear()
        lateTransactions.removeAll(keepingCapacity: true)
        connections.clear()
        sessions.removeAll(keepingCapacity: true)
        lag.clear()
        unfinished = UnfinishedCalls()
        power.removeAll(keepingCapacity: true)
        notables.removeAll(keepingCapacity: true)
        singles.removeAll(keepingCapacity: true)
        frames.removeAll(keepingCapacity: true)
        handled = 0
    }
}
