extension Notation<ChargerModel> {
    /// The name of a model that ships, or one's own: like another, with what differs.
    static let model = Notation(schema: ["anyOf": [shipped.schema, own.schema]]) { node, problems in
        guard case .mapping = node.content else { return shipped.read(node, &problems) }
        if node["like"] != nil, let part = node["part_number"] {
            problems.add("a part number says which model it is", at: part.origin)
        }
        return own.read(node, &problems)
    }

    private static let shipped = word(
        "model",
        ChargerModel.catalogue.map { (name: $0.id, value: $0) }
    )

    private static let own = Record(
        ChargerModel.generic,
        [
            Field(
                "like",
                \.self,
                shipped,
                "The model that gives every value not written here; absent: generic-ac."
            ),
            Field(
                "part_number",
                \.self,
                .partNumber,
                "The part number of a Wallbox charger, in place of ‘like’."
            ),
        ] + ChargerModel.traits.map(\.field),
        rules: [
            Rule(["feature_profiles"]) { model in
                model.featureProfiles.contains("Core")
                    ? nil : Complaint("every charger has the profile Core")
            }
        ]
    )
    .notation.named("model")
}

extension Notation<ChargerModel> {
    fileprivate static let partNumber = scalar("a part number", schema: ["type": "string"]) {
        text throws(Complaint) in
        do throws(PartNumberError) {
            return ChargerModel(try PartNumber(text))
        } catch {
            throw error.complaint(about: text)
        }
    }
}

extension ChargerModel {
    /// Every key of a model: how it is read, what editors say of it, how it is listed.
    static let traits: [Trait<ChargerModel>] = [
        identity, outlets, outletTraits, cableTraits, installation, lockTraits, hardwareTraits,
        meters, personality, behaviours, cloud,
    ].flatMap { $0 }

    private static let identity: [Trait<ChargerModel>] = [
        Trait(
            "id",
            \.id,
            .text(1...40),
            "What reports call the model; absent: as the one it is like.",
            Written.text
        ),
        Trait("vendor", \.vendor, .text(1...20), "The chargePointVendor.", Written.text),
        Trait("model", \.model, .text(1...20), "The chargePointModel.", Written.text),
        Trait("firmware", \.firmware, .text(1...50), "The firmwareVersion.", Written.text),
        Trait(
            "no_ocpp_up_to",
            \.lastFirmwareWithoutOCPP,
            .text(1...50),
            "The newest firmware that has no OCPP yet.",
            Written.text
        ),
        Trait("source", \.source, .text(1...300), "Where the figures come from.", Written.text),
    ]

    private static let outlets: [Trait<ChargerModel>] = [
        Trait("connectors", \.connectors, .integer(1...50), "How many it has.", Written.plain)
    ]

    private static let installation: [Trait<ChargerModel>] = [
        Trait(
            "networks",
            \.networks,
            .oneOrMore(of: .word("network")),
            "The links it can be installed with, the usual one first.",
            Written.words
        ),
        Trait(
            "identification",
            \.identification,
            .oneOrMore(of: .word("way of identification")),
            "The ways in which drivers get it to charge, the usual one first.",
            Written.words
        ),
    ]

    private static let meters: [Trait<ChargerModel>] = [
        Trait("mid_meter", \.hasMIDMeter, .flag, "A meter to bill by.", Written.plain)
    ]
}
