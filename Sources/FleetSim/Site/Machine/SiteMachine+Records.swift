// What is told of visits that are over.
extension SiteMachine {
    /// A driver goes without having had a bay.
    mutating func turnAway(_ visit: Visit, _ outcome: SessionRecord.Outcome) {
        var record = Self.record(of: visit, outcome: outcome)
        record.left = now
        witness.record(
            record,
            VisitAccount(
                waited: now - visit.arrived,
                shortfall: Shortfall(visit.demandMilliwattHours, for: .noBay)
            )
        )
    }

    /// A car has left its bay.
    mutating func tell(_ car: ParkedCar, of bay: Int) {
        let delivered = car.charge.milliwattHours(at: now)
        let missing = car.visit.demandMilliwattHours - delivered
        let isServed = car.started != nil && missing <= SessionRecord.tolerance
        var record = Self.record(of: car.visit, outcome: isServed ? .served : .short)
        record.charger = layout.bays[bay].charger
        record.connector = layout.bays[bay].connector
        record.plugged = car.plugged.flatMap { $0 <= now ? $0 : nil }
        record.started = car.started
        record.stopped = car.started == nil ? nil : car.stopped
        record.left = now
        record.deliveredMilliwattHours = delivered
        witness.record(
            record,
            VisitAccount(
                waited: car.waited,
                bay: bay,
                mostMilliwatts: car.mostMilliwatts,
                shortfall: missing > 0 ? shortfall(of: car, in: bay, missing) : Shortfall()
            )
        )
    }

    /// Tells of the cars that are still there, and of the drivers who still wait for a bay.
    mutating func tellOpen(at end: SimTime) {
        for (bay, car) in cars.enumerated() where car.isThere {
            var record = Self.record(of: car.visit, outcome: .open)
            record.charger = layout.bays[bay].charger
            record.connector = layout.bays[bay].connector
            record.plugged = car.plugged.flatMap { $0 < end ? $0 : nil }
            record.started = car.started
            record.stopped = car.started == nil ? nil : car.stopped
            record.deliveredMilliwattHours = car.charge.milliwattHours(at: end)
            witness.record(record, VisitAccount())
        }
        for visit in line.waiting {
            witness.record(Self.record(of: visit, outcome: .open), VisitAccount())
        }
    }

    /// Whether a visit that arrived in a span of time is not over yet.
    func hasVisits(from begin: SimTime, before end: SimTime) -> Bool {
        if let first = line.first, first.arrived < end { return true }
        return cars.contains { $0.visit.isOf(from: begin, before: end) }
    }

    /// Tells of the visits of a span of time that are not over, as they are by now: a car that has what
    /// it has, a driver who waits has waited in vain.
    mutating func tellVisits(from begin: SimTime, before end: SimTime) {
        while let first = line.first, first.arrived < end, let visit = line.next() {
            turnAway(visit, .reneged)
        }
        for bay in cars.indices where cars[bay].visit.isOf(from: begin, before: end) {
            tell(cars[bay], of: bay)
        }
    }

    private static func record(
        of visit: Visit,
        outcome: SessionRecord.Outcome
    ) -> SessionRecord {
        SessionRecord(
            site: visit.site,
            visit: visit.index,
            tag: Witness.wantsTags ? visit.token.text : nil,
            arrived: visit.arrived,
            requestedMilliwattHours: visit.demandMilliwattHours,
            deliveredMilliwattHours: 0,
            outcome: outcome
        )
    }

    /// Why a car left without what its driver wanted.
    ///
    /// What is missing is laid to the stay as far as the charger alone could not have given it in
    /// that time, to the car as far as it could not have taken it, and the rest to the site.
    private func shortfall(of car: ParkedCar, in bay: Int, _ missing: Int64) -> Shortfall {
        var shortfall = Shortfall()
        let wanted = car.visit.demandMilliwattHours
        let span = (car.stopped ?? now) - (car.started ?? now)
        let rated = Int64(layout.bays[bay].phases) * layout.bays[bay].milliamperes
        let given = Energy.milliwattHours(rated * layout.bays[bay].volts, over: span)
        shortfall[.stay] = min(missing, max(0, wanted - given))
        let taken = min(wanted, given, car.unhindered(over: span))
        shortfall[.vehicle] = min(missing - shortfall[.stay], max(0, min(wanted, given) - taken))
        let rest = missing - shortfall[.stay] - shortfall[.vehicle]
        let (waiting, throttled) = car.missed.parts
        let all = max(1, waiting + throttled)
        shortfall[.floor] = Int64(Int128(rest) * Int128(waiting) / Int128(all))
        shortfall[.limit] = rest - shortfall[.floor]
        return shortfall
    }
}

extension ParkedCar {
    /// What it would have drawn in a span of time if nothing but its plug had limited it.
    fileprivate func unhindered(over span: SimDuration) -> Int64 {
        let plug = charge.plug
        var charge = Charge(of: visit.vehicle, wanting: visit.demandMilliwattHours, at: plug)
        let end = SimTime.zero + span
        charge.draw(plug.most, from: .zero)
        while let change = charge.changes, change < end, !charge.isDone {
            charge.draw(plug.most, from: change)
        }
        return charge.milliwattHours(at: end)
    }
}

extension ParkedCar.Missed {
    /// In milliwatt-hours: what was missed while the car got nothing, and while it got too little.
    fileprivate var parts: (waiting: Int64, throttled: Int64) {
        (waiting.milliwattHours, throttled.milliwattHours)
    }
}

extension Visit {
    /// Whether it is one, and arrived in a span of time.
    fileprivate func isOf(from begin: SimTime, before end: SimTime) -> Bool {
        index >= 0 && arrived >= begin && arrived < end
    }
}
