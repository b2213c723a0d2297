import Scenarios

/// What flows into one battery: constant while it takes all that is offered, on a straight line of
/// its acceptance else.
struct BatteryFlow {
    struct Outcome {
        /// At the plug.
        var milliwatts: Int64
        /// nil: for ever.
        var lasts: SimDuration?
    }

    /// Nanoseconds in an hour: milliwatts times nanoseconds over this are milliwatt-hours.
    private static let hour = 3_600e9

    private let battery: Battery?
    private let losses: Losses
    private let capacity: Double
    private let aim: Double
    /// In milliwatt-hours, when the flow in force began; and when it will end by itself.
    private var stored: Double
    private var storedAtEnd = 0.0
    private var efficiency = 1.0
    private let bestEfficiency: Double
    /// Into the battery when the flow in force began, in milliwatts.
    private var power = 0.0
    /// By how much power grows each nanosecond, in parts of itself.
    private var growth = 0.0
    private(set) var isFull = false

    init(
        of battery: Battery?,
        _ losses: Losses,
        wanting milliwattHours: Int64,
        at plug: Charge.Plug
    ) {
        self.battery = battery
        self.losses = losses
        bestEfficiency = losses.efficiency(milliamperes: plug.maximum, phases: plug.phases)
        let wanted = Double(max(0, milliwattHours)) * bestEfficiency
        guard let battery else {
            (capacity, aim, stored) = (max(wanted, 1), wanted, 0)
            return
        }
        capacity = battery.milliwattHours
        let usual = battery.aim * capacity
        stored = battery.start.map { $0 * battery.milliwattHours } ?? max(0, usual - wanted)
        aim = battery.start == nil ? usual : min(stored + wanted, capacity)
    }

    /// In nanowatt-hours at the plug, since the flow in force began.
    func drawn(in span: SimDuration, hasEnded: Bool) -> Double {
        let gained = hasEnded ? storedAtEnd - stored : gain(in: span)
        assert(gained >= 0, "a battery is charged, and not emptied")
        return gained / efficiency * Double(Energy.nanowattHours)
    }

    /// At the plug, in milliwatts.
    func power(after span: SimDuration) -> Double {
        guard growth != 0 else { return power / efficiency }
        return power * Elementary.exp(growth * Double(span.nanoseconds)) / efficiency
    }

    /// What it still lacks, in milliwatt-hours at the plug if it charges as fast as it can.
    func missing(after span: SimDuration) -> Double {
        isFull ? 0 : (aim - stored - gain(in: span)) / bestEfficiency
    }

    /// At the plug; nil where power is constant.
    func meanMilliwatts(over span: SimDuration) -> Int64? {
        guard growth != 0 else { return nil }
        assert(span > .zero, "a mean is that of a time")
        let mean = (storedAtEnd - stored) * Self.hour / Double(span.nanoseconds)
        return Int64((mean / efficiency).rounded())
    }

    /// What it would draw of all that a plug gives: the power there, and the current on each line, rounded
    /// up.
    func atMost(_ plug: Charge.Plug) -> (milliwatts: Int64, milliamperes: Int64) {
        guard !isFull, aim > stored, plug.wattsPerAmpere > 0 else { return (0, 0) }
        let offered = plug.maximum * plug.wattsPerAmpere
        guard let line = battery?.acceptance.line(at: stored / capacity) else {
            return battery == nil ? (offered, plug.maximum) : (0, 0)
        }
        let taken = line.milliwatts(at: stored / capacity)
        guard taken < Double(offered) * bestEfficiency else { return (offered, plug.maximum) }
        guard !losses.areNone else {
            let milliwatts = Int64(taken.rounded())
            return (milliwatts, (milliwatts + plug.wattsPerAmpere - 1) / plug.wattsPerAmpere)
        }
        let current = current(bringing: taken, at: plug)
        let efficiency = losses.efficiency(milliamperes: current, phases: plug.phases)
        return (Int64((taken / efficiency).rounded()), current)
    }

