// The configuration keys of the security extension (A01, A05).
extension Charger {
    /// From an answer to giving up the connection over which it leaves.
    private static let farewell: SimDuration = .seconds(2)

    /// Whether a key's new value is fit to secure anything; of other keys it always is.
    func isSecure(_ value: String, for key: ConfigurationKey) -> Bool {
        if key == .authorizationKey {
            return AuthorizationKey(value, form: type.security.keyForm) != nil
        }
        return key != .securityProfile || Int32(value).map(canRise) ?? false
    }

    /// Remembers the profile that is about to be left.
    mutating func noteProfile(before key: ConfigurationKey) {
        guard key == .securityProfile else { return }
        let profile = configuration[.securityProfile]
        changeSecurity { $0.profileBefore = profile }
    }

    /// A new password or profile counts from the next connection on, so that is made soon.
    mutating func securitySettingChanged(
        _ key: ConfigurationKey,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        raise(.reconfigurationOfSecurityParameters, key.name, at: now)
        if key != .cpoName { connectAnewSoon(at: now, into: &output) }
    }

    mutating func connectAnewSoon(at now: SimTime, into output: inout ChargerOutput) {
        guard link == .up else { return }
        set(.reconnect, at: now + Self.farewell, into: &output)
    }

    /// The CSMS has let the charger in: what was before need not be remembered.
    mutating func settleSecurity() {
        guard let known = security.value else { return }
        if known.profileBefore != nil { changeSecurity { $0.profileBefore = nil } }
        if configuration.isOn(.additionalRootCertificateCheck) {
            changeSecurity { $0.roots.dropFallbacks(of: .centralSystemRoot) }
        }
    }

    /// The new profile gives no connection: back to the one before.
    mutating func fallBack(at now: SimTime) {
        guard let profile = security.value?.profileBefore else { return }
        configuration[.securityProfile] = profile
        changeSecurity { $0.profileBefore = nil }
        raise(.reconfigurationOfSecurityParameters, "back to profile \(profile)", at: now)
    }

    /// Profiles only rise, and each needs its password or its certificates.
    private func canRise(to profile: Int32) -> Bool {
        let key = configuration.text(of: .authorizationKey)
        let hasPassword = AuthorizationKey(key, form: type.security.keyForm) != nil
        let hasRoot = security.value?.roots.entries(of: .centralSystemRoot).isEmpty == false
        guard profile > configuration[.securityProfile] else { return false }
        switch profile {
        case 1: return hasPassword
        case 2: return hasPassword && hasRoot
        case 3: return hasRoot && security.value?.own != nil
        default: return false
        }
    }
}
