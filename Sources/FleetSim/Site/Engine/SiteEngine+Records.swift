// What is told of visits that are over.
extension SiteEngine {
    /// A car has left its bay.
    mutating func record(_ bay: Int) {
        let (visit, log) = (bays[bay].guest.visit, bays[bay].guest.log)
        var record = SessionRecord(
            visit,
            log,
            charger: Int(layout.bays[bay].charger),
            connector: Int(layout.bays[bay].connector),
            namesTag: Observer.wantsTags
        )
        // Without a CSMS there are no transactions, and no reasons why they were stopped.
        record.reason = nil
        let waited = bays[bay].guest.seated - visit.arrived
        let account = VisitAccount(log, waited: waited, bay: bay)
        observer.record(record, account)
    }

    /// Tells of the cars that are still there, and of the drivers who still wait for a bay.
    mutating func tellOpen(at end: SimTime) {
        assert(end >= now, "what is still there is told at the end")
        for (bay, position) in zip(bays, layout.bays) {
            guard let visit = bay.visit, let log = bay.log else { continue }
            var record = SessionRecord(
                open: visit,
                log,
                delivered: bay.delivered(at: end),
                charger: Int(position.charger),
                connector: Int(position.connector),
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

    /// Lends a bay to be looked at.
    func look<Result>(at bay: Int, _ body: (Bay) -> Result) -> Result { body(bays[bay]) }
}
