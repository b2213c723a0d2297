import Scenarios
import Testing

@testable import FleetSim

@Suite("limits that hold cars back")
struct BindingLimitTests {
    private static let hour: Int64 = 3_600_000_000_000

    /// A car that would draw for longer than the hour that it stays.
    private func visit(_ index: Int32, _ amperes: Int32, reacts: SimDuration = .zero) -> Visit {
        var visit = Visit.atOnce(index, at: .zero, .at(.zero + .seconds(3_600)))
        visit.demandMilliwattHours = 100_000_000
        visit.vehicle = Vehicle(phases: 1, milliamperes: amperes * 1_000, reacts: reacts)
        visit.bay = index
        return visit
    }

    private func tally(
        _ nodes: [LimitTree.Node],
        _ visits: [Visit],
        at parents: [Int],
        by law: SharingLaw = .maxMin,
        pace: Pace = .immediate
    ) throws -> SiteTally {
        let outlets = parents.map { LimitTree.OutletWiring(node: $0, milliamperes: 32_000) }
        let supply = try SiteSupply(LimitTree(nodes: nodes, outlets: outlets))
        var engine = SiteEngine(
            .equal(parents.count),
            source: .listed(visits[...], seed: 1),
            electricity: .plain(PowerSharing(supply, by: law, at: pace)),
            observer: SiteTally(bays: parents.count, nodes: nodes.count)
        )
        engine.run(through: .zero + .seconds(3_599))
        var tally = engine.observer
        tally.finish(at: .zero + .seconds(3_600))
        return tally
    }

    @Test("a car that reacts to its current is held back from then on, with no sharing then")
    func reacting() throws {
        let car = visit(0, 32, reacts: .seconds(5))
        let tally = try tally([Power.node(10)], [car], at: [0])
        #expect(tally.boundNanoseconds == Self.hour - 5_000_000_000)
        #expect(tally.heldBack.milliwattHours > 5_000_000)
    }

    @Test("a limit binds where equal parts of it are too little for one, though some of it is left")
    func equalParts() throws {
        let cars = [visit(0, 32), visit(1, 6)]
        let tally = try tally([Power.node(32)], cars, at: [0, 0], by: .equal)
        #expect(tally.heldBack.milliwattHours == 16 * 230_000)
        #expect(tally.boundNanoseconds == Self.hour)
    }

    @Test("a limit that is used up by a car which has all that it asks for holds none back")
    func contentCar() throws {
        let nodes = [Power.node(100), Power.node(10, under: 0), Power.node(16, under: 0)]
        let tally = try tally(nodes, [visit(0, 32), visit(1, 16)], at: [1, 2])
        #expect(tally.bindingNanoseconds == [0, Self.hour, 0])
        #expect(tally.boundNanoseconds == Self.hour)
    }

    @Test("where nothing is held back no limit binds, and a slow raise is none")
    func enough() throws {
        let cars = [visit(0, 32), visit(1, 16)]
        for pace in [Pace.immediate, .patient] {
            let tally = try tally([Power.node(48)], cars, at: [0, 0], pace: pace)
            #expect(tally.boundNanoseconds == 0)
        }
    }
}

@Suite("a limit that never binds")
struct WideLimitTests {
    private struct Kept: SiteObserver {
        static var wantsTags: Bool { false }
        var sessions: [SessionRecord] = []
        mutating func record(_ state: SiteState) {}
        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            sessions.append(session)
        }
    }

    private func sessions(_ losses: Losses, phases: UInt8, isLimited: Bool) throws
        -> [SessionRecord]
    {
        let battery = Battery(
            milliwattHours: 60_000_000,
            aim: 1,
            acceptance: .tapering(from: 0.6, milliwatts: 9_000_000)
        )
        let visits = (0..<3).map { index in
            var visit = Visit.atOnce(
                Int32(index),
                at: .zero + .seconds(Int64(index) * 1_000),
                .at(.zero + .seconds(6 * 3_600))
            )
            visit.demandMilliwattHours = 30_000_000
            visit.vehicle = Vehicle(
                phases: phases,
                milliamperes: 32_000,
                losses: losses,
                battery: battery
            )
            return visit
        }
        let outlets = (0..<3).map { _ in LimitTree.OutletWiring(node: 0, milliamperes: 32_000) }
        let tree = LimitTree(limit: PerLine(all: 10_000_000), outlets: outlets)
        let sharing = PowerSharing(try SiteSupply(tree), by: .maxMin)
        var engine = SiteEngine(
            .equal(3, phases: 3),
            source: .listed(visits[...], seed: 1),
            electricity: isLimited ? .plain(sharing) : nil,
            observer: Kept()
        )
        engine.run(through: .zero + .seconds(86_400))
        return engine.observer.sessions
    }

    @Test("changes nothing of how a car charges", arguments: [Losses.none, .typical], [1, 3])
    func changesNothing(_ losses: Losses, _ phases: UInt8) throws {
        let alone = try sessions(losses, phases: phases, isLimited: false)
        let limited = try sessions(losses, phases: phases, isLimited: true)
        #expect(alone.count == 3)
        for (one, other) in zip(alone, limited) {
            let difference = one.deliveredMilliwattHours - other.deliveredMilliwattHours
            #expect(abs(difference) <= 1, "\(difference) mWh")
        }
    }
}
