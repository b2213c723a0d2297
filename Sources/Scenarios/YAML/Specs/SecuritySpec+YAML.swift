extension SecuritySpec {
    static let record = Record(
        SecuritySpec(),
        passwords + certificates,
        rules: profileRules + certificateRules
    )

    private static let passwords: [Field<SecuritySpec>] = [
        Field(
            "profile",
            \.profile,
            Notation<Int>.integer(0...3).optional,
            "OCPP's security profile: 0 nothing, 1 a password, 2 that over TLS, 3 certificates."
        ),
        Field(
            "password",
            \.password,
            Notation<String>.secret(1...40).optional,
            "The password of all chargers without one of their own; or {env: NAME}, {file: PATH}."
        ),
    ]

    private static let certificates: [Field<SecuritySpec>] = [
        Field(
            "ca",
            \.authorities,
            .file,
            "The file of authorities to trust (PEM); absent: those of the system."
        ),
        Field(
            "verify",
            \.verifies,
            .flag,
            "Whether the CSMS's certificate is looked at; absent: true."
        ),
        Field(
            "certificate",
            \.certificate,
            .file,
            "The chargers' own certificate, or the folder with IDENTITY.pem for each."
        ),
        Field("key", \.key, .file, "The key to it, where it is in a file of its own."),
        Field(
            "issuer",
            \.issuer,
            .file,
            "An authority (PEM): it makes each charger a certificate as the run begins."
        ),
        Field(
            "issuer_key",
            \.issuerKey,
            .file,
            "The key to that authority, where it is in a file of its own."
        ),
        Field(
            "tls_min",
            \.lowestTLS,
            .word("version of TLS"),
            "The lowest version of TLS; absent: 1.2."
        ),
        Field(
            "tls_max",
            \.highestTLS,
            .word("version of TLS"),
            "The highest version of TLS; absent: 1.3."
        ),
        Field(
            "resume",
            \.resumes,
            .flag,
            "Whether a charger that comes back goes on with its TLS session; absent: false."
        ),
    ]

    /// What a security profile has no use for; what it needs may be in a list of chargers.
    private static let profileRules: [Rule<SecuritySpec>] = [
        Rule(["profile", "password"]) {
            guard $0.profile == 0 || $0.profile == 3, $0.password != nil else { return nil }
            return Complaint("profiles 0 and 3 send no ‘password’")
        },
        Rule(["profile", "certificate"]) {
            guard let profile = $0.profile, profile < 3, $0.showsCertificates else { return nil }
            return Complaint("certificates are shown in profile 3 only, not in \(profile)")
        },
    ]

    private static let certificateRules: [Rule<SecuritySpec>] = [
        Rule(["issuer", "certificate"]) {
            guard $0.issuer != nil, $0.certificate != nil else { return nil }
            return Complaint("an ‘issuer’ makes the certificates: no other ‘certificate’ is shown")
        },
        Rule(["issuer_key", "issuer"]) {
            guard $0.issuerKey != nil, $0.issuer == nil else { return nil }
            return Complaint("an ‘issuer_key’ is of no use without its ‘issuer’")
        },
        Rule(["key", "certificate"]) {
            guard $0.key != nil, $0.certificate == nil else { return nil }
            return Complaint("a ‘key’ is of no use without its ‘certificate’")
        },
    ]
}
