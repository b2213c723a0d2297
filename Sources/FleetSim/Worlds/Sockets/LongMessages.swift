/// Which channels may have a long message in the making: a limited number at a time, since a message
/// is kept until it is whole.
///
/// The others are not read meanwhile, and TCP holds their peers back.
struct LongMessages {
    /// A message is long beyond this many bytes; a shorter one is kept without asking.
    static let threshold = 16 << 10

    private struct Grant {
        var id: ChannelID
        var number: UInt32
        var deadline: SimTime
    }

    private let maximum: Int
    private let patience: SimDuration
    private var lastNumber: UInt32 = 0
    private var waiting = Fifo<ChannelID>()
    /// Those that are held, the oldest first.
    private var grants: [Grant] = []

    init(maximum: Int, patience: SimDuration) {
        self.maximum = maximum
        self.patience = patience
    }

    /// The number of a grant; nil: the channel waits for one, and is told when it has it.
    mutating func ask(_ id: ChannelID, at now: SimTime) -> UInt32? {
        guard grants.count < maximum else {
            waiting.append(id)
            return nil
        }
        return grant(id, at: now)
    }

    /// A message is done, or will never be.
    mutating func giveBack(_ number: UInt32) { grants.removeAll { $0.number == number } }

    /// The channel that goes on next, if there is room for its message.
    mutating func nextWaiting() -> ChannelID? {
        grants.count < maximum ? waiting.popFirst() : nil
    }

    /// A grant that has been held for too long while others wait; each is named once, unless it is
    /// excused.
    mutating func overdue(at now: SimTime) -> (id: ChannelID, number: UInt32)? {
        guard !waiting.isEmpty, let index = grants.firstIndex(where: { $0.deadline <= now }) else {
            return nil
        }
        grants[index].deadline = .distantFuture
        return (grants[index].id, grants[index].number)
    }

    /// It was not for its channel that a grant was held: the channel gets its time once more.
    mutating func excuse(_ number: UInt32, at now: SimTime) {
        guard let index = grants.firstIndex(where: { $0.number == number }) else { return }
        grants[index].deadline = now + patience
    }

    private mutating func grant(_ id: ChannelID, at now: SimTime) -> UInt32 {
        assert(grants.count < maximum, "no more grants than there may be")
        assert(!grants.contains { $0.id == id }, "a channel has one grant")
        lastNumber &+= 1
        grants.append(Grant(id: id, number: lastNumber, deadline: now + patience))
        return lastNumber
    }
}
