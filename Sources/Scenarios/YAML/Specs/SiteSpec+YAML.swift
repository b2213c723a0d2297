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
            drivers,
        ],
        later: later
    )

    private static let single = Record(
        SiteSpec(oneCharger: .generic),
        [
            Field("site", \.site, .text(1...40), "The name of the sites; absent: kerb."),
            Field("count", \.count, .count, "How many such chargers there are; absent: 1."),
        ] + ChargerGroup.traits.map { Field($0, of: \.chargers[0]) } + [drivers],
        rules: [Rule(ChargerGroup.networkRule, of: \.chargers[0])],
        later: later
    )

    private static let drivers = Field<SiteSpec>(
        "arrivals",
        \.arrivals,
        ArrivalSpec.notation,
        "Who comes, how long they stay, what they want; absent: as at public chargers."
    )

    private static let later = ["power", "stations"]

    private init(oneCharger model: ChargerModel) {
        self.init()
        chargers = [ChargerGroup(model: model)]
    }
}

extension ChargerGroup {
    static let record = Record(
        ChargerGroup(model: .generic),
        traits + [
            Field("count", \.count, .count, "How many of them stand at one site; absent: 1.")
        ],
        rules: [networkRule]
    )

    /// What one charger is; the model comes first, as it brings its own network along.
    fileprivate static let traits: [Field<ChargerGroup>] = [
        Field(
            "model",
            \.self,
            Notation<ChargerModel>.model.map { ChargerGroup(model: $0) },
            "The charger model, of those ‘fleetsim models’ lists.",
            isRequired: true
        ),
        Field(
            "network",
            \.network,
            .word("network"),
            "The link to the outside; absent: the model's usual one."
        ),
        Field(
            "configuration",
            \.configuration,
            .settings,
            "OCPP configuration keys that differ from the model's factory values."
        ),
    ]

    fileprivate static let networkRule = Rule<ChargerGroup>(["network", "model"]) { group in
        guard !group.model.networks.contains(group.network) else { return nil }
        let links = group.model.networks.map(\.rawValue).listed("and")
        return Complaint(
            "\(group.model.id) has no \(group.network.rawValue)",
            suggestion: "it has \(links)"
        )
    }
}

extension Notation<Int> {
    fileprivate static let count = Notation.integer(1...1_000_000)
}

extension Notation<ChargerModel> {
    fileprivate static let model = word(
        "model",
        ChargerModel.catalogue.map { (name: $0.id, value: $0) }
    )
}

extension Notation<[ConfigurationSetting]> {
    /// OCPP 1.6 has room for 50 characters of a key and 500 of its value.
    fileprivate static let settings = Notation<[(String, String)]>.pairs(
        .text(1...50),
        .text(0...500)
    )
    .map { $0.map(ConfigurationSetting.init) }
}
