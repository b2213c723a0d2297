/// Equal chargers at one site.
package struct ChargerGroup: Equatable, Sendable {
    package var model: ChargerModel
    package var count = 1
    /// The link to the outside, of those the model has.
    package var network: Network
    /// Whether that link drops out now and then.
    package var hasDropOuts = false
    /// Whether the link is a VPN, and what that lets out.
    package var vpn: VPN?
    package var setup = SetupSpec()
    /// The ways in which drivers get it to charge, of those the model has; each as often.
    package var identification: [ChargerModel.Identification]
    /// Whether a PIN at the charger unlocks it, or only a start from afar.
    package var unlocksByPIN = true
    /// The amperes that its installer set; nil: all that the model has.
    package var currentLimit: Double?
    /// When they get power for the first time, all in one tick; nil: each comes up by itself.
    package var firstPower: Duration?
    /// The random part of their waits before they connect again; nil: as the model has it.
    package var backOffJitter: Duration?
    /// How they go by the sun and the price; nil: they charge as fast as can be.
    package var green: GreenSpec?
    /// OCPP configuration keys that differ from the model's factory values.
    package var configuration: [ConfigurationSetting] = []
    /// Each of them, where a list has them one by one; empty: they are told apart by numbers.
    package var listed: [ListedCharger] = []

    package init(model: ChargerModel) {
        self.model = model
        network = model.networks.first ?? .ethernet
        identification = Array(model.identification.prefix(1))
    }

    /// What one of its connectors can give, in amperes per phase.
    package var amperes: Double { hardware.amperes }

    /// The same with all else that its connectors give.
    package var hardware: HardwareBehaviour {
        var hardware = model.hardware
        hardware.amperes = min(hardware.amperes, currentLimit ?? hardware.amperes)
        return hardware
    }
}

extension ChargerGroup {
    /// What the vendor's cloud still does for chargers that are installed like this.
    package var cloudFunctions: [CloudFunction] {
        guard let vpn, !vpn.reachesCloud else { return model.cloudFunctions }
        return []
    }
}
