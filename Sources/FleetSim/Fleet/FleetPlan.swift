import Scenarios

/// Which chargers stand where, worked out from a scenario once and shared by all kernels.
package struct FleetPlan: Sendable {
    /// One site of the fleet.
    struct SitePlan: Sendable {
        /// Its index in the scenario's list.
        var spec: Int
        var name: String
        var chargers: Range<Int>
    }

    package private(set) var scenario: Scenario
    let sites: [SitePlan]
    /// Of every charger, in order.
    package let chargers: [RunManifest.ChargerEntry]
    /// The index of each charger's group in its site's list.
    let groups: [UInt16]
    /// What the chargers of each group of each site are; by index of the site's spec, then group.
    let types: [[ChargerType]]
    /// The electricity of each site's spec when a run begins; nil where it has no limits.
    private(set) var electricity: [SiteElectricity?]
    /// What the load asks for, when.
    let course: LoadCourse
    /// With a load, all chargers in the order in which they come on.
    let loadOrder: [Int]

    /// Fails when a charger is configured with what it does not have.
    ///
    /// A CSMS out there cannot be told what drivers do in its app: they use the charger's reader.
    package init(_ scenario: Scenario) throws(FleetProblems) {
        self.scenario = scenario
        (types, electricity) = try Self.kinds(of: scenario)
        var sites: [SitePlan] = []
        var chargers: [RunManifest.ChargerEntry] = []
        var groups: [UInt16] = []
        chargers.reserveCapacity(scenario.chargerCount)
        groups.reserveCapacity(scenario.chargerCount)
        sites.reserveCapacity(scenario.fleet.reduce(0) { $0 + $1.count })
        let names = scenario.fleet.siteNames
        for (index, spec) in scenario.fleet.enumerated() {
            for number in 0..<spec.count {
                let name = names[index].name(of: number)
                let first = chargers.count
                for (group, chargerGroup) in spec.chargers.enumerated() {
                    for member in 0..<chargerGroup.count {
                        groups.append(UInt16(group))
                        chargers.append(Self.entry(chargerGroup, member, at: name, chargers.count))
                    }
                }
                sites.append(SitePlan(spec: index, name: name, chargers: first..<chargers.count))
            }
        }
        self.sites = sites
        self.chargers = chargers
        self.groups = groups
        course = LoadCourse(scenario.load, chargers: chargers.count, until: scenario.end)
        loadOrder =
            scenario.load.isEmpty ? [] : Self.drawOrder(of: chargers.count, seed: scenario.seed)
        assert(chargers.count == scenario.chargerCount, "as many chargers as the scenario has")
    }

    /// Fails when the fleet could not be built, and builds none: that takes a while for a large one.
    package static func check(_ scenario: Scenario) throws(FleetProblems) {
        _ = try kinds(of: scenario)
    }

    /// What stands at each site, by kinds, however many there are of each.
    private static func kinds(
        of scenario: Scenario
    ) throws(FleetProblems) -> (types: [[ChargerType]], electricity: [SiteElectricity?]) {
        let reachesApp = scenario.csms.url == nil
        var problems = identityProblems(scenario)
        for (index, spec) in scenario.fleet.enumerated() where spec.chargers.count > maximumKinds {
            problems.append(
                "fleet[\(index)]: \(spec.chargers.count) kinds of chargers stand at \(spec.site), "
                    + "and \(maximumKinds) are the most that one site can have"
            )
        }
        let types = scenario.fleet.enumerated().map { index, spec in
            spec.chargers.enumerated().map { number, group in
                ChargerType(
                    group,
                    reachesApp: reachesApp,
                    rhythm: scenario.rhythm,
                    where: "fleet.\(index).chargers.\(number)",
                    problems: &problems
                )
            }
        }
        let electricity = electricity(scenario, types, problems: &problems)
        problems += userProblems(scenario) + commandProblems(scenario)
        guard problems.isEmpty else { throw FleetProblems(lines: problems) }
        return (types, electricity)
    }

    /// As many as `groups` has numbers for.
    private static let maximumKinds = Int(UInt16.max) + 1

    /// The same fleet under another seed, for a plan: what flows at the nodes of its limits is not kept.
    func replication(seed: UInt64) -> FleetPlan {
        precondition(scenario.load.isEmpty, "the order of a load goes by the seed")
        var plan = self
        plan.scenario.seed = seed
        plan.electricity = electricity.map { $0?.unaccounted }
        return plan
    }

    /// How many chargers one thread has at most when the fleet is split over this many threads.
    package func maximumChargers(onOneOf threads: Int) -> Int {
        shards(threads).map { chargerRange(of: $0).count }.max() ?? 0
    }

    /// The sites in this many runs of neighbours with about the same number of chargers each.
    func shards(_ wanted: Int, of part: Range<Int>? = nil) -> [Range<Int>] {
        let part = part ?? sites.indices
        var shards: [Range<Int>] = []
        var first = part.lowerBound
        let before = first < sites.count ? sites[first].chargers.lowerBound : chargers.count
        let count = chargerRange(of: part).count
        for shard in 0..<max(1, wanted) {
            let goal = before + count * (shard + 1) / max(1, wanted)
            var end = first
            while end < part.upperBound, sites[end].chargers.upperBound <= goal { end += 1 }
            if shard == max(1, wanted) - 1 { end = part.upperBound }
            if end > first { shards.append(first..<end) }
            first = end
        }
        assert(shards.reduce(0) { $0 + $1.count } == part.count, "each site is in one shard")
        return shards
    }

    /// Where users are to come more often than they can.
    private static func userProblems(_ scenario: Scenario) -> [String] {
        let start = DateTime(unixMilliseconds: scenario.start.unixMilliseconds)
        return scenario.fleet.enumerated().compactMap { index, spec in
            guard spec.arrivals.users != nil else { return nil }
            let law = ArrivalLaw(spec.arrivals, clockStart: start, tagCount: 1)
            return law.complaint(bays: spec.baysPerSite).map {
                "fleet.\(index).arrivals.users: at \(spec.site) \($0)"
            }
        }
    }

    private static func entry(
        _ group: ChargerGroup,
        _ member: Int,
        at site: String,
        _ index: Int
    ) -> RunManifest.ChargerEntry {
        RunManifest.ChargerEntry(
            identity: group.identity(ofMember: member, number: index + 1),
            model: group.model.id,
            site: site,
            connectors: group.model.connectors
        )
    }
}

