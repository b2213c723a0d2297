/// A place of a frame in a pool.
struct FrameSlot: Equatable {
    var index: Int32
}

/// Frames under way: their memory is reused, so that steady traffic allocates nothing.
struct FramePool: ~Copyable {
    private struct Cell {
        var memory: UnsafeMutableRawPointer
        var capacity: Int
        var count: Int
        /// Whose frame it is, and over which of its connections it goes.
        var charger: Int32
        var epoch: UInt32
        var arrived: SimTime
    }

    /// How much of a frame is worth fetching in advance: few are longer.
    private static let usual = 320

    private var cells: [Cell] = []
    private var free: [Int32] = []

    init() {}

    deinit {
        for cell in cells { cell.memory.deallocate() }
    }

    var inUse: Int { cells.count - free.count }

    mutating func store(
        _ bytes: UnsafeRawBufferPointer,
        charger: Int,
        epoch: UInt32
    ) -> FrameSlot {
        let index = free.popLast() ?? newCell()
        let place = Int(index)
        if cells[place].capacity < bytes.count {
            cells[place].memory.deallocate()
            cells[place].capacity = bytes.count * 2
            cells[place].memory = .allocate(byteCount: bytes.count * 2, alignment: 16)
        }
        if let source = bytes.baseAddress {
            cells[place].memory.copyMemory(from: source, byteCount: bytes.count)
        }
        cells[place].count = bytes.count
        cells[place].charger = Int32(charger)
        cells[place].epoch = epoch
        return FrameSlot(index: index)
    }

    func bytes(of slot: FrameSlot) -> UnsafeRawBufferPointer {
        let cell = cells[Int(slot.index)]
        return UnsafeRawBufferPointer(start: cell.memory, count: cell.count)
    }

    func prefetch(_ slot: FrameSlot) {
        Prefetch.bytes(Self.usual, at: cells[Int(slot.index)].memory)
    }

    func charger(of slot: FrameSlot) -> Int { Int(cells[Int(slot.index)].charger) }

    /// When the frame came to where it waits.
    func arrival(of slot: FrameSlot) -> SimTime { cells[Int(slot.index)].arrived }

    mutating func arrives(_ slot: FrameSlot, at now: SimTime) {
        cells[Int(slot.index)].arrived = now
    }

    func epoch(of slot: FrameSlot) -> UInt32 { cells[Int(slot.index)].epoch }

    mutating func release(_ slot: FrameSlot) {
        free.append(slot.index)
    }

    /// Half a kilobyte holds all but the longest OCPP frames.
    private mutating func newCell() -> Int32 {
        cells.append(
            Cell(
                memory: .allocate(byteCount: 512, alignment: 16),
                capacity: 512,
                count: 0,
                charger: 0,
                epoch: 0,
                arrived: .zero
            )
        )
        return Int32(cells.count - 1)
    }
}
