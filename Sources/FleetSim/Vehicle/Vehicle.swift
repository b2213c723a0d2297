/// An EV as its charging goes: what its on-board charger can take, and its battery.
struct Vehicle: Equatable {
    var phases: UInt8
    var milliamperes: Int32
    /// Its own timer: it draws nothing before so long after it was plugged in.
    var waits = SimDuration.zero
    /// How long it takes to follow when it is offered more.
    var reacts = SimDuration.zero
    var losses = Losses.none
    /// nil: one that takes whatever it is given until the driver has what he wants.
    var battery: Battery?

    /// The power it draws from a station of that many phases and amperes, in milliwatts.
    func milliwatts(atPhases offered: UInt8, milliamperes limit: Int32, volts: Int32) -> Int64 {
        Int64(min(phases, offered)) * Int64(min(milliamperes, limit)) * Int64(volts)
    }

    static func == (left: Vehicle, right: Vehicle) -> Bool {
        left.phases == right.phases && left.milliamperes == right.milliamperes
            && left.waits == right.waits && left.reacts == right.reacts
            && left.losses == right.losses && left.battery === right.battery
    }
}
