import Scenarios

/// What TLS is to do, in either role.
package struct TLSSettings: Sendable {
    /// The file with the authorities to trust; nil: those of the system.
    package var authorities: String?
    /// Whether the peer's certificate is looked at; only a client may do without.
    package var verifies = true
    /// The own certificate with its chain, and the key to it, as files of PEM.
    package var certificate: (chain: String, key: String)?
    /// The folder with the certificate of each charger and the key to it, as IDENTITY.pem.
    package var certificates: String?
    /// The authority that makes a certificate for each charger, in files of PEM.
    package var issuer: (certificate: String, key: String?)?
    package var lowest = TLSVersion.v12
    package var highest = TLSVersion.v13
    /// Whether a charger that comes back goes on with its last session.
    package var resumes = false

    package init() {}

    /// Those of a client that takes every certificate.
    static var trusting: TLSSettings {
        var settings = TLSSettings()
        settings.verifies = false
        return settings
    }
}

/// A setting that OpenSSL does not take, or a file that it cannot read.
package struct TLSSetupError: Error, CustomStringConvertible, Sendable {
    package let description: String
}
