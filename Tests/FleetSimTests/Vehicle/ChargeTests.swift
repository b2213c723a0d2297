import Scenarios
import Testing

@testable import FleetSim

@Suite("a car's charge")
struct ChargeTests {
    /// A plug at which a milliampere is a milliwatt.
    private func plug(kilowatts: Double, isDirect: Bool = false) -> Charge.Plug {
        Charge.Plug(
            volts: 1,
            phases: 1,
            maximum: Int64(kilowatts * 1e6),
            losses: isDirect ? Losses.none : nil
        )
    }

    private func vehicle(
        _ kilowattHours: Double,
        from start: Double,
        _ acceptance: Acceptance
    ) -> Vehicle {
        let battery = Battery(
            milliwattHours: Int64(kilowattHours * 1e6),
            aim: 1,
            start: start,
            acceptance: acceptance
        )
        return Vehicle(phases: 1, milliamperes: .max, battery: battery)
    }

    /// Draws all there is until a moment, and gives the energy in milliwatt-hours.
    private func drawn(_ charge: Charge, by end: SimTime) -> Double {
        var charge = charge
        charge.draw(charge.plug.maximum, from: .zero)
        while let change = charge.changes, change <= end, !charge.isDone {
            charge.draw(charge.plug.maximum, from: change)
        }
        return Double(charge.nanowattHours(at: end)) / 1e6
    }

    @Test("without a battery it is current times time, to the nanosecond")
    func ideal() {
        let plug = Charge.Plug(volts: 230, phases: 3, maximum: 16_000)
        var charge = Charge(
            of: Vehicle(phases: 3, milliamperes: 16_000),
            wanting: 5_520_000,
            at: plug
        )
        charge.draw(32_000, from: .zero)
        #expect(charge.milliwatts == 11_040_000)
        #expect(charge.changes == .zero + .seconds(1_800))
        charge.draw(8_000, from: .zero + .seconds(900))
        #expect(charge.milliwattHours(at: .zero + .seconds(900)) == 2_760_000)
        #expect(charge.changes == .zero + .seconds(2_700))
        charge.draw(8_000, from: .zero + .seconds(2_700))
        #expect(charge.isDone)
        #expect(charge.milliwattHours(at: .zero + .seconds(9_000)) == 5_520_000)
    }

    @Test(
        "a battery that tapers in a straight line fills exponentially",
        arguments: [
            (60, 7.36, 0.8, 0.2, 2, 0.44533333), (60, 7.36, 0.8, 0.2, 6, 0.89867660),
            (60, 7.36, 0.8, 0.2, 8, 0.97028504), (40, 11.04, 0.8, 0.5, 1, 0.77600000),
            (40, 11.04, 0.8, 0.5, 2, 0.94326919), (77, 22, 0.9, 0.1, 3, 0.94352819),
        ]
    )
    func taper(
        _ capacity: Double,
        _ kilowatts: Double,
        _ knee: Double,
        _ start: Double,
        _ hours: Int64,
        _ end: Double
    ) {
        let acceptance = Acceptance.tapering(from: knee, milliwatts: kilowatts * 1e6)
        let charge = Charge(
            of: vehicle(capacity, from: start, acceptance),
            wanting: Int64(capacity * 1e6),
            at: plug(kilowatts: kilowatts)
        )
        let energy = drawn(charge, by: .zero + .seconds(hours * 3_600))
        #expect(abs(start + energy / 1e6 / capacity - end) < 1e-8)
    }

    /// From 10 to 80 per cent at a charger of this many kilowatts: minutes.
    @Test(
        "at a fast charger a car takes as long as its curve says",
        arguments: [
            (74.0, "0:180 40:195 60:110 100:12", 1_000.0, 23.7020),
            (74, "0:180 40:195 60:110 100:12", 150, 25.9394),
            (74, "0:180 40:195 60:110 100:12", 50, 62.1600),
            (58, "0:100 30:100 70:50 80:50 100:20", 1_000, 33.2172),
            (58, "0:100 30:100 70:50 80:50 100:20", 50, 48.7200),
            (
                72.6,
                "0:200 10:210 22:232 23:185 37:185 38:175 47:175 48:155 55:155 56:130 70:130 80:100 "
                    + "100:11", 1_000, 19.3944
            ),
            (
                72.6,
                "0:200 10:210 22:232 23:185 37:185 38:175 47:175 48:155 55:155 56:130 70:130 80:100 "
                    + "100:11", 150, 21.8760
            ),
            (45, "0:97 16:97 17:78 46:78 47:52 68:52 69:27 83:27 84:11 100:11", 50, 43.0287),
            (38, "0:41 62:45 65:36 100:15", 1_000, 40.0083),
        ]
    )
    func directCurrent(_ capacity: Double, _ curve: String, _ limit: Double, _ minutes: Double) {
        let knots = curve.split(separator: " ").map { knot in
            let parts = knot.split(separator: ":").compactMap { Double($0) }
            return Acceptance.Knot(charge: parts[0] / 100, milliwatts: parts[1] * 1e6)
        }
        var charge = Charge(
            of: vehicle(capacity, from: 0.1, Acceptance(knots)),
            wanting: Int64(capacity * 0.7 * 1e6),
            at: plug(kilowatts: limit, isDirect: true)
        )
        charge.draw(charge.plug.maximum, from: .zero)
        var end = SimTime.zero
        while let change = charge.changes, !charge.isDone {
            end = change
            charge.draw(charge.plug.maximum, from: change)
        }
        #expect(abs(Double(end.nanoseconds) / 60e9 - minutes) < 1e-4)
    }

