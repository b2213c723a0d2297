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
