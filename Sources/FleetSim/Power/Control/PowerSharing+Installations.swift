// What an installer can choose in the app of a charger's vendor.
extension PowerSharing {
    /// Wallbox's Power Sharing: chargers behind one limit per line, without a meter.
    ///
    /// Each car gets 6 A at least and what it asks for at most; a car that cannot have 6 A waits in the
    /// order of arrival. By which rule the rest is shared the vendor does not say: evenly, here.
    static func powerSharing(
        limit: Int64,
        outlets: [LimitTree.OutletWiring]
    ) throws(SupplyError) -> PowerSharing {
        PowerSharing(try supply(limit, outlets), by: .maxMin)
    }

    /// Wallbox's Power Boost: one charger gets what a house leaves of its connection.
    static func powerBoost(
        limit: Int64,
        outlet: LimitTree.OutletWiring
    ) throws(SupplyError) -> PowerSharing {
        PowerSharing(try supply(limit, [outlet]), by: .maxMin, at: .patient)
    }

    /// Wallbox's Dynamic Power Sharing: a group gets what a building leaves of its connection.
    static func dynamicSharing(
        limit: Int64,
        outlets: [LimitTree.OutletWiring]
    ) throws(SupplyError) -> PowerSharing {
        PowerSharing(try supply(limit, outlets), by: .maxMin, at: .patient)
    }

    private static func supply(
        _ limit: Int64,
        _ outlets: [LimitTree.OutletWiring]
    ) throws(SupplyError) -> SiteSupply {
        // With less no car could ever charge, and the installer's app does not take it.
        guard limit >= Demand.minimumMilliamperes else { throw .unusableLimit("connection") }
        return try SiteSupply(LimitTree(limit: PerLine(all: limit), outlets: outlets))
    }
}
