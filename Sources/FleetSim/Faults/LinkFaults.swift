/// What a scenario does to the link of one charger from a moment on.
struct LinkFault {
    enum Effect {
        /// Gone for this long.
        case lost(for: SimDuration)
        /// Gone again and again: how long it stands each time, and how long it stays away.
        case comesAndGoes(up: Law, down: Law, shortest: SimDuration, for: SimDuration?)
        /// From then on a connection asked for is refused.
        case misdirected
        /// Nothing gets through for this long, and neither end is told.
        case silent(for: SimDuration)
        /// Every frame takes longer by a law, each way.
        case slow(by: Law, for: SimDuration)
        /// At most this many bytes a second are read.
        case readsSlowly(rate: Int, for: SimDuration)
        /// The connection ends in the middle of the next frame.
        case breaksOff
    }

    /// Counted from the first charger of its shard.
    var charger: Int
    var at: SimTime
    var effect: Effect
    /// What its durations and delays are drawn from.
    var random: RandomStream
}

/// The faults of the links of a shard, as they take their course in either world.
///
/// A world keeps the wakes in its queue, has each applied to the condition of its link when it is due, and
/// does to the connection what the change says. Whatever else a fault does, the condition of the link
/// tells when a frame leaves or a connection is asked for.
struct LinkFaults {
    /// A moment at which a fault of a charger's link begins or ends.
    struct Wake {
        let charger: Int
        let number: UInt32
        let at: SimTime
    }

    /// What becomes of the connection that stands, or is under way, when a fault begins or ends.
    enum Change {
        case none
        /// It ends, and neither end is asked.
        case cut
        /// Nothing gets through any more, or something does again.
        case silenced, heard
        /// The charger reads as slowly as the condition of its link says.
        case readsSlowly
    }

    private var faults: [LinkFault]
    /// In the order in which they were named.
    private var wakes = Fifo<Wake>()

    init(_ faults: [LinkFault] = []) {
        assert(faults.count < 1 << 31, "a wake's number has 31 bits for its fault")
        self.faults = faults
        for index in faults.indices {
            if case .comesAndGoes = faults[index].effect {
                loseLater(index, after: faults[index].at)
            } else {
                wake(index, at: faults[index].at)
            }
        }
    }

    /// The next of the wakes that were named and are in no queue yet.
    mutating func takeWake() -> Wake? { wakes.popFirst() }

    /// A wake is due: its fault begins or ends.
    mutating func apply(
        _ number: UInt32,
        to condition: inout LinkCondition,
        at now: SimTime
    ) -> Change {
        let index = Int(number >> 1)
        assert(faults.indices.contains(index), "a wake is that of a fault")
        assert(now >= faults[index].at, "a wake is not early")
        return number & 1 == 0
            ? begin(index, &condition, at: now) : end(index, &condition, at: now)
    }

    private mutating func begin(
        _ index: Int,
        _ condition: inout LinkCondition,
        at now: SimTime
    ) -> Change {
        condition.begin(faults[index], at: now)
        switch faults[index].effect {
        case .lost(let duration):
            wake(index, isEnd: true, at: now + duration)
            return .cut
        case .comesAndGoes(_, let down, let shortest, _):
            let back = now + max(down.draw(using: &faults[index].random), shortest)
            wake(index, isEnd: true, at: back)
            loseLater(index, after: back)
            return .cut
        case .silent(let duration):
            wake(index, isEnd: true, at: now + duration)
            return .silenced
        case .readsSlowly: return .readsSlowly
        case .misdirected, .slow, .breaksOff: return .none
        }
    }

    private func end(
        _ index: Int,
        _ condition: inout LinkCondition,
        at now: SimTime
    ) -> Change {
        switch faults[index].effect {
        case .lost, .comesAndGoes:
            condition.comeBack()
            return .none
        // Another silence may lie over the first.
        case .silent: return condition.isSilent(at: now) ? .none : .heard
        case .misdirected, .slow, .readsSlowly, .breaksOff: return .none
        }
    }

    /// A link that comes and goes is lost next, if its time is not over by then.
    private mutating func loseLater(_ index: Int, after moment: SimTime) {
        guard case .comesAndGoes(let up, _, let shortest, let duration) = faults[index].effect
        else { return }
        let loss = moment + max(up.draw(using: &faults[index].random), shortest)
        let until = duration.map { faults[index].at + $0 } ?? .distantFuture
        if loss < until { wake(index, at: loss) }
    }

