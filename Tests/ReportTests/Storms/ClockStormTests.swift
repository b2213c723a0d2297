import Testing

@Suite struct `storms by the clock or by command, as their run database shows them` {
    private static let edge = 11 * 3600

    @Test func `all meters are read in the second that their clocks agree on`() throws {
        let storm = try Storm("meter-wave")
        for quarter in [900, 1800, 2700] {
            let wave = try storm.perSecond("MeterValues", quarter..<quarter + 1)
            #expect(wave.total >= 2_000)
            let calm = try storm.perSecond("MeterValues", quarter + 10..<quarter + 890)
            #expect(calm.peak <= 40)
        }
        #expect(try storm.longestWait("MeterValues") > 2_000_000)
    }

    @Test func `every car that waited for 23:00 starts in that second`() throws {
        let storm = try Storm("tariff-edge", "fleet.0.arrivals.tariff.random_delay=0s")
        // Those that want to, that is: each asks for an Authorize first, and eight workers take a
        // second for all.
        let asked = try storm.perSecond("Authorize", Self.edge..<Self.edge + 1).total
        let started = try storm.perSecond("StartTransaction", Self.edge..<Self.edge + 3).total
        #expect(asked > 800 && started > 800 && abs(asked - started) < 10)
        let eager = """
            SELECT count(*) FROM session
            WHERE plugged_us < \(Self.edge)000000 AND left_us > \(Self.edge)000000
            AND started_us < \(Self.edge)000000
            """
        #expect(try storm.number(eager) == 0)
    }

    @Test func `a random delay spreads the same cars over its ten minutes`() throws {
        let together = try Storm("tariff-edge", "fleet.0.arrivals.tariff.random_delay=0s")
            .perSecond("Authorize", Self.edge..<Self.edge + 1).total
        let spread = try Storm("tariff-edge")
            .perSecond("Authorize", Self.edge..<Self.edge + 600)
        #expect((together * 9 / 10...together * 12 / 10).contains(spread.total))
        #expect(spread.peak <= 10)
        #expect(spread.count >= 300)
    }

    @Test func `a fleet told at once of a new firmware restarts in one second`() throws {
        let boots = try Storm("firmware").perSecond("BootNotification", 600..<3600)
        #expect(boots.total >= 1_990)
        #expect(boots.peak >= 1_990)
    }

    @Test func `told in waves, it restarts in waves`() throws {
        let boots = try Storm("firmware", "csms.reference.commands.0.over=30m")
            .perSecond("BootNotification", 600..<3600)
        #expect(boots.total >= 1_980)
        #expect(boots.peak <= 12)
    }

    @Test func `a charger with a new password calls again two seconds later`() throws {
        let spread = try Storm("credentials").openedPerSecond(600..<1800)
        #expect(spread.total == 2_000)
        #expect(spread.peak <= 20)
        let together = try Storm("credentials", "csms.reference.commands.0.over=0s")
            .openedPerSecond(600..<1800)
        #expect(together.total == 2_000)
        #expect((together[602] ?? 0) >= 1_990)
    }
}
