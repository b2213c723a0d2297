import Scenarios

/// What all bays of a charger give and how they hold a plug, by the way they are built.
struct Outlet: Equatable, Sendable {
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
            maximum: Int64(min(vehicle.milliamperes, milliamperes)),
            // The car's own charger is passed by, with what that loses.
            losses: isDirect ? Losses.none : nil
        )
    }
}

// Out of what a scenario says of it: of a charger, with or without a CSMS, or of a study's station.
extension Outlet {
    /// What a connector of a group's chargers gives.
    init(_ group: ChargerGroup) {
        self.init(
            phases: UInt8(clamping: group.hardware.phases),
            milliamperes: Int32(group.hardware.amperes * 1_000),
            volts: Int32(clamping: group.hardware.volts),
            hasLock: group.model.access.cable == .socket,
            isDirect: group.hardware.isDirect
        )
    }

    /// What a station of a study gives: what it has across all its phases is told of each.
    init(_ station: StationSpec) {
        self.init(
            phases: UInt8(station.phases),
            milliamperes: Int32(clamping: Int64((station.greatestPilot * 1_000).rounded())),
            volts: Int32(clamping: Int64((station.volts / Double(station.phases)).rounded())),
            hasLock: false,
            isDirect: false
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
    func limited(to maximum: Int32) -> Offer {
        assert(maximum >= 0, "a limit is not less than nothing")
        let current = min(milliamperes, maximum)
        return Int64(current) < Demand.minimumMilliamperes
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
