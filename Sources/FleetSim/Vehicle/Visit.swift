/// One EV's visit as it goes if nothing hinders it.
///
/// Everything is drawn before the visit is served, so that two designs compared under one seed see
/// the same drivers.
struct Visit: Equatable {
    /// What ends a visit.
    enum Leaving: Equatable {
        /// So long after getting a bay.
        case after(SimDuration)
        /// At that time, however long it took to get a bay.
        case at(SimTime)
        /// So long after the car has what it wants.
        case whenFull(then: SimDuration)
    }

    var site: Int32
    /// Its number at the site, from zero.
    var index: Int32
    /// Which of the site's users it is, where they are a known few; -1: one of many.
    ///
    /// A visit while the user's car still stands there begins when it has gone.
    var user: Int32 = -1
    /// The bay of the site that the driver has to take; -1: any.
    var bay: Int32 = -1
    var arrived: SimTime
    var leaving: Leaving
    /// The number of those waiting at whose sight the driver goes on.
    ///
    /// It stands here to fill a gap: every bay has room for a visit, and so eight bytes less.
    var balksAt = Int32.max
    /// How long the driver waits for a bay; zero: not at all.
    var patience = SimDuration.zero
    /// By how much the departure that the driver states is later than the true one.
    var misstatement = SimDuration.zero
    var demandMilliwattHours: Int64
    var vehicle: Vehicle
    var token: Token
    /// What decides where a driver is free to choose: each value as likely.
    var choice: UInt8 = 0
    /// For how many milliseconds the driver, plugged in, waits for the CSMS to start; zero: he asks himself.
    var startPatience: UInt32 = 0
    /// The car waits until then for power to get cheap; zero: it charges as soon as it can.
    var waitsUntil = SimTime.zero
    /// From standing in the bay to having plugged in.
    var plugsAfter: SimDuration
    /// From plugging in to identifying at the charger.
    var identifiesAfter: SimDuration
    /// From stopping the charge to having unplugged.
    var unplugsAfter: SimDuration

    /// What stands where no driver is.
    static let none = Visit(
        site: 0,
        index: -1,
        arrived: .zero,
        leaving: .at(.zero),
        demandMilliwattHours: 0,
        vehicle: Vehicle(phases: 1, milliamperes: 0),
        token: TokenList.token(0, seed: 0),
        plugsAfter: .zero,
        identifiesAfter: .zero,
        unplugsAfter: .zero
    )

    /// Whether the driver leaves it to the CSMS to start.
    var awaitsStart: Bool { startPatience > 0 }

    /// When a driver who waits for a bay gives up: no driver waits past the time at which he means to go.
    var patienceEnds: SimTime {
        assert(patience >= .zero, "no driver's patience ends before he comes")
        let end = arrived + patience
        guard case .at(let departure) = leaving else { return end }
        return max(arrived, min(end, departure))
    }

    /// When a driver who got a bay then leaves it; nil: when the car has what it wants.
    func departs(takingBayAt time: SimTime) -> SimTime? {
        assert(time >= arrived, "no driver gets a bay before he comes")
        switch leaving {
        case .after(let stay): return time + stay
        case .at(let departure): return max(time, departure)
        case .whenFull: return nil
        }
    }
}