    /// The least current with which a power comes into the battery; with all that the plug gives it does.
    private func current(bringing power: Double, at plug: Charge.Plug) -> Int64 {
        // With more current more arrives: the part that does never falls with it.
        var low: Int64 = 0
        var high = plug.maximum
        while low < high {
            let middle = (low + high) / 2
            let efficiency = losses.efficiency(milliamperes: middle, phases: plug.phases)
            let isEnough = Double(middle * plug.wattsPerAmpere) * efficiency >= power
            if isEnough { high = middle } else { low = middle + 1 }
        }
        return low
    }

    mutating func settle(after span: SimDuration, hasEnded: Bool) {
        stored = hasEnded ? storedAtEnd : stored + gain(in: span)
        assert(stored <= capacity * (1 + 1e-9), "a battery holds no more than it can")
    }

    mutating func rest() {
        power = 0
        growth = 0
    }

    /// Takes what it can of what is offered at the plug.
    mutating func follow(_ milliamperes: Int64, _ plug: Charge.Plug, telling part: Int64?)
        -> Outcome
    {
        efficiency = losses.efficiency(milliamperes: milliamperes, phases: plug.phases)
        assert(efficiency > 0 && efficiency <= 1, "a part of what is drawn arrives")
        let offered = Double(milliamperes * plug.wattsPerAmpere) * efficiency
        growth = 0
        power = offered
        guard let battery else { return last(until: aim) }
        guard let line = battery.acceptance.line(at: stored / capacity) else { return fill() }
        let taken = line.milliwatts(at: stored / capacity)
        if taken >= offered * (1 - 1e-12) {
            let free = battery.acceptance.holds(offered, from: stored / capacity)
            if free * capacity > stored { return last(until: min(aim, free * capacity)) }
        }
        power = min(taken, offered)
        guard power > battery.acceptance.minimum else { return fill() }
        // Losses go by what it draws, which may be less than it is offered.
        if !losses.areNone {
            let drawn = current(bringing: power, at: plug)
            efficiency = losses.efficiency(milliamperes: drawn, phases: plug.phases)
        }
        let maximum = Double(milliamperes * plug.wattsPerAmpere) * efficiency
        return last(along: line, upTo: maximum, lowest: battery.acceptance.minimum, telling: part)
    }

    /// Nothing more goes in.
    private mutating func fill() -> Outcome {
        isFull = true
        rest()
        return Outcome(milliwatts: 0, lasts: nil)
    }

    private mutating func last(until end: Double) -> Outcome {
        guard aim - stored > 1e-6 else { return fill() }
        assert(end > stored, "what flows brings a battery nearer to its aim")
        storedAtEnd = end
        return outcome(lasting: (end - stored) / power * Self.hour)
    }

    /// Goes along a line until the line, the offer or the aim ends it.
    private mutating func last(
        along line: Acceptance.Line,
        upTo offered: Double,
        lowest: Double,
        telling part: Int64?
    ) -> Outcome {
        guard line.slope != 0 else { return last(until: min(aim, line.to.charge * capacity)) }
        let bound =
            line.slope > 0
            ? min(offered, line.to.milliwatts)
            : max(lowest, line.to.milliwatts, part.map { power - Double($0) * efficiency } ?? 0)
        let end = min(aim, line.charge(at: bound) * capacity)
        guard end - stored > 1e-6 else { return fill() }
        storedAtEnd = end
        growth = line.slope / (capacity * Self.hour)
        let last = line.milliwatts(at: end / capacity)
        return outcome(lasting: Elementary.ln(last / power) / growth)
    }

    private func outcome(lasting nanoseconds: Double) -> Outcome {
        assert(power > 0, "nothing would flow for ever")
        let span = max(1, nanoseconds.rounded(.up))
        return Outcome(
            milliwatts: Int64((power / efficiency).rounded()),
            lasts: span < Double(SimTime.distantFuture.nanoseconds)
                ? SimDuration(nanoseconds: Int64(span)) : nil
        )
    }

    /// What goes in while the flow in force lasts, in milliwatt-hours.
    private func gain(in span: SimDuration) -> Double {
        let nanoseconds = Double(span.nanoseconds)
        guard growth != 0 else { return power * nanoseconds / Self.hour }
        return power / growth * (Elementary.exp(growth * nanoseconds) - 1) / Self.hour
    }
}
