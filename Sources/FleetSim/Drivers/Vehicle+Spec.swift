import Scenarios

// A kind of car as it charges, out of what a scenario says of it.
extension Vehicle {
    init(_ spec: VehicleSpec) {
        self.init(
            phases: UInt8(spec.phases),
            milliamperes: Int32(spec.amperes * 1_000),
            waits: SimDuration(spec.waits),
            reacts: SimDuration(spec.reacts),
            losses: spec.losses,
            battery: spec.battery.map {
                let own = spec.amperes * Double(spec.phases) * ArrivalLaw.nominalVolts
                return Battery($0, watts: own)
            }
        )
    }
}

extension Battery {
    /// A car's battery whose own charger gives so much.
    fileprivate convenience init(_ spec: BatterySpec, watts: Double) {
        let greatest = (spec.watts ?? watts) * 1_000
        self.init(
            milliwattHours: Int64((spec.wattHours * 1_000).rounded()),
            aim: spec.aim,
            acceptance: spec.curve.isEmpty
                ? .tapering(from: spec.knee, milliwatts: greatest)
                : Acceptance(
                    spec.curve.map {
                        Acceptance.Knot(charge: $0.charge, milliwatts: $0.watts * 1_000)
                    }
                )
        )
    }
}
