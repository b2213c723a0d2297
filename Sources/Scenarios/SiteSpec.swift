/// A group of equal sites: what stands there and who arrives.
package struct SiteSpec: Equatable, Sendable {
    package var site = "kerb"
    /// How many such sites there are.
    package var count = 1
    package var chargers: [ChargerGroup] = []
    /// Who says nothing of drivers gets those of a public charge point.
    package var arrivals = ArrivalPreset.usual.arrivals

    package init() {}

    package var chargersPerSite: Int { chargers.reduce(0) { $0 + $1.count } }
}

/// Equal chargers at one site.
package struct ChargerGroup: Equatable, Sendable {
    package var model: ChargerModel
    package var count = 1
    /// The link to the outside, of those the model has.
    package var network: Network
    /// OCPP configuration keys that differ from the model's factory values.
    package var configuration: [ConfigurationSetting] = []

    package init(model: ChargerModel) {
        self.model = model
        network = model.networks.first ?? .ethernet
    }
}

/// One OCPP configuration key with its value as text.
package struct ConfigurationSetting: Equatable, Sendable {
    package var key: String
    package var value: String

    package init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }
}
