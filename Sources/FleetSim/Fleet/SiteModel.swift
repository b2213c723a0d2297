import Scenarios

/// One site of a scenario, worked out to run without chargers: by events, or slot by slot.
package struct SiteModel: Sendable {
    package let name: String
    /// Its number among the sites of the scenario, which keys its drivers.
    let number: Int
    let layout: SiteLayout
    /// As a run begins; nil: it has more than its bays can draw.
    let electricity: SiteElectricity?
    /// What reports call the nodes of its limits.
    package let nodeNames: [String]
    let goesByStated: Bool
    let visitors: Visitors
    /// nil: by events.
    let slotted: Slotted?

    /// How many different tags drivers carry, where no CSMS knows them.
    private static let tags = 1_000

    enum Visitors: Sendable {
        case drawn(ArrivalLaw)
        case listed([ListedVisit])
    }

    /// What only a run slot by slot goes by.
    struct Slotted: Sendable {
        var slot: SimDuration
        var outlets: [SlottedOutlet]
        var supply: SiteSupply
        var law: SharingLaw
        var times: SharingTimes
    }

    package var bays: Int { layout.bays.count }
    package var nodes: Int { electricity?.sharing.supply.nodeCount ?? 1 }

    /// Whether it is played slot by slot.
    var isSlotted: Bool { slotted != nil }

    /// The names of listed visits by their numbers; empty where visits are drawn.
    var labels: [String] {
        guard case .listed(let visits) = visitors else { return [] }
        return visits.map(\.label)
    }

    /// Fails where the site's limits cannot be built.
    package init(
        _ spec: SiteSpec,
        number: Int,
        name: String,
        clockStart: Timestamp
    ) throws(SitePlanProblem) {
        let clockStart = DateTime(unixMilliseconds: clockStart.unixMilliseconds)
        self.name = name
        self.number = number
        var layout = SiteLayout(spec)
        let tree = spec.power.map { LimitTree($0, of: spec, layout) }
        if let tree { layout.follow(tree) }
        self.layout = layout
        goesByStated = spec.power?.goesByStatedDepartures ?? true
        nodeNames = spec.power?.nodeNames ?? []
        var electricity: SiteElectricity?
        do throws(SupplyError) {
            if let power = spec.power, let tree {
                electricity = try SiteElectricity(
                    power,
                    tree,
                    and: PhasorLimit.all(of: power, at: spec.stations),
                    bays: layout.electric(spec, clockStart: clockStart),
                    clockStart: clockStart
                ).inControl
            }
        } catch {
            throw SitePlanProblem(description: "\(name): \(error.complaint)")
        }
        assert(
            electricity.map { $0.sharing.supply.outletCount == layout.bays.count } != false,
            "each bay has its place in the limits"
        )
        self.electricity = electricity
        if let sessions = spec.arrivals.sessions {
            visitors = .listed(sessions.map(ListedVisit.init).sorted { $0.arrives < $1.arrives })
        } else {
            let law = ArrivalLaw(spec.arrivals, clockStart: clockStart, tagCount: Self.tags)
            if let complaint = law.complaint(bays: layout.bays.count) {
                throw SitePlanProblem(description: "\(name): \(complaint)")
            }
            visitors = .drawn(law)
        }
        slotted = spec.power.flatMap { Slotted($0, of: spec, layout, electricity?.sharing.supply) }
    }

    /// The visits under a seed.
    func source(seed: UInt64) -> VisitSource {
        switch visitors {
        case .drawn(let law):
            return .drawn(Arrivals(law, bays: bays, site: number, seed: seed))
        case .listed(let visits):
            let own = visits.enumerated().map { index, visit in
                let bay = layout.bays[min(visit.outlet ?? 0, bays - 1)]
                return Visit(
                    visit,
                    number: index,
                    site: Int32(number),
                    phases: bay.outlet.phases,
                    volts: Double(bay.outlet.volts) * Double(bay.outlet.phases)
                )
            }
            // Nothing is drawn for those who are listed, not even which free bay they take.
            return .listed(own[...], seed: 0)
        }
    }
}

/// Why a site cannot be run.
package struct SitePlanProblem: Error, Equatable, CustomStringConvertible {
    package let description: String
}

extension SiteLayout {
    /// What a scenario has there: groups of chargers, or the stations of a study.
    init(_ spec: SiteSpec) {
        guard spec.stations.isEmpty else {
            self.init(
                bays: spec.stations.enumerated().map { Bay($0.element, charger: $0.offset) },
                connectors: Array(repeating: 1, count: spec.stations.count)
            )
            return
        }
        var bays: [Bay] = []
        var connectors: [Int] = []
        for group in spec.chargers {
            for _ in 0..<group.count {
                for connector in 1...group.model.connectors {
                    bays.append(
                        Bay(
                            outlet: Outlet(group),
                            charger: Int32(connectors.count),
                            connector: Int32(connector)
                        )
                    )
                }
                connectors.append(group.model.connectors)
            }
        }
        self.init(bays: bays, connectors: connectors)
    }
}

