/// An energy meter that runs at the power set last.
struct Meter {
    /// What a meter shows, and what it has counted beyond that.
    ///
    /// Nothing that is counted is lost at a change of power, however often that is; in nanowatt-hours
    /// alone the register of a fast charger would be full after a few years.
    struct Register: Equatable {
        private(set) var milliwattHours: Int64 = 0
        /// Less than a milliwatt-hour.
        private var rest: Int32 = 0

        /// What it counts beyond another reading.
        func nanowattHours(since other: Register) -> Int64 {
            (milliwattHours - other.milliwattHours) * Energy.nanowattHours
                + Int64(rest - other.rest)
        }

        /// Forgets what it has counted beyond what it shows.
        mutating func dropRest() { rest = 0 }

        mutating func count(_ nanowattHours: Int64) {
            assert(nanowattHours >= 0, "a register only grows")
            let (whole, rest) = (Int64(rest) + nanowattHours)
                .quotientAndRemainder(dividingBy: Energy.nanowattHours)
            milliwattHours += whole
            self.rest = Int32(rest)
        }
    }

    private(set) var milliwatts: Int64 = 0
    private var since = SimTime.zero
    private var register = Register()

    /// What it shows at a moment no earlier than the last change of power.
    func register(at now: SimTime) -> Register {
        assert(milliwatts == 0 || now >= since, "a meter is not read back in time")
        guard milliwatts > 0, now > since else { return register }
        var register = register
        register.count(Energy.drawn(milliwatts, over: now - since))
        return register
    }

    func milliwattHours(at now: SimTime) -> Int64 { register(at: now).milliwattHours }

    /// A charge begins: what each comes to adds up to what the meter shows.
    mutating func beginCharge() {
        assert(milliwatts == 0, "nothing flows before a charge")
        register.dropRest()
    }

    mutating func run(at milliwatts: Int64, from now: SimTime) {
        assert(milliwatts >= 0 && now >= since, "a meter only goes forward")
        register = register(at: now)
        since = now
        self.milliwatts = milliwatts
    }
}
