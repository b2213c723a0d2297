@testable import FleetSim

/// One bay with the program that grants at once, played by hand.
///
/// It plays what a site does not: faults, cuts of the mains, locks that keep a cable.
struct OneBay {
    /// The timers that the bay has set, in the order of setting.
    struct Alarms: FirmwareOutput {
        var all: [BayAlarm] = []
        mutating func schedule(_ alarm: BayAlarm) { all.append(alarm) }
        mutating func wake(bay: UInt8, at moment: SimTime) {}
    }

    let outlet: Outlet
    private var program = Free()
    /// Whether a lock keeps the cable of each charge until it is told to let go.
    var keepsCables = false
    var bay = Bay(number: 1)
    private(set) var now = SimTime.zero
    /// How often the driver asked for a cable that the lock kept.
    private(set) var pleas = 0
    private(set) var ended: [(log: VisitLog, visit: Visit)] = []
    /// What the meter showed after each event.
    private(set) var registers: [Int64] = []
    private(set) var alarms = Alarms()
    private var offer: Offer

    init(_ outlet: Outlet) {
        self.outlet = outlet
        offer = outlet.all
    }

    mutating func arrive(_ visit: Visit) {
        run(until: visit.arrived)
        bay.arrive(visit, program.access, isOpen: true, at: now, into: &alarms)
    }

    /// Handles all that is due by then.
    mutating func run(until end: SimTime) {
        while let next = alarms.all.indices.min(by: { alarms.all[$0].at < alarms.all[$1].at }),
            alarms.all[next].at <= end
        {
            let alarm = alarms.all.remove(at: next)
            guard bay.takeTimer(alarm.timer, generation: alarm.generation) else { continue }
            now = alarm.at
            goOff(alarm.timer)
            registers.append(bay.meter.milliwattHours(at: now))
        }
        now = max(now, end)
    }

    mutating func offers(_ milliamperes: Int32) {
        offer.milliamperes = milliamperes
        if bay.stage == .charging { take() }
    }

    mutating func fails() {
        bay.fail()
        offers(offer.milliamperes)
    }

    mutating func isMended() {
        bay.mend()
        offers(offer.milliamperes)
    }

    mutating func losesMains() {
        if bay.stage == .charging { end(.powerLoss) }
        follow(bay.loseMains(at: now, into: &alarms))
    }

    mutating func letGo() { follow(bay.letGo(at: now, into: &alarms)) }

    private mutating func goOff(_ timer: BayTimer) {
        switch timer {
        case .driver:
            let readiness = program.readiness(at: 1, isFaulted: bay.isFaulted)
            follow(bay.driverActs(program.access, readiness, at: now, into: &alarms))
        case .departure: follow(bay.depart(at: now, into: &alarms))
        case .full:
            switch bay.fill(at: now) {
            case .goesOn?: take()
            case .allowanceIsUsedUp?: end(.deAuthorized)
            case .isFull(let alarm)?: if let alarm { alarms.schedule(alarm) }
            case nil: break
            }
        }
    }

    private mutating func follow(_ fact: BayFact?) {
        guard let fact else { return }
        switch fact {
        case .wantsToStop where keepsCables:
            end(.local)
            return follow(bay.fetchCable(at: now, into: &alarms))
        case .wantsCable: pleas += 1
        case .vacated: ended.append((bay.guest.log, bay.guest.visit))
        case .identifies, .cableIn, .plugged, .wantsToStop, .unplugged, .givesUp: break
        }
        follow(program.follow(fact, in: &bay, of: outlet, at: now, into: &alarms))
        if bay.hasYetToBeOffered { take() }
    }

    private mutating func take() {
        let draw = bay.take(offer, of: outlet, at: now)
        if let alarm = draw.next { alarms.schedule(alarm) }
    }

    private mutating func end(_ reason: StopReason) {
        bay.endCharge(reason, of: outlet, at: now)
        if keepsCables { bay.keepCable() }
    }
}

extension Outlet {
    /// 11 kW behind a socket with a lock.
    static let threePhases = threePhases(16_000)

    static func threePhases(_ milliamperes: Int32, hasLock: Bool = true) -> Outlet {
        Outlet(
            phases: 3,
            milliamperes: milliamperes,
            volts: 230,
            hasLock: hasLock,
            isDirect: false
        )
    }
}
