extension SiteSpec {
    /// A site with groups of chargers, or in short form a number of chargers at a site each.
    static let notation = Notation<SiteSpec>(
        schema: ["anyOf": [single.schema, grouped.schema, placed.schema, listed.schema]]
    ) { node, problems in
        guard node["stations"] == nil else { return listed.read(node, &problems) }
        guard node["chargers"] == nil else { return grouped.read(node, &problems) }
        let isPlaced = problems.hasChargerList && node["model"] == nil
        return (isPlaced ? placed : single).read(node, &problems)
    }

    /// A site whose chargers are in the list of the whole fleet.
    private static let placed = Record(
        SiteSpec(),
        [
            Field(
                "site",
                \.site,
                .text(1...40),
                "The site in the list of chargers; depot-* for all whose names begin so.",
                isRequired: true
            ),
            drivers, cards, electricity,
        ]
    )

    /// What holds of such a site once its chargers are there.
    static let rulesOfPlaced = common + [sun("chargers")]

    private static let grouped = Record(
        SiteSpec(),
        [
            Field("site", \.site, .text(1...40), "The name of the site; absent: kerb."),
            Field("count", \.count, .count, "How many such sites there are; absent: 1."),
            Field(
                "chargers",
                \.chargers,
                .groupsOrFile,
                "What stands there: groups, or {file: chargers.csv} with a line for each.",
                isRequired: true
            ),
            drivers, cards, electricity,
        ],
        rules: common + [sun("chargers"), onlySite]
    )

    private static let listed = Record(
        SiteSpec(),
        [
            Field("site", \.site, .text(1...40), "The name of the site; absent: kerb."),
            Field(
                "stations",
                \.stations,
                .stationTable,
                "A CSV file of what stands there, for a study on fixed data.",
                isRequired: true
            ),
            drivers, electricity,
        ],
        rules: common + [constraints]
    )

    private static let single = Record(
        SiteSpec(oneCharger: .generic),
        [
            Field("site", \.site, .text(1...40), "The name of the sites; absent: kerb."),
            Field("count", \.count, .count, "How many such chargers there are; absent: 1."),
        ] + ChargerGroup.traits.map { Field($0, of: \.chargers[0]) }
            + [drivers, cards, electricity],
        rules: ChargerGroup.rules.map { Rule($0, of: \.chargers[0]) } + common
            + [sun("green")]
    )

    private static let drivers = Field<SiteSpec>(
        "arrivals",
        \.arrivals,
        ArrivalSpec.notation,
        "Who comes, how long they stay, what they want; absent: as at public chargers."
    )

    private static let cards = Field<SiteSpec>(
        "tokens",
        \.tokens,
        TokenListSpec.notation.named("tokens").refusing { list in
            list.tokens.contains { $0.site != nil }
                ? Complaint("the tokens of one site need no column ‘site’") : nil
        },
        "The tokens of its drivers, {file: tokens.csv}; absent: those of the whole scenario."
    )

    private static let electricity = Field<SiteSpec>(
        "power",
        \.power,
        PowerSpec.record.notation.named("sitePower"),
        "What its electricity gives and who shares it; absent: more than its chargers can draw."
    )

    private static let common = [groups, profiles, sessions, slots]

    private static let groups = Rule<SiteSpec>(["power"], all: \.groupComplaints)

    /// Chargers with names of their own are at one site.
    private static let onlySite = Rule<SiteSpec>(["count", "chargers"]) { site in
        guard site.isListed, site.count > 1 else { return nil }
        return Complaint("\(site.count) sites cannot all have the chargers of one list")
    }

    private static let profiles = Rule<SiteSpec>(["power"]) { site in
        guard site.power?.control.isByCSMS == true else { return nil }
        let models = site.chargers.map(\.model)
        let without = models.first { !$0.featureProfiles.contains("SmartCharging") }
        return without.map {
            Complaint("a CSMS cannot share where \($0.id) takes no charging profiles")
        }
    }

    /// Sessions come to bays that there are.
    private static let sessions = Rule<SiteSpec>(["arrivals", "stations", "chargers"]) { site in
        let bays = site.baysPerSite
        let wrong = site.arrivals.sessions?.first { ($0.station ?? 0) >= bays }
        return wrong.map {
            Complaint(
                "the session \($0.id.quoted) is at station \($0.station ?? 0), there are \(bays)"
            )
        }
    }

    /// Slot by slot is how studies on fixed data are compared.
    private static let slots = Rule<SiteSpec>(["power", "stations", "arrivals"]) { site in
        guard site.power?.slot != nil, site.stations.isEmpty || site.arrivals.sessions == nil else {
            return nil
        }
        return Complaint(
            "a ‘slot’ is for ‘stations’ and ‘sessions’ out of files",
            suggestion: "leave it out: events are exact"
        )
    }

    private static let constraints = Rule<SiteSpec>(["power", "stations"]) { site in
        let wrong = site.power?.constraints?.first { $0.coefficients.count != site.stations.count }
        guard let wrong else { return nil }
        return Complaint(
            "the limit \(wrong.name.quoted) has \(wrong.coefficients.count) coefficients for "
                + "\(site.stations.count) stations"
        )
    }

    private static func sun(_ key: String) -> Rule<SiteSpec> {
        Rule([key, "power"]) { $0.greenComplaint }
    }

    private init(oneCharger model: ChargerModel) {
        self.init()
        chargers = [ChargerGroup(model: model)]
    }
}
