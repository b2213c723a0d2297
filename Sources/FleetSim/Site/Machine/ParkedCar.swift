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
    /// When it leaves; nil: when it has what it wants.
    var departs: SimTime?
    /// What it draws as long as nothing changes, as sums over the site count it.
    var counted = Draw()
    var mostMilliwatts: Int64 = 0
    /// What it could not draw since something else did: while it had to wait, and while it got less
    /// than it could take.
    var missed = Missed()

    /// Whether it is one, and not the place of none.
    var isThere: Bool { visit.index >= 0 }

    /// A draw as the site's sums count it.
    struct Draw: Equatable {
        /// On each of its lines.
        var milliamperes: Int64 = 0
        var milliwatts: Int64 = 0
        var heldBack: Int64 = 0
        /// One while it draws.
        var charging: Int32 = 0
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

    /// What stands in a free bay.
    ///
    /// Were there an optional instead, each look at one figure of a car would copy all of it.
    static let nobody: ParkedCar = {
        let vehicle = Vehicle(phases: 1, milliamperes: 0)
        let visit = Visit(
            site: 0,
            index: -1,
            arrived: .zero,
            leaving: .at(.zero),
            demandMilliwattHours: 0,
            vehicle: vehicle,
            token: TokenList.token(0, seed: 0),
            plugsAfter: .zero,
            identifiesAfter: .zero,
            unplugsAfter: .zero
        )
        let plug = Charge.Plug(volts: 0, phases: 1, most: 0)
        let charge = Charge(of: vehicle, wanting: 0, at: plug)
        return ParkedCar(visit: visit, charge: charge, waited: .zero, plugged: nil)
    }()

    var isCharging: Bool { started != nil && stopped == nil }

    /// Whether it asks for power.
    var asks: Bool { isCharging && !charge.isDone }

    /// Takes all that its bay gives.
    mutating func offerAll() { offered = charge.plug.most }

    /// What the sharing law is told of it.
    func demand(in bay: Int, _ goesByStated: Bool, at now: SimTime) -> Demand {
        var demand = Demand(
            station: bay,
            phases: charge.plug.phases,
            most: max(Demand.leastMilliamperes, charge.milliamperesAtMost),
            arrived: visit.arrived
        )
        if let departs {
            demand.departs = goesByStated ? departs + visit.misstatement : departs
        }
        demand.need = need(at: now)
        demand.turn = .waits(since: now)
        return demand
    }

    /// Counts what it draws and misses from now on; gives by how much that is more than before.
    mutating func count(at now: SimTime) -> Draw {
        let level = charge.meanMilliwatts
        let worth = charge.plug.worth
        var draw = Draw()
        draw.milliwatts = level
        draw.milliamperes = worth > 0 ? level / worth : 0
        draw.charging = level > 0 ? 1 : 0
        if asks { draw.heldBack = max(0, charge.milliwattsAtMost - charge.milliwatts) }
        missed.miss(draw.heldBack, whileWaiting: offered == 0, from: now)
        mostMilliwatts = max(mostMilliwatts, charge.milliwatts)
        defer { counted = draw }
        return Draw(
            milliamperes: draw.milliamperes - counted.milliamperes,
            milliwatts: draw.milliwatts - counted.milliwatts,
            heldBack: draw.heldBack - counted.heldBack,
            charging: draw.charging - counted.charging
        )
    }

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
