extension ChargerModel {
    /// The single-phase zappi with a cable, at the first firmware that speaks OCPP.
    static let myenergiZappi = ChargerModel(
        id: "myenergi-zappi",
        vendor: "myenergi",
        model: "zappi",
        firmware: "5.115",
        source: "myenergi, zappi OCPP manual V2.1 (serial numbers 2H…)"
    ) {
        $0.hardware.phases = 1
        $0.networks = [.ethernet, .wifi]
        $0.identification = [.pin, .plugAndCharge, .qr, .free]
        $0.access.pinUsers = 4
        // The manual has a default tag for plug and charge, but not what it is.
        $0.access.defaultTag = "{serial}"
        $0.lastFirmwareWithoutOCPP = "5.114"
        $0.wantsSlash = true
        $0.identity = "{serial}"
        // The manual names no other profile.
        $0.featureProfiles = ["Core"]
        $0.configuration = [ConfigurationSetting("freecharging", "false")]
    }
}
