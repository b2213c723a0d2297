import FleetSim

/// What a run's scenario says of its sites and faults, as rows.
extension Database {
    func add(_ sites: [RunManifest.SiteEntry], to run: Int64) throws(DatabaseError) {
        let insert = try prepare(
            "INSERT INTO site (run, id, name, chargers, bays) VALUES (?, ?, ?, ?, ?)"
        )
        for (index, site) in sites.enumerated() {
            try insert.run(run, index, site.name, site.chargers, site.bays)
        }
    }

    func add(_ faults: [RunManifest.FaultEntry], to run: Int64) throws(DatabaseError) {
        let insert = try prepare(
            "INSERT INTO fault (run, at_us, until_us, kind, share, site) VALUES (?, ?, ?, ?, ?, ?)"
        )
        for fault in faults {
            try insert.run(run, fault.at, fault.until, fault.kind, fault.share, fault.site)
        }
    }
}
