/// What a vendor's cloud does for a charger while a CSMS runs its sessions over OCPP.
package enum CloudFunction: String, CaseIterable, Sendable {
    case statusMonitoring = "status-monitoring"
    case anonymousSessions = "anonymous-sessions"
    case powerSharing = "power-sharing"
    case powerBoost = "power-boost"
    case midMeter = "mid-meter"
    case currentLimit = "current-limit"
    case softwareUpdate = "software-update"
    case restart
    case factoryReset = "factory-reset"
    case chargingSchedules = "charging-schedules"
    case earthingSystem = "earthing-system"
}

/// A private network to the CSMS, with nothing else on it but what is let out.
package struct VPN: Equatable, Sendable {
    /// The ports on which chargers reach the world beside it.
    package var outboundPorts: [Int]

    package init(outboundPorts: [Int] = []) {
        self.outboundPorts = outboundPorts
    }

    /// The cloud wants both.
    package var reachesCloud: Bool { outboundPorts.contains(80) && outboundPorts.contains(443) }
}
