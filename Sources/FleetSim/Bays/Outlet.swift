/// What all bays of a charger give and how they hold a plug, by the way they are built.
struct Outlet {
    var phases: UInt8
    var milliamperes: Int32
    /// Nominal phase voltage.
    var volts: Int32
    /// Whether there is a lock: only a socket has one.
    var hasLock: Bool
    /// Whether it feeds batteries past the cars' own chargers.
    var isDirect: Bool

    /// What a car is offered at most.
    var all: Offer { Offer(milliamperes: milliamperes, phases: phases) }

    /// What stands between a car and the grid.
    func plug(of vehicle: Vehicle) -> Charge.Plug {
        Charge.Plug(
            volts: Int64(volts),
            phases: min(vehicle.phases, phases),
            most: Int64(min(vehicle.milliamperes, milliamperes)),
            isDirect: isDirect
        )
    }
}

extension Visit {
    /// The same at an outlet: past the car's own charger nothing of that counts.
    func fitted(to outlet: Outlet) -> Visit {
        guard outlet.isDirect else { return self }
        var visit = self
        visit.vehicle.phases = outlet.phases
        visit.vehicle.milliamperes = .max
        return visit
    }
}

/// What a charger offers a car: a current on each of a number of phases.
struct Offer: Equatable {
    var milliamperes: Int32
    var phases: UInt8

    /// The same phases without current.
    var withheld: Offer { Offer(milliamperes: 0, phases: phases) }

    /// What a limit leaves of it: cars charge with 6 A or not at all (IEC 61851-1).
    func limited(to most: Int32) -> Offer {
        assert(most >= 0, "a limit is not less than nothing")
        let current = min(milliamperes, most)
        return Int64(current) < Demand.leastMilliamperes
            ? withheld : Offer(milliamperes: current, phases: phases)
    }

    var isNothing: Bool { milliamperes == 0 }

    func isWithin(_ outlet: Outlet) -> Bool {
        0...outlet.milliamperes ~= milliamperes && phases <= outlet.phases
    }

    /// Whether a power is no more than it, but for rounding.
    func covers(_ milliwatts: Int64, volts: Int32) -> Bool {
        milliwatts <= self.milliwatts(volts: volts) + 1
    }

    func milliwatts(volts: Int32) -> Int64 {
        Int64(milliamperes) * Int64(volts) * Int64(phases)
    }
}
