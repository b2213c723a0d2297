// The power of sites, shared out once after all that happens at a moment.
extension Kernel where W: ~Copyable {
    mutating func markStale(_ site: Int) {
        if !staleSites.contains(site) { staleSites.append(site) }
    }

    mutating func watchMeter(of site: Int) {
        guard let shows = fleet.electricity[site].value?.firstShow else { return }
        queue.push(KernelEvent.meterShows(site: site).word, at: shows)
    }

    mutating func readMeter(of site: Int) {
        let next = fleet.electricity[site].changeIfAny { $0.readMeter(at: now) }
        markStale(site)
        guard let next, let next else { return }
        queue.push(KernelEvent.meterShows(site: site).word, at: next)
    }

    mutating func share(at site: Int) {
        let outcome = fleet.electricity[site].changeIfAny { ($0.share(at: now), $0.generation) }
        guard let (round, generation) = outcome else { return }
        if let next = round.next {
            let event = KernelEvent.shareDue(site: site, generation: generation)
            queue.push(event.word, at: next)
        }
        for change in round.changes {
            let bay = fleet.sites[site].bays.bay(change.station)
            let charger = Int(bay.charger)
            let connector = Int(bay.connector)
            let milliamperes = Int32(clamping: change.milliamperes)
            let traced = KernelEvent.traced(gift: milliamperes, connector: connector)
            trace.fold(charger: charger, at: now, traced)
            hand(.siteGives(milliamperes: milliamperes, connector: connector), to: charger)
        }
    }
}
