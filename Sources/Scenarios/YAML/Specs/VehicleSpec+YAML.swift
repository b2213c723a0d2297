extension VehicleSpec {
    private static let traits: [Trait<VehicleSpec>] = [
        Trait(
            "phases",
            \.phases,
            .integer(1...3),
            "On how many phases it charges; absent: 3.",
            Written.plain
        ),
        Trait(
            "current",
            \.amperes,
            .pilotAmperes,
            "Its greatest current per phase; absent: 16A.",
            { "\(Written.number($0))A" }
        ),
        Trait(
            "share",
            \.share,
            .share,
            "Its weight among the kinds; absent: 100%.",
            Written.share
        ),
        Trait(
            "waits",
            \.waits,
            .duration(.zero...(.seconds(7 * 86_400))),
            "Its own timer: how long after plugging in it begins to charge; absent: 0s.",
            Written.duration
        ),
        Trait(
            "reacts",
            \.reacts,
            .duration(.zero...(.seconds(60))),
            "How long it takes to follow when it is offered more; absent: 0s.",
            Written.duration
        ),
        Trait(
            "losses",
            \.losses,
            .word("losses"),
            "What is lost on the way into the battery: none, or typical by current; absent: none.",
            Written.word
        ),
        Trait(
            "battery",
            \.battery,
            BatterySpec.notation,
            "What it takes by how full it is; absent: all that it is given.",
            \.text
        ),
    ]

    private static let car = Field<VehicleSpec>(
        "car",
        \.self,
        .word("car", CarModel.catalogue.map { (name: $0.id, value: $0.vehicle) }),
        "One that ships, whose figures the other keys refine."
    )

    fileprivate static let record = Record(
        VehicleSpec(phases: 3, amperes: 16, share: 1),
        [car] + traits.map(\.field)
    )

    var text: String { Trait.flow(Self.traits, of: self) }
}

extension Notation<[VehicleSpec]> {
    static let vehicles = list(of: VehicleSpec.record.notation, minimum: 1)
        .refusing { vehicles in
            vehicles.contains { $0.share > 0 } ? nil : Complaint("all these shares are zero")
        }
}

extension BatterySpec {
    private static let traits: [Trait<BatterySpec>] = [
        Trait(
            "capacity",
            \.wattHours,
            Dimension.energy.notation(1_000...10_000_000),
            "What drivers can use of it; absent: 60kWh.",
            Written.wattHours
        ),
        Trait(
            "full",
            \.aim,
            .share,
            "How full it is when a driver has what he wants; absent: 90%.",
            Written.share
        ),
        Trait(
            "taper",
            \.knee,
            .share,
            "Where it begins to take less, in a straight line; absent: 80%.",
            Written.share
        ),
        Trait(
            "power",
            \.watts,
            Notation<Double>.sitePower,
            "The most that it takes; absent: as much as the car's own charger gives.",
            { "\(Written.number($0 / 1_000))kW" }
        ),
        Trait(
            "curve",
            \.curve,
            .curve,
            "What it takes at states of charge from 0% to 100%, straight lines between them.",
            { knots in
                let texts = knots.map {
                    "\(Written.share($0.charge)): \(Written.number($0.watts / 1_000))kW"
                }
                return "{\(texts.joined(separator: ", "))}"
            }
        ),
    ]

    fileprivate static let notation = Record(
        BatterySpec(),
        traits.map(\.field),
        rules: [
            Rule(["full", "taper"]) { battery in
                guard battery.aim > 0, battery.knee < 1 else {
                    return Complaint("a battery is never full at 0%, and takes less before 100%")
                }
                return nil
            }
        ]
    ).notation

    fileprivate var text: String { Trait.flow(Self.traits, of: self) }
}

extension Notation<[BatterySpec.Knot]> {
    fileprivate static let curve = Notation<[(Double, Double)]>
        .pairs(Notation<Double>.share, Notation<Double>.sitePower)
        .map { $0.map { BatterySpec.Knot($0.0, $0.1) } }
        .refusing { knots in
            guard knots.first?.charge == 0, knots.last?.charge == 1 else {
                return Complaint("a curve begins at 0% and ends at 100%")
            }
            let isRising = zip(knots, knots.dropFirst()).allSatisfy { $0.charge < $1.charge }
            return isRising ? nil : Complaint("a curve is written in rising order")
        }
}
