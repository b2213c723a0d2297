import Scenarios

/// One car's charging, in closed forms: what it draws of an offer, what it has drawn at any moment,
/// and when that changes by itself.
///
/// Nothing is stepped. A car that just takes what it is given is reckoned in integers; where a
/// battery takes less the fuller it is, in a straight line, power falls exponentially with time.
struct Charge {
    /// What stands between a car and the grid.
    struct Plug: Equatable {
        var volts: Int64
        /// How many of its lines the car uses.
        var phases: UInt8
        /// The most that it can draw on each, in milliamperes.
        var maximum: Int64
        /// What is lost behind it; nil: what the car's own charger loses.
        var losses: Losses?

        /// What a milliampere on each line is worth, in milliwatts.
        var wattsPerAmpere: Int64 { volts * Int64(phases) }
    }

    let plug: Plug
    /// Whether the car has what its driver wants, or takes no more.
    private(set) var isDone: Bool
    /// When the flow in force ends by itself, nil if never: then say anew what is offered.
    private(set) var changes: SimTime?
    private let wanted: Int64
    /// At the plug, in nanowatt-hours, when the flow in force began.
    private var drawn: Int64 = 0
    private var since = SimTime.zero
    /// At the plug, when the flow in force began.
    private(set) var milliwatts: Int64 = 0
    /// What it would draw if it were offered all that the plug gives, as it was then; and with which current
    /// on each line, rounded up.
    private(set) var milliwattsAtMost: Int64
    private var milliamperesAtMost: Int64
    private var store: BatteryFlow?

    /// A car that wants so much energy at a plug.
    init(of vehicle: Vehicle, wanting milliwattHours: Int64, at plug: Plug) {
        assert(plug.maximum >= 0 && plug.wattsPerAmpere >= 0, "a plug gives power, and takes none")
        self.plug = plug
        wanted = max(0, milliwattHours) * Energy.nanowattHours
        isDone = milliwattHours <= 0
        milliwattsAtMost = plug.maximum * plug.wattsPerAmpere
        milliamperesAtMost = plug.maximum
        let losses = plug.losses ?? vehicle.losses
        guard vehicle.battery != nil || !losses.areNone else { return }
        store = BatteryFlow(of: vehicle.battery, losses, wanting: milliwattHours, at: plug)
        lookAtMost()
    }

    /// Draws what it can of this many milliamperes on each line from now on.
    ///
    /// Where power falls, it is looked at again when it has fallen by a part that is worth telling.
    mutating func draw(_ milliamperes: Int64, from now: SimTime, telling part: Int64? = nil) {
        assert(milliamperes >= 0, "a car is offered no less than nothing")
        settle(at: now)
        let offered = min(milliamperes, plug.maximum)
        milliwatts = isDone ? 0 : offered * plug.wattsPerAmpere
        changes = nil
        lookAtMost()
        guard milliwatts > 0 else {
            store?.rest()
            return
        }
        guard store != nil else {
            changes = Energy.time(toDraw: wanted - drawn, at: milliwatts).map { now + $0 }
            return
        }
        let flow = store?.follow(offered, plug, telling: part)
        milliwatts = flow?.milliwatts ?? 0
        changes = flow?.lasts.map { now + $0 }
        isDone = store?.isFull ?? true
        assert(changes.map { $0 > now } != false, "a flow lasts")
    }

    /// What it has drawn at the plug by a moment before its flow ends by itself.
    func nanowattHours(at now: SimTime) -> Int64 {
        // Asked as it stands: to take it out copies all of it.
        if let gained = store?.drawn(in: now - since, hasEnded: now == changes) {
            return drawn + Int64(gained.rounded())
        }
        return now == changes ? wanted : drawn + Energy.drawn(milliwatts, over: now - since)
    }

    func milliwattHours(at now: SimTime) -> Int64 {
        nanowattHours(at: now) / Energy.nanowattHours
    }

    /// What it still lacks, in milliwatt-hours at the plug if it charges as fast as it can.
    func missing(at now: SimTime) -> Int64 {
        if let missing = store?.missing(after: now - since) {
            return Int64(max(0, missing).rounded())
        }
        return max(0, wanted - nanowattHours(at: now)) / Energy.nanowattHours
    }

    /// With which current it would draw at most, rounded up, where a milliampere on each line is worth so
    /// much: less than at the plug where its charger leaves lines out.
    func milliamperesAtMost(wattsPerAmpere: Int64) -> Int64 {
        guard wattsPerAmpere != plug.wattsPerAmpere else { return milliamperesAtMost }
        return wattsPerAmpere > 0 ? (milliwattsAtMost + wattsPerAmpere - 1) / wattsPerAmpere : 0
    }

    /// The power at which it draws as much until the flow in force ends by itself.
    var meanMilliwatts: Int64 {
        guard let changes else { return milliwatts }
        return store?.meanMilliwatts(over: changes - since) ?? milliwatts
    }

    /// What it draws at a moment.
    func milliwatts(at now: SimTime) -> Int64 {
        guard let store else { return milliwatts }
        return Int64(store.power(after: now - since).rounded())
    }

    private mutating func lookAtMost() {
        guard let maximum = store?.atMost(plug) else { return }
        (milliwattsAtMost, milliamperesAtMost) = maximum
    }

    private mutating func settle(at now: SimTime) {
        assert(now >= since, "a charge goes forward")
        let hasEnded = now == changes
        assert(nanowattHours(at: now) >= drawn, "what was drawn only grows")
        drawn = nanowattHours(at: now)
        if store == nil { isDone = isDone || drawn >= wanted }
        assert(store != nil || drawn <= wanted, "a car takes no more than it wants")
        store?.settle(after: now - since, hasEnded: hasEnded)
        since = now
    }
}
