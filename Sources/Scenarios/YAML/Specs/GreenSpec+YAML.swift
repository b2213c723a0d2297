extension GreenSpec {
    static let record = Record(
        GreenSpec(),
        modes + hours,
        rules: [
            Rule(["prices", "cheapest_hours"]) { green in
                guard green.prices.isEmpty != (green.cheapestHours == 0) else { return nil }
                return Complaint("‘prices’ and ‘cheapest_hours’ go together")
            }
        ]
    )

    private static let modes: [Field<GreenSpec>] = [
        Field("mode", \.mode, .word("mode"), "fast, eco, eco+ or stop; absent: eco+."),
        Field(
            "user_modes",
            \.userModes,
            .list(of: UserMode.record.notation, minimum: 1).refusing { modes in
                modes.contains { $0.share > 0 } ? nil : Complaint("all these shares are zero")
            },
            "The default modes of users who have their own; absent: all go by the charger's."
        ),
        Field(
            "minimum_green_level",
            \.minimumGreenLevel,
            Dimension.share.notation(0.01...1),
            "In eco+, the part of the least power that the sun must give; absent: 100%."
        ),
        Field(
            "starts_after",
            \.startsAfter,
            .duration(.zero ... .seconds(3600)),
            "In eco+, how long the sun must have been enough; absent: 0s."
        ),
        Field(
            "stops_after",
            \.stopsAfter,
            .duration(.zero ... .seconds(3600)),
            "In eco+, how long it must have been too little; absent: 0s."
        ),
    ]

    private static let hours: [Field<GreenSpec>] = [
        Field(
            "boosts",
            \.boosts,
            .oneOrMore(of: Hours.record.notation),
            "Hours in which it charges as fast as can be, unless it is stopped."
        ),
        Field(
            "prices",
            \.prices,
            Notation<[Double]>.list(of: .number(-1_000...1_000)).refusing { prices in
                prices.count == 24 ? nil : Complaint("a price for each hour is needed, 24 of them")
            },
            "The price of each hour of the day, 24 numbers from midnight on."
        ),
        Field(
            "cheapest_hours",
            \.cheapestHours,
            .integer(1...24),
            "In how many of the cheapest hours it charges whatever its mode."
        ),
    ]
}

extension GreenSpec.UserMode {
    fileprivate static let record = Record(
        GreenSpec.UserMode(mode: .eco, share: 1),
        [
            Field("mode", \.mode, .word("mode"), "fast, eco, eco+ or stop.", isRequired: true),
            Field("share", \.share, .share, "Its weight among the users; absent: 100%."),
        ]
    )
}

extension GreenSpec.Hours {
    fileprivate static let record = Record(
        GreenSpec.Hours(),
        [
            Field("from", \.from, .hour, "From midnight.", isRequired: true),
            Field(
                "until",
                \.until,
                .hour,
                "From midnight; it may be the next day.",
                isRequired: true
            ),
        ],
        rules: [
            Rule(["from", "until"]) {
                $0.from == $0.until ? Complaint("these hours must not be the whole day") : nil
            }
        ]
    )
}

extension Notation<Duration> {
    fileprivate static let hour = clock(upTo: .seconds(86_400 - 1))
}

extension SiteSpec {
    /// Who goes by the sun needs a site whose meter shows it.
    var greenComplaint: Complaint? {
        guard chargers.contains(where: { $0.green != nil }), power?.control.isBySite != true else {
            return nil
        }
        return Complaint("‘green’ chargers need the ‘power’ of a site that controls it by itself")
    }
}
