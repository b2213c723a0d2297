/// A car of a slotted study: what it wants, what it has had, and what it takes of a pilot.
///
/// Such studies reckon in floating point, slot after slot, and so does this: to come to the same.
struct SlottedCar {
    let visit: Int
    let outlet: Int
    /// The first slot in which it is there, and the first in which it is gone.
    let arrives: Int
    let departs: Int
    let kilowattHours: Double
    let amperes: Double
    private(set) var delivered = 0.0
    private var battery: Battery?
    /// Since when it has been getting current, or waiting for it.
    var turn: Demand.Turn

    private struct Battery {
        let kilowattHours: Double
        let knee: Double
        var charge: Double
    }

    init(
        _ visit: ListedVisit,
        number: Int,
        outlet: Int,
        slots: Range<Int>,
        arrived: SimTime
    ) {
        self.visit = number
        self.outlet = outlet
        arrives = slots.lowerBound
        departs = slots.upperBound
        kilowattHours = visit.wattHours / 1_000
        amperes = visit.amperes
        turn = .waits(since: arrived)
        battery = visit.battery.map {
            Battery(
                kilowattHours: $0.wattHours / 1_000,
                knee: $0.knee,
                charge: $0.initialWattHours / $0.wattHours
            )
        }
    }

    var remaining: Double { kilowattHours - delivered }

    /// Charges for a slot (in hours) with a current offered (in amperes); gives the mean kilowatts.
    mutating func charge(_ pilot: Double, volts: Double, hours: Double) -> Double {
        assert(pilot >= 0 && hours > 0, "a car is offered current, for a time")
        let maximum = amperes * volts / 1_000
        let power = min(pilot * volts / 1_000, maximum)
        let energy =
            battery == nil
            ? min(power * hours, remaining) : taken(power, maximum: maximum, hours: hours)
        assert(energy >= -1e-12, "a car is charged, and not emptied")
        delivered += energy
        return energy / hours
    }

    /// What goes into a battery that takes less, in a straight line, above its knee.
    private mutating func taken(_ power: Double, maximum: Double, hours: Double) -> Double {
        guard var battery, power > 0, maximum > 0 else { return 0 }
        let before = battery.charge
        // At less than full power it begins to take less where what it takes is that power.
        let knee = 1 - (1 - battery.knee) * power / maximum
        let gain = power * hours / battery.kilowattHours
        let decay = maximum / battery.kilowattHours / (1 - battery.knee)
        if before >= knee {
            battery.charge = 1 - (1 - before) * Elementary.exp(-decay * hours)
        } else if before + gain <= knee {
            battery.charge = before + gain
        } else {
            let rest = hours - (knee - before) * battery.kilowattHours / power
            battery.charge = 1 - (1 - knee) * Elementary.exp(-decay * rest)
        }
        self.battery = battery
        return (battery.charge - before) * battery.kilowattHours
    }
}
