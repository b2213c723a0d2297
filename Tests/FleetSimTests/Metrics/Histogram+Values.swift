import FleetSim

extension Histogram {
    init(_ values: [Int64]) {
        self.init()
        for value in values { record(value) }
    }

    /// Values of every size up to the whole range, as many small ones as large ones.
    static func values(seed: UInt64, count: Int) -> [Int64] {
        var random = RandomStream(seed: seed, entity: 0, purpose: .ties)
        return (0..<count).map { _ in
            Int64(random.below(3_600_000_001) >> random.below(32))
        }
    }
}
