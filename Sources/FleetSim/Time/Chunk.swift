/// 512 aligned bytes: a link to another chunk in the first 16, then room for 31 entries.
///
/// The alignment is what makes a chunk cheap: an address that is a multiple of 512 can only be the
/// end of a chunk, so a walk over entries carries one pointer and no count.
struct Chunk: Equatable {
    typealias Pointer = UnsafeMutablePointer<EventQueue.Entry>

    static let bytes = 512

    let base: UnsafeMutableRawPointer

    /// The next of a bucket's chain, of the pool's free chunks, or of its slabs.
    var link: Chunk {
        get { Chunk(base: base.load(as: UnsafeMutableRawPointer.self)) }
        nonmutating set { base.storeBytes(of: newValue.base, as: UnsafeMutableRawPointer.self) }
    }

    var first: Pointer { base.assumingMemoryBound(to: EventQueue.Entry.self) + 1 }

    /// Where the chunk is full: one entry past its last.
    var end: Pointer { (base + Self.bytes).assumingMemoryBound(to: EventQueue.Entry.self) }

    /// Whether an address is the end of a chunk.
    static func ends(at pointer: Pointer) -> Bool {
        UInt(bitPattern: pointer) & UInt(bytes - 1) == 0
    }
}

extension Chunk {
    /// The chunk that an address lies in.
    init(of pointer: Pointer) {
        let offset = Int(bitPattern: pointer) & (Self.bytes - 1)
        base = UnsafeMutableRawPointer(pointer) - offset
    }

    /// The chunk that ends at an address.
    init(before end: Pointer) {
        base = UnsafeMutableRawPointer(end) - Self.bytes
    }
}
