extension TimeZoneSpec {
    private static let traits: [Trait<TimeZoneSpec>] = [
        Trait(
            "offset",
            \.offset,
            .clockOffset,
            "How far ahead of UTC it is in winter, as in +1h or -8h; absent: 0h.",
            { Written.seconds($0.nanoseconds / 1e9) }
        ),
        Trait(
            "daylight_saving",
            \.daylightSaving,
            .word("daylight saving"),
            "Whose summer time it keeps: none, eu or us; absent: none.",
            Written.word
        ),
    ]

    static let record = Record(TimeZoneSpec(), traits.map(\.field))

    var text: String { Trait.flow(Self.traits, of: self) }
}

extension TariffSpec {
    private static let traits: [Trait<TariffSpec>] = [
        Trait(
            "from",
            \.from,
            .timeOfDay,
            "When the cheap hours begin, counted from midnight; absent: 23h.",
            Written.duration
        ),
        Trait(
            "until",
            \.until,
            .timeOfDay,
            "When they end, counted from midnight; absent: 7h.",
            Written.duration
        ),
        Trait(
            "random_delay",
            \.randomDelay,
            .duration(.zero ... .seconds(3600)),
            "A car that waited starts up to so much later, at random; absent: 0s.",
            Written.duration
        ),
    ]

    static let record = Record(
        TariffSpec(),
        traits.map(\.field),
        rules: [
            Rule(["from", "until"]) {
                $0.from == $0.until ? Complaint("the cheap hours must not be the whole day") : nil
            }
        ]
    )

    var text: String { Trait.flow(Self.traits, of: self) }
}

extension Notation<Duration> {
    fileprivate static let timeOfDay = clock(upTo: .seconds(86_400 - 1))
}

extension TimeZoneSpec {
    /// A clock whose offset is written as in a scenario: `+1h`, `-5h 30m`.
    package init(offset: String, _ saving: DaylightSaving) throws(Complaint) {
        self.init()
        self.offset = .seconds(try Self.clockOffset(offset))
        daylightSaving = saving
    }

    fileprivate static func clockOffset(_ text: String) throws(Complaint) -> Double {
        let maximum = 14 * 3600e9
        let isBehind = text.hasPrefix("-")
        if let clock = Duration(clock: String(text.drop { $0 == "-" || $0 == "+" })) {
            guard clock.nanoseconds <= maximum else {
                throw Complaint("\(text.quoted) is more than 14h either way")
            }
            return clock.nanoseconds / (isBehind ? -1e9 : 1e9)
        }
        return try Dimension.duration.signed(text, upTo: maximum) / 1e9
    }
}

extension Notation<Duration> {
    /// A duration with a sign, or as clocks and dates have it: `+01:00`.
    fileprivate static let clockOffset = Notation(
        schema: [
            "anyOf": [
                signedDuration(upTo: .seconds(14 * 3600)).schema,
                ["type": "string", "pattern": #"^[+-]?[0-9]{1,2}:[0-5][0-9]$"#],
            ]
        ]
    ) { node, problems in
        scalar("a duration", schema: [:]) { text throws(Complaint) in
            .nanoseconds(Int64((try TimeZoneSpec.clockOffset(text) * 1e9).rounded()))
        }.read(node, &problems)
    }
}
