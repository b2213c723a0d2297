/// What one model of charger is and how it behaves, as data.
package struct ChargerModel: Equatable, Sendable {
    package var id: String
    package var vendor: String
    package var model: String
    package var firmware: String
    package var connectors = 1
    package var hardware = HardwareBehaviour()
    /// The links it can be installed with; the first is the usual one.
    package var networks: [Network] = [.ethernet]
    /// The ways in which drivers can get it to charge; the first is the usual one.
    package var identification: [Identification] = [.rfid]
    package var access = AccessBehaviour()
    package var featureProfiles: [String] = ["Core", "RemoteTrigger"]
    /// Whether it has the security extension.
    package var hasSecurity = false
    package var connection = ConnectionBehaviour()
    package var metering = MeteringBehaviour()
    package var firmwareUpdates = FirmwareBehaviour()
    package var uploads = UploadBehaviour()
    package var securityBehaviour = SecurityBehaviour()
    package var smartCharging = SmartChargingBehaviour()
    /// The newest firmware that has no OCPP yet; nil: every firmware has it.
    package var lastFirmwareWithoutOCPP: String?
    /// Whether the URL of its set-up has to end with a slash.
    package var wantsSlash = false
    /// Its identity unless the set-up names one: `{number}` and `{serial}` stand for six and eight
    /// digits.
    package var identity = "CP{number}"
    /// What the vendor's cloud does for it while OCPP is on.
    package var cloudFunctions: [CloudFunction] = []
    /// Whether its meter is one to bill by.
    package var hasMIDMeter = false
    /// Factory values of configuration keys that differ from the house's defaults.
    package var configuration: [ConfigurationSetting] = []
    /// The configuration keys whose new value only counts after a restart.
    package var restartKeys: [String] = []
    /// Where its figures come from.
    package var source: String

    package init(id: String, vendor: String, model: String, firmware: String, source: String) {
        self.id = id
        self.vendor = vendor
        self.model = model
        self.firmware = firmware
        self.source = source
    }
}

extension ChargerModel {
    package enum Identification: String, CaseIterable, Sendable {
        /// A card at the reader, a PIN at the screen.
        case rfid, pin
        /// The operator's app, or the code on the charger that leads to it: the CSMS starts.
        case app, qr
        /// Plugging in identifies.
        case plugAndCharge = "plug-and-charge"
        /// No CSMS is asked.
        case free
    }
}

extension ChargerModel {
    /// Whether its firmware is one that speaks OCPP.
    package var speaksOCPP: Bool {
        guard let last = lastFirmwareWithoutOCPP.flatMap(FirmwareVersion.init),
            let own = FirmwareVersion(firmware)
        else { return true }
        return last < own
    }
}

/// The version of a firmware: whole numbers with points between them.
struct FirmwareVersion: Comparable {
    private let parts: [Int]

    /// Nothing when the text is no such version.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard !parts.contains(nil) else { return nil }
        self.parts = parts.compactMap(\.self)
    }

    static func < (left: FirmwareVersion, right: FirmwareVersion) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }
}
