extension Fleet {
    /// The cars that are still there, and the drivers who still wait for a bay.
    func recordOpenSessions(at end: SimTime, into batch: inout Batch) {
        for charger in chargers.indices {
            for connector in chargers[charger].connectors {
                guard let visit = connector.visit else { continue }
                let running = connector.transaction.map {
                    connector.meter.milliwattHours(at: end) - $0.startRegister
                }
                batch.sessions.append(
                    SessionRecord(
                        open: visit,
                        connector.log,
                        delivered: connector.log.deliveredMilliwattHours + (running ?? 0),
                        charger: firstCharger + charger,
                        connector: connector.number
                    )
                )
            }
        }
        for line in lines {
            for visit in line.waiting { batch.sessions.append(SessionRecord(waiting: visit)) }
        }
    }
}
