// A plan under way.
extension FleetPlan {
    /// A kernel with the shard's chargers in a world; the columns are those of the whole fleet.
    func kernel<W: World & ~Copyable>(
        of shard: Range<Int>,
        world: consuming W,
        subsets columns: [(trait: SubsetTrait, column: SubsetColumn)],
        options: SimulationOptions
    ) -> Kernel<W> {
        let range = chargerRange(of: shard)
        return Kernel(
            world: world,
            fleet: fleet(of: shard),
            totalChargers: chargers.count,
            powerOn: powerOns(of: range),
            faults: powerTurns(of: range) + firstPowers(of: range) + chargerFaults(of: range),
            keeps: options.keeps,
            traced: options.traced,
            subsets: subsetMeter(of: range, in: columns),
            ties: options.tieSeed.map { .shuffled(seed: $0) } ?? .inOrder
        )
    }
}
