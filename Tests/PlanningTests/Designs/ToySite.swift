@testable import FleetSim
@testable import Planning
@testable import Scenarios

/// Bays at which cars come evenly, stay for an exponential time, and go on where none is free.
///
/// A queue of two dozen lines in place of the real site, so that what is tested here is the planning.
struct ToySite {
    let days: Int64

    init(days: Int64 = 30) {
        self.days = days
    }

    var build: Plan.Build {
        { [days] site in
            { seed in Self.tally(site, seed, until: .zero + .seconds(days * 86_400)) }
        }
    }

    private static func tally(_ site: SiteSpec, _ seed: UInt64, until end: SimTime) -> SiteTally {
        var tally = SiteTally(bays: site.baysPerSite)
        var gaps = RandomStream(seed: seed, entity: 1, purpose: .arrivalGap)
        var stays = RandomStream(seed: seed, entity: 1, purpose: .dwell)
        let perDay = site.arrivals.perDay(bays: site.baysPerSite)
        var now = SimTime.zero
        var leaving: [SimTime] = []
        func step(_ time: SimTime) -> SiteState {
            let occupied = Int32(leaving.count)
            return SiteState(
                time: time,
                milliwatts: Int64(occupied) * 11_000_000,
                occupied: occupied,
                charging: occupied
            )
        }
        while true {
            now = now + .exponential(86_400 / perDay, &gaps)
            let stay = SimDuration.exponential(site.arrivals.dwell.mean, &stays)
            while let next = leaving.min(), next < min(now, end) {
                leaving.removeAll { $0 == next }
                tally.record(step(next))
            }
            guard now < end else { break }
            let isFree = leaving.count < site.baysPerSite
            if isFree { leaving.append(now + stay) }
            tally.record(step(now))
            tally.record(
                SessionRecord(
                    site: 0,
                    visit: 0,
                    arrived: now,
                    left: now,
                    requestedMilliwattHours: 1_000,
                    deliveredMilliwattHours: isFree ? 1_000 : 0,
                    outcome: isFree ? .served : .balked
                ),
                VisitAccount(bay: isFree ? leaving.count - 1 : nil, maximumMilliwatts: 11_000_000)
            )
        }
        tally.finish(at: end)
        return tally
    }
}

extension SimDuration {
    fileprivate static func exponential(
        _ mean: Double,
        _ random: inout RandomStream
    ) -> SimDuration {
        SimDuration(nanoseconds: Int64(-Elementary.ln(random.unit()) * mean * 1e9))
    }
}

extension SiteSpec {
    /// Bays at which this many cars come a day, evenly, and each stays for an hour on average.
    static func toy(bays: Int, perDay: Double) -> SiteSpec {
        var site = SiteSpec()
        var group = ChargerGroup(model: .generic)
        group.count = bays
        site.chargers = [group]
        site.arrivals = ArrivalSpec()
        site.arrivals.perDay = perDay
        site.arrivals.dwell = .exponential(mean: 3_600)
        site.arrivals.handling = .none
        return site
    }
}
