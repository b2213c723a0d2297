/// The part of the CSMS that shares out the power of sites by charging profiles.
struct LoadManagement {
    /// What a charger is to be told.
    enum Message: Equatable {
        /// New transactions get nothing before they are told.
        case withhold
        /// Readings tell currents, besides what they tell unless something else is said.
        case tellCurrents
        case limit(bay: Int, milliamperes: Int64)

        /// Whether a newer one says what this one would, or what holds by now.
        func isOutdated(by newer: Message) -> Bool {
            switch (self, newer) {
            case (.withhold, .withhold), (.tellCurrents, .tellCurrents): true
            case (.limit(let own, _), .limit(let other, _)): own == other
            case (.withhold, _), (.tellCurrents, _), (.limit, _): false
            }
        }
    }

    /// When a site is to be looked at again.
    struct Wake: Equatable {
        var site: Int
        /// Tells it from those that were named before; nil: the site's meter shows something.
        var generation: UInt32?
        var at: SimTime
    }

    private(set) var sites: [ProfileSharing]
    /// By how much the clocks of chargers may be slow: a limit holds for them at once all the same.
    var slowestClock = SimDuration.zero
    /// The site of each station and its first bay there; -1 where power is not shared.
    private let bayOfStation: [(site: Int32, bay: Int32)]
    private var owed: [(station: Int, message: Message)] = []
    private var wakes: [Wake] = []

    /// Sites whose bays are in the order of stations and connectors.
    init(_ sites: [ProfileSharing], stations: Int) {
        self.sites = sites
        var bayOfStation = Array(repeating: (site: Int32(-1), bay: Int32(-1)), count: stations)
        for (number, site) in sites.enumerated() {
            for (index, bay) in site.bays.enumerated() where bay.connector == 1 {
                assert(bayOfStation[bay.station].site < 0, "a station stands at one site")
                bayOfStation[bay.station] = (Int32(number), Int32(index))
            }
            if let shows = site.electricity.firstShow {
                wakes.append(Wake(site: number, generation: nil, at: shows))
            }
        }
        self.bayOfStation = bayOfStation
    }

    /// Whether the power of a station's site is shared.
    func serves(_ station: Int) -> Bool {
        bayOfStation.indices.contains(station) && bayOfStation[station].site >= 0
    }

    /// What one of those stations is to be told next.
    mutating func takeOwed(to isWanted: (Int) -> Bool) -> (station: Int, message: Message)? {
        guard let index = owed.firstIndex(where: { isWanted($0.station) }) else { return nil }
        return owed.remove(at: index)
    }

    mutating func takeWake() -> Wake? { wakes.popLast() }

    // What is heard of chargers.

    mutating func hear(_ station: Int, at now: SimTime) {
        let site = site(of: station)
        if sites[site].hear(station, now: now) { owed.append((station, .withhold)) }
        if sites[site].askForCurrents(station) { owed.append((station, .tellCurrents)) }
    }

    mutating func lose(_ station: Int) {
        sites[site(of: station)].lose(station)
        owed.removeAll { $0.station == station }
    }

    mutating func begin(_ station: Int, _ connector: Int, at now: SimTime) {
        guard let bay = bay(station, connector) else { return }
        forgetLimit(of: bay, at: station)
        sites[site(of: station)].begin(at: bay, now: now)
    }

    mutating func end(_ station: Int, _ connector: Int, at now: SimTime) {
        guard let bay = bay(station, connector) else { return }
        forgetLimit(of: bay, at: station)
        sites[site(of: station)].end(at: bay, now: now)
    }

    mutating func note(_ station: Int, _ note: StatusNotification, at now: SimTime) {
        guard let bay = bay(station, note.connectorId) else { return }
        switch note.status {
        case .suspendedEV: sites[site(of: station)].rest(at: bay, true, now: now)
        case .charging: sites[site(of: station)].rest(at: bay, false, now: now)
        // The driver has gone who told when he leaves.
        case .available: sites[site(of: station)].expect(departure: nil, at: bay)
        case .preparing, .suspendedEVSE, .finishing, .reserved, .unavailable, .faulted: break
        }
    }

    /// A driver has told by the operator's app when he leaves.
    mutating func expect(departure: SimTime, _ station: Int, _ connector: Int) {
        guard let bay = bay(station, connector) else { return }
        sites[site(of: station)].expect(departure: departure, at: bay)
    }

    mutating func measure(_ station: Int, _ request: MeterValues, at now: SimTime) {
        guard let bay = bay(station, request.connectorId), let value = request.meterValue.last
        else { return }
        let site = site(of: station)
        if let currents = value.lineCurrents {
            sites[site].measure(at: bay, currents, now: now)
        } else if let sum = value.currentOfAllLines(volts: sites[site].bays[bay].volts) {
            sites[site].measure(at: bay, sum: sum, now: now)
        }
    }

    mutating func conclude(
        _ station: Int,
        _ message: Message,
        isTaken: Bool,
        at now: SimTime
    ) {
        let site = site(of: station)
        switch message {
        case .withhold: sites[site].withhold(station, isTaken: isTaken)
        // One without such an instrument goes on as it is.
        case .tellCurrents: sites[site].noteCurrentsAnswered(station)
        case .limit(let bay, let milliamperes):
            sites[site].conclude(at: bay, milliamperes, isTaken: isTaken, now: now)
        }
    }

