extension SiteSpec {
    /// A site with groups of chargers, or in short form a number of chargers at a site each.
    static let notation = Notation<SiteSpec>(
        schema: ["anyOf": [single.schema, grouped.schema, listed.schema]]
    ) { node, problems in
        let record = node["stations"] != nil ? listed : node["chargers"] == nil ? single : grouped
        return record.read(node, &problems)
    }

    private static let grouped = Record(
        SiteSpec(),
        [
            Field("site", \.site, .text(1...40), "The name of the site; absent: kerb."),
            Field("count", \.count, .count, "How many such sites there are; absent: 1."),
            Field(
                "chargers",
                \.chargers,
                .list(of: ChargerGroup.record.notation, least: 1),
                "What stands there.",
                isRequired: true
            ),
            drivers, electricity,
        ],
        rules: common + [sun("chargers")]
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
        ] + ChargerGroup.traits.map { Field($0, of: \.chargers[0]) } + [drivers, electricity],
        rules: ChargerGroup.rules.map { Rule($0, of: \.chargers[0]) } + common
            + [sun("green")]
    )

    private static let drivers = Field<SiteSpec>(
        "arrivals",
        \.arrivals,
        ArrivalSpec.notation,
        "Who comes, how long they stay, what they want; absent: as at public chargers."
    )

    private static let electricity = Field<SiteSpec>(
        "power",
        \.power,
        PowerSpec.record.notation.named("sitePower"),
        "What its electricity gives and who shares it; absent: more than its chargers can draw."
    )

    private static let common = [groups, profiles, sessions, slots]

    private static let groups = Rule<SiteSpec>(["power"], all: \.groupComplaints)

    private static let profiles = Rule<SiteSpec>(["power"]) { site in
        guard site.power?.control.isByCSMS == true else { return nil }
        let models = site.chargers.map(\.model)
        let without = models.first { !$0.featureProfiles.contains("SmartCharging") }
        return without.map {
            Complaint("a CSMS cannot share where \($0.id) takes no charging profiles")
        }
    }

    /// Sessions come to bays that there are.
    private static let sessions = Rule<SiteSpec>(["arrivals"]) { site in
        let bays = site.baysPerSite
        let wrong = site.arrivals.sessions?.first { ($0.station ?? 0) >= bays }
        return wrong.map {
            Complaint(
                "the session \($0.id.quoted) is at station \($0.station ?? 0), there are \(bays)"
            )
        }
    }

    /// Slot by slot is how studies on fixed data are compared.
    private static let slots = Rule<SiteSpec>(["power"]) { site in
        guard site.power?.slot != nil, site.stations.isEmpty || site.arrivals.sessions == nil else {
            return nil
        }
        return Complaint(
            "a ‘slot’ is for ‘stations’ and ‘sessions’ out of files",
            suggestion: "leave it out: events are exact"
        )
    }

    private static let constraints = Rule<SiteSpec>(["power"]) { site in
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
