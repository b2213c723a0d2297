extension Notation<CSMSSpec> {
    static let csms = csmsRecord.notation.or(CSMSSpec.absent, meaning: .none)

    private static let csmsRecord = Record(
        CSMSSpec(),
        [
            Field(
                "url",
                \.address,
                Notation<CSMSSpec.Address>.url.optional,
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
                guard csms.url?.hasPrefix("ws://") == true, csms.security.profile == nil,
                    csms.security.needsTLS
                else {
                    return nil
                }
                return Complaint("authorities and certificates are of use at wss://… only")
            },
            Rule(["security", "url"]) { csms in
                guard let url = csms.url, let profile = csms.security.profile,
                    csms.security.wantsTLS != url.hasPrefix("wss://")
                else { return nil }
                let wanted = csms.security.wantsTLS == true ? "wss://…" : "ws://…"
                let place = csms.address?.shown ?? url
                return Complaint(
                    "security profile \(profile) goes to \(wanted), not to \(place.quoted)"
                )
            },
        ]
    )
}

extension Notation<CSMSSpec.Address> {
    /// What it points to is looked at when it is called.
    ///
    /// What variables put into it is called, but never shown: it may be a password or a token.
    fileprivate static let url = Notation(schema: text.schema) { node, problems in
        text.read(node, &problems).map {
            CSMSSpec.Address(url: $0, shown: node.written ?? $0)
        }
    }

    private static let text = Notation<String>.scalar(
        "a URL",
        schema: ["type": "string", "pattern": "^wss?://", "maxLength": 2000]
    ) { text throws(Complaint) in
        guard text.hasPrefix("ws://") || text.hasPrefix("wss://") else {
            let place = text.withoutPassword.prefix { $0 != "?" }
            throw Complaint("a CSMS is at ws://… or wss://…, not at \(String(place).quoted)")
        }
        guard text.urlAuthority?.contains("@") != true else {
            throw Complaint(
                "no user or password belongs in the URL",
                suggestion:
                    "the user is each charger's identity, the password ‘security: {password: …}’"
            )
        }
        guard text.utf8.count <= 2000 else { throw Complaint("this URL is too long") }
        return text
    }
}
