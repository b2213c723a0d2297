import Scenarios

// The faults of a scenario: who suffers which, and when.
extension FleetPlan {
    var outages: [Outage] {
        scenario.faults.compactMap { fault in
            guard case .csmsRestart(let down) = fault.kind else { return nil }
            let start = SimTime.zero + SimDuration(fault.at)
            return Outage(from: start, to: start + SimDuration(down))
        }
    }

    /// What befalls the links of the chargers, which are counted from the range's first.
    func linkMishaps(of range: Range<Int>) -> [LinkMishap] {
        scenario.faults.enumerated().flatMap { number, fault -> [LinkMishap] in
            let kind: LinkMishap.Kind
            switch fault.kind {
            case .linkDown(_, let duration): kind = .lost(for: SimDuration(duration))
            case .wrongSetup: kind = .misdirected
            case .csmsRestart, .setupSaved, .unavailable, .connectorFault, .cardByteOrder:
                return []
            }
            return sufferers(of: fault, number, among: range).map { charger in
                LinkMishap(charger: charger, at: .zero + SimDuration(fault.at), kind: kind)
            }
        }
    }

    /// What befalls the chargers themselves.
    func chargerMishaps(of range: Range<Int>) -> [ChargerMishap] {
        scenario.faults.enumerated().flatMap { number, fault -> [ChargerMishap] in
            let start = SimTime.zero + SimDuration(fault.at)
            let course: [(SimTime, ChargerFault)]
            switch fault.kind {
            case .setupSaved, .wrongSetup:
                course = [(start, .setupSaved)]
            case .unavailable(_, let duration):
                let end = duration.map { (start + SimDuration($0), ChargerFault.backInService) }
                course = [(start, .outOfService)] + (end.map { [$0] } ?? [])
            case .connectorFault(_, let duration, let connector, let error):
                return connectorMishaps(
                    of: sufferers(of: fault, number, among: range),
                    from: range.lowerBound,
                    connector,
                    ChargePointErrorCode(error),
                    at: start,
                    for: duration.map { SimDuration($0) }
                )
            case .csmsRestart, .linkDown, .cardByteOrder: return []
            }
            return sufferers(of: fault, number, among: range).flatMap { charger in
                course.map { ChargerMishap(charger: charger, at: $0, fault: $1) }
            }
        }
    }

    /// Of those that have such a connector.
    private func connectorMishaps(
        of sufferers: [Int],
        from first: Int,
        _ connector: Int,
        _ error: ChargePointErrorCode,
        at start: SimTime,
        for duration: SimDuration?
    ) -> [ChargerMishap] {
        let number = UInt8(clamping: connector)
        return sufferers.filter { chargers[first + $0].connectors >= connector }.flatMap {
            charger in
            let end = duration.map {
                ChargerMishap(charger: charger, at: start + $0, fault: .mended(connector: number))
            }
            let fault = ChargerFault.failed(connector: number, error)
            return [ChargerMishap(charger: charger, at: start, fault: fault)]
                + (end.map { [$0] } ?? [])
        }
    }

    /// The share of the CSMS's cards that were entered with their bytes reversed.
    var swappedCards: Double {
        scenario.faults.reduce(0) { share, fault in
            guard case .cardByteOrder(let own) = fault.kind else { return share }
            return max(share, own)
        }
    }

    /// Drawn for each charger and fault, so that a split fleet has the same ones.
    private func sufferers(of fault: FaultSpec, _ number: Int, among range: Range<Int>) -> [Int] {
        range.filter { charger in
            var random = RandomStream(
                seed: scenario.seed,
                entity: UInt64(number) << 32 | UInt64(charger),
                purpose: .faultShare
            )
            return random.chance(fault.kind.share)
        }.map { $0 - range.lowerBound }
    }
}

extension FaultSpec.Kind {
    fileprivate var share: Double {
        switch self {
        case .csmsRestart: 1
        case .setupSaved(let share), .wrongSetup(let share), .linkDown(let share, _),
            .unavailable(let share, _), .connectorFault(let share, _, _, _),
            .cardByteOrder(let share):
            share
        }
    }
}

extension ChargePointErrorCode {
    /// A scenario uses OCPP's own names.
    fileprivate init(_ error: ConnectorError) {
        self = Self.allCases.first { $0.rawValue.string == error.rawValue } ?? .otherError
    }
}

/// What befalls one charger at a known time.
struct ChargerMishap {
    var charger: Int
    var at: SimTime
    var fault: ChargerFault
}
