import Scenarios

// What lists say of single chargers.
extension FleetPlan {
    /// The password that a list gives each charger; empty where it gives none.
    var listedPasswords: [[UInt8]?] {
        eachListed { $0.password.map { Array($0.value.utf8) } }
    }

    /// The user and password that were entered when each charger was set up; empty where none was.
    var enteredCredentials: [(user: String, password: [UInt8])?] {
        let groups = scenario.fleet.lazy.flatMap(\.chargers)
        guard groups.contains(where: { $0.setup.password != nil }) else { return [] }
        return chargers.indices.map { index in
            let setup = group(of: index).setup
            guard let password = setup.password else { return nil }
            let user = setup.user?.numbered(index + 1) ?? chargers[index].identity
            return (user, Array(password.utf8))
        }
    }

    /// What a list says of each charger, by its number; empty where no list says it of any.
    func eachListed<Value>(_ value: (ListedCharger) -> Value?) -> [Value?] {
        guard scenario.fleet.contains(where: \.isListed) else { return [] }
        var values: [Value?] = []
        var hasSome = false
        values.reserveCapacity(chargers.count)
        for spec in scenario.fleet {
            for _ in 0..<spec.count {
                for group in spec.chargers {
                    for index in 0..<group.count {
                        let own = group.listed.isEmpty ? nil : value(group.listed[index])
                        hasSome = hasSome || own != nil
                        values.append(own)
                    }
                }
            }
        }
        assert(values.count == chargers.count, "each charger is listed or not")
        return hasSome ? values : []
    }

    /// Its chargers and the kinds of them, as a list has them.
    package var listedChargers: (chargers: [WrittenLists.Charger], kinds: [ChargerGroup]) {
        var firstKinds = [0]
        for spec in scenario.fleet {
            firstKinds.append(firstKinds[firstKinds.count - 1] + spec.chargers.count)
        }
        let own = eachListed { $0 }
        var listed: [WrittenLists.Charger] = []
        listed.reserveCapacity(chargers.count)
        for site in sites {
            for index in site.chargers {
                listed.append(
                    WrittenLists.Charger(
                        identity: chargers[index].identity,
                        site: site.name,
                        kind: firstKinds[site.spec] + Int(groups[index]),
                        own: own.isEmpty ? nil : own[index]
                    )
                )
            }
        }
        return (listed, scenario.fleet.flatMap(\.chargers))
    }

    /// The chargers as a CSMS has to know them.
    package var provisionedChargers: [ProvisionedCharger] {
        let own = eachListed { $0 }
        let shared = scenario.csms.security
        return chargers.enumerated().map { index, charger in
            let model = group(of: index).model
            let listed = own.isEmpty ? nil : own[index]
            return ProvisionedCharger(
                identity: charger.identity,
                site: charger.site,
                model: charger.model,
                vendor: model.vendor,
                product: model.model,
                firmware: model.firmware,
                connectors: charger.connectors,
                password: listed?.password?.value ?? group(of: index).setup.password
                    ?? (shared.sendsPasswords ? shared.password : nil),
                certificate: listed?.certificate
            )
        }
    }

    /// Every token that a driver may present or a charger names, with what the CSMS is to say of it.
    package var listedTokens: [ListedToken] {
        let drawn = scenario.drawsTokens ? drawnTokens : []
        let isSame =
            scenario.fleet.allSatisfy { $0.tokens == nil }
            && scenario.tokens?.tokens.contains { $0.site != nil } != true
        var tokens: [ListedToken] = []
        if isSame {
            tokens = scenario.tokens.map { $0.withShares } ?? drawn
        } else {
            for site in sites {
                let list = scenario.tokenList(of: scenario.fleet[site.spec])?.withShares ?? drawn
                tokens += list.map { token in
                    var token = token
                    token.site = site.name
                    return token
                }
            }
        }
        var known = Set(tokens.map { $0.text.lowercased() })
        for token in tokensOfChargers where known.insert(token.text.lowercased()).inserted {
            tokens.append(ListedToken(token.text, share: 0))
        }
        return tokens
    }

    /// Those that are numbered and not listed, as the reference CSMS knows them.
    private var drawnTokens: [ListedToken] {
        let spec = scenario.csms.reference.tags
        let tags = TagList(
            count: spec.count,
            blocked: spec.blocked,
            expired: spec.expired,
            grouped: spec.grouped,
            seed: scenario.seed
        )
        return (0..<spec.count).map { number in
            let info = tags.info(of: tags.tag(number))
            let status: ListedToken.Status =
                switch info.status {
                case .blocked: .blocked
                case .expired: .expired
                case .invalid: .unknown
                case .accepted, .concurrentTx: .accepted
                }
            return ListedToken(
                TokenList.token(number, seed: scenario.seed).text,
                status,
                group: info.parentIdTag.map(\.text)
            )
        }
    }
}

extension TokenListSpec {
    /// Its tokens, each with the share of drivers that it comes to, unless all have the same.
    fileprivate var withShares: [ListedToken] {
        guard let weights else { return tokens }
        return zip(tokens, weights).map { token, weight in
            var token = token
            token.share = weight
            return token
        }
    }
}

/// A charger, as far as a CSMS is told of it before it connects.
package struct ProvisionedCharger: Equatable, Sendable {
    package var identity: String
    package var site: String
    /// The name of its model in scenarios, and what it says of itself as it boots.
    package var model: String
    package var vendor: String
    package var product: String
    package var firmware: String
    package var connectors: Int
    package var password: String?
    /// The file of its certificate, where a list names one.
    package var certificate: String?
}
