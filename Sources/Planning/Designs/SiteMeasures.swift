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
        waits = Self.quantiles(of: visits.waits)
        loads = Self.quantiles(of: tally.loadDuration)
        assert(waits == waits.sorted() && loads == loads.sorted(), "quantiles rise")
        assert(visits.waited <= visits.joined, "those who waited are among those who got a bay")
    }

    /// Each the highest of its bucket, unless nothing was as high.
    private static func quantiles(of histogram: Histogram) -> [Int64] {
        histogram.quantiles([0.5, 0.95, 0.99]).map { min($0, histogram.max) }
    }

    /// By the index of each figure; nil: there was nothing to measure.
    var values: [Double?] { PlanFigure.allCases.map(value) }

    private var seconds: Double { Double(tally.span.nanoseconds) / 1e9 }
    private var days: Double { seconds / 86_400 }

    private func value(of figure: PlanFigure) -> Double? {
        switch figure {
        case .arrivals: perDay(Double(visits.arrivals))
        case .served: ofArrivals(visits.served)
        case .blocked: ofArrivals(visits.blocked)
        case .reneged: ofArrivals(visits.reneged)
        case .lost: ofArrivals(visits.arrivals - visits.served)
        case .waiting: ofJoined(Double(visits.waited))
        case .waitMean: ofJoined(Double(visits.waitNanoseconds) / 1e9)
        case .waitP50: ofWaits(waits[0])
        case .waitP95: ofWaits(waits[1])
        case .waitP99: ofWaits(waits[2])
        case .waitMax: ofWaits(visits.waits.max)
        case .lineMean: StateTimes(tally.waiting).mean
        case .lineP95: StateTimes(tally.waiting).quantile(0.95)
        case .lineMax: StateTimes(tally.waiting).maximum
        case .energyRequested: perDay(requested / 1e3)
        case .energyDelivered: perDay(Double(tally.delivered.milliwattHours) / 1e3)
        case .energyNotServed:
            ofRequested(requested - Double(visits.deliveredMilliwattHours))
        case .notServedNoBay: ofRequested(short(.noBay))
        case .notServedStay: ofRequested(short(.stay))
        case .notServedVehicle: ofRequested(short(.vehicle))
        case .notServedPower: ofRequested(short(.limit) + short(.floor))
        case .notServedLimit: ofRequested(short(.limit))
        case .notServedFloor: ofRequested(short(.floor))
        case .notServedFault: ofRequested(short(.fault))
        case .satisfactionMean: ofRated(Double(visits.satisfactionSum) / 1e6)
        case .satisfactionP5:
            ratedDrivers > 0 ? Double(visits.satisfaction.quantile(0.05)) / 1e3 : nil
        case .satisfactionFull: ofRated(rated(upTo: 949)).map { 1 - $0 }
        case .satisfactionHalf: ofRated(rated(upTo: 499))
        case .satisfactionNone: ofRated(Double(visits.zeroServed))
        case .satisfactionJain: fairness
        case .peak: peak
        case .peak1: Double(tally.windows[0].milliwatts) / 1e3
        case .peak15: Double(tally.windows[1].milliwatts) / 1e3
        case .peak30: Double(tally.windows[2].milliwatts) / 1e3
        case .loadMean: mean
        case .loadP50: Double(loads[0])
        case .loadP95: Double(loads[1])
        case .loadP99: Double(loads[2])
        case .loadFactor: mean.flatMap { Self.share($0, of: peak) }
        case .coincidence: Self.share(peak, of: maxima)
        case .diversity: Self.share(maxima, of: peak)
        case .demandFactor: Self.share(peak, of: connectedWatts)
        case .admd: Self.share(peak, of: bays)
        case .currentL1: Double(tally.peakMilliamperes[0]) / 1e3
        case .currentL2: Double(tally.peakMilliamperes[1]) / 1e3
        case .currentL3: Double(tally.peakMilliamperes[2]) / 1e3
        case .unbalanceMax: Double(tally.maximumUnbalance) / 1e3
        case .unbalanceMean: Self.share(Double(tally.unbalanceSum) / 1e12, of: seconds)
        case .limitBinding: Self.share(Double(tally.boundNanoseconds) / 1e9, of: seconds)
        case .limitHeldBack: perDay(Double(tally.heldBack.milliwattHours) / 1e3)
        case .occupied: Self.share(occupied.mean, of: bays)
        case .charging: Self.share(StateTimes(tally.charging).mean, of: bays)
        case .idle: Self.share(occupied.mean - StateTimes(tally.charging).mean, of: bays)
        case .occupancyP50: occupied.quantile(0.5)
        case .occupancyP95: occupied.quantile(0.95)
        case .occupancyMax: occupied.maximum
        case .turnover: Self.share(Double(visits.served), of: bays * days)
        }
    }

    private static func share(_ part: Double, of whole: Double) -> Double? {
        assert(!(whole < 0), "no figure is a share of less than nothing")
        return whole > 0 ? part / whole : nil
    }

    private func perDay(_ amount: Double) -> Double? { Self.share(amount, of: days) }

    private func ofArrivals(_ drivers: Int) -> Double? {
        Self.share(Double(drivers), of: Double(visits.arrivals))
    }

    private func ofJoined(_ amount: Double) -> Double? {
        Self.share(amount, of: Double(visits.joined))
    }

    private func ofWaits(_ milliseconds: Int64) -> Double? {
        visits.joined > 0 ? Double(milliseconds) / 1e3 : nil
    }

    private var requested: Double { Double(visits.requestedMilliwattHours) }

    private func ofRequested(_ milliwattHours: Double) -> Double? {
        Self.share(milliwattHours, of: requested)
    }

    private func short(_ cause: Shortfall.Cause) -> Double { Double(visits.shortfall[cause]) }

    private var ratedDrivers: Double { Double(visits.satisfaction.count) }

    private func ofRated(_ amount: Double) -> Double? { Self.share(amount, of: ratedDrivers) }

    /// How many drivers got this many thousandths of what they wanted, or less.
    private func rated(upTo thousandths: Int64) -> Double {
        Double(visits.satisfaction.counts(upTo: [thousandths])[0])
    }

    /// Jain's index.
    private var fairness: Double? {
        let sum = Double(visits.satisfactionSum)
        return Self.share(sum * sum, of: ratedDrivers * Double(visits.satisfactionSquares))
    }

    private var peak: Double { Double(tally.peakMilliwatts) / 1e3 }

    private var mean: Double? {
        Self.share(Double(tally.delivered.milliwattHours) * 3.6, of: seconds)
    }

    /// The sum of each bay's own highest power.
    ///
    /// What a bay gave is known by the visit, of which a part may lie outside of what is measured: within that no bay
    /// gave more than the site, nor all of them less.
    private var maxima: Double {
        max(peak, visits.maximumAtBay.reduce(0.0) { $0 + min(Double($1) / 1e3, peak) })
    }

    private var bays: Double { Double(tally.bays) }

    private var occupied: StateTimes { StateTimes(tally.occupied) }
}

