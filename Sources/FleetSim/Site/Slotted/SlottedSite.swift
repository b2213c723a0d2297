import Scenarios

/// A place to charge as a slotted study has it.
struct SlottedOutlet: Sendable {
    /// Across its car, over all its phases.
    var volts: Double
    var phases: UInt8
    var lines: [Line]
    /// In milliamperes, rising.
    var pilots: [Int64]
}

/// A site that is looked at slot by slot, as studies of sharing rules commonly do.
///
/// In each slot cars go, cars come, pilots are set, and all charge with them until the next. What a
/// controller of such studies does not know it does not know here either: how much a car can take.
struct SlottedSite<Observer: SiteObserver> {
    /// A car with less than that to go, in kilowatt-hours, is done.
    private static var minimumRemaining: Double { 1e-3 }

    let outlets: [SlottedOutlet]
    private(set) var supply: SiteSupply
    /// What flows beside cars, which limits know as each slot begins.
    private let flows: [SiteElectricity.Flow]
    private var usage: SiteUsage?
    let law: SharingLaw
    private let times: SharingTimes
    let slot: SimDuration
    let visits: [ListedVisit]
    let number: Int
    private var next = 0
    private(set) var now = 0
    private(set) var handled = 0
    /// Those who are there, in the order of their outlets.
    private var cars: [SlottedCar?]
    var observer: Observer
    private var trace = Trace(entities: 1)

    init(
        _ outlets: [SlottedOutlet],
        supply: SiteSupply,
        flows: [SiteElectricity.Flow] = [],
        usage: SiteUsage? = nil,
        law: SharingLaw,
        times: SharingTimes,
        slot: SimDuration,
        visits: [ListedVisit],
        number: Int = 0,
        observer: Observer
    ) {
        self.outlets = outlets
        self.supply = supply
        self.flows = flows
        self.usage = usage
        self.law = law
        self.times = times
        self.slot = slot
        self.visits = visits
        self.number = number
        self.observer = observer
        cars = outlets.map { _ in nil }
    }

    var fingerprint: UInt64 { trace.fingerprint }

    /// Plays every slot that begins by a moment.
    mutating func run(through end: SimTime) {
        while time(of: now) <= end, next < visits.count || cars.contains(where: { $0 != nil }) {
            leave()
            come()
            charge()
            now += 1
        }
    }

    private func time(of slot: Int) -> SimTime { .zero + self.slot * Int64(slot) }

    private func slotted(_ time: SimTime) -> Int { Int(time.nanoseconds / slot.nanoseconds) }

    private mutating func leave() {
        let time = time(of: now)
        for outlet in cars.indices {
            guard let car = cars[outlet], car.departs <= now else { continue }
            cars[outlet] = nil
            usage?.note(.none, at: outlet, time)
            tell(car)
        }
    }

    private mutating func come() {
        while next < visits.count, slotted(visits[next].arrives) <= now {
            let visit = visits[next]
            defer { next += 1 }
            let free = cars.indices.first { cars[$0] == nil }
            guard let outlet = visit.outlet ?? free, cars.indices.contains(outlet),
                cars[outlet] == nil
            else {
                turnAway(visit, number: next)
                continue
            }
            let car = SlottedCar(
                visit,
                number: next,
                outlet: outlet,
                slots: now..<max(now, slotted(visit.departs)),
                arrived: visit.arrives
            )
            // One that is gone before a slot begins charges in none.
            guard car.departs > now else {
                tell(car)
                continue
            }
            cars[outlet] = car
        }
    }

    private mutating func charge() {
        let pilots = pilots()
        let hours = Double(slot.nanoseconds) / 3_600e9
        var state = SiteState(time: time(of: now))
        for outlet in cars.indices where cars[outlet] != nil {
            let pilot = Double(pilots[outlet]) / 1_000
            let volts = outlets[outlet].volts
            let power = cars[outlet]?.charge(pilot, volts: volts, hours: hours) ?? 0
            state.add(power, at: outlets[outlet])
            note(power, at: outlet, state.time)
        }
        trace.fold(0, at: state.time, UInt64(bitPattern: state.milliwatts))
        handled += 1
        observer.record(state)
    }

    mutating func closeWindow(at end: SimTime) -> [SiteUsage.Row] {
        let flows = flows
        return usage?.close(at: end, flows) ?? []
    }

    private mutating func note(_ kilowatts: Double, at outlet: Int, _ time: SimTime) {
        let drawn = Int64((kilowatts * 1e6 / outlets[outlet].volts).rounded())
        let intake = SiteElectricity.Intake(
            phases: outlets[outlet].phases,
            drawn: drawn,
            asked: outlets[outlet].pilots.last ?? drawn
        )
        usage?.note(intake, at: outlet, time)
    }

    /// What each outlet is set to, in milliamperes.
    private mutating func pilots() -> [Int64] {
        let time = time(of: now)
        for (node, load) in flows.loads(at: time) { supply.setLoad(load, at: node) }
        let (demands, lax) = demands(at: time)
        let allocation = law.slotted(demands, lax, from: Drawn(supply), times, at: time)
        var pilots = [Int64](repeating: 0, count: outlets.count)
        for (demand, current) in zip(demands, allocation) {
            pilots[demand.outlet] = current
            assert(0...demand.maximum ~= current, "no car is set to more than it asks")
            cars[demand.outlet]?.turn.follow(current, at: time)
        }
        return pilots
    }

