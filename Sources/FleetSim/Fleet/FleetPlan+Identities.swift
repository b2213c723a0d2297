import Scenarios

// What chargers are called.
extension FleetPlan {
    /// The pattern with the charger's number filled in.
    static func identity(_ pattern: String, of charger: Int) -> String {
        pattern.replacing("{number}", with: digits(charger + 1, 6))
            .replacing("{serial}", with: digits(charger + 1, 8))
    }

    /// The same for a token; nothing when OCPP 1.6 has no room or no letters for it.
    static func token(_ pattern: String, of charger: Int) -> Token? {
        Token(identity(pattern, of: charger), kind: .plug).flatMap { $0.fitsV16 ? $0 : nil }
    }

    /// The tokens that chargers name by themselves, which their operator has entered at the CSMS.
    var tokensOfChargers: [Token] {
        var tokens = types.joined()
            .filter { Configuration(factory: $0.factory).settings.grantsAnyone }
            .map(\.identification.freeToken)
        for site in sites {
            for charger in site.chargers {
                let access = types[site.spec][Int(groups[charger])].behaviour.access
                guard access.ways.contains(.plug), let pattern = access.plugTag else { continue }
                if let token = Self.token(pattern, of: charger) { tokens.append(token) }
            }
        }
        return tokens
    }

    /// Says where two chargers would be one to the CSMS.
    static func identityProblems(_ scenario: Scenario) -> [String] {
        var owners: [ChargerIdentity: String] = [:]
        var problems: [String] = []
        for (place, spec) in scenario.fleet.enumerated() {
            for (number, group) in spec.chargers.enumerated() {
                guard case .text(let pattern) = group.setup.identity,
                    identity(pattern, of: 0) == pattern
                else { continue }
                let path = "fleet[\(place)].chargers[\(number)].setup.identity"
                let chargers = spec.count * group.count
                if chargers > 1 {
                    problems.append(
                        "\(path): \(chargers) chargers cannot all be called ‘\(pattern)’,"
                            + " put {number} into it"
                    )
                } else if let other = owners.updateValue(path, forKey: ChargerIdentity(pattern)) {
                    problems.append("\(path): \(other) is called ‘\(pattern)’ already")
                }
            }
        }
        return problems
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}
