extension PlanFigure {
    /// What it is, in a sentence for those who choose among figures.
    package var meaning: String {
        switch self {
        case .arrivals: "drivers who come, a day"
        case .served: "drivers for whom a charge begins, of all who come"
        case .blocked: "drivers who find no bay and do not wait, of all who come"
        case .reneged:
            "drivers who leave before a charge begins, in line or in a bay, of all who come"
        case .lost: "drivers who leave without a charge, of all who come"
        case .waiting: "drivers who have to wait, of those who do not drive on at once"
        case .waitMean: "mean time in line, of those who do not drive on; no wait counts as zero"
        case .waitP50: "time in line that half of the drivers do not exceed"
        case .waitP95: "time in line that 95 of 100 drivers do not exceed"
        case .waitP99: "time in line that 99 of 100 drivers do not exceed"
        case .waitMax: "longest time in line"
        case .lineMean: "mean number of drivers in line, over time"
        case .lineP95: "drivers in line that are not exceeded 95 % of the time"
        case .lineMax: "most drivers in line at once"
        case .energyRequested: "energy that drivers want, a day"
        case .energyDelivered: "energy delivered, a day"
        case .energyNotServed: "energy not delivered, of what was wanted"
        case .notServedNoBay: "missing energy for want of a bay"
        case .notServedStay: "missing energy since the car left before its charger could give all"
        case .notServedVehicle: "missing energy since the car takes less than its charger gives"
        case .notServedPower: "missing energy by the site's power: limit and floor"
        case .notServedLimit: "missing energy since the site's limits left the car less"
        case .notServedFloor: "missing energy since what was left was too little to charge with"
        case .notServedFault: "missing energy since a charger had failed"
        case .satisfactionMean: "mean of delivered over wanted, of drivers who are served"
        case .satisfactionP5: "delivered over wanted that 5 of 100 of them stay below"
        case .satisfactionFull: "drivers served with 95 % of what they wanted or more"
        case .satisfactionHalf: "drivers served with less than half of what they wanted"
        case .satisfactionNone: "drivers served with no energy"
        case .satisfactionJain: "Jain's index of fairness of delivered over wanted: 100 % is alike"
        case .peak: "highest power of all cars at any moment"
        case .peak1: "highest mean power of a minute"
        case .peak15: "highest mean power of a quarter of an hour"
        case .peak30: "highest mean power of half an hour"
        case .loadMean: "mean power of all cars"
        case .loadP50: "power that is not exceeded half of the time"
        case .loadP95: "power that is not exceeded 95 % of the time"
        case .loadP99: "power that is not exceeded 99 % of the time"
        case .loadFactor: "mean power over highest power"
        case .coincidence: "highest power over the sum of each bay's own highest"
        case .diversity: "the inverse of coincidence"
        case .demandFactor: "highest power over what all bays could give at once"
        case .admd: "highest power per bay (after-diversity maximum demand)"
        case .currentL1: "highest current of all cars on line L1"
        case .currentL2: "highest current of all cars on line L2"
        case .currentL3: "highest current of all cars on line L3"
        case .unbalanceMax: "largest difference between the currents of two lines"
        case .unbalanceMean: "mean over time of the difference between the highest and lowest line"
        case .limitBinding: "time in which some limit keeps cars below what they would take"
        case .limitHeldBack: "energy that limits keep from cars when they would take it, a day"
        case .occupied: "bays with a car, mean over time, of all bays"
        case .charging: "bays whose car draws power, mean over time, of all bays"
        case .idle: "bays whose car draws none, mean over time, of all bays"
        case .occupancyP50: "bays with a car that are not exceeded half of the time"
        case .occupancyP95: "bays with a car that are not exceeded 95 % of the time"
        case .occupancyMax: "most bays with a car at once"
        case .turnover: "drivers served, a bay and day"
        }
    }
}

extension PlanFigure.Quantity {
    /// What a target compares it with: the unit that tables show, and a bound as one is written.
    var written: (unit: String, most: String, least: String) {
        switch self {
        case .time: ("min", "<= 10m", ">= 10m")
        case .share: ("%", "<= 5%", ">= 95%")
        case .power: ("kW", "<= 40kW", ">= 40kW")
        case .energy: ("kWh a day", "<= 100kWh", ">= 100kWh")
        case .current: ("A", "<= 63A", ">= 63A")
        case .number: ("", "<= 3", ">= 3")
        }
    }
}
