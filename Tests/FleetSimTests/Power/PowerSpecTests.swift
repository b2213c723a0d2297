import Scenarios
import Testing

@testable import FleetSim

@Suite struct PowerSpecTests {
    private static func bays(_ count: Int, milliamperes: Int64 = 32_000) -> [PowerBay] {
        (0..<count).map { PowerBay(charger: $0, milliamperes: milliamperes) }
    }

    private static func spec(_ amperes: Double) -> PowerSpec {
        var spec = PowerSpec()
        spec.limit = .currents(l1: amperes, l2: amperes, l3: amperes)
        return spec
    }

    private static func group(_ name: String, _ amperes: Double?, _ chargers: [Int])
        -> PowerGroupSpec
    {
        var group = PowerGroupSpec()
        group.name = name
        group.limit = amperes.map { .currents(l1: $0, l2: $0, l3: $0) }
        group.chargers = chargers
        return group
    }

    @Test func `a tree begins with the connection, and each group follows what feeds it`() {
        var spec = Self.spec(100)
        spec.groups = [Self.group("a", 63, [1]), Self.group("b", nil, [4])]
        spec.groups[0].groups = [Self.group("c", 32, [2, 3])]
        let tree = LimitTree(spec, bays: Self.bays(5))
        #expect(tree.nodes.map(\.name) == ["connection", "a", "c", "b"])
        #expect(tree.nodes.map(\.parent) == [nil, 0, 1, 0])
        #expect(tree.nodes.map(\.limit?.l2) == [100_000, 63_000, 32_000, nil])
        #expect(tree.outlets.map(\.node) == [1, 2, 2, 3, 0])
    }

    @Test func `bays of one charger hang at one place and are wired alike`() {
        var spec = Self.spec(100)
        spec.groups = [Self.group("a", 63, [2])]
        let bays = [0, 1, 1, 2].map { PowerBay(charger: $0, milliamperes: 16_000) }
        let tree = LimitTree(spec, bays: bays)
        #expect(tree.outlets.map(\.node) == [0, 1, 1, 0])
        #expect(tree.outlets.map(\.rotation) == [.rst, .str, .str, .trs])
        spec.wiring = .listed([.tsr, .srt])
        #expect(LimitTree(spec, bays: bays).outlets.map(\.rotation) == [.tsr, .srt, .srt, .tsr])
        spec.wiring = .alike
        #expect(LimitTree(spec, bays: bays).outlets.allSatisfy { $0.rotation == .rst })
    }

    @Test func `cars on one phase find a line each where bays are rotated`() throws {
        var spec = Self.spec(32)
        var sharing = try PowerSharing(spec, bays: Self.bays(3))
        for outlet in 0..<3 { sharing.begin(Power.car(outlet, 32)) }
        _ = sharing.share(at: .zero)
        #expect((0..<3).map(sharing.milliamperes) == [32_000, 32_000, 32_000])
        spec.wiring = .alike
        sharing = try PowerSharing(spec, bays: Self.bays(3))
        for outlet in 0..<3 { sharing.begin(Power.car(outlet, 32)) }
        _ = sharing.share(at: .zero)
        #expect((0..<3).map(sharing.milliamperes) == [10_667, 10_667, 10_666])
    }

    @Test func `a margin is kept from every limit, but not beyond nothing`() {
        var spec = Self.spec(100)
        spec.margin = 2
        spec.groups = [Self.group("a", 1, [])]
        let limits = LimitTree(spec, bays: []).nodes.map(\.limit)
        #expect(limits == [PerLine(all: 98_000), .zero])
    }

    @Test(arguments: SharingLaw.allCases)
    func `each law of a scenario is that of its site, with its times`(law: SharingLaw) throws {
        var spec = Self.spec(100)
        spec.sharing = law
        spec.rotation = .seconds(60)
        spec.laxityPause = .seconds(5)
        let sharing = try PowerSharing(spec, bays: Self.bays(3))
        #expect(sharing.law == law)
        #expect(sharing.times == SharingTimes(turn: .seconds(60), laxityPause: .seconds(5)))
    }

    @Test func `a scenario that names no times has those of the engine`() {
        #expect(SharingTimes(PowerSpec()) == SharingTimes())
    }

    @Test func `a patient pace and a meter are as the scenario has them`() {
        #expect(Pace(.patient) == .patient)
        #expect(Pace(.immediate) == .immediate)
        let meter = LoadMeter(MeterSpec(interval: .seconds(2), delay: .seconds(3)))
        #expect(meter == LoadMeter(interval: .seconds(2), delay: .seconds(3)))
    }
}
