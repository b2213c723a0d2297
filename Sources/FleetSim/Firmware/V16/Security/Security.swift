/// What a charger keeps for its security: certificates, and the numbers of its keys.
struct Security {
    var roots = CertificateStore()
    /// The charger's own certificate.
    var own: Certificate?
    /// How many key pairs it has made.
    var keyPairs: UInt64 = 0
    /// The profile to fall back to if the new one gives no connection.
    var profileBefore: Int32?
}

extension Charger {
    /// Notes a security event and tells the CSMS, in time or, where it must know, some time.
    mutating func raise(
        _ kind: SecurityEvent.Kind,
        _ techInfo: String? = nil,
        at now: SimTime
    ) {
        guard configuration.features.contains(.security) else { return }
        let event = SecurityEvent(kind: kind, at: now, techInfo: techInfo)
        securityLog.note(now)
        if kind.isCritical {
            keep(event, at: now)
        } else if canReport {
            outbox.append(.securityEvent(event), at: now)
        }
    }
}