    // Sharing.

    /// Shares out anew at a station's site if that is due.
    mutating func settle(_ station: Int, at now: SimTime) {
        let site = site(of: station)
        if sites[site].isStale { share(site, at: now) }
    }

    /// A moment has come that was named; an older one is passed over.
    mutating func wake(_ site: Int, generation: UInt32?, at now: SimTime) {
        if let generation {
            guard sites[site].electricity.generation == generation else { return }
        } else if let shows = sites[site].readMeter(at: now) {
            wakes.append(Wake(site: site, generation: nil, at: shows))
        }
        share(site, at: now)
    }

    /// The call that tells a station something.
    func command(_ message: Message, to station: Int) -> Command {
        switch message {
        case .withhold:
            .setChargingProfile(connector: 0, sharing(0, id: Self.ids, purpose: .txDefault))
        case .tellCurrents:
            .changeConfiguration(key: "MeterValuesSampledData", value: Self.measurands)
        case .limit(let bay, let milliamperes):
            .setChargingProfile(
                connector: connector(of: bay, at: station),
                sharing(
                    milliamperes,
                    id: Self.ids + connector(of: bay, at: station),
                    purpose: .tx
                )
            )
        }
    }

    /// The numbers of its profiles, far from those that scenarios choose.
    private static let ids = 1_000_000
    /// What OCPP has chargers tell unless something else is said, power, and currents.
    private static let measurands =
        "Energy.Active.Import.Register,Power.Active.Import,Current.Import"

    private mutating func share(_ site: Int, at now: SimTime) {
        let (orders, next) = sites[site].orders(at: now)
        for order in orders {
            let message = Message.limit(bay: order.bay, milliamperes: order.milliamperes)
            owed.append((sites[site].bays[order.bay].station, message))
        }
        guard let next else { return }
        assert(next > now, "a site is looked at again later")
        let generation = sites[site].electricity.generation
        wakes.append(Wake(site: site, generation: generation, at: next))
    }

    /// A limit from now on, until another takes its place.
    private func sharing(
        _ milliamperes: Int64,
        id: Int,
        purpose: ChargingProfilePurpose
    ) -> ProfileTemplate {
        ProfileTemplate(
            id: id,
            stackLevel: 0,
            purpose: purpose,
            kind: .absolute,
            recurrency: nil,
            unit: .amperes,
            duration: nil,
            validFor: nil,
            periods: [.init(from: .zero, limit: milliamperes, phases: nil)],
            startsBefore: slowestClock
        )
    }

    private func site(of station: Int) -> Int {
        assert(serves(station), "only stations of sites are asked about")
        return Int(bayOfStation[station].site)
    }

    /// The bay of a station's connector at its site; nil: the station has no such connector.
    func bay(_ station: Int, _ connector: Int) -> Int? {
        let site = sites[site(of: station)]
        let bay = Int(bayOfStation[station].bay) + connector - 1
        guard connector > 0, site.bays.indices.contains(bay), site.bays[bay].station == station
        else { return nil }
        return bay
    }

    /// One that is still owed is not made either.
    private mutating func forgetLimit(of bay: Int, at station: Int) {
        owed.removeAll {
            $0.station == station
                && $0.message.isOutdated(by: .limit(bay: bay, milliamperes: 0))
        }
    }

    private func connector(of bay: Int, at station: Int) -> Int {
        assert(
            sites[site(of: station)].bays[bay].station == station,
            "an order is for a bay of its station"
        )
        return sites[site(of: station)].bays[bay].connector
    }
}

extension MeterValue {
    /// What is drawn on each line in milliamperes, where that was measured line by line.
    fileprivate var lineCurrents: [Int64]? {
        var currents: [Int64] = []
        for index in sampledValue.indices {
            let sample = sampledValue[index]
            guard let phase = sample.phase, [.l1, .l2, .l3].contains(phase),
                let current = sample.milliamperes
            else { continue }
            currents.append(current)
        }
        return currents.isEmpty ? nil : currents
    }

    /// What is drawn on all lines together, by a current without a line or by the power; nil: neither was
    /// told.
    fileprivate func currentOfAllLines(volts: Int64) -> Int64? {
        var byPower: Int64?
        for index in sampledValue.indices where sampledValue[index].phase == nil {
            let sample = sampledValue[index]
            if let current = sample.milliamperes { return current }
            if let watts = sample.watts, volts > 0 { byPower = watts * 1_000 / volts }
        }
        return byPower
    }
}

extension SampledValue {
    /// A current that is imported, within what is reckoned with.
    fileprivate var milliamperes: Int64? {
        guard measurand == .currentImport, case .number(let number) = value else { return nil }
        return min(max(number.scaled(to: 3) ?? 0, 0), Phasor.maximumMilliamperes)
    }

    /// A power that is imported, within the same.
    fileprivate var watts: Int64? {
        guard measurand == .powerActiveImport, case .number(let number) = value else { return nil }
        let watts = number.scaled(to: unit == .kilowatts ? 3 : 0) ?? 0
        return min(max(watts, 0), Phasor.maximumMilliamperes)
    }
}
