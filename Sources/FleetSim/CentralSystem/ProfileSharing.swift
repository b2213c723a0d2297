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
    }

    /// A limit that a connector is to be told.
    struct Order: Equatable {
        var bay: Int
        var milliamperes: Int64
    }

    /// What is known of a charger of the site.
    private struct Reach {
        /// Whether it has been heard since its line was lost.
        var isHeard = false
        /// Whether it was told to withhold power from new transactions, and has confirmed it.
        var isAsked = false
        var isWithholding = false
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

        var most: Int64 { max(confirmed, told ?? 0) }
    }

    let bays: [Bay]
    private(set) var electricity: SiteElectricity
    private var holds: [Hold?]
    /// Of each charger, from the first of the site on.
    private var reaches: [Reach]
    private let firstStation: Int
    /// Whether a car's limit differs from what the rule gives, or the rule is to be asked.
    private var isOwing = false

    init(_ electricity: SiteElectricity, bays: [Bay]) {
        self.electricity = electricity
        self.bays = bays
        holds = Array(repeating: nil, count: bays.count)
        firstStation = bays.first?.station ?? 0
        let count = (bays.last?.station ?? firstStation) - firstStation + 1
        reaches = Array(repeating: Reach(), count: count)
    }

    var isStale: Bool { electricity.isStale || isOwing }

    /// A transaction has begun, with all that its charger gives unless it withholds power.
    mutating func begin(at bay: Int, now: SimTime) {
        if holds[bay] != nil { end(at: bay, now: now) }
        let isWithheld = reach(ofBay: bay).isWithholding
        holds[bay] = Hold(
            phases: bays[bay].phases,
            confirmed: isWithheld ? 0 : bays[bay].milliamperes
        )
        electricity.take(demand(at: bay, now: now), drawing: 0, at: bay, now: now)
    }

    mutating func end(at bay: Int, now: SimTime) {
        guard holds[bay] != nil else { return }
        holds[bay] = nil
        electricity.take(nil, drawing: 0, at: bay, now: now)
        isOwing = true
    }

    /// The car takes nothing for the time being, or takes again: the least is kept for it.
    mutating func rest(at bay: Int, _ isResting: Bool, now: SimTime) {
        guard holds[bay] != nil else { return }
        let most = isResting ? Demand.leastMilliamperes : bays[bay].milliamperes
        ask(bay, upTo: most, now: now)
    }

    /// A reading of what the car draws on each line: who draws less than it may needs no more.
    mutating func measure(at bay: Int, _ milliamperes: [Int64], now: SimTime) {
        guard let hold = holds[bay], let drawn = milliamperes.max(), drawn > 0 else { return }
        let phases = min(hold.phases, UInt8(clamping: milliamperes.count { $0 > 0 }))
        let isHeldBack = drawn + Self.tolerance >= hold.most
        let most =
            isHeldBack
            ? bays[bay].milliamperes : max(drawn + Self.headroom, Demand.leastMilliamperes)
        holds[bay]?.phases = phases
        ask(bay, upTo: min(most, bays[bay].milliamperes), on: phases, now: now)
    }

    /// A connector has confirmed what it was told, or refused it.
    mutating func conclude(at bay: Int, _ milliamperes: Int64, isTaken: Bool) {
        guard holds[bay]?.told == milliamperes else { return }
        holds[bay]?.told = nil
        if isTaken {
            holds[bay]?.confirmed = milliamperes
        } else {
            holds[bay]?.refusesProfiles = true
        }
        isOwing = true
    }

    /// A charger is heard; whether it is to be told to withhold power from new transactions.
    mutating func hear(_ station: Int) -> Bool {
        let place = station - firstStation
        if !reaches[place].isHeard {
            reaches[place].isHeard = true
            isOwing = true
        }
        guard !reaches[place].isWithholding, !reaches[place].isAsked else { return false }
        reaches[place].isAsked = true
        return true
    }

    /// A charger has answered what it was told about new transactions.
    mutating func withhold(_ station: Int, isTaken: Bool) {
        reaches[station - firstStation].isWithholding = isTaken
    }

    /// A line is lost: what was told last may or may not have got through.
    ///
    /// It is told again when the charger is heard.
    mutating func lose(_ station: Int) {
        let place = station - firstStation
        reaches[place].isHeard = false
        if !reaches[place].isWithholding { reaches[place].isAsked = false }
        for bay in bays.indices where bays[bay].station == station {
            guard let hold = holds[bay], hold.told != nil else { continue }
            holds[bay]?.confirmed = hold.most
            holds[bay]?.told = nil
            isOwing = true
        }
    }

    /// Whom to tell what by now, falls before raises, and when the rule is to be asked again.
    mutating func orders(at now: SimTime) -> (orders: [Order], next: SimTime?) {
        isOwing = false
        let next = electricity.share(at: now).next
        var orders: [Order] = []
        for bay in bays.indices where mayTell(bay) && target(bay) < holds[bay]?.most ?? 0 {
            orders.append(tell(bay, target(bay)))
        }
        var drawn = Drawn(electricity.sharing.supply)
        for (bay, hold) in holds.enumerated() {
            if let hold { drawn.add(hold.most, to: terms(bay, hold)) }
        }
        for bay in bays.indices {
            guard mayTell(bay), let hold = holds[bay], target(bay) > hold.most else { continue }
            let more = target(bay) - hold.most
            guard drawn.hasRoom(for: more, of: terms(bay, hold)) else { continue }
            drawn.add(more, to: terms(bay, hold))
            orders.append(tell(bay, target(bay)))
        }
        return (orders, next)
    }

    /// The meter shows what flows beside EVs; gives when it will show something else.
    mutating func readMeter(at now: SimTime) -> SimTime? { electricity.readMeter(at: now) }
}

extension ProfileSharing {
    /// A reading is as exact as this.
    private static let tolerance: Int64 = 500
    /// So much more than a car draws is left to it, so that it shows when it would take more.
    private static let headroom: Int64 = 1_000

    private func mayTell(_ bay: Int) -> Bool {
        guard let hold = holds[bay] else { return false }
        return hold.told == nil && !hold.refusesProfiles && reach(ofBay: bay).isHeard
    }

    private func reach(ofBay bay: Int) -> Reach { reaches[bays[bay].station - firstStation] }

    /// What profiles can say: tenths of an ampere.
    private func target(_ bay: Int) -> Int64 {
        electricity.sharing.milliamperes(at: bay) / 100 * 100
    }

    private mutating func tell(_ bay: Int, _ milliamperes: Int64) -> Order {
        assert(holds[bay]?.told == nil && milliamperes >= 0, "one order at a time")
        holds[bay]?.told = milliamperes
        return Order(bay: bay, milliamperes: milliamperes)
    }

    private func terms(_ bay: Int, _ hold: Hold) -> Range<Int> {
        electricity.sharing.supply.terms(of: bay, phases: hold.phases)
    }

    private func demand(at bay: Int, now: SimTime) -> Demand {
        Demand(
            station: bay,
            phases: bays[bay].phases,
            most: bays[bay].milliamperes,
            arrived: now
        )
    }

    private mutating func ask(
        _ bay: Int,
        upTo most: Int64,
        on phases: UInt8? = nil,
        now: SimTime
    ) {
        guard var demand = electricity.sharing.demand(at: bay) else { return }
        demand.most = most
        demand.phases = phases ?? demand.phases
        electricity.take(demand, drawing: 0, at: bay, now: now)
    }
}