/// What a fleet cannot be built with.
package struct FleetProblems: Error, Equatable {
    package var lines: [String]
}

extension ChargerType {
    /// Notes every configuration value that the charger would not take.
    convenience init(
        _ group: ChargerGroup,
        reachesApp: Bool,
        rhythm: HeartbeatRhythm? = nil,
        where location: String,
        problems: inout [String]
    ) {
        let model = group.model
        var factory = Configuration(
            connectors: model.connectors,
            features: FeatureProfiles(names: model.featureProfiles, hasSecurity: model.hasSecurity),
            measured: MeasurandSet(names: model.metering.instruments.map(\.rawValue))
        )
        // A cable that is fixed to the charger is never unlocked there (errata of 2025).
        if model.access.cable == .tethered { factory[.unlockConnectorOnEVSideDisconnect] = 0 }
        for setting in model.configuration + group.freeSettings + group.configuration {
            let path = "\(location).configuration.\(setting.key)"
            guard let key = ConfigurationKey(name: setting.key) else {
                problems.append("\(path): a charger has no such configuration key")
                continue
            }
            if let own = key.modelKey {
                problems.append("\(path): that is what ‘\(own)’ of the model says")
            } else if !factory.set(key, to: setting.value) {
                let value = key.access == .writeOnly ? "what it has" : "‘\(setting.value)’"
                problems.append("\(path): \(value) is no value for \(key.name)")
            }
        }
        for key in ConfigurationKey.allCases where !factory.isShortEnough(key) {
            let limit = key.lengthKey?.name ?? ""
            problems.append("\(location).configuration: \(key.name) is longer than \(limit) allows")
        }
        if group.identification.contains(.free), !factory.grantsAnyone {
            problems.append("\(location).identification: ‘free’, but it is configured to ask")
        }
        let restartKeys = model.restartKeys.compactMap { name in
            let key = ConfigurationKey(name: name)
            if key == nil {
                problems.append("\(location): a charger has no configuration key ‘\(name)’")
            }
            return key
        }
        let identification = Identification(model, where: location, problems: &problems)
        self.init(
            model,
            outlet: Outlet(group),
            factory: factory.sealed(needsRestart: restartKeys),
            identification: identification,
            behaviour: Behaviour(group, reachesApp: reachesApp, rhythm: rhythm)
        )
    }
}

extension ChargerType.Identification {
    /// Notes every tag that OCPP 1.6 has no room or no letters for.
    fileprivate init(_ model: ChargerModel, where location: String, problems: inout [String]) {
        func token(_ text: String) -> Token? {
            let token = Token(text).flatMap { $0.fitsV16 ? $0 : nil }
            if token == nil { problems.append("\(location): ‘\(text)’ cannot be a tag") }
            return token
        }
        // The stand-in is never used: a plan with problems is not built.
        freeToken = token(model.access.freeTag) ?? TokenList.unknown(0, seed: 0)
        if let pattern = model.access.defaultTag { _ = token(FleetPlan.identity(pattern, of: 0)) }
        reversesCards = model.access.cardBytes == .reversed
    }
}

extension ConfigurationKey {
    /// The key of a model that settles what this one tells.
    fileprivate var modelKey: String? {
        if self == .numberOfConnectors { return "connectors" }
        return self == .supportedFeatureProfiles ? "feature_profiles" : nil
    }
}
