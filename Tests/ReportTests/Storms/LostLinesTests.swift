import Testing

@Suite struct `storms of lost lines, as their run database shows them` {
    @Test func `without chance in their waits a whole fleet reconnects in one second`() throws {
        let storm = try Storm("reconnect", "fleet.0.back_off_jitter=0s")
        let boots = try storm.perSecond("BootNotification", 600..<1800)
        // The CSMS is gone from second 600 to 630; they try after 3 s, 6 s more, 12 s and 24 s.
        #expect(boots.total == 2_000)
        #expect((boots[645] ?? 0) >= 1_990)
        // Eight workers need 2.4 s for all of them.
        #expect(try storm.longestWait("BootNotification") > 2_000_000)
    }

    @Test func `with it the reconnect is spread over the waits`() throws {
        let storm = try Storm("reconnect")
        let boots = try storm.perSecond("BootNotification", 600..<1800)
        #expect(boots.total == 2_000)
        #expect(boots.keys.allSatisfy { (630...720).contains($0) })
        #expect(boots.count >= 30 && boots.peak <= 200)
        #expect(try storm.longestWait("BootNotification") < 500_000)
    }

    @Test func `a site is out with all of its chargers or with none`() throws {
        let storm = try Storm("site-outage")
        let lost = """
            SELECT site, count(DISTINCT charger.id) AS chargers FROM event
            JOIN charger ON charger.id = event.charger
            WHERE kind = 'disconnected' GROUP BY site
            """
        let sites = try storm.number("SELECT count(*) FROM (\(lost))")
        // A hundred of two hundred, within 3 sigma.
        #expect((79...121).contains(sites))
        #expect(try storm.number("SELECT count(*) FROM (\(lost)) WHERE chargers = 10") == sites)
        #expect(try storm.lostPerSecond(0..<2400) == [600: 10 * sites])
        let opened = try storm.openedPerSecond(100..<2400)
        #expect(opened.total == 10 * sites)
        #expect(opened.keys.allSatisfy { (1200...1240).contains($0) })
    }

    @Test func `where the line stands nothing waits for those where it does not`() throws {
        let storm = try Storm("site-outage")
        let late = """
            SELECT count(*) FROM call JOIN charger ON charger.id = call.charger
            WHERE replied_us - intended_us > 1000000 AND site NOT IN (
                SELECT site FROM event JOIN charger ON charger.id = event.charger
                WHERE kind = 'disconnected')
            """
        #expect(try storm.number(late) == 0)
    }

    @Test func `what an hour without the line left in the queues comes in a flush`() throws {
        let storm = try Storm("offline-queue")
        let silence = "sent_us >= 3601000000 AND sent_us < 7200000000"
        #expect(try storm.number("SELECT count(*) FROM call WHERE \(silence)") == 0)
        func tellings(_ span: Range<Int>) throws -> Int {
            try storm.perSecond("MeterValues", span).total
                + storm.perSecond("StopTransaction", span).total
        }
        let usual = try tellings(3480..<3540)
        let flush = try tellings(7200..<7260)
        #expect(usual > 900)
        #expect(flush > 40 * usual)
        // As fast as eight workers can, and then it is over.
        #expect(try tellings(7320..<7380) < 2 * usual)
    }

    @Test func `of what waited nothing is missing, and each charger's comes in order`() throws {
        let storm = try Storm("offline-queue")
        // The line is back at 2 h; what waited is due then and gone two minutes later.
        let sent = "sent_us >= 3600000000 AND sent_us < 7320000000 AND outcome = 'ok'"
        // Who charged all the time has a reading a minute to tell.
        let readings = """
            SELECT count(*) AS readings FROM call WHERE action = 'MeterValues' AND \(sent)
            AND charger IN (
                SELECT charger FROM call
                WHERE action = 'StartTransaction' AND sent_us < 3540000000
                EXCEPT SELECT charger FROM call
                WHERE action = 'StopTransaction' AND sent_us < 7320000000)
            GROUP BY charger
            """
        #expect(try storm.number("SELECT count(*) FROM (\(readings))") > 900)
        let others = "SELECT count(*) FROM (\(readings)) WHERE readings NOT IN (62, 63)"
        #expect(try storm.number(others) == 0)
        let ends = try storm.number(
            "SELECT count(*) FROM call WHERE action = 'StopTransaction' AND \(sent)"
        )
        let stopped = try storm.number(
            """
            SELECT count(*) FROM session
            WHERE stopped_us >= 3600000000 AND stopped_us < 7320000000
            """
        )
        #expect(ends > 100 && ends == stopped)
        let swapped = """
            SELECT count(*) FROM (
                SELECT intended_us,
                    lag(intended_us) OVER (PARTITION BY charger ORDER BY sent_us) AS before
                FROM call WHERE action IN ('MeterValues', 'StopTransaction') AND \(sent))
            WHERE intended_us < before
            """
        #expect(try storm.number(swapped) == 0)
        #expect(try storm.number("SELECT count(*) FROM event WHERE kind = 'breach'") == 0)
    }

    @Test func `links flap in a slow drip, for as long as they are said to, and only their share`()
        throws
    {
        let storm = try Storm("flapping")
        let lost = "FROM event WHERE kind = 'disconnected'"
        let chargers = try storm.number("SELECT count(DISTINCT charger) \(lost)")
        // Of 660 within 3 sigma.
        #expect((597...723).contains(chargers))
        let losses = try storm.lostPerSecond(0..<14_400)
        #expect(losses.keys.allSatisfy { (600...11_401).contains($0) })
        // Each is up for 10 minutes and down for one, so that one of them is lost each second.
        #expect(losses.peak <= 15)
        for tenth in 1..<18 {
            let drip = losses.filter { $0.key / 600 == tenth }.total
            #expect((420...780).contains(drip), "\(drip) losses in ten minutes")
        }
    }

    @Test func `over links that flap every end of a charge is told in the end`() throws {
        let storm = try Storm("flapping")
        let untold = """
            SELECT count(*) FROM (
                SELECT charger, count(*) AS ended FROM session
                WHERE transaction_id IS NOT NULL AND outcome <> 'open' GROUP BY charger)
            LEFT JOIN (
                SELECT charger, count(*) AS told FROM call
                WHERE action = 'StopTransaction' AND outcome = 'ok' GROUP BY charger)
            USING (charger) WHERE coalesce(told, 0) < ended
            """
        #expect(try storm.number("SELECT count(*) FROM session WHERE reason IS NOT NULL") > 400)
        #expect(try storm.number(untold) == 0)
        #expect(try storm.number("SELECT count(*) FROM event WHERE kind = 'breach'") == 0)
    }
}
