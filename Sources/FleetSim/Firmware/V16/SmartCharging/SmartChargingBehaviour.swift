/// How a charger takes what OCPP 1.6 leaves open about charging profiles.
///
/// The values here are those that the OCA's test tool expects, or the standard's wording where the
/// tool does not look.
struct SmartChargingBehaviour {
    /// Whether TxDefaultProfile counts while a valid TxProfile sets no limit.
    ///
    /// That is before its schedule starts and after its duration. OCPP 2.0.1 wants it to count; the
    /// tool for 1.6 expects it to be hidden for the whole transaction.
    var txProfileGapFallsBackToTxDefault = false

    /// Whether any TxDefaultProfile of a connector goes before all of connector 0.
    ///
    /// Else the higher stack level wins, and the connector's own only where levels are the same.
    var connectorsTxDefaultGoesFirst = true

    /// Whether a ChargePointMaxProfile may be Relative, and then counts from when it came.
    ///
    /// There is no transaction that the limit of a whole charger could be relative to.
    var takesRelativeChargePointMax = false

    /// Whether an Absolute schedule may have no start, and then counts like a Relative one.
    var takesAbsoluteWithoutStart = true
}
