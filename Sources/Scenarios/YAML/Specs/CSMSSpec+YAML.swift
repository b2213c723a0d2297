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
                "served_by",
                \.serverField,
                .headerName,
                """
                The header of the answer to a charger's upgrade in which one server of several says which \
                it is, so that reports tell them apart; absent: X-Served-By.
                """
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
                let address = csms.address?.shown ?? url
                return Complaint(
                    "security profile \(profile) goes to \(wanted), not to \(address.quoted)"
                )
            },
        ]
    )
}

extension Notation<String> {
    fileprivate static let headerName = text(1...100).refusing { name in
        let marks = "!#$%&'*+-.^_`|~"
        let isName = name.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
                || marks.unicodeScalars.contains($0)
        }
        return isName ? nil : Complaint("\(name.quoted) is no name of a header")
    }
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
            let address = text.withoutPassword.prefix { $0 != "?" }
            throw Complaint("a CSMS is at ws://… or wss://…, not at \(String(address).quoted)")
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
