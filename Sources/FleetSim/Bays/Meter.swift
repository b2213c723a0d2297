/// An energy meter that runs at the power set last.
struct Meter {
    private var register: Int64 = 0
    private var since = SimTime.zero
    private(set) var milliwatts: Int64 = 0

    /// The register in milliwatt-hours at a moment no earlier than the last change of power.
    func milliwattHours(at now: SimTime) -> Int64 {
        register + Energy.milliwattHours(milliwatts, over: now - since)
    }

    mutating func run(at milliwatts: Int64, from now: SimTime) {
        assert(milliwatts >= 0 && now >= since, "a meter only goes forward")
        register = milliwattHours(at: now)
        since = now
        self.milliwatts = milliwatts
    }
}
