/// The memory under an event queue: chunks that are lent, given back and lent again.
///
/// It asks for memory in slabs that double, and keeps it until the queue goes: a queue in its
/// steady state allocates nothing. Chunks come back to the top of a stack, so the next one lent is
/// the one most likely still in the cache.
struct ChunkPool: ~Copyable {
    /// Large enough for a small run, small enough for one queue per site.
    private static let firstSlab = 64
    /// A slab of 4096 chunks is 2 MB, one huge page.
    private static let largestSlab = 4096

    /// Stands for "no chunk": the head of the first slab, which is never lent.
    let none: Chunk
    /// How many slabs were asked for.
    private(set) var allocations = 1

    private var free: Chunk
    private var fresh: Chunk
    private var end: UnsafeMutableRawPointer
    private var newestSlab: Chunk
    private var slabSize = firstSlab

    init() {
        none = Self.slab(of: Self.firstSlab)
        none.link = none
        free = none
        fresh = Chunk(base: none.base + Chunk.bytes)
        end = none.base + Self.firstSlab * Chunk.bytes
        newestSlab = none
    }

    deinit {
        var slab = newestSlab
        while slab != none {
            let older = slab.link
            slab.base.deallocate()
            slab = older
        }
        none.base.deallocate()
    }

    mutating func lend() -> Chunk {
        if free != none {
            let chunk = free
            free = chunk.link
            return chunk
        }
        if fresh.base == end { grow() }
        assert(fresh.base < end, "a fresh chunk lies in the newest slab")
        let chunk = fresh
        fresh = Chunk(base: chunk.base + Chunk.bytes)
        return chunk
    }

    mutating func giveBack(_ chunk: Chunk) {
        assert(chunk != none, "what stands for no chunk is never lent")
        chunk.link = free
        free = chunk
    }
}

extension ChunkPool {
    @inline(never)
    private mutating func grow() {
        slabSize = min(2 * slabSize, Self.largestSlab)
        let slab = Self.slab(of: slabSize)
        slab.link = newestSlab
        newestSlab = slab
        fresh = Chunk(base: slab.base + Chunk.bytes)
        end = slab.base + slabSize * Chunk.bytes
        allocations += 1
    }

    private static func slab(of chunks: Int) -> Chunk {
        Chunk(base: .allocate(byteCount: chunks * Chunk.bytes, alignment: Chunk.bytes))
    }
}
