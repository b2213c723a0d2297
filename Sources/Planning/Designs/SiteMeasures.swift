import FleetSim
import Scenarios
import Statistics

/// The figures of one replication, worked out of what a site was tallied as.
struct SiteMeasures {
    private let tally: SiteTally
    private let visits: VisitTally
    /// What all bays could give at once, in watts.
    private let connectedWatts: Double
    private let waits: [Int64]
    private let loads: [Int64]

    init(_ tally: SiteTally, connectedWatts: Double) {
        self.tally = tally
        visits = tally.visits
        self.connectedWatts = connectedWatts
        waits = visits.waits.quantiles([0.5, 0.95, 0.99])
        loads = tally.loadDuration.quantiles([0.5, 0.95, 0.99])
    }

    /// By the place of each figure; nil: there was nothing to measure.
    var values: [Double?] { PlanFigure.allCases.map(value) }

    private var seconds: Double { Double(tally.span.nanoseconds) / 1e9 }
    private var days: Double { seconds / 86_400 }

    private func value(of figure: PlanFigure) -> Double? {
        switch figure {
        case .arrivals, .served, .blocked, .reneged, .lost: ofDrivers(figure)
        case .waiting, .waitMean, .waitP50, .waitP95, .waitP99, .waitMax: ofWaits(figure)
        case .lineMean, .lineP95, .lineMax: ofLine(figure)
        case .energyRequested, .energyDelivered, .energyNotServed, .notServedNoBay, .notServedStay,
            .notServedVehicle, .notServedPower, .notServedLimit, .notServedFloor, .notServedFault:
            ofEnergy(figure)
        case .satisfactionMean, .satisfactionP5, .satisfactionFull, .satisfactionHalf,
            .satisfactionNone, .satisfactionJain:
            ofSatisfaction(figure)
        case .peak, .peak1, .peak15, .peak30, .loadMean, .loadP50, .loadP95, .loadP99, .loadFactor,
            .coincidence, .diversity, .demandFactor, .admd:
            ofPower(figure)
        case .currentL1, .currentL2, .currentL3, .unbalanceMax, .unbalanceMean: ofLines(figure)
        case .limitBinding, .limitHeldBack: ofLimits(figure)
        case .occupied, .charging, .idle, .occupancyP50, .occupancyP95, .occupancyMax, .turnover:
            ofBays(figure)
        }
    }

    private static func share(_ part: Double, of whole: Double) -> Double? {
        whole > 0 ? part / whole : nil
    }
}

// Drivers and their waits.
extension SiteMeasures {
    private func ofDrivers(_ figure: PlanFigure) -> Double? {
        let arrivals = Double(visits.arrivals)
        switch figure {
        case .arrivals: return Self.share(arrivals, of: days)
        case .served: return Self.share(Double(visits.served), of: arrivals)
        case .blocked: return Self.share(Double(visits.blocked), of: arrivals)
        case .reneged: return Self.share(Double(visits.reneged), of: arrivals)
        default: return Self.share(Double(visits.arrivals - visits.served), of: arrivals)
        }
    }

    private func ofWaits(_ figure: PlanFigure) -> Double? {
        guard visits.joined > 0 else { return nil }
        switch figure {
        case .waiting: return Double(visits.waited) / Double(visits.joined)
        case .waitMean: return Double(visits.waitNanoseconds) / 1e9 / Double(visits.joined)
        case .waitP50: return Double(waits[0]) / 1e3
        case .waitP95: return Double(waits[1]) / 1e3
        case .waitP99: return Double(waits[2]) / 1e3
        default: return Double(visits.waits.max) / 1e3
        }
    }

    private func ofLine(_ figure: PlanFigure) -> Double? {
        let line = StateTimes(tally.waiting)
        switch figure {
        case .lineMean: return line.mean
        case .lineP95: return line.quantile(0.95)
        default: return line.most
        }
    }
}

// Energy, and how content drivers are with it.
extension SiteMeasures {
    private func ofEnergy(_ figure: PlanFigure) -> Double? {
        let requested = Double(visits.requestedMilliwattHours)
        let missing = requested - Double(visits.deliveredMilliwattHours)
        switch figure {
        case .energyRequested: return Self.share(requested / 1e3, of: days)
        case .energyDelivered:
            return Self.share(Double(tally.delivered.milliwattHours) / 1e3, of: days)
        case .energyNotServed: return Self.share(max(0, missing), of: requested)
        case .notServedNoBay: return Self.share(short(.noBay), of: requested)
        case .notServedStay: return Self.share(short(.stay), of: requested)
        case .notServedVehicle: return Self.share(short(.vehicle), of: requested)
        case .notServedPower: return Self.share(short(.limit) + short(.floor), of: requested)
        case .notServedLimit: return Self.share(short(.limit), of: requested)
        case .notServedFloor: return Self.share(short(.floor), of: requested)
        default: return Self.share(short(.fault), of: requested)
        }
    }

    private func short(_ cause: Shortfall.Cause) -> Double { Double(visits.shortfall[cause]) }

    private func ofSatisfaction(_ figure: PlanFigure) -> Double? {
        let count = visits.satisfaction.count
        guard count > 0 else { return nil }
        switch figure {
        case .satisfactionMean: return Double(visits.satisfactionSum) / 1e6 / Double(count)
        case .satisfactionP5: return Double(visits.satisfaction.quantile(0.05)) / 1e3
        case .satisfactionFull: return 1 - rated(upTo: 949) / Double(count)
        case .satisfactionHalf: return rated(upTo: 499) / Double(count)
        case .satisfactionNone: return Double(visits.zeroServed) / Double(count)
        default:
            let sum = Double(visits.satisfactionSum)
            return Self.share(sum * sum, of: Double(count) * Double(visits.satisfactionSquares))
        }
    }

