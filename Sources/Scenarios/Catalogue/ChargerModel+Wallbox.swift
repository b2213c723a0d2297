extension ChargerModel {
    /// Each is the strongest of its line: 22 kW by power code 4, 11.5 kW by power code 6 in America.
    static let wallboxCopperSB = wallbox("wallbox-copper-sb", model: "Copper SB") {
        $0.access.cable = .socket
        $0.networks = [.ethernet, .mobile, .wifi]
        $0.identification = [.rfid, .app, .free]
    }

    static let wallboxPulsarPlus = wallbox("wallbox-pulsar-plus", model: "Pulsar Plus") {
        $0.networks = [.wifi]
        $0.identification = [.app, .free]
    }

    static let wallboxPulsarPlusNA = wallbox("wallbox-pulsar-plus-na", model: "Pulsar Plus NA") {
        // 11.5 kW at 240 V between two lines, which OCPP counts as one phase.
        $0.hardware.phases = 1
        $0.hardware.amperes = 48
        $0.hardware.volts = 240
        $0.networks = [.wifi]
        $0.identification = [.app, .free]
    }

    static let wallboxCommander2 = wallbox("wallbox-commander-2", model: "Commander 2") {
        $0.networks = [.ethernet, .mobile, .wifi]
        $0.identification = [.rfid, .pin, .app, .free]
    }

    /// What all of them share by the guide; it names no firmware, so neither does the model.
    private static func wallbox(
        _ id: String,
        model: String,
        _ describe: (inout ChargerModel) -> Void
    ) -> ChargerModel {
        ChargerModel(
            id: id,
            vendor: "Wallbox",
            model: model,
            firmware: "unspecified",
            source: "Wallbox, OCPP activation guide V2.0"
        ) {
            $0.access.isLockedWhenAvailable = true
            $0.featureProfiles = [
                "Core", "FirmwareManagement", "LocalAuthListManagement", "RemoteTrigger",
                "SmartCharging",
            ]
            $0.cloudFunctions = CloudFunction.allCases
            $0.configuration = [ConfigurationSetting("AuthEnabled", "true")]
            // As a Pulsar Plus with firmware 6.4.14 does (evcc's issue 15492 has the frames).
            $0.connection.bootsOnTrigger = true
            describe(&$0)
        }
    }
}
