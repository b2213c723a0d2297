import Scenarios
import Testing

@testable import FleetSim

/// The same random sites, with chargers that speak OCPP to a CSMS without latency, and with chargers
/// that grant at once.
@Suite struct `chargers with a CSMS and without` {
    /// What happened to every visit.
    struct Sessions: SiteObserver {
        static var wantsTags: Bool { true }
        var all: [Int32: SessionRecord] = [:]

        mutating func record(_ state: SiteState) {}

        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            var session = session
            session.shortfall = account.shortfall
            all[session.visit] = session
        }
    }

    private static let end = SimTime.zero + .seconds(3 * 86_400)

    /// What becomes of drivers where chargers grant at once.
    private func free(_ site: DrawnSite) -> [Int32: SessionRecord] {
        var engine = SiteEngine(
            site.layout,
            source: site.source,
            electricity: site.electricity,
            observer: Sessions()
        )
        engine.run(through: Self.end)
        engine.tellOpen(at: Self.end)
        return engine.observer.all
    }

    /// What becomes of them where chargers ask a CSMS that answers at once.
    private func asking(_ site: DrawnSite) -> [Int32: SessionRecord] {
        var kernel = site.kernel
        kernel.run(through: Self.end)
        kernel.close(WindowSpan(start: .zero, end: Self.end), isLast: true)
        var sessions: [Int32: SessionRecord] = [:]
        for session in kernel.batch.sessions {
            var session = session
            // These are of transactions, which there are none of without a CSMS.
            (session.reason, session.transaction) = (nil, nil)
            if session.outcome == .open { session.shortfall = Shortfall() }
            sessions[session.visit] = session
        }
        return sessions
    }

    private func compare(_ seeds: ClosedRange<UInt64>, withBatteries: Bool) throws {
        var visits = 0
        for seed in seeds {
            let site = try DrawnSite(seed, withBatteries: withBatteries).alive
            let free = free(site)
            let asking = asking(site)
            #expect(free.count == asking.count, "seed \(seed)")
            for visit in site.visits {
                let isAlike = free[visit.index] == asking[visit.index]
                #expect(isAlike, "seed \(seed), visit \(visit.index)")
                // Only a user whose car is there until the end does not come for another visit.
                #expect(free[visit.index] != nil || visit.user >= 0, "seed \(seed)")
            }
            visits += free.count
        }
        #expect(visits > seeds.count * 15)
    }

    @Test(arguments: 0..<UInt64(20))
    func `serve every visit alike, to the nanosecond and the milliwatt-hour`(part: UInt64) throws {
        try compare(part * 50 + 1...part * 50 + 50, withBatteries: false)
    }

    @Test(arguments: 40..<UInt64(46))
    func `also where batteries take less the fuller they are`(part: UInt64) throws {
        try compare(part * 50 + 1...part * 50 + 50, withBatteries: true)
    }
}

// What a plan sees of them.
extension `chargers with a CSMS and without` {
    /// Sums of all that a plan tells: of bays, lines, power, limits and drivers.
    private func tallies(_ site: DrawnSite) -> (free: SiteTally, asking: SiteTally) {
        let (begin, end) = (SimTime.zero + .seconds(7_200), SimTime.zero + .seconds(14 * 3_600))
        let tally = SiteTally(
            bays: site.layout.bays.count,
            nodes: site.electricity?.sharing.supply.nodeCount ?? 1,
            from: begin
        )
        var engine = SiteEngine(
            site.layout,
            source: site.source,
            electricity: site.electricity,
            observer: tally
        )
        var connected = ConnectedSite(site.kernel, layout: site.layout, observer: tally)
        return (engine.tally(from: begin, until: end), connected.tally(from: begin, until: end))
    }

    @Test(arguments: 0..<UInt64(6))
    func `come to the same figures of a plan, to the last of them`(part: UInt64) throws {
        var visits = 0
        for seed in part * 25 + 1...part * 25 + 25 {
            let site = try DrawnSite(seed, withBatteries: seed % 3 == 0).alive
            let (free, asking) = tallies(site)
            #expect(free == asking, "seed \(seed)")
            visits += free.visits.arrivals
        }
        #expect(visits > 250)
    }
}

