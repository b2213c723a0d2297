/// The chargers that a server knows, by what they call themselves.
struct StationRegistry {
    /// Why a charger that is not in the scenario is not taken.
    enum Refusal {
        case unknown, longIdentity, full
    }

    /// OCPP 2.0.1 has room for 48 bytes, and certificates for 64.
    private static let longestIdentity = 255

    private var numbers: [ChargerIdentity: Int] = [:]
    private var names: [String]
    /// How many chargers there may be, those of the scenario and others.
    private let maximum: Int

    init(known: [String], maximumUnknown: Int) {
        names = known
        maximum = known.count + maximumUnknown
        numbers.reserveCapacity(known.count)
        for (number, name) in known.enumerated() { numbers[ChargerIdentity(name)] = number }
    }

    /// A charger's number; nil: it is unknown.
    func number(of identity: String) -> Int? { numbers[ChargerIdentity(identity)] }

    /// Why a charger that is not in the scenario would not be taken; nil: it would.
    func refusal(of identity: String, takesUnknown: Bool) -> Refusal? {
        guard takesUnknown else { return .unknown }
        guard identity.utf8.count <= Self.longestIdentity else { return .longIdentity }
        return names.count < maximum ? nil : .full
    }

    /// A charger that is not in the scenario gets the next number.
    mutating func add(_ identity: String) -> Int {
        assert(numbers[ChargerIdentity(identity)] == nil, "a charger has one number")
        numbers[ChargerIdentity(identity)] = names.count
        names.append(identity)
        assert(names.count <= maximum, "no more chargers are taken than there may be")
        return names.count - 1
    }

    func name(of number: Int) -> String { names[number] }
}
