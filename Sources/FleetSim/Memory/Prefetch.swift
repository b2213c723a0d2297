import CPrefetch

/// Asks the processor for memory that will be needed soon; nothing else changes.
///
/// A large fleet does not fit into the caches, and every event touches another charger: without a
/// word in advance each waits for main memory, several times (Benchmarks/fleet_day.py, scaling).
enum Prefetch {
    private static let line = 64

    static func bytes(_ count: Int, at address: UnsafeRawPointer) {
        for offset in stride(from: 0, to: count, by: line) { fleetsim_prefetch(address + offset) }
    }
}

extension Array {
    /// Asks for an element; what it points to does not come along.
    func prefetch(_ index: Int) {
        withUnsafeBufferPointer { elements in
            guard let base = elements.baseAddress else { return }
            Prefetch.bytes(MemoryLayout<Element>.stride, at: base + index)
        }
    }
}
