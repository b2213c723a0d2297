import Scenarios

// What chargers are called.
extension FleetPlan {
    /// The pattern with the charger's number filled in.
    static func identity(_ pattern: String, of charger: Int) -> String {
        pattern.numbered(charger + 1)
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
                guard access.ways.contains(.plug), let pattern = access.model.defaultTag
                else { continue }
                if let token = Self.token(pattern, of: charger) { tokens.append(token) }
            }
        }
        return tokens
    }

    /// Says where two chargers would be one to the CSMS.
    static func identityProblems(_ scenario: Scenario) -> [String] {
        guard !scenario.fleet.contains(where: \.isListed) else { return doubled(in: scenario) }
        var owners: [ChargerIdentity: String] = [:]
        var problems: [String] = []
        for (entry, spec) in scenario.fleet.enumerated() {
            for (number, group) in spec.chargers.enumerated() {
                guard case .text(let pattern) = group.setup.identity, !pattern.isNumbered else {
                    continue
                }
                let path = "fleet.\(entry).chargers.\(number).setup.identity"
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

    /// The same where lists say what chargers are called: names of two lists may be one, and those of a
    /// list may be those that other chargers get by their number.
    private static func doubled(in scenario: Scenario) -> [String] {
        var owners: [ChargerIdentity: String] = [:]
        owners.reserveCapacity(scenario.chargerCount)
        var problems: [String] = []
        var index = 0
        for (entry, spec) in scenario.fleet.enumerated() {
            for _ in 0..<spec.count {
                for (number, group) in spec.chargers.enumerated() {
                    let path = "fleet.\(entry).chargers.\(number)"
                    for member in 0..<group.count {
                        index += 1
                        let identity = group.identity(ofMember: member, number: index)
                        guard
                            let other = owners.updateValue(
                                spec.site,
                                forKey: ChargerIdentity(identity)
                            )
                        else { continue }
                        problems.append(
                            "\(path): two chargers are called ‘\(identity)’, at \(other) and at "
                                + spec.site
                        )
                    }
                }
            }
        }
        return problems
    }
}