extension SiteLayout.Bay {
    init(_ station: StationSpec, charger: Int) {
        self.init(
            outlet: Outlet(station),
            rotation: LineOrder(degrees: station.degrees),
            charger: Int32(charger),
            connector: 1
        )
    }
}

extension LineOrder {
    /// How a station is wired whose current has an angle: from L1 at 0, L2 lags by a third of a turn.
    init(degrees: Double) {
        let turns = (degrees / 120).rounded()
        let third = Int(turns) % 3
        self = [.rst, .trs, .str][(third + 3) % 3]
    }
}

extension SiteLayout {
    /// Takes over how a tree has its bays wired.
    fileprivate mutating func follow(_ tree: LimitTree) {
        for index in bays.indices { bays[index].rotation = tree.outlets[index].rotation }
    }

    /// Its bays as the site's electricity has them.
    fileprivate func electric(_ spec: SiteSpec, clockStart: DateTime) -> [SiteElectricity.Bay] {
        let greens = spec.chargers.flatMap { group in
            let plan = group.green.map { SunFollowing.Plan($0, clockStart: clockStart) }
            return Array(repeating: plan, count: group.count)
        }
        return bays.map { bay in
            SiteElectricity.Bay(
                bay: PowerBay(bay),
                volts: Int64(bay.outlet.volts),
                green: greens.isEmpty ? nil : greens[Int(bay.charger)]
            )
        }
    }
}

extension PowerBay {
    fileprivate init(_ bay: SiteLayout.Bay) {
        self.init(charger: Int(bay.charger), milliamperes: Int64(bay.outlet.milliamperes))
    }
}

extension LimitTree {
    /// The tree of a site of chargers, or of a study's stations, which are wired by their angles.
    fileprivate init(_ power: PowerSpec, of spec: SiteSpec, _ layout: SiteLayout) {
        self.init(
            power,
            bays: layout.bays.map { PowerBay($0) }
        )
        guard !spec.stations.isEmpty else { return }
        for index in outlets.indices { outlets[index].rotation = layout.bays[index].rotation }
    }
}

extension PhasorLimit {
    fileprivate static func all(of power: PowerSpec, at stations: [StationSpec]) -> [PhasorLimit] {
        (power.constraints ?? []).map { constraint in
            PhasorLimit(
                name: constraint.name,
                amperes: max(0, constraint.amperes - power.margin),
                terms: zip(constraint.coefficients, stations.indices).map { weight, station in
                    Term(outlet: station, weight: weight, degrees: stations[station].degrees)
                }
            )
        }
    }
}

extension ListedVisit {
    init(_ spec: SessionSpec) {
        self.init(
            label: spec.id,
            outlet: spec.station,
            arrives: .zero + SimDuration(spec.arrives),
            departs: .zero + SimDuration(spec.departs),
            wattHours: spec.wattHours,
            amperes: spec.amperes,
            battery: spec.battery.map {
                Battery(
                    wattHours: $0.wattHours,
                    initialWattHours: $0.initialWattHours,
                    knee: SessionSpec.Battery.knee
                )
            }
        )
    }
}

extension SlottedSite {
    /// A site that is played slot by slot.
    init(_ model: SiteModel, observer: Observer) {
        guard let slotted = model.slotted, case .listed(let visits) = model.visitors else {
            preconditionFailure("only a study on fixed data is played slot by slot")
        }
        self.init(
            slotted.outlets,
            supply: slotted.supply,
            flows: model.electricity?.flows ?? [],
            usage: model.electricity?.usage,
            law: slotted.law,
            times: slotted.times,
            slot: slotted.slot,
            visits: visits,
            number: model.number,
            observer: observer
        )
    }
}

extension SiteModel.Slotted {
    fileprivate init?(
        _ power: PowerSpec,
        of spec: SiteSpec,
        _ layout: SiteLayout,
        _ supply: SiteSupply?
    ) {
        guard let slot = power.slot, let supply else { return nil }
        self.slot = SimDuration(slot)
        self.supply = supply
        law = power.sharing
        times = SharingTimes(power)
        outlets = zip(spec.stations, layout.bays).map { station, bay in
            SlottedOutlet(
                volts: station.volts,
                phases: bay.outlet.phases,
                lines: Array(bay.rotation.lines.prefix(Int(bay.outlet.phases))),
                pilots: station.pilots.map { Int64(($0 * 1_000).rounded()) }
            )
        }
    }
}
