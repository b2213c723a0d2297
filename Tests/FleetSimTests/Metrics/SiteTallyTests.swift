import Testing

@testable import FleetSim

extension LocalClock {
    /// One that shows a time of a day at time zero.
    static func showing(_ time: SimDuration) -> LocalClock {
        LocalClock(start: DateTime(unixMilliseconds: time.nanoseconds / 1_000_000))
    }
}

@Suite struct SiteTallyTests {
    private func time(_ minutes: Int64) -> SimTime { .zero + .seconds(minutes * 60) }

    @Test func `times are counted for every number of bays and of those who wait`() {
        var tally = SiteTally(bays: 2)
        tally.record(SiteState(time: time(0), occupied: 1, charging: 1))
        tally.record(SiteState(time: time(10), occupied: 2, charging: 1, waiting: 3))
        tally.finish(at: time(15))
        let minute: Int64 = 60_000_000_000
        #expect(tally.occupied == [0, 10 * minute, 5 * minute])
        #expect(tally.charging == [0, 15 * minute, 0])
        #expect(tally.waiting == [10 * minute, 0, 0, 5 * minute])
        #expect(tally.span == .seconds(900))
    }

    @Test func `what is before the measurement does not count, nor what lasts no time`() {
        var tally = SiteTally(bays: 1, from: time(60))
        tally.record(SiteState(time: time(0), milliwatts: 22_000_000))
        tally.record(SiteState(time: time(30), milliwatts: 11_000_000))
        tally.record(SiteState(time: time(90), milliwatts: 44_000_000))
        tally.record(SiteState(time: time(90), milliwatts: 0))
        tally.finish(at: time(120))
        #expect(tally.peakMilliwatts == 11_000_000)
        #expect(tally.delivered.milliwattHours == 5_500_000)
        #expect(tally.occupied == [3_600_000_000_000, 0])
    }

    @Test func `means are of windows that end where the clock says`() {
        var tally = SiteTally(bays: 1, clock: .showing(.seconds(5 * 60)))
        // Ten minutes at 30 kW: a window of 15 minutes ends in the middle of them.
        tally.record(SiteState(time: time(5), milliwatts: 30_000_000))
        tally.record(SiteState(time: time(15), milliwatts: 0))
        tally.finish(at: time(60))
        #expect(tally.windows.map(\.length) == [.seconds(60), .seconds(900), .seconds(1_800)])
        #expect(tally.windows.map(\.milliwatts) == [30_000_000, 10_000_000, 10_000_000])
    }

    @Test func `a window that the end cuts short has no mean`() {
        var tally = SiteTally(bays: 1)
        tally.record(SiteState(time: time(0), milliwatts: 10_000_000))
        tally.record(SiteState(time: time(40), milliwatts: 90_000_000))
        tally.finish(at: time(59))
        #expect(tally.windows.map(\.milliwatts) == [90_000_000, 36_666_666, 10_000_000])
    }

    @Test(arguments: [1, 7, 450])
    func `windows by the minute or in long steps have the same means`(step: Int64) {
        // A power that depends on the time alone, told as often as it changes and oftener.
        func power(_ minute: Int64) -> Int64 { (minute / 450 * 7 % 5) * 1_000_000 }
        var coarse = SiteTally(bays: 1, clock: .showing(.seconds(77)))
        var fine = coarse
        for minute in Int64(0)..<4_500 {
            let site = SiteState(time: time(minute), milliwatts: power(minute))
            fine.record(site)
            if minute % 450 == 0 || minute % step == 0 { coarse.record(site) }
        }
        coarse.finish(at: time(4_500))
        fine.finish(at: time(4_500))
        #expect(coarse == fine)
        #expect(coarse.peakMilliwatts == 4_000_000)
    }

    @Test func `lines, and by how much they differ`() {
        var tally = SiteTally(bays: 1)
        tally.record(SiteState(time: time(0), l1: 32_000, l2: 16_000, l3: 16_000))
        tally.record(SiteState(time: time(30), l1: 0, l2: 20_000, l3: 0))
        tally.finish(at: time(60))
        #expect(tally.peakMilliamperes == [32_000, 20_000, 16_000])
        #expect(tally.maximumUnbalance == 20_000)
        #expect(tally.unbalanceSum == 36_000 * 1_800_000_000_000)
    }

    @Test func `each limit that held a car back has its time and energy`() {
        var tally = SiteTally(bays: 1, nodes: 3)
        tally.record(SiteState(time: time(0), bindingNodes: 0b101, heldBackMilliwatts: 8_000_000))
        tally.record(SiteState(time: time(30), bindingNodes: 0b100, heldBackMilliwatts: 2_000_000))
        tally.record(SiteState(time: time(60)))
        tally.finish(at: time(90))
        let half: Int64 = 1_800_000_000_000
        #expect(tally.bindingNanoseconds == [half, 0, 2 * half])
        #expect(tally.boundNanoseconds == 2 * half)
        #expect(tally.heldBackAtNode.map(\.milliwattHours) == [4_000_000, 0, 5_000_000])
        #expect(tally.heldBack.milliwattHours == 5_000_000)
    }

    @Test func `a month of constant power is summed without loss`() {
        var tally = SiteTally(bays: 1)
        tally.record(SiteState(time: time(0), milliwatts: 10_000_000_001))
        tally.finish(at: time(60 * 24 * 30))
        #expect(tally.delivered.milliwattHours == 10_000_000_001 * 720)
        #expect(tally.windows.allSatisfy { $0.milliwatts == 10_000_000_001 })
    }
}

