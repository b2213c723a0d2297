import FleetSim
import Scenarios
import Statistics
import Synchronization

/// Plays designs over and over, on as many threads as there are, until their figures are known.
///
/// What comes out does not depend on the number of threads or on who is done first: a replication is
/// a function of its design and number, and whether there are enough is asked between rounds alone.
package struct Sweep: Sendable {
    /// How far it has come.
    package struct Progress: Equatable, Sendable {
        /// Replications that are done, and those that are known to be needed.
        package var done: Int
        package var total: Int
    }

    let rule: PlanReplications
    let threads: Int
    /// Plays a design once: by its place and by the number of the replication.
    let play: @Sendable (_ design: Int, _ replication: Int) -> Replication

    package init(
        _ rule: PlanReplications,
        threads: Int,
        play: @escaping @Sendable (_ design: Int, _ replication: Int) -> Replication
    ) {
        self.rule = rule
        self.threads = threads
        self.play = play
    }

    /// The replications of each design in their order; nil if whoever watches does not go on.
    package func run(
        _ designs: Int,
        watching: (Progress) -> Simulation.Continuation = { _ in .go }
    ) -> [[Replication]]? {
        var played: [[Replication]] = Array(repeating: [], count: designs)
        var open = Array(0..<designs)
        while !open.isEmpty {
            let round = open.flatMap { design in
                let done = played[design].count
                let count = min(rule.least, rule.most - done)
                return (done..<done + count).map { Task(design: design, replication: $0) }
            }
            let done = played.reduce(0) { $0 + $1.count }
            guard let fresh = perform(round, after: done, watching) else { return nil }
            for (task, replication) in zip(round, fresh) {
                played[task.design].append(replication)
            }
            open.removeAll { isEnough(played[$0]) }
        }
        return played
    }

    private struct Task {
        var design: Int
        var replication: Int
    }

    private func isEnough(_ replications: [Replication]) -> Bool {
        guard replications.count < rule.most else { return true }
        guard let until = rule.until else { return replications.count >= rule.least }
        // A figure that replications did not measure, since nobody came, is not waited for.
        let sample = replications.compactMap { $0[until.figure] }
        guard sample.count == replications.count else { return true }
        return StoppingRule(least: rule.least, most: rule.most, precision: until.precision)
            .isEnough(sample)
    }

    /// Who takes which task is nobody's business: each result has a place of its own.
    private struct Board {
        var next = 0
        var done = 0
        var isStopped = false
        var results: [Replication?]
    }

    private func perform(
        _ tasks: [Task],
        after done: Int,
        _ watching: (Progress) -> Simulation.Continuation
    ) -> [Replication]? {
        let board = Mutex(Board(results: Array(repeating: nil, count: tasks.count)))
        let workers = max(1, min(threads, tasks.count))
        Crew.run(workers) { _ in
            while let place = Self.takeTask(from: board, of: tasks.count) {
                let result = play(tasks[place].design, tasks[place].replication)
                board.withLock {
                    $0.results[place] = result
                    $0.done += 1
                }
            }
        } beside: {
            var isDone = false
            while !isDone {
                Crew.rest(Self.glance)
                let now = board.withLock { $0.done }
                let progress = Progress(done: done + now, total: done + tasks.count)
                if watching(progress) == .stop { board.withLock { $0.isStopped = true } }
                isDone = board.withLock { $0.isStopped || $0.done == tasks.count }
            }
        }
        let results = board.withLock { $0.results.compactMap(\.self) }
        return results.count == tasks.count ? results : nil
    }

    private static func takeTask(from board: borrowing Mutex<Board>, of count: Int) -> Int? {
        board.withLock { board in
            guard !board.isStopped, board.next < count else { return nil }
            defer { board.next += 1 }
            return board.next
        }
    }

    /// How often whoever watches is told.
    private static let glance: SimDuration = .milliseconds(10)
}
