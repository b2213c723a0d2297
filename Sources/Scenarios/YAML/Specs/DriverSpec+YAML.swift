extension UserSpec {
    fileprivate static let traits: [Trait<UserSpec>] = [
        Trait(
            "count",
            \.count,
            .integer(1...maximum),
            "How many there are; absent: as many as make per_day, or else one for each bay.",
            Written.plain
        ),
        Trait(
            "plug_ins",
            \.plugInsAtRandom,
            Dimension.frequency.notation(0.001 / 168...12),
            "How often each plugs in, at random; absent: 4/week.",
            { "\(Written.number($0 * 168))/week" }
        ),
        Trait(
            "every",
            \.days,
            Notation<Weekdays>.weekdays,
            "Instead: on each of these days each comes once, as in weekday, day or [mon, thu].",
            \.text
        ),
    ]

    var text: String { Trait.flow(Self.traits, of: self) }

    private var plugInsAtRandom: Double? {
        get { days == nil ? plugIns : nil }
        set { if let newValue { plugIns = newValue } }
    }
}

extension Notation<UserSpec?> {
    static let users = single.optional.or("none", meaning: nil)

    /// A driver comes either at random or on certain days.
    private static let single = Notation<UserSpec>(schema: record.schema) { node, problems in
        if let every = node["every"], node["plug_ins"] != nil {
            problems.add(
                "‘plug_ins’ and ‘every’ both say how often they come",
                at: every.origin,
                suggestion: "leave one of them out"
            )
        }
        return record.read(node, &problems)
    }

    private static let record = Record(UserSpec(), UserSpec.traits.map(\.field))
}

extension RemoteStartSpec {
    private static let traits: [Trait<RemoteStartSpec>] = [
        Trait(
            "share",
            \.share,
            .share,
            "The share of drivers who wait for it; absent: 100%.",
            Written.share
        ),
        Trait(
            "patience",
            \.patience,
            .durationLaw,
            "How long a driver waits for it before he drives on; absent: 5m.",
            Written.durations
        ),
    ]

    static let record = Record(RemoteStartSpec(), traits.map(\.field))

    var text: String { Trait.flow(Self.traits, of: self) }
}

extension LeavingSpec {
    static let notation = Notation<LeavingSpec>.variants(
        by: "when",
        [
            Variant("clock", clock) { .clock(at: $0.time, shortestStay: $0.shortestStay) },
            Variant("full", full) { .full(overstay: $0) },
        ]
    ).or("after-dwell", meaning: .afterDwell).or("as-planned", meaning: .asPlanned)

    private struct Clock {
        var time = Distribution.constant(17 * 3600)
        var shortestStay = Duration.seconds(60)
    }

    private static let clock = Record(
        Clock(),
        [
            Field(
                "at",
                \.time,
                .clockLaw,
                "The time, as in 17:00, or counted from midnight.",
                isRequired: true
            ),
            Field(
                "shortest_stay",
                \.shortestStay,
                .duration(.zero...(.seconds(86_400))),
                "No stay is shorter than this; absent: 1m."
            ),
        ]
    )

    private static let full = Record(
        Distribution.constant(0),
        [
            Field(
                "overstay",
                \.self,
                .durationLaw,
                "How long the car stays on when it has what it wants; absent: 0s."
            )
        ]
    )

    var text: String {
        switch self {
        case .afterDwell: "after-dwell"
        case .asPlanned: "as-planned"
        case .clock(let time, let shortest):
            "{when: clock, at: \(Written.durations(time)), "
                + "shortest_stay: \(Written.duration(shortest))}"
        case .full(let overstay): "{when: full, overstay: \(Written.durations(overstay))}"
        }
    }
}

extension HandlingSpec {
    static let notation = Record(HandlingSpec(), traits.map(\.field)).notation
        .or("none", meaning: HandlingSpec.none)

    private static let traits: [Trait<HandlingSpec>] = [
        Trait(
            "plug",
            \.plug,
            .durationLaw,
            "From standing still to having plugged in; absent: 15s to 60s.",
            Written.durations
        ),
        Trait(
            "identify",
            \.identify,
            .durationLaw,
            "From plugging in to identifying; absent: 3s to 20s.",
            Written.durations
        ),
        Trait(
            "unplug",
            \.unplug,
            .durationLaw,
            "From ending the charge to having unplugged; absent: 10s to 60s.",
            Written.durations
        ),
    ]

    var text: String { self == .none ? "none" : Trait.flow(Self.traits, of: self) }
}
