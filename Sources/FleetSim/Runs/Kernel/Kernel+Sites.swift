// The sites of a kernel: drivers and currents reach their bays as events of their chargers.
extension Kernel: SiteFlow where W: ~Copyable {
    subscript(driversOf site: Int) -> SiteDrivers {
        @inline(__always) _read { yield fleet.sites[site] }
        @inline(__always) _modify { yield &fleet.sites[site] }
    }

    mutating func changeElectricity<Result>(
        of site: Int,
        _ change: (inout SiteElectricity) -> Result
    ) -> Result? { fleet.electricity[site].changeIfAny(change) }

    mutating func schedule(_ due: SiteDue, of site: Int, at time: SimTime) {
        queue.push(KernelEvent.site(due, of: site).word, at: time)
    }

    mutating func fold(_ word: UInt64, of site: Int) { trace.fold(site: site, at: now, word) }

    mutating func markStale(_ site: Int) {
        if !staleSites.contains(site) { staleSites.append(site) }
    }

    mutating func seat(_ visit: Visit, at index: Int, of site: Int) {
        let bay = fleet.sites[site].bays.bay(index)
        let fitted = fleet.visit(visit, to: bay, at: site)
        hand(.arrived(fitted, connector: Int(bay.connector)), to: Int(bay.charger))
    }

    mutating func turnAway(_ visit: Visit, _ outcome: SessionRecord.Outcome) {
        batch.sessions.append(SessionRecord(visit, turnedAway: outcome, at: now))
    }

    mutating func give(_ milliamperes: Int32, to index: Int, of site: Int) {
        let bay = fleet.sites[site].bays.bay(index)
        let charger = Int(bay.charger)
        let connector = Int(bay.connector)
        let traced = KernelEvent.traced(gift: milliamperes, connector: connector)
        trace.fold(charger: charger, at: now, traced)
        hand(.siteGives(milliamperes: milliamperes, connector: connector), to: charger)
    }

    /// Looks ahead to the first moment at which a site's meter shows something new.
    mutating func expectMeter(of site: Int) {
        guard let shows = fleet.electricity[site].value?.firstShow else { return }
        schedule(.meterShows, of: site, at: shows)
    }
}
