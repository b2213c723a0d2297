extension PowerSpec {
    static let record = Record(
        PowerSpec(),
        connection + rule + watch,
        rules: [
            Rule(["limit", "constraints"]) { spec in
                guard spec.limit == nil, spec.constraints == nil else { return nil }
                return Complaint("a site's power needs a ‘limit’, or ‘constraints’")
            },
            Rule(["groups"], all: \.groups.complaints),
            Rule(["slot", "control"]) { spec in
                guard spec.slot != nil, spec.control != .site else { return nil }
                return Complaint("a ‘slot’ is for sites that share by themselves")
            },
            Rule(["meter", "slot"]) { spec in
                guard spec.slot != nil, spec.meter != MeterSpec() else { return nil }
                return Complaint(
                    "slot by slot, what flows as a slot begins is known then",
                    suggestion: "leave ‘meter’ out",
                    at: ["meter"]
                )
            },
            Rule(["pace", "slot"]) { spec in
                guard spec.slot != nil, spec.pace != .immediate else { return nil }
                return Complaint(
                    "slot by slot, chargers follow the rule at once",
                    suggestion: "leave ‘pace’ out",
                    at: ["pace"]
                )
            },
            Rule(["app_departures", "control"]) { spec in
                guard spec.appDepartures > 0, !spec.control.isByCSMS else { return nil }
                return Complaint(
                    "a site that shares by itself knows departures without ‘app_departures’"
                )
            },
            Rule(["asks_currents", "control"]) { spec in
                guard !spec.asksCurrents, !spec.control.isByCSMS else { return nil }
                return Complaint("‘asks_currents’ is for a CSMS that shares the power")
            },
        ]
    )

    private static let connection: [Field<PowerSpec>] = [
        Field(
            "limit",
            \.limit,
            LineLimits.notation,
            "At the grid connection: amperes for each line, or a power over all three."
        ),
        Field(
            "volts",
            \.volts,
            Dimension.voltage.notation(50...1_000),
            "From a line to neutral, where powers become currents; absent: 230V."
        ),
        Field(
            "margin",
            \.margin,
            Dimension.current.notation(0...1_000),
            "How far EVs stay below every limit; absent: 0A."
        ),
        Field(
            "phases",
            \.wiring,
            Wiring.notation,
            "How the chargers' lines are wired to the grid's; absent: rotated."
        ),
        Field(
            "groups",
            \.groups,
            PowerGroupSpec.list,
            "Chargers behind limits of their own: transformers, feeders, groups."
        ),
        Field(
            "constraints",
            \.constraints,
            Notation<[ConstraintSpec]>.constraintTable.optional,
            "A CSV file of limits to sums of the stations' currents."
        ),
    ]

    private static let rule: [Field<PowerSpec>] = [
        Field(
            "sharing",
            \.sharing,
            .word("sharing rule"),
            "The rule by which cars share what there is; absent: max-min."
        ),
        Field(
            "rotation",
            \.rotation,
            .duration(atLeast: .seconds(1)),
            "How long a turn is where cars take turns; absent: 15m."
        ),
        Field(
            "laxity_pause",
            \.laxityPause,
            .duration(atLeast: .milliseconds(1)),
            "How soon llf looks again; absent: 1m."
        ),
        Field(
            "stated_departures",
            \.goesByStatedDepartures,
            .flag,
            "Whether edf and llf go by what drivers say, or by the truth; absent: true."
        ),
        Field(
            "control",
            \.control,
            .word("control"),
            "Who shares: the site, the csms by charging profiles, or both; absent: site."
        ),
        Field(
            "asks_currents",
            \.asksCurrents,
            .flag,
            "Whether a CSMS that shares has chargers send Current.Import; absent: true."
        ),
        Field(
            "app_departures",
            \.appDepartures,
            .share,
            "The share of drivers who tell a CSMS that shares when they leave; absent: 0%."
        ),
        Field(
            "slot",
            \.slot,
            .duration(.seconds(1)...(.seconds(86_400))),
            "The time between two decisions; absent: one whenever something happens."
        ),
    ]

    private static let watch: [Field<PowerSpec>] = [
        Field("load", \.loads, LoadSpec.courses, "What draws at the connection beside EVs."),
        Field("solar", \.solar, LoadSpec.courses, "What the sun feeds in at the connection."),
        Field(
            "meter",
            \.meter,
            MeterSpec.record.notation,
            "How load and sun become known to the sharing rule; absent: at once."
        ),
        Field(
            "pace",
            \.pace,
            PaceSpec.notation,
            "How soon a charger gets more; it gets less at once; absent: immediate."
        ),
    ]
}

extension LoadSpec {
    static let courses = Notation<[LoadSpec]>.oneOrMore(of: notation)
}

extension LineLimits {
    static let notation = Notation<LineLimits>(
        schema: ["anyOf": [flow.schema, each.schema]]
    ) { node, problems in
        guard case .mapping = node.content else { return flow.read(node, &problems) }
        return each.read(node, &problems).map {
            .currents(l1: $0[0], l2: $0[1], l3: $0[2])
        }
    }.named("lineLimits")

    /// With less than 6 A no car could ever charge.
    private static let flow = Notation<LineLimits>.flow(
        currents: 6...100_000,
        powers: 1_000...100e6,
        current: { .currents(l1: $0, l2: $0, l3: $0) },
        power: { .power($0) }
    )

    private static let each = Record<[Double]>(
        [0, 0, 0],
        ["l1", "l2", "l3"].enumerated().map { index, key in
            Field(
                key,
                \[Double].[index],
                Dimension.current.notation(0...100_000),
                "What \(key.uppercased()) may carry.",
                isRequired: true
            )
        }
    )
}

extension PowerSpec.Wiring {
    static let notation = Notation<[LineOrder]>.list(of: .word("order of lines"), minimum: 1)
        .map { PowerSpec.Wiring.listed($0) }
        .or("alike", meaning: .alike)
        .or("rotated", meaning: .rotated)
}

extension MeterSpec {
    fileprivate static let record = Record(
        MeterSpec(interval: .seconds(1)),
        [
            Field(
                "interval",
                \.interval,
                .duration(.zero ... .seconds(3600)),
                "The time between two readings; absent: 1s."
            ),
            Field(
                "delay",
                \.delay,
                .duration(.zero ... .seconds(3600)),
                "From a reading to its being known; absent: 0s."
            ),
        ]
    )
}

extension PaceSpec {
    fileprivate static let notation = Record(
        PaceSpec.patient,
        [
            Field(
                "raises_after",
                \.raisesAfter,
                .duration(.zero ... .seconds(3600)),
                "How long there must have been more first; absent: 10s."
            ),
            Field(
                "threshold",
                \.threshold,
                Dimension.current.notation(0...80),
                "What is not worth a change; absent: 0.5A."
            ),
        ]
    ).notation.or("immediate", meaning: .immediate).or("patient", meaning: .patient)
}
