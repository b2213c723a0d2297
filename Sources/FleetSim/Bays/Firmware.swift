/// A charger's program, as a site plays it: what follows from what happens in its bays.
///
/// It says whom it lets charge, when a charge ends and whether a lock keeps a cable. What drivers and cars
/// do by themselves is decided in the bay, and what a site has for a car by the site.
protocol Firmware {
    /// How drivers get it to charge.
    var access: Access { get }

    /// What a driver finds at the bay with that number.
    func readiness(at bay: UInt8, isFaulted: Bool) -> Readiness

    /// What it leaves of an outlet to a car that charges, whatever the site has.
    func offer(of outlet: Outlet, at now: SimTime) -> Offer

    /// Does what follows from what has happened in a bay; gives what happens upon that.
    mutating func follow(
        _ fact: BayFact,
        in bay: inout Bay,
        of outlet: Outlet,
        at now: SimTime,
        into output: inout some FirmwareOutput & ~Copyable
    ) -> BayFact?

    /// The moment has come for which it asked to be woken at a bay; gives what happens upon that.
    mutating func wake(
        in bay: inout Bay,
        of outlet: Outlet,
        at now: SimTime,
        into output: inout some FirmwareOutput & ~Copyable
    ) -> BayFact?
}

/// Where a charger's program puts what it wants done.
protocol FirmwareOutput: BayOutput, ~Copyable {
    /// Has the program woken at the bay with that number then.
    mutating func wake(bay: UInt8, at moment: SimTime)
}

extension Firmware {
    func offer(of outlet: Outlet, at now: SimTime) -> Offer { outlet.all }

    mutating func wake(
        in bay: inout Bay,
        of outlet: Outlet,
        at now: SimTime,
        into output: inout some FirmwareOutput & ~Copyable
    ) -> BayFact? { nil }
}
