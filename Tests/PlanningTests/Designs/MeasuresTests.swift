import FleetSim
import Scenarios
import Testing

@testable import Planning

@Suite struct `figures of a replication` {
    private func hours(_ hours: Int64) -> SimTime { .zero + .seconds(hours * 3_600) }

    private func visit(
        _ outcome: SessionRecord.Outcome,
        _ requested: Int64,
        _ delivered: Int64
    ) -> SessionRecord {
        SessionRecord(
            site: 0,
            visit: 0,
            arrived: .zero,
            left: hours(1),
            requestedMilliwattHours: requested,
            deliveredMilliwattHours: delivered,
            outcome: outcome
        )
    }

    /// A day of two bays: one car from noon to six at 10 kW, another with it for the last hour.
    private var day: SiteTally {
        var tally = SiteTally(bays: 2)
        tally.record(SiteState(time: hours(0)))
        tally.record(
            SiteState(time: hours(12), l1: 16_000, milliwatts: 10_000_000, occupied: 1, charging: 1)
        )
        tally.record(
            SiteState(
                time: hours(17),
                l1: 16_000,
                l2: 8_000,
                milliwatts: 12_000_000,
                occupied: 2,
                charging: 1,
                waiting: 1,
                bindingNodes: 1,
                heldBackMilliwatts: 6_000_000
            )
        )
        tally.record(SiteState(time: hours(18)))
        tally.record(
            visit(.served, 50_000_000, 50_000_000),
            VisitAccount(bay: 0, maximumMilliwatts: 10_000_000)
        )
        tally.record(
            visit(.short, 20_000_000, 5_000_000),
            VisitAccount(
                waited: .seconds(600),
                bay: 1,
                maximumMilliwatts: 5_000_000,
                shortfall: Shortfall(15_000_000, for: .limit)
            )
        )
        tally.record(
            visit(.balked, 30_000_000, 0),
            VisitAccount(shortfall: Shortfall(30_000_000, for: .noBay))
        )
        tally.finish(at: hours(24))
        return tally
    }

    @Test(
        arguments: [
            (.arrivals, 3), (.blocked, 1 / 3.0), (.lost, 1 / 3.0), (.served, 2 / 3.0),
            (.reneged, 0),
            (.waiting, 0.5), (.waitMean, 300), (.waitMax, 600), (.lineMean, 1 / 24.0),
            (.lineMax, 1),
            (.lineP95, 0), (.energyRequested, 100_000), (.energyDelivered, 62_000),
            (.energyNotServed, 0.45), (.notServedLimit, 0.15), (.notServedPower, 0.15),
            (.notServedNoBay, 0.3),
            (.notServedStay, 0), (.satisfactionMean, 0.625), (.satisfactionFull, 0.5),
            (.satisfactionHalf, 0.5), (.satisfactionNone, 0),
            (.satisfactionJain, 1.25 * 1.25 / (2 * 1.0625)), (.peak, 12_000), (.peak1, 12_000),
            (.peak15, 12_000), (.peak30, 12_000), (.loadMean, 62_000 / 24.0), (.loadP50, 0),
            (.loadFactor, 62 / 24.0 / 12), (.coincidence, 12 / 15.0), (.diversity, 15 / 12.0),
            (.demandFactor, 12 / 44.0), (.admd, 6_000), (.currentL1, 16), (.currentL2, 8),
            (.currentL3, 0), (.unbalanceMax, 16), (.unbalanceMean, 4), (.limitBinding, 1 / 24.0),
            (.limitHeldBack, 6_000), (.occupied, 7 / 48.0), (.charging, 6 / 48.0),
            (.idle, 1 / 48.0),
            (.occupancyP50, 0), (.occupancyP95, 1), (.occupancyMax, 2), (.turnover, 1),
        ] as [(PlanFigure, Double)]
    )
    func `are what their names say`(figure: PlanFigure, value: Double) throws {
        let replication = Replication(day, connectedWatts: 44_000)
        let measured = try #require(replication[figure])
        #expect(abs(measured - value) <= 1e-9 * max(1, value), "\(figure)")
    }

