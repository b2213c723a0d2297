extension SiteSpec {
    /// A site with groups of chargers, or in short form a number of chargers at a site each.
    static let notation = Notation<SiteSpec>(
        schema: ["anyOf": [single.schema, grouped.schema]]
    ) { node, problems in
        let record = node["chargers"] == nil ? single : grouped
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
        rules: [groups],
        later: later
    )

    private static let single = Record(
        SiteSpec(oneCharger: .generic),
        [
            Field("site", \.site, .text(1...40), "The name of the sites; absent: kerb."),
            Field("count", \.count, .count, "How many such chargers there are; absent: 1."),
        ] + ChargerGroup.traits.map { Field($0, of: \.chargers[0]) } + [drivers, electricity],
        rules: ChargerGroup.rules.map { Rule($0, of: \.chargers[0]) } + [groups],
        later: later
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

    private static let groups = Rule<SiteSpec>(["power"]) { $0.groupComplaint }

    private static let later = ["stations"]

    private init(oneCharger model: ChargerModel) {
        self.init()
        chargers = [ChargerGroup(model: model)]
    }
}
