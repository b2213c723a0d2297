/// One EV's visit as it goes if nothing hinders it.
///
/// Everything is drawn before anybody serves it, so that two designs compared under one seed see
/// the same drivers.
struct Visit: Equatable {
    var site: Int32
    /// Its number at the site, from zero.
    var index: Int32
    var arrived: SimTime
    var stay: SimDuration
    var demandMilliwattHours: Int64
    var vehicle: Vehicle
    var tag: IdToken
    /// What decides where a driver is free to choose: each value as likely.
    var whim: UInt8 = 0
    /// The car waits until then for power to get cheap; zero: it charges as soon as it can.
    var waitsUntil = SimTime.zero
    /// From standing in the bay to having plugged in.
    var plugsAfter: SimDuration
    /// From plugging in to identifying at the charger.
    var identifiesAfter: SimDuration
    /// From stopping the charge to having unplugged.
    var unplugsAfter: SimDuration

    var departs: SimTime { arrived + stay }
}
