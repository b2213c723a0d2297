/// How the CSMS shares out the power of one site: by charging profiles, on what it is told.
///
/// What a car may draw is known from confirmations alone, so no car is given more before others have
/// confirmed that they were given less. The sum of what the chargers of a site may draw is within its
/// limits whenever each of them has confirmed that it withholds power from new transactions.
struct ProfileSharing {
    /// A connector as the operator has it in his books.
    struct Bay: Equatable {
        var station: Int
        var connector: Int
        var phases: UInt8
        var milliamperes: Int64
        /// From a line to neutral.
        var volts: Int64
    }

    /// A limit that a connector is to be told.
    struct Order: Equatable {
        var bay: Int
        var milliamperes: Int64
    }

    /// What is known of a charger of the site.
    private struct Reach {
        /// Since when it has been heard without a break; nil: its line is lost.
        var heard: SimTime?
        /// Whether it was told to withhold power from new transactions, and has confirmed it.
        var isAsked = false
        var isWithholding = false
        /// Whether it was asked for currents in its readings, and has answered.
        var currents = Question.open
    }

    private enum Question {
        case open, asked, answered
    }

    /// What is known of the transaction at a connector.
    private struct Hold {
        var phases: UInt8
        /// The most that its car may draw until it has confirmed something else.
        var confirmed: Int64
        /// What it was told and has not confirmed.
        var told: Int64?
        /// Whether it has refused what it was told: it is not told again.
        var refusesProfiles = false
        /// When it could last draw more than before.
        var raised: SimTime
        let began: SimTime
        /// Whether the car takes nothing yet, has charged, takes nothing more.
        var waits = false
        var hasCharged = false
        var isFull = false

        var maximum: Int64 { max(confirmed, told ?? 0) }
    }

    let bays: [Bay]
    private(set) var electricity: SiteElectricity
    private var holds: [Hold?]
    /// Of each charger, from the first of the site on.
    private var reaches: [Reach]
    private let firstStation: Int
    /// When the drivers leave whose cars are plugged in or charge, as far as they have told.
    private var departures: [SimTime?]
    /// What is kept for cars that are full.
    private var kept: [Int64]
    /// Whether chargers are asked to tell currents in their readings.
    private let asksCurrents: Bool
    /// Whether a car's limit differs from what the rule gives, or the rule is to be asked.
    private var isOwing = false

    init(_ electricity: SiteElectricity, bays: [Bay], asksCurrents: Bool = false) {
        self.electricity = electricity
        self.bays = bays
        self.asksCurrents = asksCurrents
        departures = Array(repeating: nil, count: bays.count)
        kept = Array(repeating: 0, count: bays.count)
        holds = Array(repeating: nil, count: bays.count)
        firstStation = bays.first?.station ?? 0
        let count = (bays.last?.station ?? firstStation) - firstStation + 1
        reaches = Array(repeating: Reach(), count: count)
        assert(bays.allSatisfy { 1...3 ~= $0.phases && $0.milliamperes >= 0 }, "a bay has lines")
        assert(
            zip(bays, bays.dropFirst()).allSatisfy {
                ($0.station, $0.connector) < ($1.station, $1.connector)
            },
            "in the order of stations and connectors"
        )
    }

    var isStale: Bool { electricity.isStale || isOwing }

    /// A transaction has begun, with all that its charger gives unless it withholds power.
    mutating func begin(at bay: Int, now: SimTime) {
        if holds[bay] != nil { end(at: bay, now: now) }
        let isWithheld = reach(ofBay: bay).isWithholding
        holds[bay] = Hold(
            phases: bays[bay].phases,
            confirmed: isWithheld ? 0 : bays[bay].milliamperes,
            raised: now,
            began: now
        )
        electricity.take(demand(at: bay), drawing: 0, at: bay, now: now)
    }

    mutating func end(at bay: Int, now: SimTime) {
        departures[bay] = nil
        guard holds[bay] != nil else { return }
        holds[bay] = nil
        electricity.take(nil, drawing: 0, at: bay, now: now)
        isOwing = true
    }

    /// A driver has told when he leaves; nil: he has gone.
    mutating func expect(departure: SimTime?, at bay: Int) {
        departures[bay] = departure
        guard let departure, electricity.sharing.demand(at: bay) != nil else { return }
        electricity.expect(departure: departure, at: bay)
    }

    /// The car takes nothing for the time being, or takes again.
    ///
    /// For one that has yet to charge the least is kept, so that it can begin. One that has charged is
    /// full, and is left what no other asks for.
    mutating func rest(at bay: Int, _ isResting: Bool, now: SimTime) {
        guard let hold = holds[bay] else { return }
        if isResting, hold.hasCharged {
            guard !hold.isFull else { return }
            holds[bay]?.isFull = true
            electricity.take(nil, drawing: 0, at: bay, now: now)
            isOwing = true
            return
        }
        holds[bay]?.waits = isResting
        if isResting { return ask(bay, upTo: Demand.minimumMilliamperes, now: now) }
        holds[bay]?.hasCharged = true
        wake(bay, now: now)
        if hold.waits { ask(bay, upTo: bays[bay].milliamperes, now: now) }
    }

