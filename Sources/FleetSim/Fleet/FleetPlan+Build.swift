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

    /// A kernel with the shard's chargers in a world.
    func kernel<W: World & ~Copyable>(
        of shard: Range<Int>,
        world: consuming W,
        options: SimulationOptions
    ) -> Kernel<W> {
        let range = chargerRange(of: shard)
        return Kernel(
            world: world,
            fleet: fleet(of: shard),
            totalChargers: chargers.count,
            powerOn: powerOns(of: range),
            mishaps: powerTurns(of: range) + firstPowers(of: range) + chargerMishaps(of: range),
            keeps: options.keeps,
            traced: options.traced,
            ties: options.tieSeed.map { .shuffled(seed: $0) } ?? .inOrder
        )
    }

    func fleet(of shard: Range<Int>) -> Fleet {
        let range = chargerRange(of: shard)
        var siteOfCharger: [Int32] = []
        var built: [Charger] = []
        built.reserveCapacity(range.count)
        for (place, site) in shard.enumerated() {
            for index in sites[site].chargers {
                siteOfCharger.append(Int32(place))
                built.append(charger(index, at: sites[site]))
            }
        }
        return Fleet(
            chargers: built,
            sites: shard.map { site($0, from: range.lowerBound) },
            arrivals: arrivals(of: shard),
            electricity: electricity(of: shard),
            siteOfCharger: siteOfCharger,
            firstCharger: range.lowerBound,
            firstSite: shard.lowerBound
        )
    }

    func world(of shard: Range<Int>, tags: TagList) -> VirtualWorld {
        let range = chargerRange(of: shard)
        let reference = scenario.csms.reference
        return VirtualWorld(
            central: centralSharingPower(of: shard, tags: tags),
            workers: reference.workers,
            service: Law(reference.serviceTime),
            latencies: Network.allCases.map { Law($0.latency) },
            links: range.map(link),
            outages: outages,
            commands: commandRounds(of: range),
            dropOuts: dropOuts(of: range),
            mishaps: linkMishaps(of: range)
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
            count: tags.count,
            blocked: tags.blocked,
            expired: tags.expired,
            grouped: tags.grouped,
            swapped: swappedCards,
            others: tokensOfChargers,
            seed: scenario.seed
        )
    }

    /// The commands of the reference CSMS to those chargers.
    func commandRounds(of range: Range<Int>) -> [CommandRound] {
        scenario.csms.reference.commands.enumerated().map { number, spec in
            CommandRound(
                command: number,
                first: .zero + SimDuration(spec.at),
                every: spec.every.map { SimDuration($0) },
                share: spec.share,
                over: spread(of: spec),
                seed: scenario.seed,
                chargers: targets(of: spec, in: range),
                from: range.lowerBound
            )
        }
    }

    /// The chargers of a shard that a command is for.
    private func targets(of spec: CommandSpec, in range: Range<Int>) -> [Int] {
        range.filter { charger in
            let site = scenario.fleet[sites[siteIndex(of: charger)].spec]
            let group = site.chargers[Int(groups[charger])]
            return (spec.site ?? site.site) == site.site
                && (spec.model ?? group.model.id) == group.model.id
        }
    }

    /// How long a round of a command takes: as it says, or as its rate gives over the whole fleet.
    private func spread(of spec: CommandSpec) -> SimDuration {
        guard let rate = spec.rate else { return SimDuration(spec.over) }
        let called = Double(targets(of: spec, in: chargers.indices).count) * spec.share
        return SimDuration(nanoseconds: Int64((called / rate * 3_600e9).rounded()))
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
        charger.siteShare = siteShare(of: index, at: site)
        if hasLoad { charger.powerCuts += 1 }
        if group(of: index).firstPower != nil { charger.powerCuts += 1 }
        return charger
    }

    private func site(_ index: Int, from firstCharger: Int) -> Site {
        var site = Site(
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

    private func arrivals(of shard: Range<Int>) -> [Arrivals] {
        let laws = scenario.fleet.map { spec in
            ArrivalLaw(
                spec.arrivals,
                clockStart: clockStart,
                tagCount: scenario.csms.reference.tags.count
            )
        }
        return shard.map { index in
            let bays = sites[index].chargers.reduce(0) { $0 + chargers[$1].connectors }
            return Arrivals(
                laws[sites[index].spec],
                bays: bays,
                site: index,
                seed: scenario.seed
            )
        }
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

    private func link(_ index: Int) -> Link {
        let group = group(of: index)
        var link = Link(
            latency: Network.allCases.firstIndex(of: group.network) ?? 0,
            delays: stream(index, .linkUp),
            service: stream(index, .service)
        )
        link.isMisdirected = group.isTurnedAway
        return link
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
        return low
    }

    func stream(_ charger: Int, _ purpose: Purpose) -> RandomStream {
        RandomStream(seed: scenario.seed, entity: UInt64(charger), purpose: purpose)
    }
}
