// What the connectors of a model give: the values that a charger goes by, and their keys.

/// What each connector of a model's chargers gives, and how.
package struct HardwareBehaviour: Equatable, Sendable {
    package var phases = 3
    /// The greatest current of a phase.
    package var amperes = 32.0
    /// Nominal voltage of a phase.
    package var volts = 230
    /// Whether it feeds batteries past the cars' own chargers.
    package var isDirect = false

    package init() {}

    /// What it gives at most.
    package var watts: Double { Double(phases) * amperes * Double(volts) }
}

extension ChargerModel {
    static let outletTraits: [Trait<ChargerModel>] = [
        Trait("phases", \.hardware.phases, .integer(1...3), "Of each connector.", Written.plain),
        Trait(
            "current",
            \.hardware.amperes,
            Dimension.current.notation(6...1_000),
            "The greatest current of a phase.",
            Written.quantity(.current)
        ),
        Trait(
            "voltage",
            \.hardware.volts,
            .volts,
            "The nominal voltage of a phase.",
            { Dimension.voltage.text(Double($0)) }
        ),
    ]

    static let hardwareTraits: [Trait<ChargerModel>] = [
        Trait(
            "direct_current",
            \.hardware.isDirect,
            .flag,
            "Whether it feeds batteries past the cars' own chargers.",
            Written.plain
        )
    ]
}
