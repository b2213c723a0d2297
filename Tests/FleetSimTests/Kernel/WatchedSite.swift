import Scenarios

@testable import FleetSim

/// A scenario's only shard, whose meters are read while it runs.
struct WatchedSite: ~Copyable {
    let plan: FleetPlan
    let tree: LimitTree
    private var kernel: Kernel<VirtualWorld>
    private var begun = SimTime.zero

    /// A scenario with one site whose power has limits.
    init(_ scenario: Scenario, tieSeed: UInt64? = nil) throws {
        plan = try FleetPlan(scenario)
        var bays: [PowerBay] = []
        for (charger, entry) in plan.chargers.enumerated() {
            let type = plan.types[0][Int(plan.groups[charger])]
            let bay = PowerBay(charger: charger, milliamperes: Int64(type.outlet.milliamperes))
            bays += Array(repeating: bay, count: entry.connectors)
        }
        tree = LimitTree(scenario.fleet[0].power ?? PowerSpec(), bays: bays)
        kernel = plan.kernel(
            of: 0..<1,
            world: plan.world(of: 0..<1, tags: plan.tagList),
            subsets: plan.subsetColumns(),
            options: SimulationOptions(tieSeed: tieSeed)
        )
    }

    /// Lets all happen that happens before a moment and at it.
    mutating func run(through time: SimTime) { kernel.run(through: time) }

    /// The batch of what has happened since this was last asked.
    mutating func takeBatch(at time: SimTime) -> Batch {
        kernel.close(WindowSpan(start: begun, end: time), isLast: false)
        begun = time
        defer { kernel.batch.clear() }
        return kernel.batch
    }

    /// What the car at a bay draws, in milliwatts, by the charger's own meter.
    func milliwatts(at bay: Int) -> Int64 { connector(bay).bay.meter.milliwatts }

    var statuses: [ChargePointStatus] { tree.outlets.indices.map { connector($0).status } }

    /// The bays whose cars draw power.
    var drawing: [Int] { tree.outlets.indices.filter { milliwatts(at: $0) > 0 } }

    /// The energy that all meters show by then.
    func milliwattHours(at now: SimTime) -> Int64 {
        tree.outlets.indices.reduce(0) { $0 + connector($1).bay.meter.milliwattHours(at: now) }
    }

    /// What of a running transaction its visit's record has yet to count.
    func running(at now: SimTime) -> Int64 {
        tree.outlets.indices.reduce(0) { sum, bay in
            sum + connector(bay).bay.delivered(at: now)
        }
    }

    /// What EVs draw beneath a node, by the chargers' meters.
    func drawn(at node: Int) -> PerLine {
        var sum = PerLine.zero
        for bay in tree.outlets.indices where isBeneath(node, tree.outlets[bay].node) {
            let power = milliwatts(at: bay)
            guard power > 0, let visit = connector(bay).bay.visit else { continue }
            let charger = kernel.fleet.sites[0].bays.bay(bay).charger
            let type = kernel.fleet.chargers[Int(charger)].type
            let phases = min(type.outlet.phases, visit.vehicle.phases)
            let current = power / (Int64(type.outlet.volts) * Int64(phases))
            for line in tree.outlets[bay].rotation.lines.prefix(Int(phases)) {
                sum[line] += current
            }
        }
        return sum
    }

    private func connector(_ bay: Int) -> Connector {
        let position = kernel.fleet.sites[0].bays.bay(bay)
        return kernel.fleet.chargers[Int(position.charger)].connectors[Int(position.connector) - 1]
    }

    private func isBeneath(_ node: Int, _ other: Int) -> Bool {
        var next: Int? = other
        while let above = next {
            if above == node { return true }
            next = tree.nodes[above].parent
        }
        return false
    }
}
