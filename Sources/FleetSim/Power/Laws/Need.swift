/// How much energy a car still lacks, as a line that falls while it charges.
struct Need: Equatable {
    /// At that moment.
    var milliwattHours: Int64
    var asOf: SimTime
    /// What it has drawn since.
    var milliwatts: Int64
    /// What it would draw if it got all that it asks for.
    var fullMilliwatts: Int64

    static let unknown = Need(milliwattHours: 0, asOf: .zero, milliwatts: 0, fullMilliwatts: 0)

    func milliwattHours(at now: SimTime) -> Int64 {
        assert(now >= asOf, "a need is looked at after it was told")
        return max(0, milliwattHours - Energy.milliwattHours(milliwatts, over: now - asOf))
    }

    /// How long it takes at full power from now on; zero where nothing is known.
    func time(at now: SimTime) -> SimDuration {
        Energy.time(for: milliwattHours(at: now), at: fullMilliwatts) ?? .zero
    }
}
