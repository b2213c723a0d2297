extension Notation<CSMSSpec> {
    static let csms = Notation(schema: csmsRecord.schema) { node, problems in
        guard node.scalar != "none" else {
            problems.add("‘csms: none’ is not available in this version", at: node.origin)
            return nil
        }
        return csmsRecord.read(node, &problems)
    }

    private static let csmsRecord = Record(
        CSMSSpec(),
        [
            Field(
                "url",
                \.url,
                Notation<String>.url.optional,
                "Where the CSMS under test is; absent: the reference one, in virtual time."
            ),
            Field(
                "security",
                \.security,
                SecuritySpec.record.notation,
                "How chargers prove who they are, and whom they trust."
            ),
            Field(
                "reference",
                \.reference,
                ReferenceSpec.record.notation,
                "The reference CSMS: what it answers and how long it takes."
            ),
        ],
        rules: [
            Rule(["security", "url"]) { csms in
                guard let url = csms.url, let profile = csms.security.profile,
                    csms.security.wantsTLS != url.hasPrefix("wss://")
                else { return nil }
                let wanted = csms.security.wantsTLS == true ? "wss://…" : "ws://…"
                return Complaint(
                    "security profile \(profile) goes to \(wanted), not to \(url.quoted)"
                )
            }
        ]
    )
}

extension SecuritySpec {
    static let record = Record(
        SecuritySpec(),
        [
            Field(
                "profile",
                \.profile,
                Notation<Int>.integer(0...3).optional,
                "OCPP's security profile: 0 nothing, 1 a password, 2 that over TLS, 3 certificates."
            ),
            Field(
                "password",
                \.password,
                Notation<String>.text(1...40).optional,
                "The password of all chargers that were given none of their own."
            ),
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
        ],
        rules: [
            Rule(["profile", "password"]) {
                guard $0.profile == 1 || $0.profile == 2, $0.password == nil else { return nil }
                return Complaint("profiles 1 and 2 need a ‘password’")
            },
            Rule(["profile", "certificate"]) {
                guard $0.profile == 3, $0.certificate == nil else { return nil }
                return Complaint("profile 3 needs a ‘certificate’")
            },
            Rule(["profile", "password"]) {
                guard $0.profile == 0 || $0.profile == 3, $0.password != nil else { return nil }
                return Complaint("profiles 0 and 3 send no ‘password’")
            },
            Rule(["profile", "certificate"]) {
                guard let profile = $0.profile, profile < 3, $0.certificate != nil else {
                    return nil
                }
                return Complaint("a ‘certificate’ is shown in profile 3 only, not in \(profile)")
            },
            Rule(["key", "certificate"]) {
                guard $0.key != nil, $0.certificate == nil else { return nil }
                return Complaint("a ‘key’ is of no use without its ‘certificate’")
            },
        ]
    )
}

extension Notation<String> {
    /// What it points to is looked at when it is called.
    fileprivate static let url = Notation.scalar(
        "a URL",
        schema: ["type": "string", "pattern": "^wss?://", "maxLength": 2000]
    ) { text throws(Complaint) in
        guard text.hasPrefix("ws://") || text.hasPrefix("wss://") else {
            throw Complaint("a CSMS is at ws://… or wss://…, not at \(text.quoted)")
        }
        guard text.utf8.count <= 2000 else { throw Complaint("this URL is too long") }
        return text
    }
}

extension Notation<String?> {
    fileprivate static let file = Notation<String>.text(1...4096).optional
}
