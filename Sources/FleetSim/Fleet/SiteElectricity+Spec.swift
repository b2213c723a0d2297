import Scenarios

// The electricity of a site, out of what a scenario says of it.
extension SiteElectricity {
    /// A bay with its charger's voltage.
    struct Bay {
        var bay: PowerBay
        var volts: Int64
        var green: SunFollowing.Plan?
    }

    init(_ spec: PowerSpec, bays: [Bay], clockStart: DateTime) throws(SupplyError) {
        let tree = LimitTree(spec, bays: bays.map(\.bay))
        try self.init(spec, tree, bays: bays, clockStart: clockStart)
    }

    /// With a tree that is worked out already, and limits beyond it.
    init(
        _ spec: PowerSpec,
        _ tree: LimitTree,
        and phasorLimits: [PhasorLimit] = [],
        bays: [Bay],
        clockStart: DateTime
    ) throws(SupplyError) {
        self.init(
            PowerSharing(
                try SiteSupply(tree, and: phasorLimits),
                by: spec.sharing,
                SharingTimes(spec),
                at: Pace(spec.pace)
            ),
            isInControl: spec.control.isBySite,
            flows: Self.flows(spec, clockStart: clockStart),
            meter: LoadMeter(spec.meter),
            usage: SiteUsage(
                nodes: zip(tree.nodes, spec.limits).map { node, limit in
                    SiteUsage.Node(parent: node.parent, milliamperes: limit)
                },
                outlets: zip(tree.outlets, bays).map { outlet, bay in
                    SiteUsage.OutletWiring(
                        node: outlet.node,
                        rotation: outlet.rotation,
                        volts: bay.volts
                    )
                },
                volts: Int64(spec.volts.rounded())
            ),
            sun: SunFollowing(bays.map { ($0.green, $0.volts) }),
            volts: Int64(spec.volts.rounded())
        )
    }

    /// What flows beside EVs: at the connection, and then group by group as the tree has them.
    private static func flows(_ spec: PowerSpec, clockStart: DateTime) -> [Flow] {
        var flows: [Flow] = []
        func add(_ loads: [LoadSpec], isFedIn: Bool, at node: Int) {
            for load in loads {
                let profile = LoadProfile(
                    load,
                    isFedIn: isFedIn,
                    volts: spec.volts,
                    clockStart: clockStart
                )
                flows.append(Flow(node: node, profile: profile))
            }
        }
        add(spec.loads, isFedIn: false, at: 0)
        add(spec.solar, isFedIn: true, at: 0)
        for (index, group) in spec.groups.flatMap(\.all).enumerated() {
            add(group.loads, isFedIn: false, at: index + 1)
            add(group.solar, isFedIn: true, at: index + 1)
        }
        return flows
    }
}

extension PowerSpec {
    /// What reports call the nodes of its tree.
    package var nodeNames: [String] { [Self.connectionName] + groups.flatMap(\.allNames) }

    /// The least of the lines' limits at each node, in milliamperes.
    fileprivate var limits: [Int64?] {
        ([limit] + groups.flatMap(\.all).map(\.limit)).map { limit in
            let minimum = limit?.amperes(volts: volts).min()
            return minimum.map { Int64(($0 * 1_000).rounded()) }
        }
    }
}
