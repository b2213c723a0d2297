/// What hardware, drivers and power sharing may ask of any charger's program.
///
/// Each program answers by its own means, so no room but the program's own knows a configuration key.
struct Settings {
    /// Whether a car that is plugged in may charge without its driver being asked who he is.
    var grantsAnyone: Bool
    /// Whether a charge ends when its car is unplugged.
    var stopsOnUnplug: Bool
    /// Whether the lock lets go of the cable of a car that was unplugged.
    var unlocksOnUnplug: Bool
    /// How long an answer of the CSMS is awaited.
    var answerPatience: SimDuration
}
