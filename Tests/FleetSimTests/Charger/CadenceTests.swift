import Scenarios
import Testing

@testable import FleetSim

@Suite struct `cadence of meter readings` {
    private func bench(
        _ cadence: MeteringBehaviour.Cadence,
        _ configuration: [(ConfigurationKey, String)] = []
    ) -> ChargerBench {
        var behaviour = ChargerType.Behaviour()
        behaviour.metering.cadence = cadence
        return ChargerBench.accepted(behaviour: behaviour, configuration: configuration)
    }

    /// The register and the power of each reading.
    private func readings(_ bench: ChargerBench) -> [[String]] {
        bench.sent.filter { $0.contains("\"MeterValues\"") }.map { frame in
            frame.matches(of: /"value":"([^"]+)"/).map { String($0.1) }
        }
    }

    @Test func `by energy a reading comes each time that so much has flowed`() {
        var bench = bench(.energy(wattHours: 2_000))
        bench.arrive(staySeconds: 3600, wattHours: 50_000)
        bench.advance(seconds: 3700)
        #expect(readings(bench).map { $0.first } == ["2000", "4000", "6000", "8000", "10000"])
        // 11,040 W need 652.17 s for 2 kWh.
        let stamps = bench.sent.filter { $0.contains("\"MeterValues\"") }
            .compactMap { $0.firstMatch(of: /T(00:[^"]+)Z/)?.1 }
        #expect(stamps.prefix(2) == ["00:11:17.273", "00:22:09.447"])
    }

    @Test func `by energy none comes while nothing flows`() {
        var bench = bench(.energy(wattHours: 500))
        bench.arrive(staySeconds: 36_000, wattHours: 1_100)
        bench.advance(seconds: 36_100)
        #expect(readings(bench).map { $0.first } == ["500", "1000"])
    }

    @Test func `by power one comes when it has changed by so much`() {
        var bench = bench(.power(watts: 500))
        bench.arrive(staySeconds: 7200, wattHours: 11_040)
        bench.advance(seconds: 7300)
        #expect(readings(bench) == [["0", "11040"], ["11040", "0"]])
    }

    @Test func `a change that is too small is not told`() {
        var bench = bench(.power(watts: 20_000))
        bench.arrive(staySeconds: 7200, wattHours: 11_040)
        bench.advance(seconds: 7300)
        #expect(readings(bench) == [])
    }

    @Test(arguments: [
        MeteringBehaviour.Cadence.time, .energy(wattHours: 1), .power(watts: 0.001),
    ])
    func `an interval of zero turns off every cadence`(cadence: MeteringBehaviour.Cadence) {
        var bench = bench(cadence, [(.meterValueSampleInterval, "0")])
        bench.arrive(staySeconds: 7200, wattHours: 11_040)
        bench.advance(seconds: 7300)
        #expect(readings(bench) == [])
    }

    @Test(arguments: [
        (MeteringBehaviour.TemperatureUnit.celcius, "Celcius"), (.celsius, "Celsius"),
    ])
    func `a thermometer tells in the unit as the model spells it`(
        unit: MeteringBehaviour.TemperatureUnit,
        spelling: String
    ) {
        var behaviour = ChargerType.Behaviour()
        behaviour.metering.temperatureUnit = unit
        var bench = ChargerBench.accepted(
            behaviour: behaviour,
            measured: MeasurandSet(names: ["Temperature"]),
            configuration: [(.meterValuesSampledData, "Temperature")]
        )
        bench.arrive()
        bench.advance(seconds: 100)
        let meter = bench.sent.first { $0.contains("\"MeterValues\"") } ?? ""
        // Half of what the charger has flows: 20 degrees and half of 20 more.
        #expect(
            meter.contains(
                "{\"value\":\"30.0\",\"measurand\":\"Temperature\",\"location\":\"Body\","
                    + "\"unit\":\"\(spelling)\"}"
            )
        )
    }

    @Test func `a charger without phases tells one current and one voltage`() {
        var behaviour = ChargerType.Behaviour()
        behaviour.metering.tellsPhases = false
        var bench = ChargerBench.accepted(
            behaviour: behaviour,
            configuration: [(.meterValuesSampledData, "Current.Import,Voltage")]
        )
        bench.arrive()
        bench.advance(seconds: 100)
        #expect(readings(bench).first == ["48.0", "230"])
        #expect(!bench.sent.contains { $0.contains("\"phase\"") })
    }

    @Test(arguments: [
        ("Energy.Active.Import.Register,Voltage", "Accepted"), ("Power.Active.Import", "Rejected"),
        ("Voltage,SoC", "Rejected"), ("Temperature", "Rejected"),
    ])
    func `the keys take only what the model measures, and no AC charger sees a battery`(
        value: String,
        status: String
    ) {
        var bench = ChargerBench.accepted(measured: MeasurandSet(names: ["Voltage"]))
        bench.receive(
            "[2,\"c\",\"ChangeConfiguration\",{\"key\":\"MeterValuesSampledData\","
                + "\"value\":\"\(value)\"}]"
        )
        #expect(bench.sent == ["[3,\"c\",{\"status\":\"\(status)\"}]"])
    }

    @Test func `what a scenario may name is what OCPP calls so, and never a state of charge`() {
        let named = MeteringBehaviour.Instrument.allCases.map(\.rawValue)
        let known = Measurand.allCases.map { $0.rawValue.string }
        #expect(Set(named).isSubset(of: known))
        #expect(!MeasurandSet(names: named).contains(.soc))
        let usual = MeasurandSet(names: MeteringBehaviour.Instrument.usual.map(\.rawValue))
        #expect(usual == .usual)
    }
}