@Suite struct VisitTallyTests {
    private func session(
        _ outcome: SessionRecord.Outcome,
        _ requested: Int64 = 0,
        _ delivered: Int64 = 0,
        left: Int64 = 100
    ) -> SessionRecord {
        SessionRecord(
            site: 0,
            visit: 0,
            arrived: .zero,
            left: .zero + .seconds(left),
            requestedMilliwattHours: requested,
            deliveredMilliwattHours: delivered,
            outcome: outcome
        )
    }

    @Test func `drivers are counted by what became of them`() {
        var tally = SiteTally(bays: 2)
        tally.record(session(.balked), VisitAccount())
        tally.record(session(.reneged), VisitAccount(waited: .seconds(60)))
        tally.record(session(.served), VisitAccount(waited: .seconds(30), bay: 0))
        tally.record(session(.short), VisitAccount(bay: 1))
        let visits = tally.visits
        #expect(visits.arrivals == 4 && visits.blocked == 1 && visits.reneged == 1)
        #expect(visits.served == 2 && visits.waited == 2 && visits.joined == 3)
        #expect(visits.waits.count == 3 && visits.waits.max == 60_000)
        #expect(visits.waitNanoseconds == 90_000_000_000)
    }

    /// In line or in a bay: the run database calls both reneged.
    @Test func `a driver who leaves a bay before charging has reneged, and rates nothing`() {
        var tally = SiteTally(bays: 2)
        tally.record(session(.reneged, 10_000), VisitAccount(bay: 0))
        tally.record(session(.reneged, 10_000), VisitAccount(waited: .seconds(60)))
        tally.record(session(.refused, 10_000), VisitAccount(bay: 1))
        var cutOff = session(.refused, 10_000, 5_000)
        cutOff.started = .zero + .seconds(10)
        tally.record(cutOff, VisitAccount(bay: 1))
        let visits = tally.visits
        #expect(visits.arrivals == 4 && visits.reneged == 2 && visits.served == 1)
        #expect(visits.satisfaction.count == 1 && visits.zeroServed == 0)
        #expect(visits.waited == 1 && visits.joined == 4)
    }

    @Test func `energy that was not served is told by its cause`() {
        var tally = SiteTally(bays: 1)
        var shortfall = Shortfall(3_000, for: .limit)
        shortfall[.stay] = 1_000
        tally.record(session(.short, 10_000, 6_000), VisitAccount(bay: 0, shortfall: shortfall))
        tally.record(
            session(.balked, 5_000),
            VisitAccount(shortfall: Shortfall(5_000, for: .noBay))
        )
        let visits = tally.visits
        #expect(visits.requestedMilliwattHours == 15_000)
        #expect(visits.deliveredMilliwattHours == 6_000)
        let parts = Shortfall.Cause.allCases.map { visits.shortfall[$0] }
        #expect(parts == [5_000, 1_000, 0, 3_000, 0, 0])
        // Who got no bay is no judge of the power.
        #expect(visits.satisfaction.count == 1 && visits.satisfaction.max == 600)
        #expect(visits.satisfactionSum == 600_000 && visits.zeroServed == 0)
    }

    @Test func `what a car draws beyond what was wanted makes up for nothing that another lacks`() {
        var tally = SiteTally(bays: 2)
        tally.record(session(.served, 10_000, 11_800), VisitAccount(bay: 0))
        tally.record(
            session(.balked, 10_000),
            VisitAccount(shortfall: Shortfall(10_000, for: .noBay))
        )
        let visits = tally.visits
        let missing = visits.requestedMilliwattHours - visits.deliveredMilliwattHours
        #expect(missing == 10_000 && missing == visits.shortfall.sum)
        #expect(visits.satisfaction.max == 1_000)
    }

    private func visit(arrived: Int64, left: Int64) -> SessionRecord {
        SessionRecord(
            site: 0,
            visit: 0,
            arrived: .zero + .seconds(arrived),
            left: .zero + .seconds(left),
            requestedMilliwattHours: 0,
            deliveredMilliwattHours: 0,
            outcome: .served
        )
    }

    @Test func `a visit counts where it arrived, however long it lasts`() {
        var tally = SiteTally(bays: 1, from: .zero + .seconds(50))
        tally.record(visit(arrived: 40, left: 60), VisitAccount(waited: .seconds(9), bay: 0))
        tally.record(visit(arrived: 50, left: 70), VisitAccount(bay: 0))
        tally.finish(at: .zero + .seconds(100))
        tally.record(visit(arrived: 99, left: 500), VisitAccount(waited: .seconds(3), bay: 0))
        tally.record(visit(arrived: 100, left: 120), VisitAccount(waited: .seconds(5), bay: 0))
        #expect(tally.visits.arrivals == 2)
        #expect(tally.visits.waits.max == 3_000)
        #expect(tally.span == .seconds(50))
    }

    @Test func `what a car drew is load of its bay, whenever it came`() {
        var tally = SiteTally(bays: 1, from: .zero + .seconds(50))
        tally.record(visit(arrived: 0, left: 49), VisitAccount(bay: 0, maximumMilliwatts: 9))
        #expect(tally.visits.maximumAtBay == [0])
        tally.record(visit(arrived: 0, left: 50), VisitAccount(bay: 0, maximumMilliwatts: 7))
        #expect(tally.visits.maximumAtBay == [7])
    }

    @Test func `nothing flows after the end of what is measured`() {
        var tally = SiteTally(bays: 1)
        tally.record(SiteState(time: .zero, milliwatts: 1_000))
        tally.finish(at: .zero + .seconds(3_600))
        tally.record(SiteState(time: .zero + .seconds(7_200), milliwatts: 9_000))
        #expect(tally.peakMilliwatts == 1_000 && tally.delivered.milliwattHours == 1_000)
    }
}
