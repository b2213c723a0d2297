/// Channels in places that are used again; a generation tells who has a place now.
struct ChannelTable: ~Copyable {
    private var channels: UnsafeMutablePointer<Channel>
    private var capacity: Int
    /// Of each place: odd while a channel has it.
    private var generations: [UInt32] = []
    private var free: [Int32] = []
    private(set) var count = 0

    init() {
        capacity = 16
        channels = .allocate(capacity: capacity)
    }

    deinit {
        for index in generations.indices where !generations[index].isMultiple(of: 2) {
            (channels + index).deinitialize(count: 1)
        }
        channels.deallocate()
    }

    func holds(_ id: ChannelID) -> Bool {
        id.slot >= 0 && id.slot < generations.count && generations[Int(id.slot)] == id.generation
    }

    func id(of slot: Int32) -> ChannelID {
        ChannelID(slot: slot, generation: generations[Int(slot)])
    }

    /// Of all channels.
    var ids: [ChannelID] {
        generations.indices.filter { !generations[$0].isMultiple(of: 2) }
            .map { id(of: Int32($0)) }
    }

    subscript(slot: Int32) -> Channel {
        _read {
            assert(!generations[Int(slot)].isMultiple(of: 2), "a channel has the place")
            yield channels[Int(slot)]
        }
        _modify {
            assert(!generations[Int(slot)].isMultiple(of: 2), "a channel has the place")
            yield &channels[Int(slot)]
        }
    }

    mutating func add(_ channel: consuming Channel) -> ChannelID {
        let slot = free.popLast() ?? newSlot()
        generations[Int(slot)] &+= 1
        assert(!generations[Int(slot)].isMultiple(of: 2), "the place was free")
        (channels + Int(slot)).initialize(to: channel)
        count += 1
        return id(of: slot)
    }

    /// The channel's socket is closed with it.
    mutating func remove(_ id: ChannelID) {
        precondition(holds(id), "the channel has gone already")
        generations[Int(id.slot)] &+= 1
        free.append(id.slot)
        count -= 1
        (channels + Int(id.slot)).deinitialize(count: 1)
    }

    /// Closes every channel.
    mutating func removeAll() {
        for slot in generations.indices where !generations[slot].isMultiple(of: 2) {
            remove(id(of: Int32(slot)))
        }
    }

    private mutating func newSlot() -> Int32 {
        if generations.count == capacity { grow() }
        generations.append(0)
        return Int32(generations.count - 1)
    }

    /// Every place is taken when there is a need to grow.
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Channel>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: channels, count: capacity)
        channels.deallocate()
        channels = larger
        capacity *= 2
    }
}
