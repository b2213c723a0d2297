import TestSupport
import Testing

@testable import FleetSim

@Suite struct ProfilePrecedenceTests {
    @Test func `without profiles there is what the charger gives`() {
        let bench = StackBench()
        #expect(bench.current(at: .monday) == 32_000)
        #expect(bench.stack.nextChange(after: .monday, for: [bench.session()]) == nil)
    }

    @Test(arguments: [(true, 8_000), (false, 10_000)])
    func `a connector's default goes before connector 0's, or the higher level does`(
        connectorFirst: Bool,
        expected: Int64
    ) {
        var bench = StackBench()
        bench.behaviour.connectorsTxDefaultGoesFirst = connectorFirst
        bench.install(.fixture([(0, 10)], id: 1, level: 3), on: 0)
        bench.install(.fixture([(0, 8)], id: 2, level: 1), on: 1)
        #expect(bench.current(at: .monday) == expected)
        #expect(bench.current(bench.session(2), at: .monday) == 10_000)
    }

    @Test(arguments: [true, false])
    func `at the same level a connector's own default counts, while it lasts`(order: Bool) {
        var bench = StackBench()
        bench.behaviour.connectorsTxDefaultGoesFirst = order
        bench.install(.fixture([(0, 8)], id: 2, level: 1, duration: 60), on: 1)
        bench.install(.fixture([(0, 10)], id: 1, level: 1), on: 0)
        #expect(bench.current(at: .monday + 59) == 8_000)
        #expect(bench.current(at: .monday + 60) == 10_000)
    }

    @Test func `a transaction's profile is no other transaction's`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 20)], id: 1), on: 0)
        bench.install(.fixture([(0, 10)], .tx, id: 2), of: .transaction(1))
        #expect(bench.current(at: .monday) == 10_000)
        #expect(bench.current(bench.session(transaction: 2), at: .monday) == 20_000)
        #expect(bench.current(bench.session(transaction: nil), at: .monday) == 20_000)
        bench.stack.endTransaction(1)
        #expect(bench.current(at: .monday) == 20_000)
    }

    @Test func `a profile counts from the moment it is valid from to the one it is valid to`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 10)], from: .monday + 100, to: .monday + 200))
        let currents = [99, 100, 199, 200].map { bench.current(at: .monday + $0) }
        #expect(currents == [32_000, 10_000, 10_000, 32_000])
        #expect(bench.composite(seconds: 300) == "0→32 100→10 200→32")
    }

    @Test func `a transaction's profile hides the default only while it is valid`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 20)], id: 1))
        bench.install(.fixture([(0, 10)], .tx, id: 2, from: .monday + 60, to: .monday + 120))
        #expect(bench.composite(seconds: 200) == "0→20 60→10 120→20")
    }

    @Test func `limits in different units are compared at the supply`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 6_900), (60, 11_040)], .chargePointMax, id: 1, unit: .watts))
        bench.install(.fixture([(0, 12)], id: 2))
        #expect(bench.composite(seconds: 100) == "0→10 60→12")
        #expect(bench.composite(seconds: 100, in: .watts) == "0→6900 60→8280")
    }

    @Test func `fewer phases than the supply's are said, and more do not count`() {
        var bench = StackBench()
        bench.install(.fixture([(0, 16)], phases: 1))
        #expect(bench.composite(seconds: 10) == "0→16×1")
        #expect(bench.composite(seconds: 10, in: .watts) == "0→3680×1")
        bench.install(.fixture([(0, 3_680)], unit: .watts))
        bench.supply.phases = 1
        #expect(bench.composite(seconds: 10) == "0→16×1")
    }

    @Test func `connector 0 is the sum of the connectors within its bound`() {
        var bench = StackBench()
        let both = [bench.session(1), bench.session(2, transaction: nil)]
        bench.install(.fixture([(0, 10), (60, 20)], id: 1), on: 0)
        bench.install(.fixture([(0, 6)], id: 2), on: 2)
        #expect(bench.composite(both, seconds: 100) == "0→16 60→26")
        bench.install(.fixture([(0, 20)], .chargePointMax, id: 3))
        #expect(bench.composite(both, seconds: 100) == "0→16 60→20")
    }
}
