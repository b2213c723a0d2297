extension ChargerModel {
    /// Every feature profile of OCPP 1.6.
    package static let allProfiles = [
        "Core", "FirmwareManagement", "LocalAuthListManagement", "Reservation", "SmartCharging",
        "RemoteTrigger",
    ]

    /// What a study begins with that is about no maker's product.
    static let generic = ChargerModel(
        id: "generic-ac",
        vendor: "Generic",
        model: "AC 22",
        firmware: "1.0",
        source: "no product: a public AC charge point of 22 kW with one socket"
    ) {
        $0.access.cable = .socket
        $0.identification = [.rfid, .app, .qr, .plugAndCharge, .free]
        $0.featureProfiles = ChargerModel.allProfiles
        $0.hasSecurity = true
        $0.networks = [.ethernet, .mobile, .wifi]
    }

    static let genericDual = ChargerModel(
        id: "generic-ac-dual",
        vendor: "Generic",
        model: "AC 22 Dual",
        firmware: "1.0",
        source: "no product: a public AC charge point of 22 kW with two sockets"
    ) {
        $0.connectors = 2
        $0.access.cable = .socket
        $0.identification = [.rfid, .app, .qr, .plugAndCharge, .free]
        $0.featureProfiles = ChargerModel.allProfiles
        $0.hasSecurity = true
        $0.networks = [.ethernet, .mobile, .wifi]
    }

    static let genericFast = fast(kilowatts: 50, amperes: 72.5)
    static let genericFaster = fast(kilowatts: 150, amperes: 217.4)

    private static func fast(kilowatts: Int, amperes: Double) -> ChargerModel {
        ChargerModel(
            id: "generic-dc-\(kilowatts)",
            vendor: "Generic",
            model: "DC \(kilowatts)",
            firmware: "1.0",
            source: "no product: a fast charger of \(kilowatts) kW with one cable"
        ) {
            $0.hardware.isDirect = true
            $0.hardware.amperes = amperes
            $0.identification = [.rfid, .app, .qr, .plugAndCharge, .free]
            $0.featureProfiles = ChargerModel.allProfiles
            $0.hasSecurity = true
            $0.networks = [.ethernet, .mobile]
        }
    }
}