    /// A reading of what the car draws on each line: who draws less than it may needs no more.
    mutating func measure(at bay: Int, _ milliamperes: [Int64], now: SimTime) {
        guard let drawn = milliamperes.max(), drawn > 0 else { return }
        let lines = UInt8(clamping: milliamperes.count { $0 > 0 })
        measure(at: bay, drawing: drawn, onAtMost: lines, now: now)
    }

    /// A reading of what the car draws on all its lines together, however many these are: as few as can
    /// be, so that no more is taken from it than it can spare.
    mutating func measure(at bay: Int, sum milliamperes: Int64, now: SimTime) {
        guard let hold = holds[bay], milliamperes > 0, hold.maximum > 0 else { return }
        let minimum = (milliamperes - Self.tolerance + hold.maximum - 1) / hold.maximum
        let lines = min(max(minimum, 1), Int64(bays[bay].phases))
        measure(at: bay, drawing: milliamperes / lines, onAtMost: hold.phases, now: now)
    }

    private mutating func measure(
        at bay: Int,
        drawing drawn: Int64,
        onAtMost lines: UInt8,
        now: SimTime
    ) {
        guard let hold = holds[bay] else { return }
        holds[bay]?.hasCharged = true
        let phases = min(hold.phases, lines)
        holds[bay]?.phases = phases
        guard isSettled(hold, at: bay, now: now) else {
            return ask(bay, upTo: nil, on: phases, now: now)
        }
        wake(bay, now: now)
        let isHeldBack = drawn + Self.tolerance >= hold.maximum
        let maximum =
            isHeldBack
            ? bays[bay].milliamperes : max(drawn + Self.headroom, Demand.minimumMilliamperes)
        ask(bay, upTo: min(maximum, bays[bay].milliamperes), on: phases, now: now)
    }

    /// A connector has confirmed what it was told, or refused it.
    mutating func conclude(at bay: Int, _ milliamperes: Int64, isTaken: Bool, now: SimTime) {
        guard let hold = holds[bay], hold.told == milliamperes else { return }
        holds[bay]?.told = nil
        if isTaken {
            holds[bay]?.confirmed = milliamperes
            if milliamperes > hold.confirmed { holds[bay]?.raised = now }
        } else {
            holds[bay]?.refusesProfiles = true
        }
        isOwing = true
    }

    /// A charger is heard; whether it is to be told to withhold power from new transactions.
    mutating func hear(_ station: Int, now: SimTime) -> Bool {
        let index = station - firstStation
        if reaches[index].heard == nil {
            reaches[index].heard = now
            isOwing = true
        }
        guard !reaches[index].isWithholding, !reaches[index].isAsked else { return false }
        reaches[index].isAsked = true
        return true
    }

    /// A charger has answered what it was told about new transactions.
    mutating func withhold(_ station: Int, isTaken: Bool) {
        reaches[station - firstStation].isWithholding = isTaken
    }

    /// Whether a charger that is heard is to be asked for currents in its readings, which it then is.
    mutating func askForCurrents(_ station: Int) -> Bool {
        let index = station - firstStation
        guard asksCurrents, reaches[index].currents == .open else { return false }
        reaches[index].currents = .asked
        return true
    }

    /// A charger has answered whether it tells currents.
    mutating func noteCurrentsAnswered(_ station: Int) {
        reaches[station - firstStation].currents = .answered
    }

    /// A line is lost: what was told last may or may not have got through.
    ///
    /// It is told again when the charger is heard.
    mutating func lose(_ station: Int) {
        let index = station - firstStation
        reaches[index].heard = nil
        if reaches[index].currents == .asked { reaches[index].currents = .open }
        if !reaches[index].isWithholding { reaches[index].isAsked = false }
        for bay in bays.indices where bays[bay].station == station {
            guard let hold = holds[bay], hold.told != nil else { continue }
            holds[bay]?.confirmed = hold.maximum
            holds[bay]?.told = nil
            isOwing = true
        }
    }

