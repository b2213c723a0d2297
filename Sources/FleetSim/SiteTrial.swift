import Scenarios

/// One site of a scenario without chargers and messages, played with one seed after the other.
package struct SiteTrial: Sendable {
    private let layout: SiteLayout
    private let law: ArrivalLaw
    private let power: PowerSharing?
    private let goesByStated: Bool
    private let loads: [SiteLoad]
    private let nodes: Int
    private let clockAtZero: SimDuration

    /// Fails where its chargers or its power cannot be as they are described.
    package init(_ scenario: Scenario, at site: SiteSpec) throws(FleetProblems) {
        var alone = scenario
        alone.fleet = [site]
        alone.fleet[0].count = 1
        alone.load = []
        alone.faults = []
        let plan = try FleetPlan(alone)
        let spec = site.power ?? PowerSpec()
        let bays = Self.bays(of: site)
        let tree = LimitTree(spec, bays: bays.map(\.power))
        layout = SiteLayout(
            bays: zip(bays, tree.stations).map { bay, station in
                SiteLayout.Bay(
                    phases: UInt8(clamping: bay.group.model.phases),
                    milliamperes: bay.power.milliamperes,
                    volts: Int64(bay.group.model.volts),
                    rotation: station.rotation,
                    charger: Int32(bay.power.charger),
                    connector: bay.connector
                )
            },
            connectors: site.chargers.flatMap { group in
                Array(repeating: group.model.connectors, count: group.count)
            }
        )
        law = ArrivalLaw(site.arrivals, clockStart: plan.clockStart, tagCount: 1)
        nodes = tree.nodes.count
        goesByStated = spec.goesByStatedDepartures
        loads = SiteLoad.all(of: spec, clockStart: plan.clockStart)
        clockAtZero = SimDuration(
            nanoseconds: scenario.start.unixMilliseconds % 86_400_000 * 1_000_000
        )
        do throws(SupplyError) {
            power = site.power == nil ? nil : try PowerSharing(spec, bays: bays.map(\.power))
        } catch {
            throw FleetProblems(lines: ["power: \(error)"])
        }
    }

    /// What becomes of the site with one seed's drivers, after a warm-up that is not measured.
    package func tally(seed: UInt64, warmUp: SimDuration, measured: SimDuration) -> SiteTally {
        let begin = SimTime.zero + warmUp
        let arrivals = Arrivals(law, bays: layout.bays.count, site: 0, seed: seed)
        var machine = SiteMachine(
            layout,
            source: .drawn(arrivals),
            power: power,
            goesByStated: goesByStated,
            loads: loads,
            witness: SiteTally(
                bays: layout.bays.count,
                nodes: nodes,
                from: begin,
                clockAtZero: clockAtZero
            )
        )
        let end = begin + measured
        machine.run(through: end)
        machine.witness.finish(at: end)
        return machine.witness
    }

    private struct Bay {
        var group: ChargerGroup
        var power: PowerBay
        var connector: Int32
    }

    private static func bays(of site: SiteSpec) -> [Bay] {
        var bays: [Bay] = []
        var charger = 0
        for group in site.chargers {
            for _ in 0..<group.count {
                for connector in 0..<group.model.connectors {
                    let milliamperes = Int64(group.amperes * 1_000)
                    bays.append(
                        Bay(
                            group: group,
                            power: PowerBay(charger: charger, milliamperes: milliamperes),
                            connector: Int32(connector + 1)
                        )
                    )
                }
                charger += 1
            }
        }
        return bays
    }
}

extension SiteLoad {
    /// What draws beside EVs, node by node in the order of the tree.
    fileprivate static func all(of spec: PowerSpec, clockStart: DateTime) -> [SiteLoad] {
        let meter = LoadMeter(spec.meter)
        func profiles(_ loads: [LoadSpec], _ solar: [LoadSpec]) -> [LoadProfile] {
            loads.map { LoadProfile($0, volts: spec.volts, clockStart: clockStart) }
                + solar.map {
                    LoadProfile($0, isFedIn: true, volts: spec.volts, clockStart: clockStart)
                }
        }
        var nodes = [profiles(spec.loads, spec.solar)]
        func add(_ groups: [PowerGroupSpec]) {
            for group in groups {
                nodes.append(profiles(group.loads, group.solar))
                add(group.groups)
            }
        }
        add(spec.groups)
        return nodes.enumerated().compactMap { node, profiles in
            profiles.isEmpty ? nil : SiteLoad(node: node, profiles: profiles, meter: meter)
        }
    }
}
