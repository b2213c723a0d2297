extension Fleet {
    /// The cars that are still there, and the drivers who still wait for a bay.
    func recordOpenSessions(at end: SimTime, into batch: inout Batch) {
        for charger in chargers.indices {
            for connector in chargers[charger].connectors {
                guard let visit = connector.bay.visit, let log = connector.bay.log else { continue }
                batch.sessions.append(
                    SessionRecord(
                        open: visit,
                        log,
                        delivered: connector.bay.delivered(at: end),
                        charger: firstCharger + charger,
                        connector: connector.number
                    )
                )
            }
        }
        for site in sites {
            for visit in site.waiting { batch.sessions.append(SessionRecord(waiting: visit)) }
        }
    }
}
