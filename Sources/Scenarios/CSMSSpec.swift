/// The central system that the chargers talk to.
package struct CSMSSpec: Equatable, Sendable {
    /// Where a CSMS is, and what reports say of that.
    package struct Address: Equatable, Sendable {
        /// As `ws://…` or `wss://…`.
        package var url: String
        /// As it was written, for people to see: with the names of variables, not with their values,
        /// and without passwords and tokens.
        package var shown: String

        package init(url: String, shown: String) {
            self.url = url
            self.shown = shown.withoutPassword
        }
    }

    /// Nil: the reference one, in virtual time.
    package var address: Address?
    package var url: String? {
        get { address?.url }
        set { address = newValue.map { Address(url: $0, shown: $0) } }
    }
    /// Whether there is none at all: sites run alone, without messages.
    package var isAbsent = false
    package var security = SecuritySpec()
    /// The field of an upgrade's answer in which a server of several says which it is.
    package var serverField = "X-Served-By"
    package var reference = ReferenceSpec()

    package init() {}

    /// What stands in a scenario for no CSMS.
    static let absent = "none"

    /// No CSMS.
    package static var none: CSMSSpec {
        var spec = CSMSSpec()
        spec.isAbsent = true
        return spec
    }
}

package enum TLSVersion: String, CaseIterable, Sendable {
    case v12 = "1.2"
    case v13 = "1.3"
}

/// How the chargers of a live run prove who they are, and whom they trust.
package struct SecuritySpec: Equatable, Sendable {
    /// OCPP's security profile, 0 to 3; nil: what the rest comes to.
    package var profile: Int?
    /// Whether passwords are sent, be it chargers' own.
    package var sendsPasswords: Bool { profile != 0 && profile != 3 }
    /// Whether the profile wants TLS; nil: there is no profile, or no matter.
    package var wantsTLS: Bool? { profile.map { $0 >= 2 } }
    /// The password of all chargers that were given none of their own.
    package var password: String?
    /// The file with the authorities to trust; nil: those of the system.
    package var authorities: String?
    /// Whether the CSMS's certificate is looked at.
    package var verifies = true
    /// The certificate of a client, one for all chargers or a folder with one for each.
    package var certificate: String?
    /// The key to it, where it is not in the same file.
    package var key: String?
    /// The authority's certificate by which each charger gets one of its own as the run begins.
    package var issuer: String?
    /// The key to that, where it is not in the same file.
    package var issuerKey: String?
    package var lowestTLS = TLSVersion.v12
    package var highestTLS = TLSVersion.v13
    /// Whether a charger that comes back goes on with its last session.
    package var resumes = false

    /// Whether chargers show certificates.
    package var showsCertificates: Bool { certificate != nil || issuer != nil }
    /// Whether something was said that only TLS has a use for.
    package var needsTLS: Bool { showsCertificates || authorities != nil || resumes || !verifies }

    package init() {}
}
