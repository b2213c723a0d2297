/// When the CSMS gives one command to which chargers, round after round.
///
/// Who is called and when is drawn per charger and round, so a split fleet sees the same calls.
struct CommandRound {
    struct Call {
        var charger: Int
        var at: SimTime
    }

    /// The command's index in the rules.
    let command: Int
    private let first: SimTime
    private let every: SimDuration?
    private let share: Double
    private let over: SimDuration
    private let seed: UInt64
    private let chargers: [Int]
    private let base: Int
    private var round = 0
    /// This round's calls, the latest first.
    private var calls: [Call] = []

    /// The chargers are numbered over the whole fleet; calls name them from the first here.
    init(
        command: Int,
        first: SimTime,
        every: SimDuration?,
        share: Double,
        over: SimDuration,
        seed: UInt64,
        chargers: [Int],
        from base: Int
    ) {
        assert(0...1 ~= share, "a share of the chargers is called")
        assert(every.map { over <= $0 } ?? true, "a round is over when the next begins")
        assert(chargers.allSatisfy { $0 >= base }, "calls name chargers from the first here on")
        self.command = command
        self.first = first
        self.every = every
        self.share = share
        self.over = over
        self.seed = seed
        self.chargers = chargers
        self.base = base
    }

    /// When the next call is due; nil after the last.
    mutating func nextDue() -> SimTime? {
        var emptyRounds = 0
        while calls.isEmpty {
            // A share of nearly nothing may leave many rounds empty, but not for ever.
            guard round == 0 || every != nil, emptyRounds < 10_000 else { return nil }
            draw()
            emptyRounds += 1
        }
        return calls.last?.at
    }

    mutating func takeDue() -> Call {
        assert(!calls.isEmpty, "a call is taken once it is known when")
        return calls.removeLast()
    }

    private mutating func draw() {
        let start = first + (every ?? .zero) * Int64(round)
        for charger in chargers {
            var random = RandomStream(
                seed: seed &+ UInt64(round),
                entity: UInt64(charger) | UInt64(command) << 40,
                purpose: .commands
            )
            guard random.unit() < share else { continue }
            let delay = Int64(random.unit() * Double(over.nanoseconds))
            calls.append(
                Call(
                    charger: charger - base,
                    at: start + SimDuration(nanoseconds: delay)
                )
            )
        }
        calls.sort { ($0.at, $0.charger) > ($1.at, $1.charger) }
        round += 1
    }
}