    /// How many drivers got this many thousandths of what they wanted, or less.
    private func rated(upTo thousandths: Int64) -> Double {
        Double(visits.satisfaction.counts(upTo: [thousandths])[0])
    }
}

// Power and current.
extension SiteMeasures {
    private func ofPower(_ figure: PlanFigure) -> Double? {
        let peak = Double(tally.peakMilliwatts) / 1e3
        let mean = Self.share(Double(tally.delivered.milliwattHours) * 3.6, of: seconds)
        let maxima = visits.mostAtBay.reduce(0.0) { $0 + Double($1) / 1e3 }
        switch figure {
        case .peak: return peak
        case .peak1: return Double(tally.windows[0].milliwatts) / 1e3
        case .peak15: return Double(tally.windows[1].milliwatts) / 1e3
        case .peak30: return Double(tally.windows[2].milliwatts) / 1e3
        case .loadMean: return mean
        case .loadP50: return Double(loads[0])
        case .loadP95: return Double(loads[1])
        case .loadP99: return Double(loads[2])
        case .loadFactor: return mean.flatMap { Self.share($0, of: peak) }
        case .coincidence: return Self.share(peak, of: maxima)
        case .diversity: return Self.share(maxima, of: peak)
        case .demandFactor: return Self.share(peak, of: connectedWatts)
        default: return Self.share(peak, of: Double(tally.bays))
        }
    }

    private func ofLines(_ figure: PlanFigure) -> Double? {
        switch figure {
        case .currentL1: return Double(tally.peakMilliamperes[0]) / 1e3
        case .currentL2: return Double(tally.peakMilliamperes[1]) / 1e3
        case .currentL3: return Double(tally.peakMilliamperes[2]) / 1e3
        case .unbalanceMax: return Double(tally.mostUnbalance) / 1e3
        default: return Self.share(Double(tally.unbalanceSum) / 1e12, of: seconds)
        }
    }

    private func ofLimits(_ figure: PlanFigure) -> Double? {
        figure == .limitBinding
            ? Self.share(Double(tally.boundNanoseconds) / 1e9, of: seconds)
            : Self.share(Double(tally.heldBack.milliwattHours) / 1e3, of: days)
    }
}

// Bays.
extension SiteMeasures {
    private func ofBays(_ figure: PlanFigure) -> Double? {
        let bays = Double(tally.bays)
        let occupied = StateTimes(tally.occupied)
        let charging = StateTimes(tally.charging)
        switch figure {
        case .occupied: return Self.share(occupied.mean, of: bays)
        case .charging: return Self.share(charging.mean, of: bays)
        case .idle: return Self.share(occupied.mean - charging.mean, of: bays)
        case .occupancyP50: return occupied.quantile(0.5)
        case .occupancyP95: return occupied.quantile(0.95)
        case .occupancyMax: return occupied.most
        default: return Self.share(Double(visits.served), of: bays * days)
        }
    }
}

/// How long a count stood at each number, from zero on.
struct StateTimes {
    let nanoseconds: [Int64]

    init(_ nanoseconds: [Int64]) {
        self.nanoseconds = nanoseconds
    }

    private var total: Double { nanoseconds.reduce(0.0) { $0 + Double($1) } }

    var mean: Double {
        guard total > 0 else { return 0 }
        return nanoseconds.enumerated().reduce(0.0) {
            $0 + Double($1.offset) * Double($1.element)
        } / total
    }

    var most: Double { Double(nanoseconds.lastIndex { $0 > 0 } ?? 0) }

    /// The least number that is not exceeded for so large a share of the time.
    func quantile(_ share: Double) -> Double {
        let wanted = share * total
        var sum = 0.0
        for (number, time) in nanoseconds.enumerated() {
            sum += Double(time)
            if sum >= wanted { return Double(number) }
        }
        return most
    }

    /// The share of the time at each number.
    var shares: [Double] {
        let total = total
        return total > 0 ? nanoseconds.map { Double($0) / total } : []
    }
}

// What a replication weighs beside others.
extension SiteMeasures {
    /// How much there was of what a figure is a share or a mean of.
    func weight(_ weight: FigureBasis.Weight) -> Double {
        switch weight {
        case .time: seconds
        case .arrivals: Double(visits.arrivals)
        case .joined: Double(visits.joined)
        case .requestedEnergy: Double(visits.requestedMilliwattHours)
        case .rated: Double(visits.satisfaction.count)
        }
    }

    /// Of how many independent things that is made at best.
    ///
    /// Drivers who are lost or wait are seldom lost or wait alone: as if they came in pairs. A day
    /// is like the day before, but what happens on it happens anew.
    func units(_ weight: FigureBasis.Weight) -> Double {
        switch weight {
        case .time: days
        case .arrivals, .requestedEnergy: Double(visits.arrivals) / 2
        case .joined: Double(visits.joined) / 2
        case .rated: Double(visits.satisfaction.count) / 2
        }
    }

    /// How often each wait was seen, and the like.
    func spread(_ seen: FigureBasis.Seen) -> Spread {
        switch seen {
        case .waits: Self.spread(of: visits.waits)
        case .satisfaction: Self.spread(of: visits.satisfaction)
        case .load: Self.spread(of: tally.loadDuration)
        case .occupied: Self.spread(of: tally.occupied)
        case .line: Self.spread(of: tally.waiting)
        }
    }

    private static func spread(of histogram: Histogram) -> Spread {
        var spread = Spread()
        histogram.eachLevel { spread.add(Double($1), at: $0) }
        return spread
    }

    private static func spread(of nanoseconds: [Int64]) -> Spread {
        var spread = Spread()
        for (number, time) in nanoseconds.enumerated() { spread.add(Double(time), at: number) }
        return spread
    }
}
