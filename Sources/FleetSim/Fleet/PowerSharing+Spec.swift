import Scenarios

/// A bay as a site's electricity has it.
struct PowerBay: Equatable {
    /// The index of its charger at the site, from zero.
    var charger: Int
    /// The most that it gives on each line.
    var milliamperes: Int64
}

// Who shares a site's power, out of what a scenario says of it.
extension PowerSharing {
    init(_ spec: PowerSpec, bays: [PowerBay]) throws(SupplyError) {
        self.init(
            try SiteSupply(LimitTree(spec, bays: bays)),
            by: spec.sharing,
            SharingTimes(spec),
            at: Pace(spec.pace)
        )
    }
}

extension LimitTree {
    /// The connection is its first node, the groups follow, each before those beneath it.
    init(_ spec: PowerSpec, bays: [PowerBay]) {
        var nodes = [
            Node(
                name: PowerSpec.connectionName,
                parent: nil,
                limit: spec.limit.map { PerLine($0, of: spec) }
            )
        ]
        var nodeOfCharger: [Int: Int] = [:]
        func add(_ groups: [PowerGroupSpec], under parent: Int) {
            for group in groups {
                for charger in group.chargers { nodeOfCharger[charger - 1] = nodes.count }
                let limit = group.limit.map { PerLine($0, of: spec) }
                nodes.append(Node(name: group.name, parent: parent, limit: limit))
                add(group.groups, under: nodes.count - 1)
            }
        }
        add(spec.groups, under: 0)
        let outlets = bays.map { bay in
            OutletWiring(
                node: nodeOfCharger[bay.charger] ?? 0,
                rotation: spec.wiring.order(of: bay.charger),
                milliamperes: bay.milliamperes
            )
        }
        self.init(nodes: nodes, outlets: outlets)
    }
}

extension PerLine {
    /// What EVs may draw of a limit, in milliamperes.
    fileprivate init(_ limit: LineLimits, of spec: PowerSpec) {
        let figures = limit.amperes(volts: spec.volts).map { amperes in
            Int64((max(0, amperes - spec.margin) * 1_000).rounded(.down))
        }
        self.init(figures[0], figures[1], figures[2])
    }
}

extension PowerSpec.Wiring {
    /// How a charger is wired, by its index at the site.
    fileprivate func order(of charger: Int) -> LineOrder {
        switch self {
        case .alike: .rst
        case .rotated: [.rst, .str, .trs][charger % 3]
        case .listed(let orders): orders[charger % orders.count]
        }
    }
}

extension SharingTimes {
    init(_ spec: PowerSpec) {
        self.init(turn: SimDuration(spec.rotation), laxityPause: SimDuration(spec.laxityPause))
    }
}

extension Pace {
    init(_ spec: PaceSpec) {
        self.init(
            raisesAfter: SimDuration(spec.raisesAfter),
            threshold: Int64((spec.threshold * 1_000).rounded())
        )
    }
}

extension LoadMeter {
    init(_ spec: MeterSpec) {
        self.init(interval: SimDuration(spec.interval), delay: SimDuration(spec.delay))
    }
}
