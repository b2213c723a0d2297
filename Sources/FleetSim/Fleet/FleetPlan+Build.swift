import Scenarios

// A plan made flesh: the machines of one shard.
extension FleetPlan {
    var clockStart: DateTime {
        DateTime(unixMilliseconds: scenario.start.unixMilliseconds)
    }

    func chargerRange(of shard: Range<Int>) -> Range<Int> {
        guard let first = shard.first, let last = shard.last else { return 0..<0 }
        return sites[first].chargers.lowerBound..<sites[last].chargers.upperBound
    }

    func fleet(of shard: Range<Int>) -> Fleet {
        let range = chargerRange(of: shard)
        var siteOfCharger: [Int32] = []
        var built: [Charger] = []
        built.reserveCapacity(range.count)
        for (siteIndex, site) in shard.enumerated() {
            for index in sites[site].chargers {
                siteOfCharger.append(Int32(siteIndex))
                built.append(charger(index, at: sites[site]))
            }
        }
        return Fleet(
            chargers: built,
            sites: drivers(of: shard, from: range.lowerBound),
            electricity: electricity(of: shard),
            siteOfCharger: siteOfCharger,
            firstCharger: range.lowerBound,
            firstSite: shard.lowerBound
        )
    }

    /// The reference CSMS, as far as it is about those chargers.
    func central(of range: Range<Int>, tags: TagList, clockStart: DateTime) -> CentralSystem {
        let reference = scenario.csms.reference
        return CentralSystem(
            rules: CentralSystem.Rules(
                heartbeat: Int(reference.heartbeat.components.seconds),
                retry: Int(reference.registration.retry.components.seconds),
                commands: reference.commands.map(Command.init),
                clockStart: clockStart,
                starts: reference.starts > 0
                    ? RemoteStarts(
                        share: reference.starts,
                        seed: scenario.seed,
                        firstStation: range.lowerBound
                    ) : nil
            ),
            tags: tags,
            stations: range.map(station)
        )
    }

    /// The tags that the reference CSMS knows.
    var tagList: TagList {
        let tags = scenario.csms.reference.tags
        return TagList(
            count: scenario.drawsTokens ? tags.count : 0,
            blocked: tags.blocked,
            expired: tags.expired,
            grouped: tags.grouped,
            swapped: swappedCards,
            listed: scenario.listedTokens.compactMap(TagList.Listed.init),
            others: tokensOfChargers,
            seed: scenario.seed
        )
    }

    /// When a charger comes up at the beginning of a run: within a minute.
    func powerOn(_ charger: Int) -> SimTime {
        var random = stream(charger, .powerOn)
        return .zero + SimDuration(nanoseconds: Int64(random.unit() * 60e9))
    }

    private func charger(_ index: Int, at site: SitePlan) -> Charger {
        let type = types[site.spec][Int(groups[index])]
        var charger = Charger(
            type: type,
            serial: index + 1,
            connectors: chargers[index].connectors,
            clockStart: clockStart,
            configuration: Configuration(factory: type.factory),
            backOff: stream(index, .backOff)
        )
        charger.name(callsBy: callIDs(of: index))
        charger.siteShare = siteShare(of: index, at: site)
        if hasLoad { charger.powerCuts.begin() }
        if group(of: index).firstPower != nil { charger.powerCuts.begin() }
        return charger
    }

    private func bays(_ index: Int, from firstCharger: Int) -> BayPool {
        var site = BayPool(
            firstCharger: sites[index].chargers.lowerBound - firstCharger,
            connectors: sites[index].chargers.map { chargers[$0].connectors },
            isInService: !hasLoad
        )
        for charger in sites[index].chargers where group(of: charger).firstPower != nil {
            for connector in 1...chargers[charger].connectors {
                site.update(
                    charger: charger - firstCharger,
                    connector: connector,
                    inService: false
                )
            }
        }
        return site
    }

    private func drivers(of shard: Range<Int>, from firstCharger: Int) -> [SiteDrivers] {
        let laws = scenario.fleet.map { spec in
            ArrivalLaw(spec.arrivals, clockStart: clockStart, tokens: tokens(of: spec))
        }
        return shard.map { index in
            let bays = bays(index, from: firstCharger)
            let arrivals = Arrivals(
                laws[sites[index].spec],
                bays: bays.bayCount,
                site: index,
                seed: scenario.seed
            )
            return SiteDrivers(bays: bays, source: .drawn(arrivals))
        }
    }

    /// What the drivers of a site present.
    private func tokens(of site: SiteSpec) -> TokenPool {
        guard let list = scenario.tokenList(of: site) else {
            return TokenPool(count: scenario.csms.reference.tags.count)
        }
        // A list whose tokens could not be any was refused when it was read.
        let tokens = list.tokens.compactMap { Token($0.text, kind: .card) }
        return TokenPool(tokens, weights: list.weights)
    }

    private func station(_ index: Int) -> Station {
        let registration = scenario.csms.reference.registration
        var random = stream(index, .registration)
        let draw = random.unit()
        guard draw < registration.pending + registration.rejected else { return Station() }
        return Station(
            refusals: registration.times,
            refusal: draw < registration.pending ? .pending : .rejected
        )
    }

    func group(of charger: Int) -> ChargerGroup {
        scenario.fleet[sites[siteIndex(of: charger)].spec].chargers[Int(groups[charger])]
    }

    /// The site of a charger: the last that begins at or before it.
    func siteIndex(of charger: Int) -> Int {
        var low = 0
        var high = sites.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if sites[middle].chargers.lowerBound <= charger {
                low = middle
            } else {
                high = middle - 1
            }
        }
        assert(sites[low].chargers.contains(charger), "each charger stands at a site")
        return low
    }

    func stream(_ charger: Int, _ purpose: Purpose) -> RandomStream {
        RandomStream(seed: scenario.seed, entity: UInt64(charger), purpose: purpose)
    }
}
