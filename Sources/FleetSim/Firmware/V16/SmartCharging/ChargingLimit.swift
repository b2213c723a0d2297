/// What may be drawn at most: a current on each phase, and a power in all.
///
/// A schedule bounds one of the two. Kept apart they combine without rounding, and only the supply
/// they are applied to makes one of the other.
struct ChargingLimit: Equatable {
    /// Of each phase.
    var milliamperes: Int64
    /// Of all phases together.
    var milliwatts: Int64
    var phases: UInt8

    /// Gigaamperes and gigawatts: more is held here, so that limits multiply and add without care.
    static let highest: Int64 = 1_000_000_000_000

    /// A car charges with 6 A or not at all (IEC 61851).
    static let minimumMilliamperes: Int64 = 6_000

    static let none = ChargingLimit(milliamperes: highest, milliwatts: highest, phases: 3)
    static let zero = ChargingLimit(milliamperes: 0, milliwatts: 0, phases: 0)

    /// What both allow.
    func and(_ other: ChargingLimit) -> ChargingLimit {
        ChargingLimit(
            milliamperes: min(milliamperes, other.milliamperes),
            milliwatts: min(milliwatts, other.milliwatts),
            phases: min(phases, other.phases)
        )
    }

    /// The same bounds of current and power on this many phases.
    func on(_ phases: UInt8) -> ChargingLimit {
        ChargingLimit(milliamperes: milliamperes, milliwatts: milliwatts, phases: phases)
    }

    /// What both take together, on the same phases.
    func plus(_ other: ChargingLimit) -> ChargingLimit {
        ChargingLimit(
            milliamperes: milliamperes + other.milliamperes,
            milliwatts: milliwatts + other.milliwatts,
            phases: max(phases, other.phases)
        )
    }

    /// What comes of the limit at a supply: then current and power say the same.
    ///
    /// A limit that names more phases than there are counts unchanged for those there are (errata
    /// to OCPP 1.6).
    func within(_ supply: Supply) -> ChargingLimit {
        let phases = min(phases, supply.phases)
        let milliwattsPerMilliampere = supply.volts * Int64(phases)
        guard milliwattsPerMilliampere > 0 else { return .zero }
        let current = min(milliamperes, supply.milliamperes)
        return ChargingLimit(
            milliamperes: min(current, milliwatts / milliwattsPerMilliampere),
            milliwatts: min(milliwatts, current * milliwattsPerMilliampere),
            phases: phases
        )
    }
}

/// What stands behind a connector.
struct Supply {
    /// The nominal phase voltage.
    var volts: Int64
    var phases: UInt8
    /// The most a phase gives.
    var milliamperes: Int64
}