extension DrawnSite {
    /// The same with drivers who are there once chargers are up, take their time, come back, and do
    /// nothing at the same nanosecond as another; some chargers have two bays, and some sites no limits.
    fileprivate var alive: DrawnSite {
        var chance = Chance(seed &+ 1 << 32)
        var site = self
        for index in site.visits.indices {
            let arrived = site.visits[index].arrived
            site.visits[index].arrived = arrived + .seconds(3_600) + chance.part()
            switch site.visits[index].leaving {
            case .after(let stay): site.visits[index].leaving = .after(stay + chance.part())
            case .at(let time):
                site.visits[index].leaving = .at(time + .seconds(3_600) + chance.part())
            case .whenFull(let pause):
                site.visits[index].leaving = .whenFull(then: pause + chance.part())
            }
            site.visits[index].patience = site.visits[index].patience + chance.part()
            site.visits[index].plugsAfter = site.visits[index].plugsAfter + chance.part()
            site.visits[index].unplugsAfter = site.visits[index].unplugsAfter + chance.part()
            site.visits[index].identifiesAfter =
                .seconds(Int64(chance.number(0...90))) + chance.part()
            site.visits[index].token = TokenList.token(index, seed: seed)
            if chance.number(0...3) == 0 { site.visits[index].user = Int32(chance.number(0...5)) }
            if chance.number(0...5) == 0 {
                site.visits[index].waitsUntil = site.visits[index].arrived + .seconds(1_800)
            }
        }
        site.visits.sort { $0.arrived < $1.arrived }
        for index in site.visits.indices { site.visits[index].index = Int32(index) }
        site.pair(&chance)
        if chance.number(0...5) == 0 { site.electricity = nil }
        return site
    }

    /// Puts two bays at some chargers, with what those give.
    private mutating func pair(_ chance: inout Chance) {
        var connectors: [Int] = []
        var bay = 0
        while bay < layout.bays.count {
            let count = min(chance.number(1...2), layout.bays.count - bay)
            for index in bay..<bay + count {
                layout.bays[index].charger = Int32(connectors.count)
                layout.bays[index].connector = Int32(index - bay + 1)
                layout.bays[index].outlet.phases = layout.bays[bay].outlet.phases
                layout.bays[index].outlet.volts = layout.bays[bay].outlet.volts
                if electricity != nil {
                    layout.bays[index].outlet.milliamperes = min(
                        layout.bays[index].outlet.milliamperes,
                        layout.bays[bay].outlet.milliamperes
                    )
                }
            }
            let minimum =
                (bay..<bay + count).map { layout.bays[$0].outlet.milliamperes }.min() ?? 6_000
            for index in bay..<bay + count { layout.bays[index].outlet.milliamperes = minimum }
            connectors.append(count)
            bay += count
        }
        layout.connectors = connectors
    }

    /// The site with chargers that speak OCPP 1.6 over links without a delay to a CSMS without one.
    fileprivate var kernel: Kernel<VirtualWorld> {
        let clockStart = DateTime(unixMilliseconds: 1_772_409_600_000)
        let chargers = layout.connectors.indices.map { charger(at: $0, clockStart) }
        let fleet = Fleet(
            chargers: chargers,
            sites: [
                SiteDrivers(
                    bays: BayPool(firstCharger: 0, connectors: layout.connectors),
                    source: source
                )
            ],
            electricity: [Rare(electricity)],
            siteOfCharger: chargers.map { _ in 0 },
            firstCharger: 0,
            firstSite: 0
        )
        let central = CentralSystem(
            rules: CentralSystem.Rules(
                heartbeat: 86_400,
                retry: 60,
                commands: [],
                clockStart: clockStart
            ),
            tags: TagList(count: visits.count, blocked: 0, expired: 0, seed: seed),
            stations: chargers.map { _ in Station() }
        )
        let world = VirtualWorld(
            central: central,
            CSMSSettings(
                workers: nil,
                service: Law(.constant(0)),
                commands: [],
                outages: []
            ),
            latencies: [Law(.constant(0))],
            links: chargers.map { charger in
                let entity = UInt64(charger.serial)
                return Link(
                    latency: 0,
                    delays: RandomStream(seed: seed, entity: entity, purpose: .linkUp),
                    service: RandomStream(seed: seed, entity: entity, purpose: .service)
                )
            }
        )
        return Kernel(
            world: world,
            fleet: fleet,
            totalChargers: chargers.count,
            powerOn: chargers.map { _ in .zero }
        )
    }

    private func charger(at index: Int, _ clockStart: DateTime) -> Charger {
        let bay = layout.bays.first { Int($0.charger) == index } ?? layout.bays[0]
        let connectors = layout.connectors[index]
        // Readings on their way cost time, and change nothing.
        var factory = Configuration(connectors: connectors, features: [.core], measured: .usual)
        precondition(factory.set(.meterValueSampleInterval, to: "0"))
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.backOff.jitter = .zero
        behaviour.connection.queueDepth = 50
        let type = ChargerType(
            .bench,
            outlet: bay.outlet,
            factory: factory.sealed(),
            identification: .init(freeToken: TokenList.token(0, seed: seed)),
            behaviour: behaviour
        )
        var charger = Charger(
            type: type,
            serial: index + 1,
            connectors: connectors,
            clockStart: clockStart,
            configuration: Configuration(factory: type.factory),
            backOff: RandomStream(seed: seed, entity: UInt64(index), purpose: .backOff)
        )
        if electricity != nil {
            charger.siteShare = Rare(SiteShare(bays: connectors, enforcesLimits: true))
        }
        return charger
    }
}
