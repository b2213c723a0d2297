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
}

/// What a charger offers a car: a current on each of a number of phases.
struct Offer: Equatable {
    var milliamperes: Int32
    var phases: UInt8

    /// The same phases without current.
    var withheld: Offer { Offer(milliamperes: 0, phases: phases) }

    var isNothing: Bool { milliamperes == 0 }

    func milliwatts(volts: Int32) -> Int64 {
        Int64(milliamperes) * Int64(volts) * Int64(phases)
    }
}
