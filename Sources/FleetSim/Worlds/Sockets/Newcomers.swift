/// Connections that were accepted and not granted an upgrade yet, by where they come from.
///
/// As many as there may be can stand there and say nothing. Those of an address with more than its
/// share go first when there is need for room, the oldest of them before the others.
struct Newcomers {
    private struct Entry {
        var id: ChannelID
        var address: UInt64
        var since: SimTime
    }

    struct Limits {
        /// How many there may be, and of one address before its oldest make room for new ones.
        var total = 4096
        var perAddress = 1024
        /// However full it is, each gets so long.
        var grace: SimDuration = .seconds(1)
        /// How long a client may take to ask for the upgrade, however often it sends something.
        var patience: SimDuration = .seconds(15)
    }

    /// How many are looked at for one of an address that has more than its share.
    private static let search = 64

    private let limits: Limits
    private var order = Fifo<Entry>()
    private var members: [Int32: (generation: UInt32, address: UInt64)] = [:]
    private var counts: [UInt64: Int] = [:]

    init(_ limits: Limits) {
        self.limits = limits
    }

    var count: Int { members.count }

    /// Whether another can be taken in, if need be instead of an older one.
    func hasRoom(at now: SimTime) -> Bool {
        guard count >= limits.total else { return true }
        return order.first.map { isOld($0, at: now) } ?? true
    }

    mutating func add(_ id: ChannelID, from address: UInt64, at now: SimTime) {
        assert(members[id.slot] == nil, "a channel is new once")
        order.append(Entry(id: id, address: address, since: now))
        members[id.slot] = (id.generation, address)
        counts[address, default: 0] += 1
    }

    /// It has been granted its upgrade, or is gone.
    mutating func remove(_ id: ChannelID) {
        guard let member = members[id.slot], member.generation == id.generation else { return }
        members[id.slot] = nil
        if let left = counts[member.address], left > 1 {
            counts[member.address] = left - 1
        } else {
            counts[member.address] = nil
        }
        forgetGone()
        assert(counts.isEmpty == members.isEmpty, "each is counted for its address")
    }

    /// The one to be closed, now that there are more than there may be of all or of an address.
    func excess(from address: UInt64, at now: SimTime) -> ChannelID? {
        let isOver = counts[address] ?? 0 > limits.perAddress
        guard isOver || count > limits.total else { return nil }
        return victim(at: now, where: { isOver ? $0 == address : true })
    }

    /// The one to be closed for want of file descriptors.
    func oldest(at now: SimTime) -> ChannelID? { victim(at: now, where: { _ in true }) }

    /// The next whose time is over.
    func overdue(at now: SimTime) -> ChannelID? {
        guard let first = order.first, first.since + limits.patience <= now else { return nil }
        return first.id
    }

    private func victim(at now: SimTime, where isMeant: (UInt64) -> Bool) -> ChannelID? {
        var first: ChannelID?
        for index in 0..<min(order.count, Self.search) {
            guard let entry = order[index], isOld(entry, at: now) else { break }
            guard isThere(entry), isMeant(entry.address) else { continue }
            if counts[entry.address] ?? 0 >= limits.perAddress { return entry.id }
            if first == nil { first = entry.id }
        }
        return first
    }

    private func isOld(_ entry: Entry, at now: SimTime) -> Bool {
        entry.since + limits.grace <= now
    }

    private func isThere(_ entry: Entry) -> Bool {
        members[entry.id.slot]?.generation == entry.id.generation
    }

    private mutating func forgetGone() {
        while let first = order.first, !isThere(first) { order.popFirst() }
    }
}
