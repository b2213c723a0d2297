import Scenarios

// What a plan has beyond its chargers: their links, and what the reference CSMS does by itself.
extension FleetPlan {
    func world(of shard: Range<Int>, tags: TagList) -> VirtualWorld {
        let range = chargerRange(of: shard)
        return VirtualWorld(
            central: centralSharingPower(of: shard, tags: tags, clockStart: clockStart),
            csmsSettings(of: range),
            latencies: Network.allCases.map { Law($0.latency) },
            links: range.map(link),
            faults: linkFaults(of: range)
        )
    }

    /// What the reference CSMS does to those chargers.
    func csmsSettings(of range: Range<Int>) -> CSMSSettings {
        let reference = scenario.csms.reference
        return CSMSSettings(
            workers: reference.workers,
            service: Law(reference.serviceTime),
            commands: commandRounds(of: range),
            outages: outages
        )
    }

    /// The commands of the reference CSMS to those chargers.
    private func commandRounds(of range: Range<Int>) -> [CommandRound] {
        scenario.csms.reference.commands.enumerated().map { number, spec in
            CommandRound(
                command: number,
                first: .zero + SimDuration(spec.at),
                every: spec.every.map { SimDuration($0) },
                share: spec.share,
                over: Self.spread(of: spec, in: scenario),
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

    private func link(_ index: Int) -> Link {
        let group = group(of: index)
        let isTurnedAway = group.isTurnedAway(chargers[index].identity, number: index + 1)
        return Link(
            latency: Network.allCases.firstIndex(of: group.network) ?? 0,
            delays: stream(index, .linkUp),
            service: stream(index, .service),
            condition: LinkCondition(isMisdirected: isTurnedAway)
        )
    }
}
