/// What an EV's on-board charger can take.
struct Vehicle: Equatable {
    var phases: UInt8
    var milliamperes: Int32
    /// Its own timer: it draws nothing before so long after it was plugged in.
    var waits = SimDuration.zero

    /// The power it draws from a station of that many phases and amperes, in milliwatts.
    func milliwatts(atPhases offered: UInt8, milliamperes limit: Int32, volts: Int32) -> Int64 {
        Int64(min(phases, offered)) * Int64(min(milliamperes, limit)) * Int64(volts)
    }
}
