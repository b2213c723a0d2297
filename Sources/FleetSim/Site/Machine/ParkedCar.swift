/// A car in a bay, from the driver's pulling in to his leaving.
struct ParkedCar {
    let visit: Visit
    var charge: Charge
    /// How long the driver had been in line for the bay.
    let waited: SimDuration
    var plugged: SimTime?
    var started: SimTime?
    var stopped: SimTime?
    /// What the site lets it draw on each line.
    var offered: Int64 = 0
    /// What whoever shares the power takes it to ask for.
    var told: Int64 = 0
    /// When it leaves; nil: when it has what it wants.
    var departs: SimTime?
    /// What it draws as long as nothing changes, as sums over the site count it.
    var counted = Draw()
    var mostMilliwatts: Int64 = 0
    /// What it could not draw since something else did: while it had to wait, and while it got less
    /// than it could take.
    var missed = Missed()

    /// A draw as the site's sums count it.
    struct Draw: Equatable {
        /// On each of its lines.
        var milliamperes: Int64 = 0
        var milliwatts: Int64 = 0
        var heldBack: Int64 = 0
        var isCharging = false
    }

    struct Missed {
        private(set) var waiting = EnergySum()
        private(set) var throttled = EnergySum()
        private var since = SimTime.zero
        private var milliwatts: Int64 = 0
        private var isWaiting = false

        /// From now on so much is missed.
        mutating func miss(_ next: Int64, whileWaiting: Bool, from now: SimTime) {
            if milliwatts > 0 {
                let span = (now - since).nanoseconds
                if isWaiting {
                    waiting.add(milliwatts, for: span)
                } else {
                    throttled.add(milliwatts, for: span)
                }
            }
            (since, milliwatts, isWaiting) = (now, next, whileWaiting)
        }
    }

    var isCharging: Bool { started != nil && stopped == nil }

    /// Whether it asks for power.
    var asks: Bool { isCharging && !charge.isDone }

    /// What it still needs, for laws that go by it.
    func need(at now: SimTime) -> Need {
        Need(
            milliwattHours: charge.missing(at: now),
            asOf: now,
            milliwatts: charge.milliwatts,
            fullMilliwatts: charge.milliwattsAtMost
        )
    }
}
