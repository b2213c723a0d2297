// What lists of chargers and tokens have to fit.
extension Scenario {
    /// Profiles 1 and 2 go by a password, be it each charger's own.
    var passwordComplaint: Complaint? {
        let path: [YAMLNode.Step] = ["csms", "security", "profile"]
        let security = csms.security
        let own = fleet.lazy.flatMap(\.chargers).flatMap(\.listed).filter { $0.password != nil }
        switch security.profile {
        case 1, 2:
            guard security.password == nil, !isEachListed(with: { $0.password != nil }) else {
                return nil
            }
            return Complaint("profiles 1 and 2 need a ‘password’", at: path)
        case 0, 3:
            guard let first = own.first else { return nil }
            return Complaint(
                "profiles 0 and 3 send no ‘password’, but \(first.identity.quoted) has one",
                at: path
            )
        default: return nil
        }
    }

    /// Certificates are shown over TLS, in profile 3.
    var certificateComplaint: Complaint? {
        let security = csms.security
        let first = fleet.lazy.flatMap(\.chargers).flatMap(\.listed)
            .first { $0.certificate != nil }
        let path: [YAMLNode.Step] = ["csms", "security", "profile"]
        if security.profile == 3, !security.showsCertificates,
            !isEachListed(with: { $0.certificate != nil })
        {
            return Complaint(
                "profile 3 needs a ‘certificate’, or an ‘issuer’ that makes them",
                at: path
            )
        }
        guard let first else { return nil }
        let charger = "but \(first.identity.quoted) has one"
        if csms.url?.hasPrefix("ws://") == true {
            return Complaint(
                "a certificate is of use at wss://… only, \(charger)",
                at: ["csms", "url"]
            )
        }
        if let profile = security.profile, profile < 3 {
            return Complaint("certificates are shown in profile 3 only, \(charger)", at: path)
        }
        guard security.issuer == nil else {
            return Complaint(
                "an ‘issuer’ makes the certificates, \(charger)",
                at: ["csms", "security", "issuer"]
            )
        }
        return nil
    }

    private func isEachListed(with trait: (ListedCharger) -> Bool) -> Bool {
        fleet.allSatisfy { site in
            site.chargers.allSatisfy { !$0.listed.isEmpty && $0.listed.allSatisfy(trait) }
        }
    }

    /// What the reference CSMS knows is either listed or drawn.
    var tokenComplaint: Complaint? {
        guard tokens != nil || fleet.contains(where: { $0.tokens != nil }) else { return nil }
        guard !csms.isAbsent else {
            return Complaint("without a CSMS no driver identifies, so ‘tokens’ are of no use")
        }
        guard !drawsTokens, csms.reference.tags != TagSpec() else { return nil }
        return Complaint(
            "the ‘tokens’ of the list are what the reference CSMS knows",
            suggestion: "leave ‘tags’ out",
            at: ["csms", "reference", "tags"]
        )
    }

    /// OCPP has room for 36 characters, and JSON needs no mark of escape among them.
    var messageIDComplaint: Complaint? {
        guard let template = messageIDs else { return nil }
        let hasCharger = template.parts.contains(.charger)
        for identity in hasCharger ? longestIdentities : [""] {
            if hasCharger, !identity.utf8.allSatisfy(MessageIDTemplate.isPlain) {
                return Complaint(
                    "\(identity.quoted) has characters that do not go into a message id",
                    at: ["message_ids"]
                )
            }
            let length = template.length(identity: identity)
            guard length > MessageIDTemplate.longest else { continue }
            return Complaint(
                "a message id has at most \(MessageIDTemplate.longest) characters, and "
                    + (hasCharger ? "those of \(identity.quoted) would have " : "these would have ")
                    + "\(length), with \(MessageIDTemplate.callDigits) digits for the calls",
                at: ["message_ids"]
            )
        }
        return nil
    }

    /// Of each kind of charger the longest identity, and one that is no plain text.
    private var longestIdentities: [String] {
        fleet.lazy.flatMap(\.chargers).flatMap { group -> [String] in
            guard !group.listed.isEmpty else {
                return [group.identity(ofMember: 0, number: chargerCount)]
            }
            let odd = group.listed.first { !$0.identity.utf8.allSatisfy(MessageIDTemplate.isPlain) }
            let longest = group.listed.max { $0.identity.utf8.count < $1.identity.utf8.count }
            return [odd, longest].compactMap { $0?.identity }
        }
    }
}

extension MessageIDTemplate {
    /// Printable ASCII, but for what JSON has to mark.
    static func isPlain(_ byte: UInt8) -> Bool {
        0x20...0x7E ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    static let notation = Notation<MessageIDTemplate>.scalar(
        "a text with {n}",
        schema: ["type": "string", "minLength": 3, "maxLength": 100]
    ) { text throws(Complaint) in
        guard text.unicodeScalars.count <= 100 else { throw Complaint("this template is too long") }
        guard text.utf8.allSatisfy(isPlain) else {
            throw Complaint("\(text.quoted) has characters that do not go into a message id")
        }
        var parts: [Part] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { "{}".contains($0) }) {
            if brace > rest.startIndex { parts.append(.text(String(rest[..<brace]))) }
            let name = rest[brace...].dropFirst().prefix { $0 != "}" }
            let placeholder = String(rest[brace...].prefix(name.count + 2))
            switch placeholder {
            case "{run}": parts.append(.run)
            case "{charger}": parts.append(.charger)
            case "{n}": parts.append(.number)
            default:
                throw Complaint(
                    "\(placeholder.quoted) stands for nothing in a message id",
                    suggestion: "known here: {run}, {charger}, {n}"
                )
            }
            rest = rest[brace...].dropFirst(placeholder.count)
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        guard parts.count(where: { $0 == .number }) == 1 else {
            throw Complaint(
                "\(text.quoted) has to have {n} once, or ids would not tell calls apart"
            )
        }
        return MessageIDTemplate(parts)
    }
}
