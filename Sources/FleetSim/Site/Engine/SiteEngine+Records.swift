// What is told of visits that are over.
extension SiteEngine {
    /// A driver goes without having had a bay.
    mutating func turnAway(_ visit: Visit, _ outcome: SessionRecord.Outcome) {
        let record = SessionRecord(
            visit,
            turnedAway: outcome,
            at: now,
            namesTag: Observer.wantsTags
        )
        let account = VisitAccount(
            waited: now - visit.arrived,
            shortfall: record.shortfall ?? Shortfall()
        )
        observer.record(record, account)
    }

    /// A car has left its bay.
    mutating func record(_ bay: Int) {
        record(bays[bay].guest.visit, bays[bay].guest.log, in: bay)
    }

    private mutating func record(_ visit: Visit, _ log: VisitLog, in bay: Int) {
        var record = SessionRecord(
            visit,
            log,
            charger: Int(layout.bays[bay].charger),
            connector: Int(layout.bays[bay].connector),
            namesTag: Observer.wantsTags
        )
        // Without a CSMS there are no transactions, and no reasons why they were stopped.
        record.reason = nil
        let account = VisitAccount(
            waited: bays[bay].guest.seated - visit.arrived,
            bay: bay,
            mostMilliwatts: log.greatestMilliwatts,
            shortfall: record.shortfall ?? Shortfall()
        )
        observer.record(record, account)
    }

    /// Tells of the cars that are still there, and of the drivers who still wait for a bay.
    mutating func tellOpen(at end: SimTime) {
        assert(end >= now, "what is still there is told at the end")
        for (bay, place) in zip(bays, layout.bays) {
            guard let visit = bay.visit, let log = bay.log else { continue }
            var record = SessionRecord(
                open: visit,
                log,
                delivered: bay.delivered(at: end),
                charger: Int(place.charger),
                connector: Int(place.connector),
                namesTag: Observer.wantsTags
            )
            record.reason = nil
            observer.record(record, VisitAccount())
        }
        for visit in drivers.waiting {
            let record = SessionRecord(waiting: visit, namesTag: Observer.wantsTags)
            observer.record(record, VisitAccount())
        }
    }

    /// Whether a visit that arrived in a span of time is not over yet.
    func hasVisits(from begin: SimTime, before end: SimTime) -> Bool {
        if let first = drivers.firstInLine, first.arrived < end { return true }
        return bays.contains { $0.holdsVisit(from: begin, before: end) }
    }

    /// Tells of the visits of a span of time that are not over, as they are by now: a car that has what
    /// it has, a driver who waits has waited in vain.
    mutating func tellVisits(from begin: SimTime, before end: SimTime) {
        while let first = drivers.firstInLine, first.arrived < end,
            let visit = drivers.dismissFirst()
        {
            turnAway(visit, .reneged)
        }
        for bay in bays.indices where bays[bay].holdsVisit(from: begin, before: end) {
            guard let visit = bays[bay].visit,
                let log = bays[bay].visitLog(endingAt: now, of: outlets[bay])
            else { continue }
            record(visit, log, in: bay)
        }
    }
}

extension Bay {
    /// Whether a visit that arrived in a span of time is not over yet.
    func holdsVisit(from begin: SimTime, before end: SimTime) -> Bool {
        !isFree && guest.visit.arrived >= begin && guest.visit.arrived < end
    }
}
