// Who arrives at a site, finds a bay, waits for one or goes.
extension Kernel where W: ~Copyable {
    mutating func arrive(at site: Int) {
        guard let visit = fleet.sites[site].takeNext() else { return }
        expectNext(at: site)
        arrive(visit, at: site)
    }

    /// A driver is gone; it may be that he should be back already.
    mutating func go(_ user: Int32, from site: Int) {
        if let visit = fleet.sites[site].go(user, at: now) { arrive(visit, at: site) }
    }

    mutating func arrive(_ visit: Visit, at site: Int) {
        switch fleet.sites[site].receive(visit) {
        case .finds(let bay): seat(visit, at: bay, of: site)
        case .waits:
            let event = KernelEvent.patienceEnds(site: site, visit: visit.index)
            queue.push(event.word, at: visit.patienceEnds)
        case .balks:
            batch.sessions.append(SessionRecord(visit, turnedAway: .balked, at: now))
            go(visit.user, from: site)
        case .comesLater: break
        }
    }

    mutating func seat(_ visit: Visit, at place: Int, of site: Int) {
        let bay = fleet.sites[site].bays.bay(place)
        let fitted = fleet.visit(visit, to: bay, at: site)
        hand(.arrived(fitted, connector: Int(bay.connector)), to: Int(bay.charger))
    }

    /// Shows drivers who wait to the bays that have become free.
    mutating func invite(to site: Int) {
        while let next = fleet.sites[site].invite() {
            seat(next.visit, at: next.bay, of: site)
        }
    }

    mutating func expectNext(at site: Int) {
        guard let time = fleet.sites[site].expectNext() else { return }
        queue.push(KernelEvent.arrival(site: site).word, at: time)
    }
}