    /// Who asks in this slot, in the order of outlets, and how long each could still wait.
    private func demands(at time: SimTime) -> (demands: [Demand], laxities: [Double]) {
        var demands: [Demand] = []
        var laxities: [Double] = []
        let slotsPerHour = 3_600e9 / Double(slot.nanoseconds)
        for outlet in cars.indices {
            guard let car = cars[outlet], car.remaining > Self.minimumRemaining,
                let minimum = outlets[outlet].pilots.first,
                let greatest = outlets[outlet].pilots.last
            else { continue }
            let volts = outlets[outlet].volts
            let lowest = Double(minimum) / 1_000 * volts / slotsPerHour / 1_000
            guard law == .uncontrolled || car.remaining > lowest else { continue }
            let slots = car.remaining * 1_000 / volts * slotsPerHour
            let maximum = Double(greatest) / 1_000
            var demand = Demand(
                outlet: outlet,
                phases: outlets[outlet].phases,
                maximum: law == .uncontrolled ? greatest : Int64(min(maximum, slots) * 1_000),
                arrived: visits[car.visit].arrives
            )
            demand.minimum = minimum
            demand.departs = visits[car.visit].departs
            demand.pilots = .steps(outlets[outlet].pilots)
            demand.turn = car.turn
            demands.append(demand)
            laxities.append(Double(car.departs - now) - slots / maximum)
        }
        return (demands, laxities)
    }

    private mutating func tell(_ car: SlottedCar) {
        assert(car.arrives <= now && car.departs <= now, "a car that is told has come and gone")
        let visit = visits[car.visit]
        var record = record(of: visit, number: car.visit)
        let missing = Int64(((car.kilowattHours - car.delivered) * 1e6).rounded())
        record.charger = Int32(car.outlet)
        record.connector = 1
        record.plugged = time(of: car.arrives)
        record.started = record.plugged
        record.stopped = time(of: now)
        record.left = time(of: now)
        record.deliveredMilliwattHours = Int64((car.delivered * 1e6).rounded())
        record.deliveredExactly = car.delivered * 1_000
        record.outcome = missing <= SessionRecord.tolerance ? .served : .short
        let shortfall = missing > 0 ? Shortfall(missing, for: .limit) : Shortfall()
        observer.record(record, VisitAccount(bay: car.outlet, shortfall: shortfall))
    }

    /// Tells of the cars that are still there.
    mutating func tellOpen(at end: SimTime) {
        for case let car? in cars {
            var record = record(of: visits[car.visit], number: car.visit)
            record.charger = Int32(car.outlet)
            record.connector = 1
            record.plugged = time(of: car.arrives)
            record.started = record.plugged
            record.deliveredMilliwattHours = Int64((car.delivered * 1e6).rounded())
            record.deliveredExactly = car.delivered * 1_000
            record.outcome = .open
            observer.record(record, VisitAccount())
        }
    }

    private mutating func turnAway(_ visit: ListedVisit, number: Int) {
        var record = record(of: visit, number: number)
        record.left = visit.arrives
        record.outcome = .balked
        let missing = record.requestedMilliwattHours
        observer.record(record, VisitAccount(shortfall: Shortfall(missing, for: .noBay)))
    }

    private func record(of visit: ListedVisit, number: Int) -> SessionRecord {
        SessionRecord(
            site: Int32(self.number),
            visit: Int32(number),
            arrived: visit.arrives,
            requestedMilliwattHours: Int64((visit.wattHours * 1_000).rounded()),
            deliveredMilliwattHours: 0,
            outcome: .short
        )
    }
}

extension SiteState {
    fileprivate mutating func add(_ kilowatts: Double, at outlet: SlottedOutlet) {
        occupied += 1
        guard kilowatts > 0 else { return }
        charging += 1
        milliwatts += Int64((kilowatts * 1e6).rounded())
        let current = Int64((kilowatts * 1e6 / outlet.volts).rounded())
        for line in outlet.lines {
            switch line {
            case .l1: l1 += current
            case .l2: l2 += current
            case .l3: l3 += current
            }
        }
    }
}

extension SharingLaw {
    /// What each demand of a slot gets; they are in the order of outlets.
    fileprivate func slotted(
        _ demands: [Demand],
        _ laxities: [Double],
        from drawn: Drawn,
        _ times: SharingTimes,
        at now: SimTime
    ) -> [Int64] {
        guard goesByNeed else {
            return allocation(to: demands, from: drawn, times, at: now).milliamperes
        }
        // By the same floating point as others reckon it, since ties decide.
        let order = demands.indices.sorted { one, other in
            laxities[one] != laxities[other] ? laxities[one] < laxities[other] : one < other
        }
        return Sharing(demands, drawn, now).greedy(in: order).milliamperes
    }
}
