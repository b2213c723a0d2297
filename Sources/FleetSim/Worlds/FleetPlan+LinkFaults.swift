import Scenarios

// What befalls the links between the chargers and the CSMS.
extension FleetPlan {
    /// What befalls the links of the chargers, which are counted from the range's first.
    func linkMishaps(of range: Range<Int>) -> [LinkMishap] {
        scenario.faults.enumerated().flatMap { number, fault -> [LinkMishap] in
            let kind: LinkMishap.Kind
            switch fault.kind {
            case .linkDown(_, let duration), .siteOutage(_, let duration):
                kind = .lost(for: SimDuration(duration))
            case .wrongSetup: kind = .misdirected
            case .slowLink(_, let duration, let delay):
                kind = .slow(by: Law(delay), for: SimDuration(duration))
            case .halfOpen(_, let duration): kind = .silent(for: SimDuration(duration))
            case .slowReading(_, let duration, let rate):
                kind = .readsSlowly(rate: rate, for: SimDuration(duration))
            case .tornFrame: kind = .breaksOff
            case .csmsRestart, .setupSaved, .flapping, .powerCut, .unavailable, .emergencyStop,
                .connectorFault,
                .cardByteOrder:
                return []
            }
            return sufferers(of: fault, number, among: range).map { charger in
                LinkMishap(
                    charger: charger,
                    at: .zero + SimDuration(fault.at),
                    kind: kind,
                    random: stream(number, charger + range.lowerBound, .linkTrouble)
                )
            }
        }
    }

    /// How the links of a range come and go by chance: as their kind does, or because of a fault.
    func dropOuts(of range: Range<Int>) -> DropOuts {
        let usual = range.compactMap { usualDropOuts($0, from: range.lowerBound) }
        let flapping = scenario.faults.enumerated().flatMap { number, fault -> [DropOuts.Habit] in
            guard case .flapping(_, let duration, let up, let down) = fault.kind else { return [] }
            let start = SimTime.zero + SimDuration(fault.at)
            return sufferers(of: fault, number, among: range).map { charger in
                DropOuts.Habit(
                    charger: charger,
                    uptime: Law(up),
                    outage: Law(down),
                    random: stream(number, charger + range.lowerBound, .flapping),
                    from: start,
                    until: start + SimDuration(duration),
                    shortest: .seconds(1)
                )
            }
        }
        return DropOuts(usual + flapping)
    }

    private func usualDropOuts(_ charger: Int, from first: Int) -> DropOuts.Habit? {
        let group = group(of: charger)
        guard group.hasDropOuts else { return nil }
        let law = group.network.dropOuts
        return DropOuts.Habit(
            charger: charger - first,
            uptime: Law(.exponential(mean: law.uptime / .seconds(1))),
            outage: Law(.exponential(mean: law.outage / .seconds(1))),
            random: stream(charger, .dropOut)
        )
    }
}
