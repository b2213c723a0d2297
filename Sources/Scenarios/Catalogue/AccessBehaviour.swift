// What makers decide differently about who may charge, and how a charger is got to: the values that a
// charger goes by, and their keys.

/// How the chargers of a model are plugged into, unlocked and told who is there.
package struct AccessBehaviour: Equatable, Sendable {
    package enum Cable: String, CaseIterable, Sendable {
        /// The cable hangs at the charger; the driver plugs only the car.
        case tethered
        /// The driver brings the cable: it goes into the charger first, which locks it.
        case socket
    }

    /// The order in which it tells the bytes of a card's number.
    package enum CardBytes: String, CaseIterable, Sendable {
        /// As the cards were entered at the CSMS.
        case asRead = "as-read"
        /// The last byte first, so that the CSMS sees another number than it knows.
        case reversed
    }

    package var cable = Cable.tethered
    /// How many users with a PIN, and so a tag, of their own it keeps; nil: a PIN stands for a card.
    package var pinUsers: Int?
    /// Whether a driver has to identify before plugging in.
    package var isLockedWhenAvailable = false
    /// The tag that it names where no authorisation is asked for.
    package var freeTag = "FREE"
    /// The tag that it names for a car that is plugged in, where that identifies: `{number}` and `{serial}`
    /// stand for its own; nil: the car brings its driver's along.
    package var defaultTag: String?
    package var cardBytes = CardBytes.asRead

    package init() {}
}

extension ChargerModel {
    static let cableTraits: [Trait<ChargerModel>] = [
        Trait(
            "cable",
            \.access.cable,
            .word("cable"),
            "Tethered, or a socket that the cable goes into first.",
            Written.word
        )
    ]

    static let lockTraits: [Trait<ChargerModel>] = [
        Trait(
            "pin_users",
            \.access.pinUsers,
            .integer(1...100_000),
            "How many users with a PIN and a tag it keeps; absent: a PIN stands for a card.",
            Written.plain
        ),
        Trait(
            "locked_when_available",
            \.access.isLockedWhenAvailable,
            .flag,
            "Whether a driver has to identify before plugging in.",
            Written.plain
        ),
    ]

    static let tagTraits: [Trait<ChargerModel>] = [
        Trait(
            "free_tag",
            \.access.freeTag,
            .text(1...20),
            "The tag that it names where no authorisation is asked for.",
            Written.text
        ),
        Trait(
            "default_tag",
            \.access.defaultTag,
            Notation<String>.text(1...40).map { $0 == "none" ? nil : $0 },
            "The tag that plugging in names, {serial} being its own; none: the driver's.",
            { $0.map(Written.text) ?? "none" }
        ),
        Trait(
            "card_bytes",
            \.access.cardBytes,
            .word("order of bytes"),
            "The order in which it tells the bytes of a card's number.",
            Written.word
        ),
    ]
}
