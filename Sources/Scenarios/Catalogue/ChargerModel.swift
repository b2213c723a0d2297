/// What one make of charger is and how it behaves, as data.
package struct ChargerModel: Equatable, Sendable {
    package var id: String
    package var vendor: String
    package var model: String
    package var firmware: String
    package var connectors = 1
    package var phases = 3
    package var amperes = 32.0
    package var cable = Cable.tethered
    /// The links it can be installed with; the first is the usual one.
    package var networks: [Network] = [.ethernet]
    package var identification: [Identification] = [.rfid]
    package var featureProfiles: [String] = ["Core", "RemoteTrigger"]
    /// Whether it has the security extension.
    package var hasSecurity = false
    /// Whether it sends a BootNotification on every new connection or only after a restart.
    package var bootsOnReconnect = false
    package var backOff = BackOff()
    /// Factory values of configuration keys that differ from the house's defaults.
    package var configuration: [ConfigurationSetting] = []
    /// Where its figures come from.
    package var source: String

    package enum Cable: String, CaseIterable, Sendable {
        /// The cable hangs at the charger; the driver plugs only the car.
        case tethered
        /// The driver brings the cable, and the socket locks it.
        case socket
    }

    package enum Identification: String, CaseIterable, Sendable {
        case rfid, app, pin, qr
        case plugAndCharge = "plug-and-charge"
        case free
    }

    /// How long to wait before the next attempt to connect.
    package struct BackOff: Equatable, Sendable {
        package var first: Duration = .seconds(3)
        /// A random part from zero to this is added to every wait.
        package var jitter: Duration = .seconds(10)
        /// The wait is doubled this many times and then stays.
        package var doublings = 3

        package init() {}
    }

    package init(id: String, vendor: String, model: String, firmware: String, source: String) {
        self.id = id
        self.vendor = vendor
        self.model = model
        self.firmware = firmware
        self.source = source
    }
}
