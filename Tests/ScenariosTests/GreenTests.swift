import Scenarios
import Testing

@Suite struct GreenTests {
    private static func parsed(_ green: String, power: String = "limit: 63A") -> Parsed {
        Parsed("fleet: [{model: myenergi-zappi, green: {\(green)}, power: {\(power)}}]")
    }

    @Test func `Z5: modes, green level, users' modes, boosts and prices are keys of a charger`()
        throws
    {
        let prices = (0..<24).map(String.init).joined(separator: ", ")
        let parsed = Self.parsed(
            """
            mode: eco+, minimum_green_level: 50%, starts_after: 1m, stops_after: 5m,
            user_modes: [{mode: fast, share: 30%}, {mode: stop}],
            boosts: {from: 22h, until: 2h}, prices: [\(prices)], cheapest_hours: 2
            """
        )
        #expect(parsed.lines == [])
        let green = try #require(parsed.scenario?.fleet[0].chargers[0].green)
        var expected = GreenSpec()
        expected.minimumGreenLevel = 0.5
        expected.startsAfter = .seconds(60)
        expected.stopsAfter = .seconds(300)
        expected.userModes = [.init(mode: .fast, share: 0.3), .init(mode: .stop, share: 1)]
        expected.boosts = [.init(from: .seconds(22 * 3600), until: .seconds(2 * 3600))]
        expected.prices = (0..<24).map(Double.init)
        expected.cheapestHours = 2
        #expect(green == expected)
        #expect(green.cheapHours.map(\.from) == [.zero, .seconds(3600)])
    }

    @Test(arguments: [
        ("mode: ecoplus", "unknown mode ‘ecoplus’"),
        ("minimum_green_level: 0%", "‘0%’ is less than 1%"),
        ("prices: [1, 2], cheapest_hours: 1", "a price for each hour is needed, 24 of them"),
        ("cheapest_hours: 3", "‘prices’ and ‘cheapest_hours’ go together"),
        ("boosts: {from: 2h, until: 2h}", "these hours must not be the whole day"),
        ("user_modes: [{mode: eco, share: 0%}]", "all these shares are zero"),
    ])
    func `a mistake in how chargers go by the sun is told`(text: String, said: String) throws {
        let lines = Self.parsed(text).lines
        #expect(try #require(lines.first).contains(said), "\(lines)")
    }

    @Test func `who goes by the sun needs a site that controls its power by itself`() throws {
        let said = "‘green’ chargers need the ‘power’ of a site that controls it by itself"
        let alone = Parsed("fleet: [{model: myenergi-zappi, green: {mode: eco}}]").lines
        #expect(try #require(alone.first).hasSuffix(said))
        let lone = "csms: none\nfleet: [{model: generic-ac, green: {}, power: {limit: 9A}}]"
        #expect(Parsed(lone).lines.isEmpty)
        let far = Self.parsed("mode: eco", power: "limit: 63A, control: csms").lines
        #expect(try #require(far.first).hasSuffix(said))
    }
}
