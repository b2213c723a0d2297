/// A place of a frame in a pool.
struct FrameSlot: Equatable {
    var index: Int32
}

/// Frames under way: their memory is reused, so that steady traffic allocates nothing.
///
/// What a flood has taken is given back: the memory of a long frame at once, and that of others
/// beyond what a large fleet has under way.
struct FramePool: ~Copyable {
    private struct Cell {
        var memory: UnsafeMutableRawPointer
        var capacity: Int32
        var count: Int32
        /// Whose frame it is, and over which of its connections it goes.
        var charger: Int32
        var epoch: UInt32
        var arrived: SimTime
    }

    /// How much of a frame is worth fetching in advance: few are longer.
    private static let usual = 320
    /// Holds nearly all OCPP frames: where chargers send by the clock there is one under way for each.
    private static let smallest = 320
    /// A longer frame's memory is not kept for the next one.
    private static let longestKept = 4 << 10
    /// How much memory may wait for frames to come.
    private static let maximumIdle = 16 << 20

    private var cells = UniqueList<Cell>()
    private var free = UniqueList<Int32>()
    /// The memory of the cells that are free.
    private(set) var idleBytes = 0

    init() {}

    deinit {
        for cell in cells.indices { cells[cell].memory.deallocate() }
    }

    var inUse: Int { cells.count - free.count }

    mutating func store(
        _ bytes: UnsafeRawBufferPointer,
        charger: Int,
        epoch: UInt32
    ) -> FrameSlot {
        let index = takeCell()
        let cell = Int(index)
        if capacity(of: cell) < bytes.count { resize(cell, to: Self.room(for: bytes.count)) }
        if let source = bytes.baseAddress {
            cells[cell].memory.copyMemory(from: source, byteCount: bytes.count)
        }
        assert(bytes.count <= capacity(of: cell), "a frame fits its cell")
        cells[cell].count = Int32(bytes.count)
        cells[cell].charger = Int32(charger)
        cells[cell].epoch = epoch
        return FrameSlot(index: index)
    }

    func bytes(of slot: FrameSlot) -> UnsafeRawBufferPointer {
        let cell = Int(slot.index)
        return UnsafeRawBufferPointer(start: cells[cell].memory, count: Int(cells[cell].count))
    }

    func prefetch(_ slot: FrameSlot) {
        Prefetch.bytes(Self.usual, at: cells[Int(slot.index)].memory)
    }

    func charger(of slot: FrameSlot) -> Int { Int(cells[Int(slot.index)].charger) }

    /// When the frame came to where it waits.
    func arrival(of slot: FrameSlot) -> SimTime { cells[Int(slot.index)].arrived }

    mutating func noteArrival(_ slot: FrameSlot, at now: SimTime) {
        cells[Int(slot.index)].arrived = now
    }

    func epoch(of slot: FrameSlot) -> UInt32 { cells[Int(slot.index)].epoch }

    mutating func release(_ slot: FrameSlot) {
        let cell = Int(slot.index)
        let capacity = capacity(of: cell)
        if capacity > Self.longestKept || idleBytes + capacity > Self.maximumIdle {
            resize(cell, to: 0)
        }
        idleBytes += self.capacity(of: cell)
        assert(idleBytes <= Self.maximumIdle, "what a flood has taken is given back")
        assert(inUse > 0, "a frame is released once")
        free.append(slot.index)
    }

    private mutating func takeCell() -> Int32 {
        guard let index = free.popLast() else { return newCell() }
        idleBytes -= capacity(of: Int(index))
        assert(idleBytes >= 0, "what is idle was counted")
        return index
    }

    private func capacity(of cell: Int) -> Int { Int(cells[cell].capacity) }

    /// What is asked for to hold a frame of this length.
    private static func room(for count: Int) -> Int {
        if count <= smallest { return smallest }
        // A longer frame's memory goes with it, so there is no use in more than it needs.
        return count * 2 <= longestKept ? count * 2 : count
    }

    private mutating func resize(_ cell: Int, to capacity: Int) {
        cells[cell].memory.deallocate()
        cells[cell].memory = .allocate(byteCount: capacity, alignment: 16)
        cells[cell].capacity = Int32(capacity)
    }

    private mutating func newCell() -> Int32 {
        cells.append(
            Cell(
                memory: .allocate(byteCount: Self.smallest, alignment: 16),
                capacity: Int32(Self.smallest),
                count: 0,
                charger: 0,
                epoch: 0,
                arrived: .zero
            )
        )
        return Int32(cells.count - 1)
    }
}
