import TestSupport
import Testing

@testable import FleetSim

/// Cars under charging profiles; the bench's cars start to charge 15.1 s after they come.
@Suite struct SmartChargingTests {
    @Test func `without a profile nothing is scheduled`() {
        var bench = ChargerBench.accepted()
        bench.arrive()
        bench.advance(seconds: 600)
        #expect(bench.watts == [11_040])
        #expect(!bench.awaitsLimit)
        bench.advance(seconds: 5_000)
        #expect(!bench.transcript.contains { $0.contains("profile") })
    }

    @Test func `power follows a profile at its very boundaries, and energy with it`() {
        var bench = ChargerBench.accepted(configuration: [(.meterValueSampleInterval, "0")])
        bench.install(.fixture([(0, 16), (600, 8), (1_200, 0), (1_800, 16)]), on: 0)
        #expect(!bench.awaitsLimit)
        bench.arrive(staySeconds: 10_000)
        var seen: [String] = []
        for end: Int64 in [599, 600, 1_199, 1_200, 1_799, 1_800] {
            bench.advance(to: .zero + .seconds(end))
            seen.append("\(end) \(bench.watts[0])")
        }
        #expect(
            seen == [
                "599 11040", "600 5520", "1199 5520", "1200 0", "1799 0", "1800 11040",
            ]
        )
        // 574.9 s at full power, 600 s at half: 11,040 Wh are there after 2,725.1 s more.
        bench.advance(seconds: 10_000)
        #expect(bench.transcript.contains { $0.hasPrefix("4525.1s full 1") })
        #expect(bench.visits.map(\.deliveredMilliwattHours) == [11_040_000])
        #expect(
            bench.statuses == [
                "1 Preparing", "1 Charging", "1 SuspendedEVSE", "1 Charging", "1 SuspendedEV",
                "1 Finishing", "1 Available",
            ]
        )
        #expect(bench.transcript.filter { $0.contains("s profile") }.count == 3)
        #expect(!bench.awaitsLimit)
    }

    @Test(arguments: [(5, 0), (6, 4_140), (10, 6_900), (40, 11_040)])
    func `less than six amperes are none`(amperes: Int, watts: Int64) {
        var bench = ChargerBench.accepted()
        bench.install(.fixture([(0, amperes)]))
        bench.arrive()
        bench.advance(seconds: 60)
        #expect(bench.watts == [watts])
        #expect(bench.statuses.last == (watts == 0 ? "1 SuspendedEVSE" : "1 Charging"))
    }

    @Test func `a limit in watts counts for the phases that the car uses`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.install(.fixture([(0, 3_680)], unit: .watts), on: 0)
        bench.arrive(connector: 1, phases: 1, amperes: 32)
        bench.arrive(connector: 2, phases: 3, amperes: 32)
        bench.advance(seconds: 60)
        // 3,680 W are 16 A on one phase; on three they are less than a car charges with.
        #expect(bench.watts == [3_680, 0])
    }

    @Test(arguments: [("true", [3_680, 11_040]), ("false", [11_040, 11_040])])
    func `phases are switched during a transaction where the charger can`(
        canSwitch: String,
        watts: [Int64]
    ) {
        var bench = ChargerBench.accepted(
            configuration: [(.connectorSwitch3to1PhaseSupported, canSwitch)])
        bench.arrive()
        bench.advance(seconds: 60)
        bench.install(.fixture([(0, 16)], phases: 1))
        var seen = [bench.watts[0]]
        bench.install(.fixture([(0, 16)], phases: 3))
        seen.append(bench.watts[0])
        #expect(seen == watts)
    }

    @Test func `a new default counts for the running transaction, and its removal too`() {
        var bench = ChargerBench.accepted()
        bench.arrive()
        bench.advance(seconds: 60)
        bench.install(.fixture([(0, 10)], id: 1), on: 0)
        #expect(bench.watts == [6_900])
        bench.install(.fixture([(0, 8)], id: 2), on: 1)
        #expect(bench.watts == [5_520])
        let cleared = bench.status(of: ClearChargingProfile(id: 2))
        #expect(cleared == "Accepted")
        #expect(bench.watts == [6_900])
        let clearedAll = bench.status(of: ClearChargingProfile())
        #expect(clearedAll == "Accepted")
        #expect(bench.watts == [11_040])
        #expect(!bench.awaitsLimit)
    }

    @Test func `a transaction's profile ends with it`() {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 60)
        bench.install(.fixture([(0, 10), (60_000, 6)], .tx, id: 1, transaction: 41))
        bench.install(.fixture([(0, 8)], id: 2))
        #expect(bench.watts == [6_900])
        #expect(bench.awaitsLimit)
        bench.advance(seconds: 1_000)
        #expect(bench.charger.profiles.profiles.map(\.id) == [2])
        #expect(!bench.awaitsLimit)
        bench.arrive()
        bench.advance(seconds: 60)
        #expect(bench.watts == [5_520])
    }

    @Test func `a relative default counts from each transaction's start`() {
        var bench = ChargerBench.accepted()
        bench.install(.fixture([(0, 6), (300, 16)], kind: .relative), on: 0)
        for _ in 0..<2 {
            bench.arrive(staySeconds: 1_000)
            let start = bench.now
            bench.advance(to: start + .milliseconds(315_099))
            let before = bench.watts
            bench.advance(to: start + .milliseconds(315_100))
            #expect(before + bench.watts == [4_140, 11_040])
            bench.advance(seconds: 2_000)
        }
    }

    @Test func `a full battery stays full whatever the limit does`() {
        var bench = ChargerBench.accepted()
        bench.install(.fixture([(0, 16), (2_000, 0), (3_000, 16)]))
        bench.arrive(staySeconds: 5_000, wattHours: 1_104)
        bench.advance(seconds: 4_000)
        #expect(
            bench.statuses == [
                "1 Preparing", "1 Charging", "1 SuspendedEV", "1 SuspendedEVSE", "1 SuspendedEV",
            ]
        )
        bench.advance(seconds: 4_000)
        #expect(bench.visits.map(\.deliveredMilliwattHours) == [1_104_000])
    }

    @Test func `a refused tag gets no energy, whatever the profiles say`() {
        var bench = ChargerBench.accepted(configuration: [(.stopTransactionOnInvalidId, "false")])
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? "{\"idTagInfo\":{\"status\":\"Invalid\"},\"transactionId\":41}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.install(.fixture([(0, 0), (600, 16)]))
        bench.arrive()
        bench.advance(seconds: 1_200)
        #expect(bench.watts == [0])
        #expect(bench.statuses.last == "1 SuspendedEVSE")
    }

    @Test func `what is offered is measured`() {
        var bench = ChargerBench.accepted(
            configuration: [
                (.meterValuesSampledData, "Current.Offered,Power.Offered,Current.Import"),
                (.meterValueSampleInterval, "10"),
            ])
        bench.install(.fixture([(0, 10)], phases: 2))
        bench.arrive()
        bench.advance(seconds: 30)
        let values = bench.sent.last { $0.contains("\"MeterValues\"") }?
            .matches(of: /"value":"([^"]+)"/).map { String($0.1) }
        #expect(values == ["10.0", "4600", "10.0", "10.0"])
        bench.install(.fixture([(0, 0)]))
        bench.advance(seconds: 10)
        let none = bench.sent.last { $0.contains("\"MeterValues\"") }?
            .matches(of: /"value":"([^"]+)"/).map { String($0.1) }
        #expect(none == ["0.0", "0", "0.0", "0.0"])
    }

    @Test func `profiles outlast a restart, and a lost connection does not end them`() {
        var bench = ChargerBench.accepted()
        bench.install(.fixture([(0, 16), (1_000, 8)]))
        bench.isReachable = false
        bench.close()
        bench.arrive(staySeconds: 2_000, wattHours: 50_000)
        bench.isReachable = true
        bench.advance(seconds: 1_100)
        #expect(bench.watts == [5_520])
        let reset = bench.status(of: Reset(type: .soft))
        #expect(reset == "Accepted")
        bench.advance(seconds: 2_000)
        bench.arrive()
        bench.advance(seconds: 100)
        #expect(bench.watts == [5_520])
    }
}
