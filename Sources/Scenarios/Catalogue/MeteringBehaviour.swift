/// When a model reads its meter in a transaction, and what it can measure.
package struct MeteringBehaviour: Equatable, Sendable {
    package var cadence = Cadence.time
    /// What it measures besides the energy register, which every charger has.
    package var instruments: [Instrument] = Instrument.usual
    /// Whether currents and voltages are told per phase; if not, as one value of all.
    package var tellsPhases = true
    package var temperatureUnit = TemperatureUnit.celcius

    package init() {}

    /// What brings the next sampled reading; an interval of zero turns off all of them.
    package enum Cadence: Equatable, Sendable {
        /// The configured interval.
        case time
        /// This many watt-hours since the last.
        case energy(wattHours: Double)
        /// A power that differs by this many watts from the last one told.
        case power(watts: Double)
    }

    /// A measurand that some AC chargers measure, by its name in OCPP.
    ///
    /// None of them sees the state of charge of a car's battery.
    package enum Instrument: String, CaseIterable, Sendable {
        case energyInterval = "Energy.Active.Import.Interval"
        case power = "Power.Active.Import"
        case current = "Current.Import"
        case currentOffered = "Current.Offered"
        case powerOffered = "Power.Offered"
        case voltage = "Voltage"
        case frequency = "Frequency"
        case temperature = "Temperature"

        /// All but a thermometer.
        package static let usual = allCases.filter { $0 != .temperature }
    }

    /// How the unit of a temperature is spelled: OCPP 1.6 misspells it, and so do most chargers.
    package enum TemperatureUnit: String, CaseIterable, Sendable {
        case celcius = "Celcius"
        case celsius = "Celsius"
    }
}

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
