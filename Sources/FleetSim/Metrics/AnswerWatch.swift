/// Whether the CSMS still answers, as it stands at the end of a window.
package struct AnswerWatch: Equatable, Sendable {
    /// When it last answered a call of any charger; nil: never.
    package private(set) var last: SimTime?
    /// Since when the charger has waited that has waited longest; nil: none waits.
    private var waitingSince: SimTime?
    /// How many chargers wait for an answer, or to be let in, or have waited in vain since.
    package private(set) var waiting = 0

    package init() {}

    package init(last: SimTime?, waitingSince: SimTime?, waiting: Int) {
        self.last = last
        self.waitingSince = waitingSince
        self.waiting = waiting
    }

    /// From when on it has answered nothing, to no charger, though some waited; nil: it owes nothing.
    package var silentSince: SimTime? { waitingSince.map { max($0, last ?? $0) } }

    /// Adds what other chargers saw until the same moment.
    package mutating func merge(_ other: AnswerWatch) {
        last = [last, other.last].compactMap(\.self).max()
        waitingSince = [waitingSince, other.waitingSince].compactMap(\.self).min()
        waiting += other.waiting
        assert(
            (waiting > 0) == (waitingSince != nil),
            "since when is known where a charger waits, and only there"
        )
    }
}

extension AnswerWatch: BatchCoded {
    package static var blank: AnswerWatch { AnswerWatch() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&last)
        try coder.code(&waitingSince)
        try coder.code(&waiting)
        guard waiting >= 0, (waiting > 0) == (waitingSince != nil) else { throw .outOfRange }
    }
}

/// Which chargers of a kernel wait for the CSMS, and since when.
struct AnswerClock {
    private static let none = SimTime(nanoseconds: .max)

    private var last: SimTime?
    /// For each charger: since when it has not been answered, though it wanted to be.
    private var since: [SimTime]
    /// For each charger: what has become of that wait.
    private var standing: [Standing]
    /// For each charger: whether the CSMS has let it in once.
    private var wasLetIn: [Bool]
    /// Whether the event at hand ended a wait, so that one after it is another.
    private var isAnswered = false

    private enum Standing: UInt8 {
        case goesOn
        /// The charger was let in and asks for nothing more: nothing is owed to it. That the CSMS is
        /// there is only shown by an answer, so the wait is kept for a line that ends before one.
        case isLetIn
        /// A call was given up, which no new line makes good.
        case wasInVain
    }

    init(chargers: Int) {
        since = Array(repeating: Self.none, count: chargers)
        standing = Array(repeating: .goesOn, count: chargers)
        wasLetIn = Array(repeating: false, count: chargers)
    }

    mutating func letIn(_ charger: Int) { wasLetIn[charger] = true }

    mutating func answered(_ charger: Int, at now: SimTime) {
        assert(last.map { $0 <= now } ?? true, "answers come one after the other")
        last = now
        end(charger)
        isAnswered = true
    }

    /// It was not let in, and was told so: an answer, after which the charger waits for nothing until
    /// another attempt fails.
    ///
    /// To a charger that was let in before it is none: a proxy whose CSMS is gone may say the same to all.
    mutating func turnedAway(_ charger: Int, at now: SimTime) {
        guard !wasLetIn[charger] else { return triedInVain() }
        last = now
        end(charger)
    }

    /// An attempt to be let in has failed, without a word of the CSMS.
    mutating func triedInVain() { isAnswered = true }

    /// The scenario has taken its line: until that is back no CSMS could answer, and so none owes it
    /// anything, but for a call that was given up before.
    mutating func lineTaken(from charger: Int) {
        if standing[charger] != .wasInVain { end(charger) }
    }

    /// The event at hand has led a charger from one wait to the next.
    ///
    /// One that gave up waiting was not answered for all that; one that is off asks for nothing.
    mutating func follow(
        _ charger: Int,
        from before: Charger.Wait,
        to after: Charger.Wait,
        at now: SimTime
    ) {
        assert(since[charger] == Self.none || since[charger] <= now, "it has waited until now")
        switch after {
        case .toBeLetIn:
            if standing[charger] == .isLetIn { standing[charger] = .goesOn }
            begin(charger, ifNew: before != after || isAnswered, at: now)
        case .answer:
            if standing[charger] == .isLetIn { end(charger) }
            begin(charger, ifNew: before != after || isAnswered, at: now)
        case .off: end(charger)
        case .content where since[charger] != Self.none && standing[charger] == .goesOn:
            if before == .toBeLetIn { standing[charger] = .isLetIn }
            if before == .answer { standing[charger] = .wasInVain }
        case .content: break
        }
        isAnswered = false
    }

    private mutating func begin(_ charger: Int, ifNew isNew: Bool, at now: SimTime) {
        if isNew, since[charger] == Self.none { since[charger] = now }
    }

    private mutating func end(_ charger: Int) {
        since[charger] = Self.none
        standing[charger] = .goesOn
    }

    /// As it stands now.
    var watch: AnswerWatch {
        var (first, waiting) = (Self.none, 0)
        for (time, standing) in zip(since, standing) where time != Self.none && standing != .isLetIn
        {
            first = min(first, time)
            waiting += 1
        }
        return AnswerWatch(
            last: last,
            waitingSince: waiting > 0 ? first : nil,
            waiting: waiting
        )
    }
}