    /// Whom to tell what by now, falls before raises, and when the rule is to be asked again.
    mutating func orders(at now: SimTime) -> (orders: [Order], next: SimTime?) {
        isOwing = false
        let next = electricity.share(at: now).next
        keepForFullCars()
        var orders: [Order] = []
        for bay in bays.indices where mayTell(bay) && target(bay) < holds[bay]?.maximum ?? 0 {
            orders.append(tell(bay, target(bay)))
        }
        // Until a charger has said that it draws less it counts with the most it may draw: a raise
        // takes only what confirmed falls have left, or both together could go beyond a limit.
        var drawn = Drawn(electricity.sharing.supply)
        for (bay, hold) in holds.enumerated() {
            if let hold { drawn.add(hold.maximum, to: terms(bay, hold)) }
        }
        for bay in bays.indices {
            guard mayTell(bay), let hold = holds[bay], target(bay) > hold.maximum else { continue }
            let more = target(bay) - hold.maximum
            guard drawn.hasRoom(for: more, of: terms(bay, hold)) else { continue }
            drawn.add(more, to: terms(bay, hold))
            orders.append(tell(bay, target(bay)))
        }
        assert(
            orders.allSatisfy { holds[$0.bay]?.told == $0.milliamperes },
            "what is ordered counts as drawn until it is answered"
        )
        return (orders, next)
    }

    /// The meter shows what flows beside EVs; gives when it will show something else.
    mutating func readMeter(at now: SimTime) -> SimTime? { electricity.readMeter(at: now) }
}

extension ProfileSharing {
    /// A reading is as exact as this.
    private static let tolerance: Int64 = 200
    /// So much more than a car draws is left to it, so that it shows when it would take more.
    private static let headroom: Int64 = 500

    /// A car that was raised draws what it will after so long: a guess for slow ones, which a reading of
    /// theirs before would show as cars that need no more.
    private static let settling: SimDuration = .seconds(20)

    private func mayTell(_ bay: Int) -> Bool {
        guard let hold = holds[bay] else { return false }
        return hold.told == nil && !hold.refusesProfiles && reach(ofBay: bay).heard != nil
    }

    /// Whether a reading shows what the car makes of its limit: it was made under it, and after its line
    /// was back, for until then readings were kept.
    private func isSettled(_ hold: Hold, at bay: Int, now: SimTime) -> Bool {
        guard hold.told == nil, let heard = reach(ofBay: bay).heard else { return false }
        return now - max(hold.raised, heard) >= Self.settling
    }

    /// A car that was full charges again.
    private mutating func wake(_ bay: Int, now: SimTime) {
        guard holds[bay]?.isFull == true else { return }
        holds[bay]?.isFull = false
        electricity.take(demand(at: bay), drawing: 0, at: bay, now: now)
    }

    /// Keeps the least for cars that are full, so that they can charge once more, as far as others leave
    /// it.
    private mutating func keepForFullCars() {
        guard holds.contains(where: { $0?.isFull == true }) else { return }
        var drawn = Drawn(electricity.sharing.supply)
        for (bay, hold) in holds.enumerated() {
            if let hold, !hold.isFull { drawn.add(target(bay), to: terms(bay, hold)) }
        }
        for (bay, hold) in holds.enumerated() {
            guard let hold, hold.isFull else { continue }
            let terms = terms(bay, hold)
            let hasRoom = drawn.hasRoom(for: Demand.minimumMilliamperes, of: terms)
            kept[bay] = hasRoom ? Demand.minimumMilliamperes : 0
            drawn.add(kept[bay], to: terms)
        }
    }

    private func reach(ofBay bay: Int) -> Reach { reaches[bays[bay].station - firstStation] }

    /// What profiles can say: tenths of an ampere.
    private func target(_ bay: Int) -> Int64 {
        guard holds[bay]?.isFull != true else { return kept[bay] }
        return electricity.sharing.milliamperes(at: bay) / 100 * 100
    }

    private mutating func tell(_ bay: Int, _ milliamperes: Int64) -> Order {
        assert(holds[bay]?.told == nil && milliamperes >= 0, "one order at a time")
        assert(milliamperes <= bays[bay].milliamperes, "no car is told more than its bay gives")
        holds[bay]?.told = milliamperes
        return Order(bay: bay, milliamperes: milliamperes)
    }

    private func terms(_ bay: Int, _ hold: Hold) -> Range<Int> {
        electricity.sharing.supply.terms(of: bay, phases: hold.phases)
    }

    /// What the car of a transaction asks for, as far as a CSMS knows: it came when it began, and leaves
    /// when its driver has told.
    private func demand(at bay: Int) -> Demand {
        let hold = holds[bay]
        var demand = Demand(
            outlet: bay,
            phases: hold?.phases ?? bays[bay].phases,
            maximum: bays[bay].milliamperes,
            arrived: hold?.began ?? .zero
        )
        if let departure = departures[bay] { demand.departs = departure }
        return demand
    }

    /// Takes what a car would have; nil: as before.
    private mutating func ask(
        _ bay: Int,
        upTo maximum: Int64?,
        on phases: UInt8? = nil,
        now: SimTime
    ) {
        guard var demand = electricity.sharing.demand(at: bay) else { return }
        demand.maximum = maximum ?? demand.maximum
        demand.phases = phases ?? demand.phases
        electricity.take(demand, drawing: 0, at: bay, now: now)
    }
}
