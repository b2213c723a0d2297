import FleetSim
import Scenarios
import Statistics
import Synchronization

/// Plays designs over and over, on as many threads as there are, until their figures are known.
///
/// What comes out does not depend on the number of threads or on who is done first: a replication is
/// a function of its design and number, and whether a design has enough is asked of its own
/// replications alone, when as many as were wanted are there. A design is reduced to its result as
/// soon as it has enough, so that what replications saw is kept for a few designs at a time.
package struct Sweep<Result: Sendable>: Sendable {
    let rule: PlanReplications
    let threads: Int
    /// Plays a design once: by its index and by the number of the replication.
    let play: @Sendable (_ design: Int, _ replication: Int) -> Replication
    /// Makes the result of a design of all its replications.
    let reduce: @Sendable (_ design: Int, _ replications: [Replication]) -> Result

    package init(
        _ rule: PlanReplications,
        threads: Int,
        play: @escaping @Sendable (_ design: Int, _ replication: Int) -> Replication,
        reduce: @escaping @Sendable (_ design: Int, _ replications: [Replication]) -> Result
    ) {
        self.rule = rule
        self.threads = threads
        self.play = play
        self.reduce = reduce
    }

    /// The result of each design in their order; nil if `watching` stops it.
    package func run(
        _ designs: Int,
        watching: (SweepProgress) -> SweepContinuation = { _ in .go }
    ) -> [Result]? {
        assert(rule.first > 0, "a design is played once at least")
        let board = Mutex(Board<Result>(designs: designs, each: rule.first))
        Threads.run(max(1, min(threads, designs * rule.first))) { _ in
            work(on: board)
        } beside: { threads in
            // Fewer are enough, but for none.
            if threads == 0 { work(on: board) }
            var isDone = false
            while !isDone {
                Threads.rest(Self.glance)
                let progress = board.withLock { $0.progress }
                if watching(progress) == .stop { board.withLock { $0.stop() } }
                isDone = board.withLock { $0.isOver }
            }
        }
        return board.withLock { $0.all }
    }

    /// How often `watching` is called, and how long a thread waits that has nothing to do while
    /// others see whether theirs is enough.
    private static var glance: SimDuration { .milliseconds(10) }

    private func work(on board: borrowing Mutex<Board<Result>>) {
        while let next = board.withLock({ $0.isOver ? nil : $0.take() }) {
            switch next {
            case .nothing: Threads.rest(.milliseconds(1))
            case .replication(let design, let number):
                let replication = play(design, number)
                let whole = board.withLock { $0.add(replication, of: design, number) }
                guard let whole else { continue }
                let next = rule.next(after: whole)
                if next > whole.count {
                    board.withLock { $0.want(next, of: design) }
                } else {
                    let result = reduce(design, whole)
                    board.withLock { $0.finish(design, result) }
                }
            }
        }
    }
}

/// Whether a sweep goes on.
package enum SweepContinuation {
    case go, stop
}

/// How far a sweep has come.
package struct SweepProgress: Equatable, Sendable {
    /// Replications that are done, and those that are known to be needed.
    package var done: Int
    package var total: Int
}

/// What is to be played and what has been.
private struct Board<Result: Sendable>: Sendable {
    enum Work {
        case replication(design: Int, number: Int)
        /// Others are to say first whether there is more.
        case nothing
    }

    private struct Open: Sendable {
        var wanted: Int
        var taken = 0
        var done = 0
        var replications: [Replication?]
    }

    /// nil: the design has its result.
    private var open: [Open?]
    private var results: [Result?]
    /// The first design that has something to take; those before it have none.
    private var first = 0
    private var left: Int
    private var isStopped = false
    private(set) var progress: SweepProgress

    init(designs: Int, each count: Int) {
        let one = Open(wanted: count, replications: Array(repeating: nil, count: count))
        open = Array(repeating: one, count: designs)
        results = Array(repeating: nil, count: designs)
        left = designs
        progress = SweepProgress(done: 0, total: designs * count)
    }

    var isOver: Bool { isStopped || left == 0 }

    /// All results, once there are all.
    var all: [Result]? { left == 0 ? results.compactMap(\.self) : nil }

    mutating func stop() { isStopped = true }

    mutating func take() -> Work {
        while first < open.count {
            if let design = open[first], design.taken < design.wanted {
                assert(design.wanted == design.replications.count, "each replication has its place")
                open[first]?.taken += 1
                return .replication(design: first, number: design.taken)
            }
            first += 1
        }
        return .nothing
    }

    /// Gives all replications of the design when they are as many as were wanted.
    mutating func add(_ replication: Replication, of design: Int, _ number: Int) -> [Replication]? {
        assert(open[design] != nil, "a replication is of a design that is open")
        assert(open[design]?.replications[number] == nil, "a replication is played once")
        progress.done += 1
        assert(progress.done <= progress.total, "no more are done than are wanted")
        open[design]?.replications[number] = replication
        open[design]?.done += 1
        guard let all = open[design], all.done == all.wanted else { return nil }
        return all.replications.compactMap(\.self)
    }

    mutating func want(_ count: Int, of design: Int) {
        guard let wanted = open[design]?.wanted else { return }
        assert(count >= wanted, "a design is given more replications, not fewer")
        open[design]?.wanted = count
        open[design]?.replications += Array(repeating: nil, count: count - wanted)
        progress.total += count - wanted
        first = min(first, design)
    }

    mutating func finish(_ design: Int, _ result: Result) {
        assert(open[design] != nil && left > 0, "a design is finished once")
        open[design] = nil
        results[design] = result
        left -= 1
    }
}

extension PlanReplications {
    /// How many there are at once.
    fileprivate var first: Int { rule?.next(after: 0) ?? minimum }

    private var rule: StoppingRule? {
        until.map { StoppingRule(minimum: minimum, maximum: maximum, precision: $0.precision) }
    }

    /// How many there are to be, going by those that there are.
    fileprivate func next(after replications: [Replication]) -> Int {
        let count = replications.count
        guard let until, let rule, count < maximum else { return count }
        guard isKnown(until, rule, replications) else { return rule.next(after: count) }
        // It was narrow before this look, too, or else this is the first time that it is.
        let before = replications.prefix(rule.previous(before: count) ?? 0)
        return isKnown(until, rule, Array(before)) ? count : rule.next(after: count)
    }

    /// A figure that replications did not measure, since no driver came, is not waited for.
    private func isKnown(
        _ until: Until,
        _ rule: StoppingRule,
        _ replications: [Replication]
    ) -> Bool {
        guard replications.count >= rule.minimum else { return false }
        guard replications.allSatisfy({ $0[until.figure] != nil }) else { return true }
        guard let estimate = FigureSample(until.figure, of: replications)?.estimate else {
            return true
        }
        return rule.isNarrow(estimate.mean, estimate.low...estimate.high)
    }
}
