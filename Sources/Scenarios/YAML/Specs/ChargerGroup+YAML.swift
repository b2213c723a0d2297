extension ChargerGroup {
    static let record = Record(
        ChargerGroup(model: .generic),
        traits + [
            Field("count", \.count, .count, "How many of them stand at one site; absent: 1.")
        ],
        rules: rules
    )

    /// What one charger is; the model comes first, as it brings its own network along.
    static let traits: [Field<ChargerGroup>] = [
        Field(
            "model",
            \.self,
            Notation<ChargerModel>.model.map { ChargerGroup(model: $0) },
            "The charger model, of those ‘fleetsim models’ lists, or one like it.",
            isRequired: true
        ),
        Field(
            "network",
            \.network,
            .word("network"),
            "The link to the outside; absent: the model's usual one."
        ),
        Field(
            "drop_outs",
            \.hasDropOuts,
            .flag,
            "Whether the link is lost now and then, as its kind is; absent: false."
        ),
        Field(
            "vpn",
            \.vpn,
            .vpn,
            "Whether the link is a VPN, and which ports it lets out to the world."
        ),
        Field("setup", \.setup, SetupSpec.record.notation, "What was entered to set up OCPP."),
        Field(
            "identification",
            \.identification,
            .oneOrMore(of: .word("way of identification")),
            "How drivers get it to charge, each way as often; absent: the model's usual one."
        ),
        Field(
            "unlocks_by_pin",
            \.unlocksByPIN,
            .flag,
            "Whether a PIN unlocks it or only a start from afar; absent: true."
        ),
        Field(
            "current_limit",
            \.currentLimit,
            .pilotAmperes,
            "What its installer set; absent: what the model has."
        ),
        Field(
            "powered_at",
            \.firstPower,
            .duration(),
            "When they get power for the first time, all in one tick; absent: in the first minute."
        ),
        Field(
            "back_off_jitter",
            \.backOffJitter,
            .duration(),
            "The random part of the wait before connecting again; absent: as the model has it."
        ),
        Field(
            "green",
            \.green,
            GreenSpec.record.notation.named("green"),
            "How they go by the sun and the price; absent: as fast as can be."
        ),
        Field(
            "configuration",
            \.configuration,
            .settings,
            "OCPP configuration keys that differ from the model's factory values."
        ),
    ]

    static let rules: [Rule<ChargerGroup>] = [
        Rule(["network", "model"]) { group in
            guard !group.model.networks.contains(group.network) else { return nil }
            return group.lacks(group.network, has: group.model.networks)
        },
        Rule(["identification", "model"]) { group in
            let missing = group.identification.first { !group.model.identification.contains($0) }
            return missing.map { group.lacks($0, has: group.model.identification) }
        },
        Rule(["identification"]) { group in
            guard group.identification.contains(.free), group.identification.count > 1 else {
                return nil
            }
            return Complaint("a charger that asks no CSMS has no other way than ‘free’")
        },
        Rule(["current_limit", "model"]) { group in
            guard let limit = group.currentLimit, limit > group.model.hardware.amperes else {
                return nil
            }
            return Complaint(
                "\(group.model.id) has no \(Dimension.current.text(limit))",
                suggestion: "it has \(Dimension.current.text(group.model.hardware.amperes))"
            )
        },
        Rule(["setup", "model"]) { group in
            guard group.model.wantsSlash, let url = group.setup.urlText, !url.hasSuffix("/") else {
                return nil
            }
            return Complaint(
                "the URL of a \(group.model.id) ends with a slash",
                suggestion: "did you mean \("\(url)/".quoted)?"
            )
        },
    ]

    private func lacks<Word: RawRepresentable<String>>(_ word: Word, has: [Word]) -> Complaint {
        Complaint(
            "\(model.id) has no \(word.rawValue)",
            suggestion: "it has \(has.map(\.rawValue).listed("and"))"
        )
    }
}

extension Notation<Int> {
    static let count = Notation.integer(1...1_000_000)
}

extension Notation<VPN?> {
    /// A flag, or what the VPN lets out.
    fileprivate static let vpn = Notation(
        schema: ["anyOf": [Notation<Bool>.flag.schema, opened.schema]]
    ) { node, problems in
        guard case .mapping = node.content else {
            return Notation<Bool>.flag.read(node, &problems).map { $0 ? VPN() : nil }
        }
        return opened.read(node, &problems).map(Optional.some)
    }

    private static let opened = Record(
        VPN(),
        [
            Field(
                "outbound",
                \.outboundPorts,
                .list(of: .integer(1...65_535)),
                "The ports let out; the vendor's cloud needs 80 and 443."
            )
        ]
    )
}

extension Notation<[ConfigurationSetting]> {
    /// OCPP 1.6 has room for 50 characters of a key and 500 of its value.
    static let settings = Notation<[(String, String)]>.pairs(
        .text(1...50),
        .text(0...500)
    )
    .map { $0.map(ConfigurationSetting.init) }
}
