/// The values of a charger's configuration keys: the factory's, and its own where they differ.
struct Configuration {
    /// What becomes of a new value.
    enum Change {
        case done
        /// Kept until the next restart.
        case waitsForRestart
        case misfit
        case absent
    }

    private let factory: FactoryConfiguration
    private var changed: UInt64 = 0
    private var numbers: [(key: ConfigurationKey, value: Int64)] = []
    private var texts: [(key: ConfigurationKey, value: String)] = []
    private var waiting: [(key: ConfigurationKey, value: String)] = []

    /// The longest list of measurands that a key takes.
    static let maximumMeasurands = MeasurandList.capacity
    /// What ChangeConfiguration has room for.
    private static let longestText = 500

    init(factory: FactoryConfiguration) {
        self.factory = factory
    }

    /// Factory values of a charger with this many connectors and those instruments.
    init(connectors: Int, features: FeatureProfiles, measured: MeasurandSet = .usual) {
        factory = FactoryConfiguration(
            connectors: connectors,
            features: features,
            measured: measured
        )
    }

    var features: FeatureProfiles { factory.features }

    func has(_ key: ConfigurationKey) -> Bool { factory.present & key.bit != 0 }

    /// The number behind a key; for a boolean 0 or 1.
    subscript(key: ConfigurationKey) -> Int32 {
        get { Int32(truncatingIfNeeded: number(key)) }
        set { put(Int64(newValue), key) }
    }

    func isOn(_ key: ConfigurationKey) -> Bool { number(key) != 0 }

    /// Whether no authorisation is asked for: makers have a key of their own for it each.
    var grantsAnyone: Bool { !isOn(.authEnabled) || isOn(.freecharging) }

    func seconds(_ key: ConfigurationKey) -> SimDuration {
        assert(number(key) >= 0, "no key has a span below none")
        return .seconds(number(key))
    }

    func list(_ key: ConfigurationKey) -> MeasurandList {
        MeasurandList(packed: UInt64(bitPattern: number(key)))
    }

    func text(of key: ConfigurationKey) -> String {
        switch key.kind {
        case .boolean: isOn(key) ? "true" : "false"
        case .integer: String(number(key))
        case .measurands: list(key).text
        case .phaseRotations, .text:
            texts.first { $0.key == key }?.value ?? factory.texts[Int(key.rawValue)]
        }
    }

    /// Takes a value as text, at once or for after the next restart.
    mutating func change(_ key: ConfigurationKey, to text: String) -> Change {
        guard has(key) else { return .absent }
        var trial = self
        guard trial.set(key, to: text), trial.isShortEnough(key) else { return .misfit }
        guard factory.needsRestart & key.bit != 0 else {
            self = trial
            return .done
        }
        waiting.removeAll { $0.key == key }
        waiting.append((key, text))
        return .waitsForRestart
    }

    /// Lets the values count that waited for a restart.
    mutating func applyWaiting() {
        for (key, value) in waiting {
            let fits = set(key, to: value)
            assert(fits, "what waits for a restart was tried before")
        }
        waiting.removeAll()
    }

    /// Takes a value as text; false when it does not fit the key, and then nothing is changed.
    mutating func set(_ key: ConfigurationKey, to text: String) -> Bool {
        switch key.kind {
        case .boolean:
            switch text.lowercased() {
            case "true": put(1, key)
            case "false": put(0, key)
            default: return false
            }
        case .integer(let range):
            guard let number = Int32(text), range.contains(number) else { return false }
            put(Int64(number), key)
        case .measurands:
            guard let list = MeasurandList(text: text, measured: factory.measured) else {
                return false
            }
            put(Int64(bitPattern: list.packed), key)
        case .phaseRotations:
            let connectors = Int(self[.numberOfConnectors])
            guard text.utf8.count <= Self.longestText,
                ConnectorPhaseRotation.isList(text, connectors: connectors)
            else { return false }
            put(text, key)
        case .text(let longest):
            guard text.utf8.count <= longest else { return false }
            put(text, key)
        }
        return true
    }

    /// Whether a list has no more items than the key of its length allows.
    func isShortEnough(_ key: ConfigurationKey) -> Bool {
        guard let lengthKey = key.lengthKey, has(lengthKey) else { return true }
        return text(of: key).split(separator: ",").count <= number(lengthKey)
    }

    /// The same values as a factory's: what was set so far is then every charger's, and present.
    func sealed(needsRestart: [ConfigurationKey] = []) -> FactoryConfiguration {
        var all = factory.numbers
        var allTexts = factory.texts
        var present = factory.present | changed
        for (key, value) in numbers { all[Int(key.rawValue)] = value }
        for (key, value) in texts {
            allTexts[Int(key.rawValue)] = value
            present |= key.bit
        }
        return FactoryConfiguration(
            features: factory.features,
            measured: factory.measured,
            present: present,
            needsRestart: needsRestart.reduce(factory.needsRestart) { $0 | $1.bit },
            numbers: all,
            texts: allTexts
        )
    }

    private func number(_ key: ConfigurationKey) -> Int64 {
        guard changed & key.bit != 0, let own = numbers.first(where: { $0.key == key }) else {
            return factory.numbers[Int(key.rawValue)]
        }
        return own.value
    }

    private mutating func put(_ value: String, _ key: ConfigurationKey) {
        texts.removeAll { $0.key == key }
        texts.append((key, value))
    }

    private mutating func put(_ value: Int64, _ key: ConfigurationKey) {
        if let index = numbers.firstIndex(where: { $0.key == key }) {
            numbers[index].value = value
        } else if factory.numbers[Int(key.rawValue)] != value || !has(key) {
            changed |= key.bit
            numbers.append((key, value))
        }
        assert(number(key) == value, "a key has the value that it was given")
    }
}