    @Test func `energy that is lost on the way into a battery serves no other driver`() throws {
        var tally = SiteTally(bays: 1)
        tally.record(visit(.served, 10_000_000, 11_800_000), VisitAccount(bay: 0))
        tally.record(
            visit(.balked, 30_000_000, 0),
            VisitAccount(shortfall: Shortfall(30_000_000, for: .noBay))
        )
        tally.finish(at: hours(24))
        let replication = Replication(tally, connectedWatts: 22_000)
        #expect(replication[.energyNotServed] == 0.75)
        #expect(replication[.notServedNoBay] == 0.75)
    }

    @Test func `quantiles come from histograms of three digits`() throws {
        let replication = Replication(day, connectedWatts: 44_000)
        let wait = try #require(replication[.waitP95])
        #expect(abs(wait - 600) < 1)
        let load = try #require(replication[.loadP95])
        #expect(abs(load - 10_000) < 10)
        #expect(replication[.satisfactionP5] == 0.25)
    }

    @Test func `where no driver came there is nothing to measure but the site`() {
        var tally = SiteTally(bays: 2)
        tally.finish(at: hours(1))
        let replication = Replication(tally, connectedWatts: 22_000)
        #expect(replication[.arrivals] == 0)
        #expect(replication[.waitP95] == nil && replication[.energyNotServed] == nil)
        #expect(replication[.coincidence] == nil && replication[.peak] == 0)
        #expect(replication.occupancy == [1, 0, 0])
    }

    /// One bay at a constant power after hours without any.
    private func idle(_ hours: Int64, of all: Int64) -> Replication {
        var tally = SiteTally(bays: 1)
        tally.record(SiteState(time: self.hours(hours), milliwatts: 20_000_000))
        tally.finish(at: self.hours(all))
        return Replication(tally, connectedWatts: 22_000)
    }

    @Test func `the load of all replications is that of them together, and no mean of quantiles`() {
        let load = DesignResult.duration(of: [idle(4, of: 10), idle(6, of: 10)])
        #expect(Set(load) == [0, 20_000], "what never flowed is not told")
        #expect(load.count { $0 == 0 } == 51)
    }

    @Test func `no quantile lies above the greatest`() throws {
        var tally = SiteTally(bays: 1)
        tally.record(SiteState(time: hours(0), milliwatts: 22_080_000))
        for _ in 0..<20 {
            tally.record(visit(.reneged, 1_000, 0), VisitAccount(waited: .seconds(600)))
        }
        tally.finish(at: hours(24))
        let replication = Replication(tally, connectedWatts: 44_000)
        for figure in [PlanFigure.waitP50, .waitP95, .waitP99, .waitMax] {
            #expect(replication[figure] == 600)
        }
        for figure in [PlanFigure.loadP50, .loadP95, .loadP99, .peak] {
            #expect(replication[figure] == 22_080)
        }
    }

    @Test func `a bay that gave more before the horizon has not done so within it`() {
        var tally = SiteTally(bays: 1, from: hours(1))
        tally.record(SiteState(time: hours(0), milliwatts: 22_000_000, occupied: 1, charging: 1))
        tally.record(SiteState(time: hours(1), milliwatts: 3_000_000, occupied: 1, charging: 1))
        tally.record(
            SessionRecord(
                site: 0,
                visit: 0,
                arrived: .zero,
                left: hours(2),
                requestedMilliwattHours: 0,
                deliveredMilliwattHours: 0,
                outcome: .served
            ),
            VisitAccount(bay: 0, maximumMilliwatts: 22_000_000)
        )
        tally.finish(at: hours(3))
        #expect(Replication(tally, connectedWatts: 22_000)[.coincidence] == 1)
    }

    @Test func `curves say how long it was so`() {
        let replication = Replication(day, connectedWatts: 44_000)
        #expect(replication.occupancy.count == 3)
        #expect(abs(replication.occupancy[1] - 5 / 24.0) < 1e-12)
        let load = DesignResult.duration(of: [replication])
        #expect(load.count == 101 && load[100] == 12_000)
        #expect(load[74] == 0 && load[76] > 9_990)
        #expect(replication.binding == [1 / 24.0])
    }
}
