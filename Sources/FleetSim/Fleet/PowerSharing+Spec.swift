import Scenarios

/// A bay as a site's electricity has it.
struct PowerBay: Equatable {
    /// The place of its charger at the site, from zero.
    var charger: Int
    /// The most that it gives on each line.
    var milliamperes: Int64
}

// Who shares a site's power, out of what a scenario says of it.
extension PowerSharing {
    init(_ spec: PowerSpec, bays: [PowerBay]) throws(SupplyError) {
        self.init(
            try SiteSupply(LimitTree(spec, bays: bays)),
            by: SharingLaw(spec),
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
        let stations = bays.map { bay in
            Station(
                node: nodeOfCharger[bay.charger] ?? 0,
                rotation: PhaseRotation(spec.wiring, of: bay.charger),
                milliamperes: bay.milliamperes
            )
        }
        self.init(nodes: nodes, stations: stations)
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

extension PhaseRotation {
    /// How a charger is wired, by its place at the site.
    fileprivate init(_ wiring: PowerSpec.Wiring, of charger: Int) {
        let order: LineOrder =
            switch wiring {
            case .alike: .rst
            case .rotated: [.rst, .str, .trs][charger % 3]
            case .listed(let orders): orders[charger % orders.count]
            }
        switch order {
        case .rst: self = .rst
        case .rts: self = .rts
        case .srt: self = .srt
        case .str: self = .str
        case .trs: self = .trs
        case .tsr: self = .tsr
        }
    }
}

extension SharingLaw {
    init(_ spec: PowerSpec) {
        switch spec.sharing {
        case .uncontrolled: self = .uncontrolled
        case .equal: self = .equal
        case .maxMin: self = .maxMin
        case .proportional: self = .proportional
        case .firstCome: self = .firstCome
        case .earliestDeadline: self = .earliestDeadline
        case .leastLaxity: self = .leastLaxity(atLeast: SimDuration(spec.laxityPause))
        case .roundRobin: self = .roundRobin
        case .rotation: self = .rotation(every: SimDuration(spec.rotation))
        }
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
