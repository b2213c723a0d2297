import Scenarios

// A type out of what a scenario says of a group of chargers.
extension ChargerType.Behaviour {
    init(_ group: ChargerGroup, reachesApp: Bool, rhythm: HeartbeatRhythm? = nil) {
        self.rhythm = rhythm.map {
            ChargerType.Rhythm(
                interval: $0.interval.map { SimDuration($0) },
                from: .zero + SimDuration($0.from),
                isDrawn: $0.isDrawn
            )
        }
        speaksOCPP = group.comesUp
        connection = group.model.connection
        if let jitter = group.backOffJitter { connection.backOff.jitter = jitter }
        metering = group.model.metering
        access = Access(group, reachesApp: reachesApp)
    }
}

extension DataTransfer {
    init(_ message: VendorMessage) {
        self.init(vendorId: message.vendor, messageId: message.id, data: message.data)
    }
}

extension Access {
    init(_ group: ChargerGroup, reachesApp: Bool) {
        model = group.model.access
        ways = group.identification.map { Access.Way($0, reachesApp: reachesApp) }
        if ways.isEmpty { ways = [.card] }
        unlocksByPIN = group.unlocksByPIN
    }
}

extension ChargerGroup {
    /// The setting by which its chargers ask no CSMS, by the key that their maker has for it.
    var freeSettings: [ConfigurationSetting] {
        guard identification.contains(.free) else { return [] }
        let unlocks = ConfigurationSetting("freecharging", "true")
        let hasLock = model.configuration.contains {
            $0.key.lowercased() == unlocks.key.lowercased()
        }
        return hasLock ? [unlocks] : [ConfigurationSetting("AuthEnabled", "false")]
    }
}

extension Access.Way {
    /// Where the CSMS has no ear for the simulated drivers of its app, they use the reader.
    init(_ way: ChargerModel.Identification, reachesApp: Bool) {
        switch way {
        case .rfid: self = .card
        case .pin: self = .pin
        case .app, .qr: self = reachesApp ? .remote : .card
        case .plugAndCharge: self = .plug
        case .free: self = .free
        }
    }
}
