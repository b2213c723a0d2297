/// A car's battery and what it takes by how full it is; one for all cars of a kind.
final class Battery: Sendable {
    /// What it holds between empty and full, as far as a driver can use it.
    let milliwattHours: Double
    /// Where it is taken to be when a driver has what he wants, from 0 to 1.
    let aim: Double
    /// Where it stands as its car arrives; nil: as far below the aim as the driver wants energy.
    let start: Double?
    let acceptance: Acceptance

    init(milliwattHours: Int64, aim: Double, start: Double? = nil, acceptance: Acceptance) {
        assert(milliwattHours > 0 && 0...1 ~= aim, "a battery holds something, and is full at most")
        self.milliwattHours = Double(milliwattHours)
        self.aim = aim
        self.start = start
        self.acceptance = acceptance
    }
}

/// The greatest power that a battery takes, by its state of charge: straight lines between knots.
struct Acceptance: Equatable, Sendable {
    struct Knot: Equatable, Sendable {
        /// From 0 to 1.
        var charge: Double
        var milliwatts: Double
    }

    /// Below this part of its greatest power a battery counts as full: a straight line to zero is
    /// never at its end.
    static let minimumPart = 0.001

    /// What divides two states of charge that are the same but for rounding: without it a battery that
    /// has just come to the end of a line would stand at the last bit of it, and go nowhere.
    private static let rounding = 1e-9

    /// At rising states of charge, the first at 0 and the last at 1.
    let knots: [Knot]
    let minimum: Double

    init(_ knots: [Knot]) {
        assert(zip(knots, knots.dropFirst()).allSatisfy { $0.charge <= $1.charge }, "knots rise")
        assert(knots.allSatisfy { $0.milliwatts >= 0 }, "a battery takes, and does not give")
        self.knots = knots
        minimum = (knots.map(\.milliwatts).max() ?? 0) * Self.minimumPart
    }

    /// Full power up to a state of charge, and from there on a straight line down to nothing.
    static func tapering(from knee: Double, milliwatts: Double) -> Acceptance {
        Acceptance([
            Knot(charge: 0, milliwatts: milliwatts),
            Knot(charge: knee, milliwatts: milliwatts),
            Knot(charge: 1, milliwatts: 0),
        ])
    }

    /// One straight line of the curve.
    struct Line {
        var from: Knot
        var to: Knot

        /// By how much the power grows from empty to full.
        var slope: Double { (to.milliwatts - from.milliwatts) / (to.charge - from.charge) }

        func milliwatts(at charge: Double) -> Double {
            from.milliwatts + slope * (charge - from.charge)
        }

        /// Where on it the power is so much; it must not be level.
        func charge(at milliwatts: Double) -> Double {
            assert(slope != 0, "on a level line all powers are the same")
            return from.charge + (milliwatts - from.milliwatts) / slope
        }
    }

    /// The line on which a state of charge lies; at a knot, the one that begins there.
    func line(at charge: Double) -> Line? {
        guard let index = knots.firstIndex(where: { $0.charge > charge + Self.rounding }),
            index > 0
        else { return nil }
        return Line(from: knots[index - 1], to: knots[index])
    }

    /// The state of charge up to which it takes so much, from one on at which it does.
    func holds(_ milliwatts: Double, from charge: Double) -> Double {
        for (from, to) in zip(knots, knots.dropFirst()) where to.charge > charge + Self.rounding {
            if to.milliwatts < milliwatts {
                let line = Line(from: from, to: to)
                return line.slope == 0 ? from.charge : line.charge(at: milliwatts)
            }
        }
        return 1
    }
}
