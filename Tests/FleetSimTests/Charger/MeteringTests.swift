import Testing

@testable import FleetSim

@Suite struct `metering` {
    @Test func `samples come at the interval from the start of the transaction`() {
        var bench = ChargerBench.accepted(configuration: [(.meterValueSampleInterval, "600")])
        bench.arrive(staySeconds: 3000, wattHours: 50_000)
        bench.advance(seconds: 2500)
        let meters = bench.sent.filter { $0.contains("\"MeterValues\"") }
        // 11,040 W give 1,840 Wh in ten minutes.
        #expect(
            meters == [
                """
                [2,"7","MeterValues",{"connectorId":1,"transactionId":41,"meterValue":[\
                {"timestamp":"2026-03-02T00:10:25.100Z","sampledValue":[{"value":"1840",\
                "measurand":"Energy.Active.Import.Register","unit":"Wh"},{"value":"11040",\
                "measurand":"Power.Active.Import","unit":"W"}]}]}]
                """.replacing("\"7\"", with: id(meters, 0)),
                """
                [2,"8","MeterValues",{"connectorId":1,"transactionId":41,"meterValue":[\
                {"timestamp":"2026-03-02T00:20:25.100Z","sampledValue":[{"value":"3680",\
                "measurand":"Energy.Active.Import.Register","unit":"Wh"},{"value":"11040",\
                "measurand":"Power.Active.Import","unit":"W"}]}]}]
                """.replacing("\"8\"", with: id(meters, 1)),
                """
                [2,"9","MeterValues",{"connectorId":1,"transactionId":41,"meterValue":[\
                {"timestamp":"2026-03-02T00:30:25.100Z","sampledValue":[{"value":"5520",\
                "measurand":"Energy.Active.Import.Register","unit":"Wh"},{"value":"11040",\
                "measurand":"Power.Active.Import","unit":"W"}]}]}]
                """.replacing("\"9\"", with: id(meters, 2)),
                """
                [2,"10","MeterValues",{"connectorId":1,"transactionId":41,"meterValue":[\
                {"timestamp":"2026-03-02T00:40:25.100Z","sampledValue":[{"value":"7360",\
                "measurand":"Energy.Active.Import.Register","unit":"Wh"},{"value":"11040",\
                "measurand":"Power.Active.Import","unit":"W"}]}]}]
                """.replacing("\"10\"", with: id(meters, 3)),
            ]
        )
    }

    /// The id of a frame, quoted: which number it is does not matter here.
    private func id(_ frames: [String], _ index: Int) -> String {
        index < frames.count ? "\"\(frames[index].split(separator: "\"")[1])\"" : "none"
    }

    @Test func `clock-aligned values come on the grid, inside and outside transactions`() {
        var bench = ChargerBench.accepted(
            connectors: 2,
            configuration: [(.clockAlignedDataInterval, "900"), (.meterValueSampleInterval, "0")]
        )
        bench.arrive(connector: 1, staySeconds: 3600)
        bench.advance(seconds: 2000)
        let meters = bench.sent.filter { $0.contains("\"MeterValues\"") }
        #expect(meters.count == 4)
        #expect(meters.allSatisfy { $0.contains("\"context\":\"Sample.Clock\"") })
        let stamps = meters.compactMap { $0.firstMatch(of: /"timestamp":"([^"]+)"/)?.1 }
        #expect(
            stamps == [
                "2026-03-02T00:15:00.000Z", "2026-03-02T00:15:00.000Z",
                "2026-03-02T00:30:00.000Z", "2026-03-02T00:30:00.000Z",
            ]
        )
        #expect(meters.filter { $0.contains("\"transactionId\":41") }.count == 2)
    }

    @Test func `the grid starts anew at midnight`() {
        var bench = ChargerBench.accepted(
            configuration: [(.clockAlignedDataInterval, "50000"), (.heartbeatInterval, "864000")])
        bench.advance(seconds: 2 * 86_400)
        let stamps = bench.sent.compactMap { $0.firstMatch(of: /"timestamp":"([^"]+)"/)?.1 }
        #expect(
            stamps == [
                "2026-03-02T13:53:20.000Z", "2026-03-03T00:00:00.000Z",
                "2026-03-03T13:53:20.000Z", "2026-03-04T00:00:00.000Z",
            ]
        )
    }

    @Test func `every measurand that can be asked for is measured`() {
        let all =
            "Energy.Active.Import.Register,Energy.Active.Import.Interval,Power.Active.Import,"
            + "Current.Import,Current.Offered,Power.Offered,Voltage,Frequency"
        var bench = ChargerBench.accepted(configuration: [(.meterValuesSampledData, all)])
        bench.arrive(staySeconds: 600, phases: 3, amperes: 16)
        bench.advance(seconds: 150)
        let meter = bench.sent.last { $0.contains("\"MeterValues\"") } ?? ""
        let values = meter.matches(of: /"value":"([^"]+)"/).map { String($0.1) }
        #expect(
            values == [
                "368", "184", "11040", "16.0", "16.0", "16.0", "32.0", "22080", "230", "230", "230",
                "50",
            ]
        )
        #expect(meter.contains("\"phase\":\"L2-N\""))
    }

    @Test func `one transaction's last register is the next one's first`() {
        var bench = ChargerBench.accepted()
        for _ in 0..<3 {
            bench.arrive(staySeconds: 1000)
            bench.advance(seconds: 1200)
        }
        let starts = bench.sent.compactMap { $0.firstMatch(of: /"meterStart":(\d+)/)?.1 }
        let stops = bench.sent.compactMap { $0.firstMatch(of: /"meterStop":(\d+)/)?.1 }
        #expect(starts.count == 3)
        #expect(starts.dropFirst().elementsEqual(stops.dropLast()))
        #expect(starts.first == "0")
    }

    @Test func `StopTransaction carries begin, end and what is between where it is asked to`() {
        var bench = ChargerBench.accepted(
            configuration: [(.stopTxnSampledData, "Energy.Active.Import.Register")])
        bench.arrive(staySeconds: 300)
        bench.advance(seconds: 400)
        let stop = bench.sent.first { $0.contains("\"StopTransaction\"") } ?? ""
        let contexts = stop.matches(of: /"context":"([^"]+)"/).map { String($0.1) }
        #expect(contexts == ["Transaction.Begin", "Transaction.End"])
        #expect(stop.matches(of: /"timestamp":/).count == 2 + 4 + 1)
    }

    @Test func `too many values for StopTransaction lose every second one in between`() {
        var bench = ChargerBench.accepted(
            configuration: [
                (.stopTxnSampledData, "Energy.Active.Import.Register"),
                (.stopTransactionMaxMeterValues, "10"),
            ])
        bench.arrive(staySeconds: 7200)
        bench.advance(seconds: 7300)
        let stop = bench.sent.first { $0.contains("\"StopTransaction\"") } ?? ""
        let values = stop.matches(of: /"timestamp":/).count - 1
        #expect((3...10).contains(values))
        #expect(stop.contains("Transaction.Begin") && stop.contains("Transaction.End"))
    }

    @Test(arguments: ["0", "60", "420"])
    func `the energy of an aligned interval is that of all of it, at any pace of samples`(
        interval: String
    ) {
        let energy = "Energy.Active.Import.Interval"
        var bench = ChargerBench.accepted(
            configuration: [
                (.clockAlignedDataInterval, "900"), (.meterValuesAlignedData, energy),
                (.meterValueSampleInterval, interval), (.meterValuesSampledData, energy),
            ]
        )
        bench.arrive(staySeconds: 3_700, wattHours: 50_000)
        bench.advance(seconds: 3_650)
        func told(_ isWanted: (String) -> Bool) -> [Int] {
            bench.sent.filter { $0.contains("\"MeterValues\"") && isWanted($0) }.compactMap {
                $0.firstMatch(of: /"value":"(\d+)"/).flatMap { Int($0.1) }
            }
        }
        let aligned = told { $0.contains("Sample.Clock") }
        // 11.04 kW; the charge begins within the first of four quarters.
        #expect(aligned.dropFirst() == [2_760, 2_760, 2_760])
        #expect((2_600..<2_760).contains(aligned.first ?? 0))
        let sampled = told { !$0.contains("Sample.Clock") }
        let each = (Int(interval) ?? 0) * 11_040 / 3_600
        #expect(sampled.allSatisfy { abs($0 - each) <= 1 })
    }

    @Test func `StopTransaction carries nothing of a list that was emptied meanwhile`() {
        var bench = ChargerBench.accepted(
            configuration: [(.stopTxnSampledData, "Energy.Active.Import.Register")]
        )
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 200)
        bench.set("StopTxnSampledData", "")
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 500)
        let stop = bench.sent.first { $0.contains("\"StopTransaction\"") } ?? ""
        #expect(stop.contains("meterStop") && !stop.contains("transactionData"))
    }

    @Test func `StopTransaction carries what is asked for by one list, and nothing by the other`() {
        var bench = ChargerBench.accepted(
            configuration: [
                (.clockAlignedDataInterval, "900"), (.meterValueSampleInterval, "60"),
                (.stopTxnSampledData, "Energy.Active.Import.Register"),
                (.stopTxnAlignedData, "Power.Active.Import"),
            ]
        )
        bench.arrive(staySeconds: 1_200, wattHours: 50_000)
        bench.advance(seconds: 200)
        bench.set("StopTxnSampledData", "")
        bench.advance(seconds: 1_200)
        let stop = bench.sent.first { $0.contains("\"StopTransaction\"") } ?? ""
        let contexts = stop.matches(of: /"context":"([^"]+)"/).map { String($0.1) }
        #expect(contexts == ["Transaction.Begin", "Sample.Clock", "Transaction.End"])
        #expect(!stop.contains("Energy.Active.Import.Register"))
    }
}
