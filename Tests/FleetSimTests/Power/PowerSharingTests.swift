import Scenarios
import Testing

@testable import FleetSim

@Suite struct PowerSharingTests {
    private typealias Change = PowerSharing.Change

    private func site(_ amperes: Int64, by law: SharingLaw, at pace: Pace = .immediate) throws
        -> PowerSharing
    {
        PowerSharing(try Power.supply(amperes, outlets: 3), by: law, at: pace)
    }

    @Test func `a round tells only of the stations that are set otherwise`() throws {
        var site = try site(48, by: .maxMin)
        site.begin(Power.car(2, 32))
        var round = site.share(at: .zero)
        #expect(round == .init(changes: [Change(outlet: 2, milliamperes: 32_000)], next: nil))
        #expect(site.share(at: .zero) == .init(changes: [], next: nil))
        site.begin(Power.car(0, 16))
        #expect(site.share(at: .zero).changes == [Change(outlet: 0, milliamperes: 16_000)])
        site.change(at: 0) { $0.maximum = 32_000 }
        round = site.share(at: .zero)
        #expect(round.changes.map(\.milliamperes) == [24_000, 24_000])
        #expect(round.changes.map(\.outlet) == [0, 2])
    }

    @Test func `who ends leaves his part to the others`() throws {
        var site = try site(32, by: .maxMin)
        for outlet in 0...2 { site.begin(Power.car(outlet, 32)) }
        _ = site.share(at: .zero)
        site.end(at: 0)
        #expect(site.milliamperes(at: 0) == 0)
        let round = site.share(at: .zero)
        #expect(round.changes.map(\.milliamperes) == [16_000, 16_000])
        site.end(at: 0)
        site.end(at: 2)
        #expect(site.share(at: .zero).changes == [Change(outlet: 1, milliamperes: 32_000)])
        site.begin(Power.car(0, 32))
        #expect(site.share(at: .zero).changes.count == 2)
    }

    @Test func `turns go round, two of three at a time`() throws {
        var site = try site(14, by: .rotation)
        for outlet in 0...2 { site.begin(Power.car(outlet, 32)) }
        var charging: [[Int]] = []
        var now = SimTime.zero
        for _ in 0..<6 {
            let round = site.share(at: now)
            charging.append((0...2).filter { site.milliamperes(at: $0) == 7_000 })
            let next = try #require(round.next)
            #expect(next == now + .seconds(900))
            now = next
        }
        #expect(charging == [[0, 1], [0, 2], [1, 2], [0, 1], [0, 2], [1, 2]])
    }

    @Test func `who comes waits for the end of a turn, who goes ends only his own`() throws {
        var site = try site(14, by: .rotation)
        site.begin(Power.car(1, 32))
        site.begin(Power.car(2, 32))
        #expect(site.share(at: .zero).next == nil)
        site.begin(Power.car(0, 32))
        #expect(site.share(at: Power.minutes(5)).changes == [])
        #expect(site.share(at: Power.minutes(5)).next == Power.minutes(15))
        site.end(at: 2)
        #expect(
            site.share(at: Power.minutes(6)).changes == [Change(outlet: 0, milliamperes: 7_000)]
        )
        #expect(site.milliamperes(at: 1) == 7_000)
    }

    @Test func `a turn that is over lasts while no car waits`() throws {
        var site = try site(14, by: .rotation)
        site.begin(Power.car(1, 32))
        site.begin(Power.car(2, 32))
        _ = site.share(at: .zero)
        site.begin(Power.car(0, 32))
        let round = site.share(at: Power.minutes(40))
        #expect(site.milliamperes(at: 0) == 7_000)
        #expect(site.milliamperes(at: 1) == 7_000)
        #expect(round.changes.contains(Change(outlet: 2, milliamperes: 0)))
        #expect(round.next == Power.minutes(55))
    }

    @Test func `down at once, up only after more has been there for a while`() throws {
        var site = try site(32, by: .maxMin, at: .patient)
        site.begin(Power.car(0, 32))
        #expect(site.share(at: .zero) == .init(changes: [], next: .zero + .seconds(10)))
        #expect(site.share(at: .zero + .seconds(10)).changes.map(\.milliamperes) == [32_000])
        site.setLoad(PerLine(20_000, 0, 0), at: 0)
        #expect(site.share(at: .zero + .seconds(11)).changes.map(\.milliamperes) == [12_000])
        site.setLoad(.zero, at: 0)
        #expect(
            site.share(at: .zero + .seconds(12)) == .init(changes: [], next: .zero + .seconds(22))
        )
        // It does not last: the wait begins anew.
        site.setLoad(PerLine(20_000, 0, 0), at: 0)
        #expect(site.share(at: .zero + .seconds(15)) == .init(changes: [], next: nil))
        site.setLoad(.zero, at: 0)
        #expect(site.share(at: .zero + .seconds(20)).next == .zero + .seconds(30))
        #expect(site.share(at: .zero + .seconds(30)).changes.map(\.milliamperes) == [32_000])
    }

    @Test func `a raise that is hardly one is not made, a fall always`() throws {
        var site = try site(32, by: .maxMin, at: .patient)
        site.begin(Power.car(0, 32))
        site.setLoad(PerLine(16_000, 0, 0), at: 0)
        _ = site.share(at: .zero)
        _ = site.share(at: .zero + .seconds(10))
        site.setLoad(PerLine(15_501, 0, 0), at: 0)
        #expect(site.share(at: .zero + .seconds(20)) == .init(changes: [], next: nil))
        site.setLoad(PerLine(16_001, 0, 0), at: 0)
        #expect(site.share(at: .zero + .seconds(21)).changes.map(\.milliamperes) == [15_999])
    }

    @Test func `a meter is known at its next reading and with its delay`() {
        let meter = LoadMeter(interval: .seconds(10), delay: .seconds(1))
        #expect(meter.shows(changeAt: .zero + .seconds(3)) == .zero + .seconds(11))
        #expect(meter.shows(changeAt: .zero + .seconds(10)) == .zero + .seconds(11))
        #expect(meter.shows(changeAt: .zero + .milliseconds(10_001)) == .zero + .seconds(21))
        let live = LoadMeter(interval: .zero, delay: .seconds(2))
        #expect(live.shows(changeAt: .zero + .seconds(3)) == .zero + .seconds(5))
    }
}