    @Test("what it draws does not depend on how often it is looked at")
    func path() {
        var random = RandomStream(seed: 3, entity: 0, purpose: .ties)
        let acceptance = Acceptance.tapering(from: 0.6, milliwatts: 22_000_000)
        for _ in 0..<200 {
            let car = vehicle(50, from: 0.2, acceptance)
            var once = Charge(of: car, wanting: 35_000_000, at: plug(kilowatts: 22))
            var often = once
            var now = SimTime.zero
            while now < .zero + .seconds(10 * 3_600) {
                let offer = Int64(random.below(23)) * 1_000_000
                let next = now + .seconds(Int64(600 + random.below(3_000)))
                once.draw(offer, from: now)
                often.draw(offer, from: now)
                while let change = once.changes, change < next { once.draw(offer, from: change) }
                for _ in 0..<5 {
                    let step = (next - now).nanoseconds / 8
                    now = now + SimDuration(nanoseconds: step)
                    while let change = often.changes, change < now {
                        often.draw(offer, from: change)
                    }
                    often.draw(offer, from: now)
                }
                while let change = often.changes, change < next { often.draw(offer, from: change) }
                now = next
                let difference = once.nanowattHours(at: now) - often.nanowattHours(at: now)
                #expect(abs(difference) < 2_000)
            }
            #expect(once.isDone == often.isDone)
            #expect(once.milliwattHours(at: now) <= 35_000_000)
        }
    }

    @Test(
        "no battery stops short of what its driver wants, wherever on its curve it is looked at",
        arguments: CarModel.catalogue.map(\.id)
    )
    func wholeCurve(_ id: String) throws {
        let model = try #require(CarModel.catalogue.first { $0.id == id })
        let car = Vehicle(model.vehicle)
        let wanted: Int64 = 20_000_000
        for seed in UInt64(1)...300 {
            var random = RandomStream(seed: seed, entity: 0, purpose: .ties)
            var charge = Charge(of: car, wanting: wanted, at: plug(kilowatts: 300, isDirect: true))
            var now = SimTime.zero
            while !charge.isDone, now < .zero + .seconds(86_400) {
                let offer = Int64(5 + random.below(300)) * 1_000_000
                charge.draw(offer, from: now, telling: 5_000_000)
                let look = now + .seconds(Int64(1 + random.below(400)))
                now = min(look, charge.changes ?? look)
            }
            let missing = wanted - charge.milliwattHours(at: now)
            #expect(charge.isDone && abs(missing) <= 1_000, "seed \(seed): \(missing) mWh")
        }
    }

    @Test("charging slowly costs: at 6 A on one phase a quarter of what is drawn is lost")
    func losses() {
        let plug = Charge.Plug(volts: 230, phases: 1, maximum: 32_000)
        let car = Vehicle(phases: 1, milliamperes: 32_000, losses: .typical)
        var fast = Charge(of: car, wanting: 7_360_000, at: plug)
        var slow = fast
        fast.draw(32_000, from: .zero)
        slow.draw(6_000, from: .zero)
        let hour = SimTime.zero + .seconds(3_600)
        #expect(fast.changes == hour)
        let end = slow.changes ?? .zero
        let ratio = Double(slow.nanowattHours(at: end)) / Double(fast.nanowattHours(at: hour))
        #expect(abs(ratio - 0.891 / 0.756) < 1e-6)
    }

    @Test("losses go by what a battery has a car draw, and not by what it is offered")
    func lossesOfBattery() {
        let battery = Battery(
            milliwattHours: 60_000_000,
            aim: 1,
            start: 0.5,
            acceptance: Acceptance([
                .init(charge: 0, milliwatts: 3_172_159), .init(charge: 1, milliwatts: 3_172_159),
            ])
        )
        let plug = Charge.Plug(volts: 230, phases: 1, maximum: 32_000)
        let car = Vehicle(phases: 1, milliamperes: 32_000, losses: .typical, battery: battery)
        let whole = Charge(of: car, wanting: 10_000_000, at: plug)
        // 86.2 % of 16 A arrive.
        #expect(whole.milliwattsAtMost == 3_679_999)
        #expect(whole.milliamperesAtMost(wattsPerAmpere: plug.wattsPerAmpere) == 16_000)
        for offered in [16_000, 20_000, 32_000] as [Int64] {
            var charge = whole
            charge.draw(offered, from: .zero)
            #expect(charge.milliwatts == 3_679_999, "\(offered)")
        }
        var less = whole
        less.draw(8_000, from: .zero)
        #expect(less.milliwatts == 8_000 * 230)
    }

    @Test("a battery counts as full when next to nothing goes in any more")
    func floor() {
        let acceptance = Acceptance.tapering(from: 0.8, milliwatts: 11_000_000)
        var charge = Charge(
            of: vehicle(50, from: 0.5, acceptance),
            wanting: 25_000_000,
            at: plug(kilowatts: 11)
        )
        charge.draw(charge.plug.maximum, from: .zero)
        var turns = 0
        while let change = charge.changes, turns < 100 {
            charge.draw(charge.plug.maximum, from: change, telling: 230_000)
            turns += 1
        }
        #expect(charge.isDone)
        #expect(turns < 60)
        #expect(charge.milliwatts == 0)
    }
}
