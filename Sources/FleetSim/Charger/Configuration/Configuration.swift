/// The values of a charger's configuration keys, packed: there are many chargers.
struct Configuration {
    private var numbers = InlineArray<31, Int32>(repeating: 0)
    private var measurands = InlineArray<4, MeasurandList>(repeating: MeasurandList())
    private var phaseRotation = "Unknown"
    private var featureProfiles = "Core,RemoteTrigger"

    /// The longest list of measurands that a key takes.
    static let mostMeasurands = MeasurandList.capacity

    /// Factory values of a charger with so many connectors.
    init(connectors: Int, featureProfiles: [String]) {
        self.featureProfiles = featureProfiles.joined(separator: ",")
        self[.authorizationCacheEnabled] = 1
        self[.connectionTimeOut] = 60
        self[.getConfigurationMaxKeys] = 50
        self[.heartbeatInterval] = 86_400
        self[.localAuthorizeOffline] = 1
        self[.messageTimeout] = 30
        self[.meterValueSampleInterval] = 60
        self[.numberOfConnectors] = Int32(connectors)
        self[.resetRetries] = 2
        self[.stopTransactionMaxMeterValues] = 100
        self[.stopTransactionOnEVSideDisconnect] = 1
        self[.stopTransactionOnInvalidId] = 1
        self[.transactionMessageAttempts] = 3
        self[.transactionMessageRetryInterval] = 60
        self[.unlockConnectorOnEVSideDisconnect] = 1
        for key in [
            ConfigurationKey.meterValuesAlignedDataMaxLength, .meterValuesSampledDataMaxLength,
            .stopTxnAlignedDataMaxLength, .stopTxnSampledDataMaxLength,
        ] { self[key] = Int32(Self.mostMeasurands) }
        for key in [ConfigurationKey.meterValuesAlignedData, .meterValuesSampledData] {
            measurands[Self.list(key)] = MeasurandList([
                .energyActiveImportRegister, .powerActiveImport,
            ])
        }
    }

    /// The number behind a key; for a boolean 0 or 1.
    subscript(key: ConfigurationKey) -> Int32 {
        get { numbers[Int(key.rawValue)] }
        set { numbers[Int(key.rawValue)] = newValue }
    }

    func isOn(_ key: ConfigurationKey) -> Bool { self[key] != 0 }

    func seconds(_ key: ConfigurationKey) -> SimDuration { .seconds(Int64(self[key])) }

    func list(_ key: ConfigurationKey) -> MeasurandList { measurands[Self.list(key)] }

    func text(of key: ConfigurationKey) -> String {
        switch key.kind {
        case .boolean: isOn(key) ? "true" : "false"
        case .integer: String(self[key])
        case .measurands: list(key).text
        case .text: key == .connectorPhaseRotation ? phaseRotation : featureProfiles
        }
    }

    /// Takes a value as text; false when it does not fit the key, and then nothing is changed.
    mutating func set(_ key: ConfigurationKey, to text: String) -> Bool {
        switch key.kind {
        case .boolean:
            switch text.lowercased() {
            case "true": self[key] = 1
            case "false": self[key] = 0
            default: return false
            }
        case .integer(let range):
            guard let number = Int32(text), range.contains(number) else { return false }
            self[key] = number
        case .measurands:
            guard let list = MeasurandList(text: text) else { return false }
            measurands[Self.list(key)] = list
        case .text:
            guard key == .connectorPhaseRotation, text.utf8.count <= 500 else { return false }
            phaseRotation = text
        }
        return true
    }

    private static func list(_ key: ConfigurationKey) -> Int {
        switch key {
        case .meterValuesAlignedData: 0
        case .meterValuesSampledData: 1
        case .stopTxnAlignedData: 2
        case .stopTxnSampledData: 3
        default: preconditionFailure("\(key.name) holds no measurands")
        }
    }
}

/// An ordered list of measurands in eight bytes.
struct MeasurandList: Equatable {
    static let capacity = 8
    private static let all = Measurand.allCases
    /// A byte each, since that is simpler than the five bits that would do; 0xFF ends the list.
    private var packed: UInt64 = .max

    init() {}

    init(_ measurands: [Measurand]) {
        for (place, measurand) in measurands.prefix(Self.capacity).enumerated() {
            let code = Self.all.firstIndex(of: measurand) ?? 0
            packed &= ~(0xFF << UInt64(place * 8))
            packed |= UInt64(code) << UInt64(place * 8)
        }
    }

    /// Reads a comma-separated list; nil when an item is none that the charger measures.
    init?(text: String) {
        var measurands: [Measurand] = []
        for item in text.split(separator: ",") {
            let name = item.drop { $0 == " " }
            guard let measurand = Self.all.first(where: { $0.rawValue.string == name }),
                measurand.isMeasured, measurands.count < Self.capacity
            else { return nil }
            measurands.append(measurand)
        }
        self.init(measurands)
    }

    var isEmpty: Bool { packed & 0xFF == 0xFF }

    func forEach(_ body: (Measurand) -> Void) {
        for place in 0..<Self.capacity {
            let code = Int(packed >> UInt64(place * 8) & 0xFF)
            guard code < Self.all.count else { return }
            body(Self.all[code])
        }
    }

    var text: String {
        var names: [String] = []
        forEach { names.append($0.rawValue.string) }
        return names.joined(separator: ",")
    }
}
