/// What a scenario does to one link for a time, short of taking it away.
struct LinkTrouble {
    /// Nothing gets through before, either way, though the connection stands.
    private(set) var silentUntil = SimTime.zero
    /// What every frame takes longer, each way.
    private var delay: (law: Law, until: SimTime)?
    /// How many bytes a second the charger reads.
    private var reading: (rate: Int, until: SimTime)?
    /// Whether the next frame is broken off in its middle.
    private(set) var breaksOff = false
    private var random: RandomStream

    init(_ random: RandomStream) {
        self.random = random
    }

    /// A mishap befalls the link; a new one takes the place of one of its kind.
    mutating func befall(_ kind: LinkMishap.Kind, at now: SimTime) {
        switch kind {
        case .silent(let duration): silentUntil = max(silentUntil, now + duration)
        case .slow(let law, let duration): delay = (law, now + duration)
        case .readsSlowly(let rate, let duration): reading = (rate, now + duration)
        case .breaksOff: breaksOff = true
        case .lost, .misdirected: break
        }
    }

    mutating func endBreakOff() { breaksOff = false }

    func isSilent(at now: SimTime) -> Bool { now < silentUntil }

    /// How many bytes a second the charger reads just now; nil: as many as come.
    func readingRate(at now: SimTime) -> Int? {
        reading.flatMap { now < $0.until ? $0.rate : nil }
    }

    /// What a frame that leaves now takes longer, either way.
    mutating func drawDelay(at now: SimTime) -> SimDuration {
        guard let delay, now < delay.until else { return .zero }
        return delay.law.draw(using: &random)
    }
}
