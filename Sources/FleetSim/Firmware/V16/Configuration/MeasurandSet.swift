/// The measurands that a charger has instruments for.
struct MeasurandSet: Equatable, Sendable {
    private var bits: UInt32 = 0

    init(_ measurands: [Measurand]) {
        for measurand in measurands { bits |= Self.bit(measurand) }
    }

    /// Those with these names, and the energy register, which every charger has.
    init(names: [String]) {
        self.init([.energyActiveImportRegister] + names.compactMap { Self.byName[$0] })
    }

    private static let byName = Dictionary(
        uniqueKeysWithValues: Measurand.allCases.map { ($0.rawValue.string, $0) }
    )

    /// What a virtual AC charger measures unless its type says otherwise.
    static let usual = MeasurandSet([
        .energyActiveImportRegister, .energyActiveImportInterval, .powerActiveImport,
        .currentImport, .currentOffered, .powerOffered, .voltage, .frequency,
    ])

    func contains(_ measurand: Measurand) -> Bool { bits & Self.bit(measurand) != 0 }

    private static func bit(_ measurand: Measurand) -> UInt32 {
        assert(Measurand.allCases.count <= UInt32.bitWidth, "each measurand has a bit of its own")
        return 1 << UInt32(Measurand.allCases.firstIndex(of: measurand) ?? 0)
    }
}
