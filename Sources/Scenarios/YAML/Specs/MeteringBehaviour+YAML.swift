extension MeteringBehaviour {
    static let notation = Record(Self(), traits.map(\.field)).notation

    static let traits: [Trait<Self>] = [
        Trait(
            "cadence",
            \.cadence,
            Cadence.notation,
            "What brings the next sampled reading; absent: the configured interval.",
            \.text
        ),
        Trait(
            "measurands",
            \.instruments,
            .list(of: .word("measurand")),
            "What it measures besides the energy register; absent: all but the temperature.",
            Written.words
        ),
        Trait(
            "per_phase",
            \.tellsPhases,
            .flag,
            "Whether currents and voltages are told per phase; absent: true.",
            Written.plain
        ),
        Trait(
            "temperature_unit",
            \.temperatureUnit,
            .word("unit"),
            "How the unit is spelled; absent: Celcius, as OCPP has it.",
            Written.word
        ),
    ]
}

extension MeteringBehaviour.Cadence {
    static let notation = Notation<Self>.variants(
        by: "by",
        [
            Variant("time", Record<Bool>(true, [])) { _ in .time },
            Variant("energy", energy) { .energy(wattHours: $0) },
            Variant("power", power) { .power(watts: $0) },
        ]
    )

    private static let energy = Record<Double>(
        0,
        [
            Field(
                "every",
                \.self,
                Dimension.energy.notation(1...1e6),
                "How much energy lies between two readings.",
                isRequired: true
            )
        ]
    )

    private static let power = Record<Double>(
        0,
        [
            Field(
                "change",
                \.self,
                .watts,
                "By how much the power differs from the last one told.",
                isRequired: true
            )
        ]
    )

    var text: String {
        switch self {
        case .time: "{by: time}"
        case .energy(let wattHours): "{by: energy, every: \(Dimension.energy.text(wattHours))}"
        case .power(let watts): "{by: power, change: \(Dimension.power.text(watts))}"
        }
    }
}
