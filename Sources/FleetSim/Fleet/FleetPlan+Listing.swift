import Scenarios

// What a run's database lists of a fleet, besides its chargers.
extension FleetPlan {
    /// The sites in the order of their index.
    package var siteEntries: [RunManifest.SiteEntry] {
        sites.map { site in
            RunManifest.SiteEntry(
                name: site.name,
                chargers: site.chargers.count,
                bays: chargers[site.chargers].reduce(0) { $0 + $1.connectors }
            )
        }
    }

    /// The faults in the order of their times.
    package var faultEntries: [RunManifest.FaultEntry] {
        scenario.faults.map(RunManifest.FaultEntry.init).sorted { $0.at < $1.at }
    }

    /// How long its windows are.
    package var window: SimDuration { SimDuration(scenario.window) }
}

extension SitesPlan {
    /// The sites in the order of their index.
    package var siteEntries: [RunManifest.SiteEntry] {
        sites.enumerated().map { index, site in
            let end = index + 1 < sites.count ? firstChargers[index + 1] : chargers.count
            return RunManifest.SiteEntry(
                name: site.name,
                chargers: end - firstChargers[index],
                bays: site.bays
            )
        }
    }
}

extension RunManifest.FaultEntry {
    fileprivate init(_ fault: FaultSpec) {
        let at = SimTime.zero + SimDuration(fault.at)
        self.init(
            at: at,
            until: fault.kind.lasting.map { at + SimDuration($0) },
            kind: fault.kind.name,
            share: fault.kind.share,
            site: fault.site
        )
    }
}

extension FaultSpec.Kind {
    /// As scenarios call it.
    fileprivate var name: String {
        switch self {
        case .csmsRestart: "csms-restart"
        case .setupSaved: "setup-saved"
        case .wrongSetup: "wrong-setup"
        case .linkDown: "link-down"
        case .siteOutage: "site-outage"
        case .flapping: "flapping"
        case .slowLink: "slow-link"
        case .halfOpen: "half-open"
        case .slowReading: "slow-reading"
        case .tornFrame: "torn-frame"
        case .powerCut: "power-cut"
        case .unavailable: "unavailable"
        case .emergencyStop: "emergency-stop"
        case .connectorFault: "connector-fault"
        case .cardByteOrder: "card-byte-order"
        }
    }

    /// For how long it goes on; nil: for a moment, or for good.
    fileprivate var lasting: Duration? {
        switch self {
        case .csmsRestart(let down): down
        case .linkDown(_, let duration), .siteOutage(_, let duration),
            .flapping(_, let duration, _, _), .slowLink(_, let duration, _),
            .halfOpen(_, let duration), .slowReading(_, let duration, _),
            .powerCut(_, let duration, _):
            duration
        case .unavailable(_, let duration), .emergencyStop(_, let duration),
            .connectorFault(_, let duration, _, _):
            duration
        case .setupSaved, .wrongSetup, .tornFrame, .cardByteOrder: nil
        }
    }
}
