import Scenarios

// The faults of a scenario: which chargers, links and sites each affects, when and how.
extension FleetPlan {
    /// What a fault does to a charger that it affects, to its link, or to both.
    private enum Effect {
        case charger(SimTime, ChargerFault)
        case link(LinkFault.Effect, Purpose = .linkTrouble)
    }

    /// One charger's part in a fault; nothing where only the CSMS or its cards are affected.
    private func effects(of fault: FaultSpec, _ number: Int, on charger: Int) -> [Effect] {
        let start = SimTime.zero + SimDuration(fault.at)
        let duration = SimDuration(fault.kind.lasts ?? .zero)
        /// A fault of the charger that is over after a time, or never.
        func lasting(_ begin: ChargerFault, until end: ChargerFault) -> [Effect] {
            [.charger(start, begin)]
                + (fault.kind.lasts == nil ? [] : [.charger(start + duration, end)])
        }
        switch fault.kind {
        case .csmsRestart, .cardByteOrder: return []
        case .setupSaved: return [.charger(start, .setupSaved)]
        case .wrongSetup: return [.charger(start, .setupSaved), .link(.misdirected)]
        case .linkDown, .siteOutage: return [.link(.lost(for: duration))]
        case .flapping(_, _, let up, let down):
            let effect = LinkFault.Effect.comesAndGoes(
                up: Law(up),
                down: Law(down),
                shortest: .seconds(1),
                for: duration
            )
            return [.link(effect, .flapping)]
        case .slowLink(_, _, let delay): return [.link(.slow(by: Law(delay), for: duration))]
        case .halfOpen: return [.link(.silent(for: duration))]
        case .slowReading(_, _, let rate):
            return [.link(.readsSlowly(rate: rate, for: duration))]
        case .tornFrame: return [.link(.breaksOff)]
        case .powerCut(_, _, let over):
            let entity = faultEntity(of: fault, charger)
            var random = stream(number, entity, .powerReturn)
            let wait = random.unit() * Double(SimDuration(over).nanoseconds)
            let end = start + duration + SimDuration(nanoseconds: Int64(wait))
            return [.charger(start, .powerLost), .charger(end, .powerBack)]
        case .unavailable: return lasting(.outOfService, until: .backInService)
        case .emergencyStop: return lasting(.emergencyStop, until: .emergencyOver)
        case .connectorFault(_, _, let connector, let error):
            guard chargers[charger].connectors >= connector else { return [] }
            let number = UInt8(clamping: connector)
            return lasting(.failure(of: number, error), until: .mended(connector: number))
        }
    }

    /// The faults of the chargers themselves, which are counted from the range's first.
    func chargerFaults(of range: Range<Int>) -> [TimedFault] {
        eachEffect(on: range) { effect, _, charger in
            guard case .charger(let moment, let fault) = effect else { return nil }
            return TimedFault(charger: charger - range.lowerBound, at: moment, fault: fault)
        }
    }

    /// What the links of a range come and go by: as their kind does, or because of a fault.
    func linkFaults(of range: Range<Int>) -> LinkFaults {
        let usual = range.compactMap { usualDropOuts($0, from: range.lowerBound) }
        let special = eachEffect(on: range) { effect, number, charger -> LinkFault? in
            guard case .link(let what, let purpose) = effect else { return nil }
            return LinkFault(
                charger: charger - range.lowerBound,
                at: .zero + SimDuration(scenario.faults[number].at),
                effect: what,
                random: stream(number, charger, purpose)
            )
        }
        return LinkFaults(usual + special)
    }

    /// When the CSMS is down.
    var outages: [CSMSOutage] {
        scenario.faults.compactMap { fault in
            guard case .csmsRestart(let down) = fault.kind else { return nil }
            let start = SimTime.zero + SimDuration(fault.at)
            return CSMSOutage(from: start, to: start + SimDuration(down))
        }
    }

    /// The share of the CSMS's cards that were entered with their bytes reversed.
    var swappedCards: Double {
        scenario.faults.reduce(0) { share, fault in
            guard case .cardByteOrder(let own) = fault.kind else { return share }
            return max(share, own)
        }
    }

    /// When the chargers of a range get power for the first time that wait for a tick of their own.
    func firstPowers(of range: Range<Int>) -> [TimedFault] {
        range.compactMap { charger in
            group(of: charger).firstPower.map { moment in
                TimedFault(
                    charger: charger - range.lowerBound,
                    at: .zero + SimDuration(moment),
                    fault: .powerBack
                )
            }
        }
    }

    private func usualDropOuts(_ charger: Int, from first: Int) -> LinkFault? {
        let group = group(of: charger)
        guard group.hasDropOuts else { return nil }
        let law = group.network.dropOuts
        return LinkFault(
            charger: charger - first,
            at: .zero,
            effect: .comesAndGoes(
                up: Law(.exponential(mean: law.uptime / .seconds(1))),
                down: Law(.exponential(mean: law.outage / .seconds(1))),
                shortest: .zero,
                for: nil
            ),
            random: stream(charger, .dropOut)
        )
    }

    /// What all faults do to the chargers of a range, fault by fault; chargers of the whole fleet.
    private func eachEffect<Result>(
        on range: Range<Int>,
        _ make: (Effect, _ number: Int, _ charger: Int) -> Result?
    ) -> [Result] {
        scenario.faults.enumerated().flatMap { number, fault in
            range.filter { affects(fault, number, $0) }.flatMap { charger in
                effects(of: fault, number, on: charger).compactMap { make($0, number, charger) }
            }
        }
    }

    /// Whether a fault affects a charger.
    ///
    /// Drawn for each charger and fault, or each site and fault, so that a split fleet has the same.
    private func affects(_ fault: FaultSpec, _ number: Int, _ charger: Int) -> Bool {
        let site = sites[siteIndex(of: charger)]
        // All sites that are called so, or one of them by its number.
        guard fault.site.map({ $0 == scenario.fleet[site.spec].site || $0 == site.name }) ?? true
        else { return false }
        var random = stream(number, faultEntity(of: fault, charger), .faultShare)
        return random.chance(fault.kind.scope.share)
    }

    /// For which entity a fault's chances are drawn: a charger, or its site where that is affected as a
    /// whole.
    ///
    /// Sites are entities apart from the chargers, which count from zero.
    private func faultEntity(of fault: FaultSpec, _ charger: Int) -> Int {
        switch fault.kind.scope {
        case .sites: 1 << 31 | siteIndex(of: charger)
        case .chargers, .cards, .csms: charger
        }
    }

    /// What a fault draws for one entity.
    private func stream(_ fault: Int, _ entity: Int, _ purpose: Purpose) -> RandomStream {
        RandomStream(
            seed: scenario.seed,
            entity: UInt64(fault) << 32 | UInt64(entity),
            purpose: purpose
        )
    }
}

/// What happens to one charger at a known time.
struct TimedFault {
    var charger: Int
    var at: SimTime
    var fault: ChargerFault
}
