extension ChargerModel {
    /// The models that ship, real ones first.
    package static let catalogue: [ChargerModel] = [
        .wallboxCopperSB, .wallboxPulsarPlus, .wallboxPulsarPlusNA, .wallboxCommander2,
        .myenergiZappi, .generic, .genericDual, .genericFast,
        .genericFaster,
    ]

    package static func named(_ id: String) -> ChargerModel? {
        catalogue.first { $0.id == id }
    }

    /// An entry of the catalogue: who made it and what sets it apart.
    init(
        id: String,
        vendor: String,
        model: String,
        firmware: String,
        source: String,
        _ describe: (inout ChargerModel) -> Void
    ) {
        self.init(id: id, vendor: vendor, model: model, firmware: firmware, source: source)
        describe(&self)
    }
}
