import Scenarios

/// The charging profiles installed in a charger.
struct ProfileStack {
    private(set) var profiles: [InstalledProfile] = []

    var isEmpty: Bool { profiles.isEmpty }

    /// Takes a profile in, in place of those it replaces; false when it must be refused.
    mutating func install(
        _ profile: ChargingProfile,
        on connector: Int,
        of owner: InstalledProfile.Owner = .anyone,
        at now: DateTime,
        within capacity: ProfileCapacity,
        behaviour: SmartChargingBehaviour
    ) -> Bool {
        let installed = InstalledProfile(
            profile,
            on: connector,
            of: owner,
            at: now,
            within: capacity,
            behaviour: behaviour
        )
        guard let installed else { return false }
        let others = profiles.filter { !installed.replaces($0) }
        guard others.count < capacity.profiles else { return false }
        profiles = others + [installed]
        assert(profiles.count <= capacity.profiles, "no more profiles than there is room for")
        return true
    }

    /// Takes out what a request names; false when there is no such profile.
    mutating func clear(_ request: ClearChargingProfile) -> Bool {
        let before = profiles.count
        profiles.removeAll(where: request.names)
        return profiles.count < before
    }

    /// The transaction has begun that a connector's remote start was waiting for.
    mutating func bindAwaited(on connector: Int, to transaction: UInt32) {
        for index in profiles.indices
        where profiles[index].owner == .awaited && profiles[index].connector == connector {
            profiles[index].owner = .transaction(transaction)
        }
    }

    /// The transaction will not begin that a connector's remote start was waiting for.
    mutating func dropAwaited(on connector: Int) {
        profiles.removeAll { $0.owner == .awaited && $0.connector == connector }
    }

    /// A transaction's profiles end with it.
    mutating func endTransaction(_ number: UInt32) {
        profiles.removeAll { $0.owner == .transaction(number) }
    }

    /// What a restart leaves: no profile of a transaction outlasts it.
    mutating func restart() {
        profiles.removeAll { $0.purpose == .tx }
    }
}

extension InstalledProfile {
    /// A profile replaces that of its id, and that of its purpose, level and connector.
    fileprivate func replaces(_ other: InstalledProfile) -> Bool {
        other.id == id
            || (other.purpose == purpose && other.level == level && other.connector == connector)
    }
}

extension ClearChargingProfile {
    /// An id names one profile whatever else is said; without it all that is said must hold.
    fileprivate func names(_ profile: InstalledProfile) -> Bool {
        if let id { return profile.id == id }
        return connectorId.map { $0 == profile.connector } ?? true
            && chargingProfilePurpose.map { $0 == profile.purpose } ?? true
            && stackLevel.map { $0 == profile.level } ?? true
    }
}
