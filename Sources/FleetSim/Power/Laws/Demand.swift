/// What a connected car asks for, and what the sharing laws go by.
struct Demand: Equatable {
    /// Since when it has been getting current, or waiting for it.
    enum Turn: Equatable {
        case waits(since: SimTime)
        case charges(since: SimTime)
    }

    /// Cars charge with 6 A or not at all (IEC 61851-1).
    static let minimumMilliamperes: Int64 = 6_000

    var outlet: Int
    /// How many of the connector's lines the car uses.
    var phases: UInt8
    /// Below it the car gets nothing.
    var minimum = minimumMilliamperes
    /// On each of its lines; less than the least asks for nothing.
    var maximum: Int64
    var arrived: SimTime
    /// When its driver says that he leaves.
    var departs = SimTime.distantFuture
    var need = Need.unknown
    var turn: Turn
    /// The currents that the outlet can be set to.
    var pilots = Pilots.any
    /// Whether its charger is out of reach and keeps to the least, whatever others get.
    var isOnItsOwn = false

    init(outlet: Int, phases: UInt8, maximum: Int64, arrived: SimTime) {
        self.outlet = outlet
        self.phases = phases
        self.maximum = maximum
        self.arrived = arrived
        turn = .waits(since: arrived)
    }

    /// What it asks for as long as its charger can be reached, else what that does by itself.
    var asked: Int64 { isOnItsOwn ? min(maximum, minimum) : maximum }
}
