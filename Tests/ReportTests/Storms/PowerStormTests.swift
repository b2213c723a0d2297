import Testing

@Suite struct `storms of power, as their run database shows them` {
    private static let north = "JOIN charger ON charger.id = call.charger WHERE site LIKE 'north%'"

    @Test func `when its power is back a region boots and tells every status at once`() throws {
        let storm = try Storm("power-cut")
        #expect(try storm.perSecond("BootNotification", 100..<1800) == [900: 2_000])
        let dark = "SELECT count(*) FROM call \(Self.north) AND sent_us / 1000000 "
        #expect(try storm.number(dark + "BETWEEN 600 AND 899") == 0)
        // Each for itself and for its connector, as fast as eight workers can.
        let statuses = try storm.number(
            dark + "BETWEEN 900 AND 914 AND action = 'StatusNotification'"
        )
        #expect((4_000...4_050).contains(statuses))
    }

    @Test func `every transaction that a cut ended is told of when the power is back`() throws {
        let storm = try Storm("power-cut")
        func calls(_ action: String, _ span: ClosedRange<Int>) throws -> Int {
            try storm.number(
                """
                SELECT count(*) FROM call \(Self.north) AND action = '\(action)'
                AND sent_us / 1000000 BETWEEN \(span.lowerBound) AND \(span.upperBound)
                """
            )
        }
        let open = try calls("StartTransaction", 0...599) - calls("StopTransaction", 0...599)
        #expect(open > 100)
        #expect(try calls("StopTransaction", 900...909) == open)
    }

    @Test func `street by street the same boots are spread over the time that takes`() throws {
        let storm = try Storm("power-cut", "faults.0.returning_over=2m")
        let boots = try storm.perSecond("BootNotification", 100..<1800)
        #expect(boots.total == 2_000)
        #expect(boots.peak <= 80)
        #expect(boots.keys.allSatisfy { (900...1021).contains($0) })
        let streets = """
            SELECT max(sent_us) - min(sent_us) AS spread FROM call \(Self.north)
            AND action = 'BootNotification' AND sent_us > 100000000 GROUP BY site
            """
        #expect(try storm.number("SELECT count(*) FROM (\(streets))") == 400)
        #expect(try storm.number("SELECT max(spread) FROM (\(streets))") < 1_000_000)
    }

    @Test func `heartbeats stay in step long after a cut that ended for all at once`() throws {
        let storm = try Storm("heartbeat-lock")
        // Thirty-three a second on average, and never many more.
        #expect(try storm.perSecond("Heartbeat", 120..<600).peak <= 66)
        for minute in 12..<40 {
            let start = minute * 60
            let beats = try storm.perSecond("Heartbeat", start..<start + 60)
            #expect(beats.total >= 1_990)
            // The CSMS's own queue has pulled them apart by as much as it needed for the boots.
            let wave = try storm.perSecond("Heartbeat", start..<start + 3)
            #expect(wave.total * 100 >= beats.total * 99, "\(beats)")
        }
    }

    @Test func `chargers never seen before boot in the tick in which they get power`() throws {
        let storm = try Storm("new-chargers")
        #expect(try storm.perSecond("BootNotification", 100..<1800) == [600: 1_500])
        let early = """
            SELECT count(*) FROM call JOIN charger ON charger.id = call.charger
            WHERE site LIKE 'new%' AND sent_us < 600000000
            """
        #expect(try storm.number(early) == 0)
        // Nor does anyone stop there before.
        let guests = """
            SELECT count(*) FROM session JOIN charger ON charger.id = session.charger
            WHERE charger.site LIKE 'new%' AND arrived_us < 600000000
            """
        #expect(try storm.number(guests) == 0)
    }
}
