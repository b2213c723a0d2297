import Scenarios

// The faults of a scenario: who suffers which, and when.
extension FleetPlan {
    /// What befalls the chargers themselves, which are counted from the range's first.
    func chargerMishaps(of range: Range<Int>) -> [ChargerMishap] {
        scenario.faults.enumerated().flatMap { number, fault -> [ChargerMishap] in
            sufferers(of: fault, number, among: range).flatMap { charger in
                course(of: fault, number, at: charger + range.lowerBound).map { moment, fault in
                    ChargerMishap(charger: charger, at: moment, fault: fault)
                }
            }
        }
    }

    /// What a fault does to a charger, moment by moment; nothing where only its link suffers.
    private func course(
        of fault: FaultSpec,
        _ number: Int,
        at charger: Int
    ) -> [(SimTime, ChargerFault)] {
        let start = SimTime.zero + SimDuration(fault.at)
        switch fault.kind {
        case .setupSaved, .wrongSetup: return [(start, .setupSaved)]
        case .unavailable(_, let duration):
            let end = duration.map { (start + SimDuration($0), ChargerFault.backInService) }
            return [(start, .outOfService)] + (end.map { [$0] } ?? [])
        case .powerCut(_, let duration, let over):
            var random = stream(
                number,
                fault.entity(charger, at: siteIndex(of: charger)),
                .powerReturn
            )
            let wait = random.unit() * Double(SimDuration(over).nanoseconds)
            let end = start + SimDuration(duration) + SimDuration(nanoseconds: Int64(wait))
            return [(start, .powerLost), (end, .powerBack)]
        case .emergencyStop(_, let duration):
            let end = duration.map { (start + SimDuration($0), ChargerFault.emergencyOver) }
            return [(start, .emergencyStop)] + (end.map { [$0] } ?? [])
        case .connectorFault(_, let duration, let connector, let error):
            guard chargers[charger].connectors >= connector else { return [] }
            let place = UInt8(clamping: connector)
            let end = duration.map {
                (start + SimDuration($0), ChargerFault.mended(connector: place))
            }
            return [(start, .failure(of: place, error))]
                + (end.map { [$0] } ?? [])
        case .csmsRestart, .linkDown, .siteOutage, .flapping, .slowLink, .halfOpen, .slowReading,
            .tornFrame, .cardByteOrder:
            return []
        }
    }

    /// When the chargers of a range get power for the first time that wait for a tick of their own.
    func firstPowers(of range: Range<Int>) -> [ChargerMishap] {
        range.compactMap { charger in
            group(of: charger).firstPower.map { moment in
                ChargerMishap(
                    charger: charger - range.lowerBound,
                    at: .zero + SimDuration(moment),
                    fault: .powerBack
                )
            }
        }
    }

    /// The share of the CSMS's cards that were entered with their bytes reversed.
    var swappedCards: Double {
        scenario.faults.reduce(0) { share, fault in
            guard case .cardByteOrder(let own) = fault.kind else { return share }
            return max(share, own)
        }
    }

    /// Who suffers a fault, counted from the range's first.
    ///
    /// Drawn for each charger and fault, or each site and fault, so that a split fleet has the same.
    func sufferers(of fault: FaultSpec, _ number: Int, among range: Range<Int>) -> [Int] {
        range.filter { charger in
            let site = siteIndex(of: charger)
            let name = scenario.fleet[sites[site].spec].site
            guard fault.site ?? name == name else { return false }
            var random = stream(number, fault.entity(charger, at: site), .faultShare)
            return random.chance(fault.kind.share)
        }.map { $0 - range.lowerBound }
    }

    /// What a fault draws for one entity.
    func stream(_ fault: Int, _ entity: Int, _ purpose: Purpose) -> RandomStream {
        RandomStream(
            seed: scenario.seed,
            entity: UInt64(fault) << 32 | UInt64(entity),
            purpose: purpose
        )
    }
}

extension FaultSpec {
    /// For whom its chances are drawn: a charger, or its site where that suffers as a whole.
    ///
    /// Sites are entities apart from the chargers, which count from zero.
    fileprivate func entity(_ charger: Int, at site: Int) -> Int {
        switch kind {
        case .siteOutage, .powerCut: 1 << 31 | site
        case .csmsRestart, .setupSaved, .wrongSetup, .linkDown, .flapping, .slowLink, .halfOpen,
            .slowReading, .tornFrame, .unavailable, .emergencyStop, .connectorFault, .cardByteOrder:
            charger
        }
    }
}

extension FaultSpec.Kind {
    var share: Double {
        switch self {
        case .csmsRestart: 1
        case .setupSaved(let share), .wrongSetup(let share), .linkDown(let share, _),
            .siteOutage(let share, _), .flapping(let share, _, _, _), .powerCut(let share, _, _),
            .slowLink(let share, _, _), .halfOpen(let share, _), .slowReading(let share, _, _),
            .tornFrame(let share), .unavailable(let share, _), .emergencyStop(let share, _),
            .connectorFault(let share, _, _, _), .cardByteOrder(let share):
            share
        }
    }
}

/// What befalls one charger at a known time.
struct ChargerMishap {
    var charger: Int
    var at: SimTime
    var fault: ChargerFault
}
