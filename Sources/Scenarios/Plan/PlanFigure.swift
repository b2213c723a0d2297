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

    package var quantity: Quantity { row.quantity }

    /// Whether less of it is better, where one can say.
    package var isBetterWhenLess: Bool? { row.better.map { $0 == .less } }

    /// Whether it is the greatest of a horizon: the longer the horizon, the greater it is.
    package var isPeak: Bool { row.isPeak }

    /// What it is, in a sentence for those who choose among figures.
    package var meaning: String { row.meaning }

    private enum Better {
        case less, more
    }

    private struct Row {
        let quantity: Quantity
        let better: Better?
        let isPeak: Bool
        let meaning: String

        init(
            _ quantity: Quantity,
            _ meaning: String,
            _ better: Better? = nil,
            isPeak: Bool = false
        ) {
            self.quantity = quantity
            self.better = better
            self.isPeak = isPeak
            self.meaning = meaning
        }
    }

    private var row: Row {
        switch self {
        case .arrivals: Row(.number, "drivers who come, a day")
        case .served: Row(.share, "drivers for whom a charge begins, of all who come", .more)
        case .blocked:
            Row(.share, "drivers who find no bay and do not wait, of all who come", .less)
        case .reneged:
            Row(.share, "drivers who leave line or bay before a charge, of all who come", .less)
        case .lost: Row(.share, "drivers who leave without a charge, of all who come", .less)
        case .waiting:
            Row(.share, "drivers who have to wait, of those who do not drive on at once", .less)
        case .waitMean:
            Row(
                .time,
                "mean time in line, of those who do not drive on; no wait counts as zero",
                .less
            )
        case .waitP50: Row(.time, "time in line that half of the drivers do not exceed", .less)
        case .waitP95: Row(.time, "time in line that 95 of 100 drivers do not exceed", .less)
        case .waitP99: Row(.time, "time in line that 99 of 100 drivers do not exceed", .less)
        case .waitMax: Row(.time, "longest time in line", .less, isPeak: true)
        case .lineMean: Row(.number, "mean number of drivers in line, over time", .less)
        case .lineP95: Row(.number, "drivers in line that are not exceeded 95 % of the time", .less)
        case .lineMax: Row(.number, "most drivers in line at once", .less, isPeak: true)
        case .energyRequested: Row(.energy, "energy that drivers want, a day")
        case .energyDelivered: Row(.energy, "energy delivered, a day", .more)
        case .energyNotServed: Row(.share, "energy not delivered, of what was wanted", .less)
        case .notServedNoBay: Row(.share, "missing energy for want of a bay", .less)
        case .notServedStay:
            Row(
                .share,
                "missing energy since the car left before its charger could give all",
                .less
            )
        case .notServedVehicle:
            Row(.share, "missing energy since the car takes less than its charger gives", .less)
        case .notServedPower:
            Row(.share, "missing energy by the site's power: limit and floor", .less)
        case .notServedLimit:
            Row(.share, "missing energy since the site's limits left the car less", .less)
        case .notServedFloor:
            Row(.share, "missing energy since what was left was too little to charge with", .less)
        case .notServedFault: Row(.share, "missing energy since a charger had failed", .less)
        case .satisfactionMean:
            Row(.share, "mean of delivered over wanted, of drivers who are served", .more)
        case .satisfactionP5:
            Row(.share, "delivered over wanted that 5 of 100 of them stay below", .more)
        case .satisfactionFull:
            Row(.share, "drivers served with 95 % of what they wanted or more", .more)
        case .satisfactionHalf:
            Row(.share, "drivers served with less than half of what they wanted", .less)
        case .satisfactionNone: Row(.share, "drivers served with no energy", .less)
        case .satisfactionJain:
            Row(.share, "Jain's index of fairness of delivered over wanted: 100 % is alike", .more)
        case .peak: Row(.power, "highest power of all cars at any moment", .less, isPeak: true)
        case .peak1: Row(.power, "highest mean power of a minute", .less, isPeak: true)
        case .peak15: Row(.power, "highest mean power of a quarter of an hour", .less, isPeak: true)
        case .peak30: Row(.power, "highest mean power of half an hour", .less, isPeak: true)
        case .loadMean: Row(.power, "mean power of all cars")
        case .loadP50: Row(.power, "power that is not exceeded half of the time")
        case .loadP95: Row(.power, "power that is not exceeded 95 % of the time", .less)
        case .loadP99: Row(.power, "power that is not exceeded 99 % of the time", .less)
        case .loadFactor: Row(.share, "mean power over highest power", .more)
        case .coincidence: Row(.share, "highest power over the sum of each bay's own highest")
        case .diversity: Row(.number, "the inverse of coincidence")
        case .demandFactor:
            Row(.share, "highest power over what all bays could give at once", .less)
        case .admd: Row(.power, "highest power per bay (after-diversity maximum demand)", .less)
        case .currentL1:
            Row(.current, "highest current of all cars on line L1", .less, isPeak: true)
        case .currentL2:
            Row(.current, "highest current of all cars on line L2", .less, isPeak: true)
        case .currentL3:
            Row(.current, "highest current of all cars on line L3", .less, isPeak: true)
        case .unbalanceMax:
            Row(
                .current,
                "largest difference between the currents of two lines",
                .less,
                isPeak: true
            )
        case .unbalanceMean:
            Row(
                .current,
                "mean over time of the difference between the highest and lowest line",
                .less
            )
        case .limitBinding:
            Row(.share, "time in which some limit keeps cars below what they would take", .less)
        case .limitHeldBack:
            Row(.energy, "energy that limits keep from cars when they would take it, a day", .less)
        case .occupied: Row(.share, "bays with a car, mean over time, of all bays")
        case .charging: Row(.share, "bays whose car draws power, mean over time, of all bays")
        case .idle: Row(.share, "bays whose car draws none, mean over time, of all bays")
        case .occupancyP50: Row(.number, "bays with a car that are not exceeded half of the time")
        case .occupancyP95: Row(.number, "bays with a car that are not exceeded 95 % of the time")
        case .occupancyMax: Row(.number, "most bays with a car at once", isPeak: true)
        case .turnover: Row(.number, "drivers served, a bay and day")
        }
    }

    /// Its index among all figures.
    package var index: Int { Self.indices[self] ?? 0 }

    private static let indices = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) }
    )
}
