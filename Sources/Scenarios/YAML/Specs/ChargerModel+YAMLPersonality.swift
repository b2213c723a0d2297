// The keys of a model that tell how it talks to a CSMS and meters.
extension ChargerModel {
    static let personality: [Trait<ChargerModel>] =
        features + connectionTraits + tagTraits + messageTraits + readings

    private static let features: [Trait<ChargerModel>] = [
        Trait(
            "feature_profiles",
            \.featureProfiles,
            .list(of: .word("feature profile", allProfiles), minimum: 1),
            "What it has of OCPP 1.6.",
            { "[\($0.joined(separator: ", "))]" }
        ),
        Trait("security", \.hasSecurity, .flag, "The security extension.", Written.plain),
    ]

    private static let readings: [Trait<ChargerModel>] = [
        Trait(
            "metering",
            \.metering,
            MeteringBehaviour.notation,
            "When it reads its meter, and what it measures.",
            { Trait.flow(MeteringBehaviour.traits, of: $0) }
        ),
        Trait(
            "configuration",
            \.configuration,
            .settings,
            "OCPP configuration keys as they leave the factory.",
            { settings in
                let pairs = settings.map { "\(Written.text($0.key)): \(Written.text($0.value))" }
                return "{\(pairs.joined(separator: ", "))}"
            }
        ),
        Trait(
            "restart_keys",
            \.restartKeys,
            .list(of: .text(1...50)),
            "The OCPP configuration keys whose new value only counts after a restart.",
            { "[\($0.map(Written.text).joined(separator: ", "))]" }
        ),
    ]

    static let cloud: [Trait<ChargerModel>] = [
        Trait(
            "cloud",
            \.cloudFunctions,
            .list(of: .word("cloud function")),
            "What the vendor's cloud does for it while OCPP is on.",
            Written.words
        ),
        Trait(
            "identity",
            \.identity,
            .identity,
            "Its identity; {number} and {serial} stand for six and eight digits, {n:05} for five.",
            Written.text
        ),
        Trait(
            "url_ends_with_slash",
            \.wantsSlash,
            .flag,
            "Whether its set-up takes only such URLs.",
            Written.plain
        ),
    ]
}

extension Notation<String> {
    /// As part of a URL and as a user's name, which ends at a colon.
    static let identity = text(1...48).refusing { text in
        guard text.utf8.contains(where: { [UInt8(ascii: "{"), UInt8(ascii: ":")].contains($0) })
        else { return nil }
        if let mistaken = text.mistakenNumber {
            return Complaint(
                "\(String(mistaken).quoted) stands for no number",
                suggestion: "a number is {n}, or {n:05} for five digits"
            )
        }
        var rest = text[...]
        // The colon of {n:05} is none of the identity's.
        while let range = rest.firstRange(of: "{n:0") { rest.removeSubrange(range) }
        return rest.contains(":") ? Complaint("an identity has no colon") : nil
    }
}

extension Notation<Int> {
    static let volts = Dimension.voltage.notation(100...1000).map { Int($0.rounded()) }
}
