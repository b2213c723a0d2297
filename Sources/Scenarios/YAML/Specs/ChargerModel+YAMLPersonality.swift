// The keys of a model that tell how it talks to a CSMS and meters.
extension ChargerModel {
    static let personality: [Trait<ChargerModel>] = [
        Trait(
            "feature_profiles",
            \.featureProfiles,
            .list(of: .word("feature profile", allProfiles), least: 1),
            "What it has of OCPP 1.6.",
            { "[\($0.joined(separator: ", "))]" }
        ),
        Trait("security", \.hasSecurity, .flag, "The security extension.", Written.plain),
        Trait(
            "boots_on_reconnect",
            \.bootsOnReconnect,
            .flag,
            "Whether it sends a BootNotification on every connection.",
            Written.plain
        ),
        Trait(
            "boots_on_trigger",
            \.bootsOnTrigger,
            .flag,
            "Whether it boots when a TriggerMessage asks for it although it is registered.",
            Written.plain
        ),
        Trait(
            "survives_close",
            \.survivesClose,
            .flag,
            "Whether it merely reconnects when the CSMS closes; if not, it restarts.",
            Written.plain
        ),
        Trait(
            "restart_time",
            \.restartTime,
            .duration(.zero...(.seconds(86_400))),
            "From going down to asking for a connection again.",
            Written.duration
        ),
        Trait(
            "failing_resets",
            \.failingResets,
            .integer(0...100),
            "How many attempts of each Reset fail; past ResetRetries it gives up; absent: 0.",
            Written.plain
        ),
        Trait(
            "back_off",
            \.backOff,
            BackOff.notation,
            "How long it waits before the next attempt to connect.",
            { Trait.flow(BackOff.traits, of: $0) }
        ),
        Trait(
            "queue_depth",
            \.queueDepth,
            .integer(0...1_000_000),
            "How many messages it keeps while they cannot be delivered.",
            Written.plain
        ),
        Trait(
            "flush_pause",
            \.flushPause,
            .duration(.zero...(.seconds(3_600))),
            "The least time between two messages that had to wait for a connection.",
            Written.duration
        ),
        Trait(
            "repeats_status",
            \.repeatsStatusOnReconnect,
            .flag,
            "Whether it tells all states on every connection, or only those that changed.",
            Written.plain
        ),
        Trait(
            "free_tag",
            \.freeTag,
            .text(1...20),
            "The tag that it names where no authorisation is asked for.",
            Written.text
        ),
        Trait(
            "default_tag",
            \.defaultTag,
            Notation<String>.text(1...40).map { $0 == "none" ? nil : $0 },
            "The tag that plugging in names, {serial} being its own; none: the driver's.",
            { $0.map(Written.text) ?? "none" }
        ),
        Trait(
            "card_bytes",
            \.cardBytes,
            .word("order of bytes"),
            "The order in which it tells the bytes of a card's number.",
            Written.word
        ),
        Trait(
            "calls_in_flight",
            \.callsInFlight,
            .integer(1...100),
            "How many calls it has under way at once; OCPP allows one.",
            Written.plain
        ),
        Trait(
            "vendor_message",
            \.vendorMessage,
            VendorMessage.notation,
            "What it tells the CSMS by DataTransfer after each boot; absent: nothing.",
            { Trait.flow(VendorMessage.traits, of: $0) }
        ),
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

extension ChargerModel.BackOff {
    static let notation = Record(Self(), traits.map(\.field), rules: [rising]).notation

    static let traits: [Trait<Self>] = [
        Trait(
            "first",
            \.first,
            .duration(.zero...(.seconds(86_400))),
            "The first wait; absent: 3s.",
            Written.duration
        ),
        Trait(
            "jitter",
            \.jitter,
            .duration(.zero...(.seconds(86_400))),
            "A random part up to this is added to every wait; absent: 10s.",
            Written.duration
        ),
        Trait(
            "doublings",
            \.doublings,
            .integer(0...60),
            "How often the wait is doubled; 0: it is fixed; absent: 3.",
            Written.plain
        ),
        Trait(
            "longest",
            \.longest,
            .duration(),
            "What no doubling goes beyond; absent: 1d.",
            Written.duration
        ),
    ]

    private static let rising = Rule<Self>(["longest", "first"]) { law in
        law.first <= law.longest ? nil : Complaint("the first wait is longer than the longest")
    }
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
        while let place = rest.firstRange(of: "{n:0") { rest.removeSubrange(place) }
        return rest.contains(":") ? Complaint("an identity has no colon") : nil
    }
}

extension Notation<Int> {
    static let volts = Dimension.voltage.notation(100...1000).map { Int($0.rounded()) }
}
