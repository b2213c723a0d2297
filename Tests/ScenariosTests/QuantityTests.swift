import Scenarios
import Testing

@Suite struct QuantityTests {
    @Test(
        arguments: zip(
            [
                "90s", "15m", "24h", "7d", "250ms", "8us", "1h30m", "1h 30m 5s", "1.5h", "0s",
                "0.1s",
            ],
            [90, 900, 86400, 604_800, 0.25, 0.000008, 5400, 5405, 5400, 0, 0.1]
        )
    )
    func `durations add up their parts`(text: String, seconds: Double) throws {
        #expect(try Dimension.duration.read(text) == seconds * 1e9)
    }

    @Test(
        arguments: zip(
            [
                (Dimension.energy, "22kWh"), (.energy, "9000Wh"), (.energy, "1.5 MWh"),
                (.power, "22kW"), (.power, "3680W"), (.current, "32A"), (.rate, "120/h"),
                (.rate, "48/d"), (.share, "5%"), (.share, "7%"), (.share, "100%"),
                (.share, "0.1 %"),
            ],
            [22_000, 9000, 1_500_000, 22_000, 3680, 32, 120, 2, 0.05, 0.07, 1, 0.001]
        )
    )
    func `quantities are read in their base unit`(
        quantity: (Dimension, String),
        value: Double
    ) throws {
        #expect(try quantity.0.read(quantity.1) == value)
    }

    @Test(arguments: [
        ("90", "‘90’ has no unit, did you mean ‘90s’?"),
        ("1h30", "‘1h30’ has no unit, it is written with a unit: us, ms, s, m, h or d"),
        ("", "‘’ is not a duration"),
        ("soon", "‘soon’ is not a duration, it is written with a unit: us, ms, s, m, h or d"),
        ("5 parsecs", "‘5 parsecs’ has the unknown unit ‘parsecs’, it is written with a unit:"),
        ("5H", "‘5H’ has the unknown unit ‘H’, did you mean ‘h’?"),
        ("22kW", "‘22kW’ is a power, but a duration is needed here, it is written with a unit:"),
        ("5%", "‘5%’ is a percentage, but a duration is needed here"),
        ("120/h", "‘120/h’ is a rate, but a duration is needed here"),
        ("-5s", "‘-5s’ is negative"),
        ("1h-5m", "‘1h-5m’ is not a duration"),
        ("0s", "‘0s’ is less than 1s"),
        ("999ms", "‘999ms’ is less than 1s"),
        ("3651d", "‘3651d’ is more than 3650d"),
        ("99999999999999999999999h", "is more than 3650d"),
        ("nan", "‘nan’ is not a duration"),
        ("inf", "‘inf’ is not a duration"),
        (".inf", "‘.inf’ is not a duration"),
        ("0x10s", "has the unknown unit ‘x’"),
        ("1e3s", "has the unknown unit ‘e’"),
        ("1..5s", "‘1..5s’ is not a duration"),
        ("٣s", "‘٣s’ is not a duration"),
    ])
    func `what is no duration is told why`(text: String, said: String) throws {
        let line = try #require(Parsed.completed("duration: '\(text)'").lines.first)
        #expect(line.hasPrefix("test.yaml:2:11: "))
        #expect(line.contains(said))
    }

    @Test(arguments: [
        ("5", "‘5’ has no unit, did you mean ‘5%’?"),
        ("0.05", "‘0.05’ has no unit, did you mean ‘5%’?"),
        ("101%", "‘101%’ is more than 100%"),
        ("-1%", "‘-1%’ is negative"),
        ("5s", "‘5s’ is a duration, but a percentage is needed here"),
        ("1%1%", "‘1%1%’ is more than one quantity"),
    ])
    func `what is no percentage is told why`(text: String, said: String) throws {
        let tags = "csms: {reference: {tags: {blocked: \(text)}}}"
        #expect(try #require(Parsed.completed(tags).lines.first).contains(said))
    }

    @Test(arguments: [
        ("1h", nil), ("90s", nil), ("250ms", "‘250ms’ is less than 1s"),
        ("1500ms", "OCPP sends this in whole seconds"), ("8d", "‘8d’ is more than 7d"),
    ])
    func `the heartbeat is a number of whole seconds`(text: String, said: String?) {
        let lines = Parsed.completed("csms: {reference: {heartbeat: \(text)}}").lines
        #expect(lines.count == (said == nil ? 0 : 1))
        #expect(lines.allSatisfy { $0.contains(said ?? "") })
    }

    @Test(
        arguments: zip(
            [
                "1970-01-01T00:00:00Z", "2026-03-02T00:00:00Z", "2026-03-02T06:30:00.250+01:00",
                "2024-02-29 12:00:00z", "2000-03-01T00:00:00-05:30", "9998-12-31T23:59:59Z",
            ],
            [
                0, 1_772_409_600_000, 1_772_429_400_250, 1_709_208_000_000, 951_888_600_000,
                253_370_764_799_000,
            ]
        )
    )
    func `the start is a date of ISO 8601`(text: String, milliseconds: Int64) {
        let scenario = Parsed.completed("start: \(text)").scenario
        #expect(scenario?.start.unixMilliseconds == milliseconds)
    }

    @Test(arguments: [
        "2026-03-02", "2026-02-29T00:00:00Z", "1900-01-01T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-03-02T24:00:00Z", "2026-03-02T00:00:00", "2026-03-02T00:00:00+25:00", "today",
        "２026-03-02T00:00:00Z",
    ])
    func `what is no date is shown one`(text: String) throws {
        let line = try #require(Parsed.completed("start: \(text)").lines.first)
        #expect(line.hasSuffix("it is written like 2026-03-02T00:00:00Z"))
    }

    @Test func `whole numbers may be grouped, and are nothing else`() {
        #expect(Parsed.completed("seed: 1_000_000").scenario?.seed == 1_000_000)
        #expect(Parsed.completed("seed: 18446744073709551615").scenario?.seed == .max)
        for text in ["18446744073709551616", "1.0", "1e3", "0x10", "_1", "+1", "one", "''"] {
            #expect(Parsed.completed("seed: \(text)").lines.count == 1)
        }
    }
}
