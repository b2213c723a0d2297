/// A figure by which designs of a site are told apart; each is one number per replication.
package enum PlanFigure: String, CaseIterable, Sendable {
    // Drivers. Shares are of all who come, that of who had to wait is of those who stayed.
    case arrivals, served, blocked, reneged, lost
    case waiting
    case waitMean = "wait.mean"
    case waitP50 = "wait.p50"
    case waitP95 = "wait.p95"
    case waitP99 = "wait.p99"
    case waitMax = "wait.max"
    case lineMean = "line.mean"
    case lineP95 = "line.p95"
    case lineMax = "line.max"

    // Energy, a day; what was not served as a share of what was wanted, and that by its cause.
    case energyRequested = "energy.requested"
    case energyDelivered = "energy.delivered"
    case energyNotServed = "energy_not_served"
    case notServedNoBay = "energy_not_served.no_bay"
    case notServedStay = "energy_not_served.stay"
    case notServedVehicle = "energy_not_served.vehicle"
    /// What the site's power kept from cars: limits, and parts of them too small to charge with.
    case notServedPower = "energy_not_served.power"
    case notServedLimit = "energy_not_served.limit"
    case notServedFloor = "energy_not_served.floor"
    case notServedFault = "energy_not_served.fault"
    // Delivered over wanted, of drivers who are served.
    case satisfactionMean = "satisfaction.mean"
    case satisfactionP5 = "satisfaction.p5"
    case satisfactionFull = "satisfaction.full"
    case satisfactionHalf = "satisfaction.below_half"
    case satisfactionNone = "satisfaction.none"
    case satisfactionJain = "satisfaction.jain"

    // Power and current.
    case peak
    case peak1 = "peak.1m"
    case peak15 = "peak.15m"
    case peak30 = "peak.30m"
    case loadMean = "load.mean"
    case loadP50 = "load.p50"
    case loadP95 = "load.p95"
    case loadP99 = "load.p99"
    case loadFactor = "load.factor"
    case coincidence, diversity
    case demandFactor = "demand_factor"
    case admd
    case currentL1 = "current.l1"
    case currentL2 = "current.l2"
    case currentL3 = "current.l3"
    case unbalanceMax = "unbalance.max"
    case unbalanceMean = "unbalance.mean"
    case limitBinding = "limit.binding"
    case limitHeldBack = "limit.held_back"

    // Bays.
    case occupied = "bays.occupied"
    case charging = "bays.charging"
    case idle = "bays.idle"
    case occupancyP50 = "bays.p50"
    case occupancyP95 = "bays.p95"
    case occupancyMax = "bays.max"
    case turnover
}

extension PlanFigure {
    /// What kind of figure it is, and so what it is compared with.
    package enum Quantity: Sendable {
        /// In seconds, from 0 to 1, in watts, watt-hours and amperes.
        case time, share, power, energy, current
        case number
    }

    package var quantity: Quantity {
        switch self {
        case .waitMean, .waitP50, .waitP95, .waitP99, .waitMax: .time
        case .served, .blocked, .reneged, .lost, .waiting, .energyNotServed, .notServedNoBay,
            .notServedStay, .notServedVehicle, .notServedPower, .notServedLimit, .notServedFloor,
            .notServedFault,
            .satisfactionMean, .satisfactionP5, .satisfactionFull, .satisfactionHalf,
            .satisfactionNone, .satisfactionJain, .loadFactor, .coincidence, .demandFactor,
            .limitBinding, .occupied, .charging, .idle:
            .share
        case .peak, .peak1, .peak15, .peak30, .loadMean, .loadP50, .loadP95, .loadP99, .admd:
            .power
        case .energyRequested, .energyDelivered, .limitHeldBack: .energy
        case .currentL1, .currentL2, .currentL3, .unbalanceMax, .unbalanceMean: .current
        case .arrivals, .lineMean, .lineP95, .lineMax, .diversity, .occupancyP50, .occupancyP95,
            .occupancyMax, .turnover:
            .number
        }
    }

    /// Whether less of it is better, where one can say.
    package var isBetterWhenLess: Bool? {
        switch self {
        case .served, .energyDelivered, .satisfactionMean, .satisfactionP5, .satisfactionFull,
            .satisfactionJain, .loadFactor:
            false
        case .arrivals, .energyRequested, .loadMean, .loadP50, .coincidence, .diversity, .turnover,
            .occupied, .charging, .idle, .occupancyP50, .occupancyP95, .occupancyMax:
            nil
        default: true
        }
    }

    /// Its place among all figures.
    package var place: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) }
    )
}

extension PlanFigure {
    /// What tables show: the figures of targets, and those that planners ask for first.
    package static func shown(with targets: [PlanFigure]) -> [PlanFigure] {
        // Where one kind of lost drivers is told, all of them would mostly be told twice.
        let isToldApart = targets.contains(.blocked) || targets.contains(.reneged)
        let usual: [PlanFigure] = [.lost, .waitP95, .energyNotServed, .peak15, .occupied]
        return (targets + usual.filter { $0 != .lost || !isToldApart })
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