    private mutating func wake(_ index: Int, isEnd: Bool = false, at time: SimTime) {
        let number = UInt32(index) << 1 | (isEnd ? 1 : 0)
        assert(time >= faults[index].at, "nothing happens before a fault begins")
        wakes.append(Wake(charger: faults[index].charger, number: number, at: time))
    }
}

/// What the faults of a link make of frames and of attempts to connect.
struct LinkCondition {
    /// What slows a link down or silences it, in few links.
    fileprivate struct Trouble {
        /// Nothing gets through before, either way, though the connection stands.
        var silentUntil = SimTime.zero
        /// What every frame takes longer, each way.
        var delay: (law: Law, until: SimTime)?
        /// How many bytes a second the charger reads.
        var reading: (rate: Int, until: SimTime)?
        /// Whether the next frame is broken off in its middle.
        var breaksOff = false
        var random: RandomStream
    }

    private var trouble = Rare<Trouble>()
    /// How many losses lie over one another: it is there when none does.
    private var losses: UInt8 = 0
    /// Whether the CSMS turns the charger away, or is not where it is sought.
    private var isMisdirected: Bool

    init(isMisdirected: Bool = false) {
        self.isMisdirected = isMisdirected
    }

    /// Why no connection can be had; nil: one can.
    var obstacle: String? {
        if losses > 0 { return "the link is down" }
        return isMisdirected ? "the set-up is wrong" : nil
    }

    /// Whether a handshake can come to its end.
    var leads: Bool { losses == 0 && !isMisdirected }

    /// Whether no fault has ever slowed it down or silenced it.
    var isUntroubled: Bool { trouble.isNone }

    /// Whether nothing gets through, though neither end knows.
    func isSilent(at now: SimTime) -> Bool {
        trouble.read { now < $0.silentUntil } ?? false
    }

    /// How many bytes a second the charger reads just now; nil: as many as come.
    func readingRate(at now: SimTime) -> Int? {
        trouble.read { $0.readingRate(at: now) } ?? nil
    }

    /// From when on a frame that leaves now, either way, is on its way like any other.
    mutating func departure(at now: SimTime) -> SimTime {
        trouble.changeIfAny { trouble in
            var departure = max(now, trouble.silentUntil)
            if let delay = trouble.delay, now < delay.until {
                departure = departure + delay.law.draw(using: &trouble.random)
            }
            assert(departure >= now, "no frame leaves before it is sent")
            return departure
        } ?? now
    }

    /// Whether the frame that leaves now is broken off in its middle, with its connection.
    mutating func takeBreakOff() -> Bool {
        trouble.changeIfAny { trouble in
            defer { trouble.breaksOff = false }
            return trouble.breaksOff
        } ?? false
    }

    /// A fault begins; it takes the place of one that slows the link in the same way.
    fileprivate mutating func begin(_ fault: LinkFault, at now: SimTime) {
        assert(now >= fault.at, "a fault begins at its time")
        switch fault.effect {
        case .lost, .comesAndGoes:
            assert(losses < .max, "losses are counted in a byte")
            losses &+= 1
        case .misdirected: isMisdirected = true
        case .silent, .slow, .readsSlowly, .breaksOff:
            trouble.change(Trouble(random: fault.random)) { $0.begin(fault.effect, at: now) }
        }
    }

    fileprivate mutating func comeBack() {
        assert(losses > 0, "a link came back that was not lost")
        losses &-= 1
    }
}

extension LinkCondition.Trouble {
    func readingRate(at now: SimTime) -> Int? {
        reading.flatMap { now < $0.until ? $0.rate : nil }
    }

    fileprivate mutating func begin(_ effect: LinkFault.Effect, at now: SimTime) {
        switch effect {
        case .silent(let duration): silentUntil = max(silentUntil, now + duration)
        case .slow(let law, let duration): delay = (law, now + duration)
        case .readsSlowly(let rate, let duration): reading = (rate, now + duration)
        case .breaksOff: breaksOff = true
        case .lost, .comesAndGoes, .misdirected: break
        }
    }
}