/// How long a count stood at each number, from zero on.
struct StateTimes {
    let nanoseconds: [Int64]

    init(_ nanoseconds: [Int64]) {
        self.nanoseconds = nanoseconds
        assert(nanoseconds.allSatisfy { $0 >= 0 }, "no state lasts a negative time")
    }

    private var total: Double { nanoseconds.reduce(0.0) { $0 + Double($1) } }

    var mean: Double {
        guard total > 0 else { return 0 }
        return nanoseconds.enumerated().reduce(0.0) {
            $0 + Double($1.offset) * Double($1.element)
        } / total
    }

    var maximum: Double { Double(nanoseconds.lastIndex { $0 > 0 } ?? 0) }

    /// The least number that is not exceeded for so large a share of the time.
    func quantile(_ share: Double) -> Double {
        assert(0...1 ~= share, "a share of the time")
        let wanted = share * total
        var sum = 0.0
        for (number, time) in nanoseconds.enumerated() {
            sum += Double(time)
            if sum >= wanted { return Double(number) }
        }
        return maximum
    }

    /// The share of the time at each number.
    var shares: [Double] {
        let total = total
        return total > 0 ? nanoseconds.map { Double($0) / total } : []
    }
}

extension PlanFigure {
    var basis: FigureBasis {
        switch self {
        case .arrivals, .energyRequested, .energyDelivered, .limitHeldBack, .lineMean, .loadMean,
            .unbalanceMean, .turnover:
            .meanOf(.time)
        case .occupied, .charging, .idle, .limitBinding: .shareOf(.time)
        case .served, .blocked, .reneged, .lost: .shareOf(.arrivals)
        case .waiting: .shareOf(.joined)
        case .waitMean: .meanOf(.joined)
        case .energyNotServed, .notServedNoBay, .notServedStay, .notServedVehicle, .notServedPower,
            .notServedLimit, .notServedFloor, .notServedFault:
            .shareOf(.requestedEnergy)
        case .satisfactionMean, .satisfactionFull, .satisfactionHalf, .satisfactionNone:
            .shareOf(.rated)
        case .waitP50: .quantile(0.5, of: .waits)
        case .waitP95: .quantile(0.95, of: .waits)
        case .waitP99: .quantile(0.99, of: .waits)
        case .satisfactionP5: .quantile(0.05, of: .satisfaction)
        case .loadP50: .quantile(0.5, of: .load)
        case .loadP95: .quantile(0.95, of: .load)
        case .loadP99: .quantile(0.99, of: .load)
        case .occupancyP50: .quantile(0.5, of: .occupied)
        case .occupancyP95: .quantile(0.95, of: .occupied)
        case .lineP95: .quantile(0.95, of: .line)
        case .waitMax, .lineMax, .occupancyMax, .peak, .peak1, .peak15, .peak30, .loadFactor,
            .coincidence, .diversity, .demandFactor, .admd, .currentL1, .currentL2, .currentL3,
            .unbalanceMax, .satisfactionJain:
            .perHorizon
        }
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
