import Scenarios
import Testing

@Suite struct PowerTests {
    private static func parsed(_ power: String) -> Parsed {
        Parsed("fleet: [{site: s, chargers: [{model: generic-ac, count: 20}], power: {\(power)}}]")
    }

    private static func power(_ text: String) throws -> PowerSpec {
        let parsed = parsed(text)
        #expect(parsed.lines == [])
        return try #require(parsed.scenario?.fleet[0].power)
    }

    @Test func `a limit alone is shared evenly by the site, at once`() throws {
        let power = try Self.power("limit: 250A")
        var expected = PowerSpec()
        expected.limit = .currents(l1: 250, l2: 250, l3: 250)
        #expect(power == expected)
        #expect(power.sharing == .maxMin)
        #expect(power.control == .site)
        #expect(power.wiring == .rotated)
    }

    @Test func `a CSMS shares where every charger takes charging profiles`() throws {
        let features = "model: {like: generic-ac, feature_profiles: [Core]}"
        let lines = Parsed("fleet: [{\(features), power: {limit: 9A, control: csms}}]").lines
        let said = "a CSMS cannot share where generic-ac takes no charging profiles"
        #expect(lines.count == 1)
        #expect(try #require(lines.first).hasSuffix(said))
        #expect(Parsed("fleet: [{\(features), power: {limit: 9A}}]").lines == [])
    }

    @Test func `who says nothing of power has no limits`() throws {
        #expect(try #require(Parsed(Parsed.fleet).scenario).fleet[0].power == nil)
    }

    @Test(arguments: [
        ("250A", [250.0, 250, 250]), ("6A", [6, 6, 6]),
        ("{l1: 63A, l2: 40A, l3: 0A}", [63, 40, 0]),
        ("69kW", [100, 100, 100]), ("69 kVA", [100, 100, 100]), ("0.69MVA", [1_000, 1_000, 1_000]),
    ])
    func `a limit is amperes of each line or a power over all three`(
        text: String,
        amperes: [Double]
    ) throws {
        let power = try Self.power("limit: \(text)")
        #expect(power.limit?.amperes(volts: power.volts) == amperes)
    }

    @Test func `a power is turned to amperes by the volts of the site`() throws {
        let power = try Self.power("limit: 36kW, volts: 120V")
        #expect(power.limit?.amperes(volts: power.volts) == [100, 100, 100])
    }

    @Test(arguments: SharingLaw.allCases)
    func `every rule has its word`(rule: SharingLaw) throws {
        #expect(try Self.power("limit: 6A, sharing: \(rule.rawValue)").sharing == rule)
    }

    @Test func `everything that can be said of a site's power is carried`() throws {
        let power = try Self.power(
            """
            limit: 100A, sharing: rotation, rotation: 5m, laxity_pause: 30s, margin: 2A,
            phases: [RST, STR], control: both, stated_departures: false,
            meter: {interval: 2s, delay: 3s}, pace: {raises_after: 20s, threshold: 1A}
            """
        )
        #expect(power.rotation == .seconds(300))
        #expect(power.laxityPause == .seconds(30))
        #expect(power.margin == 2)
        #expect(power.wiring == .listed([.rst, .str]))
        #expect(power.control.isBySite && power.control.isByCSMS)
        #expect(!power.goesByStatedDepartures)
        #expect(power.meter == MeterSpec(interval: .seconds(2), delay: .seconds(3)))
        #expect(power.pace == PaceSpec(raisesAfter: .seconds(20), threshold: 1))
    }

    @Test func `a meter that is named is read every second, a pace is patient`() throws {
        let power = try Self.power("limit: 100A, meter: {}, pace: {}, phases: alike")
        #expect(power.meter == MeterSpec(interval: .seconds(1), delay: .zero))
        #expect(power.pace == .patient)
        #expect(power.wiring == .alike)
    }

    @Test func `groups hang beneath the connection and beneath each other`() throws {
        let power = try Self.power(
            """
            limit: 250A, groups: [
              {name: transformer, limit: 100kVA, load: 5kW, groups: [
                {name: feeder-a, limit: 63A, chargers: 1-10},
                {name: feeder-b, chargers: [11-12, 15]}]},
              {name: kerb, chargers: 13, solar: {peak: 10kW}}]
            """
        )
        let transformer = power.groups[0]
        #expect(transformer.chargers == [])
        #expect(transformer.groups.map(\.name) == ["feeder-a", "feeder-b"])
        #expect(transformer.groups[0].chargers == Array(1...10))
        #expect(transformer.groups[1].limit == nil)
        #expect(transformer.allChargers == Array(1...12) + [15])
        #expect(transformer.loads == [LoadSpec(.constant(.watts(5_000)))])
        #expect(power.groups[1].chargers == [13])
    }

