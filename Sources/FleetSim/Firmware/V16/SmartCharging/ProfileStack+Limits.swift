import Scenarios

/// Which of the installed profiles count at a moment, and what they come to.
extension ProfileStack {
    /// What the whole charger may draw: the bound of the sum over its connectors.
    func bound(at moment: DateTime) -> ChargingLimit {
        var level = -1
        var limit = ChargingLimit.none
        for profile in profiles where profile.purpose == .chargePointMax && profile.level > level {
            guard let own = profile.limit(at: moment, for: moment) else { continue }
            level = profile.level
            limit = own
        }
        return limit
    }

    /// What a session may draw as far as profiles of connectors and transactions go.
    func limit(
        of session: ChargingSession,
        at moment: DateTime,
        behaviour: SmartChargingBehaviour
    ) -> ChargingLimit {
        if let limit = prevailing(.tx, for: session, at: moment, behaviour: behaviour) {
            return limit
        }
        if !behaviour.txProfileGapFallsBackToTxDefault, hasTxProfile(session, at: moment) {
            return .none
        }
        return prevailing(.txDefault, for: session, at: moment, behaviour: behaviour) ?? .none
    }

    /// The next moment at which the limit of one of the sessions, or the bound, can be another one.
    ///
    /// It is never later than that moment, and can be a moment at which a profile changes that
    /// another one hides.
    func nextChange(after moment: DateTime, for sessions: [ChargingSession]) -> DateTime? {
        var next: DateTime?
        for profile in profiles {
            for session in sessions where profile.concerns(session) {
                guard let change = profile.nextChange(after: moment, for: session.start),
                    change > moment
                else { continue }
                next = min(next ?? change, change)
            }
        }
        return next
    }

    /// The limit of the profile that goes before all others of its purpose.
    private func prevailing(
        _ purpose: ChargingProfilePurpose,
        for session: ChargingSession,
        at moment: DateTime,
        behaviour: SmartChargingBehaviour
    ) -> ChargingLimit? {
        var highest = -1
        var limit: ChargingLimit?
        for profile in profiles where profile.purpose == purpose && profile.concerns(session) {
            let rank = profile.rank(behaviour)
            guard rank > highest, let own = profile.limit(at: moment, for: session.start) else {
                continue
            }
            highest = rank
            limit = own
        }
        return limit
    }

    private func hasTxProfile(_ session: ChargingSession, at moment: DateTime) -> Bool {
        profiles.contains {
            $0.purpose == .tx && $0.concerns(session) && $0.isValid(at: moment)
        }
    }
}

extension InstalledProfile {
    /// Of two profiles that set a limit, the one of higher rank counts.
    fileprivate func rank(_ behaviour: SmartChargingBehaviour) -> Int {
        assert(0...Int(Int32.max) ~= level, "a profile is taken only at a level that a charger has")
        let isOwn = connector > 0 ? 1 : 0
        // Levels are bounded by a configuration key of 32 bits.
        return behaviour.connectorsTxDefaultGoesFirst ? isOwn << 32 + level : level << 1 + isOwn
    }
}
