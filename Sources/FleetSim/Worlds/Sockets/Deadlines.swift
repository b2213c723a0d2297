/// Channels that something must have happened to by a time, which is as far off for each.
struct Deadlines {
    private let span: SimDuration
    private var waiting = Fifo<(id: ChannelID, deadline: SimTime)>()

    init(after span: SimDuration) {
        self.span = span
    }

    mutating func set(for id: ChannelID, at now: SimTime) {
        waiting.append((id, now + span))
    }

    /// The next channel whose time is over.
    mutating func overdue(at now: SimTime) -> ChannelID? {
        guard let first = waiting.first, first.deadline <= now else { return nil }
        return waiting.popFirst()?.id
    }
}