    @Test func `what else flows is constant, goes by the hour or follows the sun`() throws {
        let hours = (0..<24).map { "\($0)A" }.joined(separator: ", ")
        let power = try Self.power(
            """
            limit: 63A, load: [5kW, {constant: 3A, lines: 2}, [\(hours)]],
            solar: {peak: 8kW, rises: 7h, sets: 19h, cloudiness: 25%, lines: [1, 3]}
            """
        )
        #expect(
            power.loads == [
                LoadSpec(.constant(.watts(5_000))),
                LoadSpec(.constant(.amperes(3)), lines: [2]),
                LoadSpec(.hourly((0..<24).map { .amperes(Double($0)) })),
            ]
        )
        var sky = LoadSpec.ClearSky()
        sky.peak = 8_000
        sky.rises = .seconds(7 * 3600)
        sky.sets = .seconds(19 * 3600)
        sky.cloudiness = 0.25
        #expect(power.solar == [LoadSpec(.clearSky(sky), lines: [1, 3])])
    }

    @Test(arguments: [
        ("", "a site's power needs a ‘limit’, or ‘constraints’"),
        ("limit: 250", "‘250’ has no unit, did you mean ‘250A’?"),
        ("limit: 5A", "‘5A’ is less than 6A"),
        ("limit: -1A", "‘-1A’ is negative"),
        ("limit: 5kWh", "‘5kWh’ is an energy, but a power is needed here"),
        ("limit: 250V", "‘250V’ is a voltage, but a power is needed here"),
        ("limit: {l1: 6A}", "the key ‘l2’ is missing"),
        ("limit: 6A, sharing: fair", "unknown sharing rule ‘fair’, known here: uncontrolled,"),
        ("limit: 6A, control: cms", "unknown control ‘cms’, did you mean ‘csms’?"),
        ("limit: 6A, app_departures: 60%", "knows departures without ‘app_departures’"),
        ("limit: 6A, asks_currents: false", "‘asks_currents’ is for a CSMS that shares"),
        ("limit: 6A, control: csms, app_departures: 150%", "‘150%’"),
        ("limit: 6A, phases: [RSS]", "unknown order of lines ‘RSS’"),
        ("limit: 6A, phases: aliek", "did you mean ‘alike’?"),
        ("limit: 6A, slot: 1m", "is given by files, which is for runs without a CSMS"),
        ("limit: 6A, groups: [{chargers: 1}]", "the key ‘name’ is missing"),
        ("limit: 6A, groups: [{name: a}, {name: a}]", "two groups are called ‘a’"),
        ("limit: 6A, groups: [{name: connection}]", "‘connection’ is the whole site's"),
        (
            "limit: 6A, groups: [{name: a, chargers: 1-3}, {name: b, chargers: [3]}]",
            "charger 3 hangs in two places"
        ),
        ("limit: 6A, groups: [{name: a, chargers: [1-3, 2]}]", "2 is named twice"),
        ("limit: 6A, groups: [{name: a, chargers: 3-1}]", "‘3-1’ runs backwards"),
        ("limit: 6A, groups: [{name: a, chargers: 0}]", "‘0’ is not a number or a range"),
        ("limit: 6A, groups: [{name: a, chargers: 1-2-3}]", "is not a number or a range"),
        ("limit: 6A, groups: [{name: a, chargers: 15-21}]", "charger 21, the site has 20"),
        ("limit: 6A, groups: [{name: a, groups: [{name: b, limt: 6A}]}]", "did you mean ‘limit’?"),
        ("limit: 6A, load: [5kW, 3]", "‘3’ has no unit, did you mean ‘3A’?"),
        ("limit: 6A, load: {hours: [1A]}", "one for each hour is needed, 24 of them; found 1"),
        ("limit: 6A, load: {constant: 1A, lines: [1, 1]}", "a line is named twice"),
        ("limit: 6A, load: {constant: 1A, lines: 4}", "‘4’ is not a whole number from 1 to 3"),
        ("limit: 6A, solar: {peek: 5kW}", "this is no course of power, did you mean ‘peak’?"),
        ("limit: 6A, solar: {peak: 5kW, rises: 20h}", "the sun sets before it rises"),
        ("limit: 6A, meter: {delay: 2}", "‘2’ has no unit, did you mean ‘2s’?"),
        ("limit: 6A, pace: pateint", "did you mean ‘patient’?"),
    ])
    func `a mistake in a site's power is told`(text: String, said: String) throws {
        let lines = Self.parsed(text).lines
        #expect(lines.contains { $0.contains(said) }, "\(lines)")
    }
}
