/// 512 aligned bytes: a link to another chunk in the first 16, then room for 31 entries.
///
/// The alignment is what makes a chunk cheap: a place that is a multiple of 512 can only be the
/// end of a chunk, so a walk over entries carries one pointer and no count.
struct Chunk: Equatable {
    typealias Place = UnsafeMutablePointer<EventQueue.Entry>

    static let bytes = 512

    let base: UnsafeMutableRawPointer

    /// The next of a bucket's chain, of the pool's free chunks, or of its slabs.
    var link: Chunk {
        get { Chunk(base: base.load(as: UnsafeMutableRawPointer.self)) }
        nonmutating set { base.storeBytes(of: newValue.base, as: UnsafeMutableRawPointer.self) }
    }

    var first: Place { base.assumingMemoryBound(to: EventQueue.Entry.self) + 1 }

    /// Where the chunk is full: one place past its last.
    var end: Place { (base + Self.bytes).assumingMemoryBound(to: EventQueue.Entry.self) }

    /// Whether a place is the end of a chunk.
    static func ends(at place: Place) -> Bool {
        UInt(bitPattern: place) & UInt(bytes - 1) == 0
    }
}

extension Chunk {
    /// The chunk that a place lies in.
    init(of place: Place) {
        let offset = Int(bitPattern: place) & (Self.bytes - 1)
        base = UnsafeMutableRawPointer(place) - offset
    }

    /// The chunk that ends at a place.
    init(before end: Place) {
        base = UnsafeMutableRawPointer(end) - Self.bytes
    }
}
