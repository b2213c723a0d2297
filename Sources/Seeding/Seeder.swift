import Glibc
import Scenarios
import Synchronization

/// What has come of one row.
enum SeedOutcome {
    /// It was put there, or taken away.
    case made
    /// There was nothing to do.
    case already
    /// The interface cannot be told of it.
    case leftOut
}

/// What has come of all rows of a kind.
package struct SeedTally: Equatable, Sendable {
    package let kind: SeedRow.Kind
    package let rows: Int
    package internal(set) var made = 0
    package internal(set) var already = 0
    package internal(set) var leftOut = 0
    /// A line for each row that failed, in the order of the rows.
    package internal(set) var failures: [(row: Int, line: String)] = []
    /// Why no more of them were tried; nil: all were.
    package internal(set) var stopped: String?

    package var done: Int { made + already + leftOut + failures.count }

    package static func == (one: SeedTally, other: SeedTally) -> Bool {
        one.kind == other.kind && one.rows == other.rows && one.made == other.made
            && one.already == other.already && one.leftOut == other.leftOut
            && one.failures.map(\.line) == other.failures.map(\.line)
            && one.stopped == other.stopped
    }
}

/// Tells a CSMS of chargers, certificates and tokens, many at a time, or has it forget them.
package struct Seeder {
    /// As many failures without a success between them say that the rest fails too.
    private static let hopeless = 40

    private let spec: SeedSpec
    private let rows: [SeedRow.Kind: [SeedRow]]
    /// Tells this run from others.
    private let number: UInt64

    package init(_ spec: SeedSpec, _ rows: [SeedRow], number: UInt64) {
        self.spec = spec
        self.rows = Dictionary(grouping: rows, by: \.kind)
        self.number = number
    }

    /// What a run would do, in its order.
    package func stages(undo: Bool) -> [(kind: SeedRow.Kind, rows: Int)] {
        kinds(undo: undo).map { ($0, rows[$0]?.count ?? 0) }
    }

    /// Goes through all rows; a stage in which something failed ends the run when its rows are through.
    package func run(
        undo: Bool,
        shouldStop: @escaping @Sendable () -> Bool,
        onProgress: (SeedTally) -> Void
    ) throws(SeedProblem) -> [SeedTally] {
        HTTPCaller.prepare()
        var tallies: [SeedTally] = []
        for kind in kinds(undo: undo) {
            guard let rows = rows[kind], let steps = steps(of: kind) else { continue }
            let stage = try SeedStage(spec, kind, rows, steps, undo: undo, hopeless: Self.hopeless)
            let tally = stage.run(number: number, shouldStop: shouldStop, onProgress: onProgress)
            tallies.append(tally)
            // What the later ones build on is not there.
            if tally.stopped != nil || !undo && !tally.failures.isEmpty { break }
        }
        return tallies
    }

    /// A CSMS forgets in the other order.
    private func kinds(undo: Bool) -> [SeedRow.Kind] {
        let kinds: [SeedRow.Kind] = [.charger, .certificate, .token].filter { steps(of: $0) != nil }
        return undo ? kinds.reversed() : kinds
    }

    private func steps(of kind: SeedRow.Kind) -> SeedSteps? {
        switch kind {
        case .charger: spec.chargers
        case .certificate: spec.certificates
        case .token: spec.tokens
        }
    }
}

/// The rows of one kind, handed out to threads.
private final class SeedStage: Sendable {
    private struct State {
        var next = 0
        var failuresInARow = 0
        var threadsLeft: Int
        var tally: SeedTally
    }

    private let steps: SeedSteps
    private let rows: [SeedRow]
    private let undo: Bool
    private let hopeless: Int
    private let spec: SeedSpec
    private let state: Mutex<State>

    init(
        _ spec: SeedSpec,
        _ kind: SeedRow.Kind,
        _ rows: [SeedRow],
        _ steps: SeedSteps,
        undo: Bool,
        hopeless: Int
    ) throws(SeedProblem) {
        self.spec = spec
        self.steps = steps
        self.rows = rows
        self.undo = undo
        self.hopeless = hopeless
        assert(rows.allSatisfy { $0.kind == kind }, "the steps of a kind are for its rows")
        let threads = min(spec.parallel, rows.count)
        state = Mutex(
            State(threadsLeft: threads, tally: SeedTally(kind: kind, rows: rows.count))
        )
    }

    /// Goes through the rows with as many threads as requests may be under way.
    func run(
        number: UInt64,
        shouldStop: @escaping @Sendable () -> Bool,
        onProgress: (SeedTally) -> Void
    ) -> SeedTally {
        guard !rows.isEmpty else { return state.withLock { $0.tally } }
        if let line = doubt(number, shouldStop) {
            state.withLock { $0.tally.stopped = line }
            return state.withLock { $0.tally }
        }
        let threads = state.withLock { $0.threadsLeft }
        // Without a thread the loop below would end at once, and say that all is done.
        assert(1...rows.count ~= threads, "no thread is without a row, and no row without a thread")
        for _ in 0..<threads {
            guard !Self.start({ [self] in work(shouldStop) }) else { continue }
            state.withLock { state in
                state.threadsLeft -= 1
                if state.threadsLeft == 0 { state.tally.stopped = "no thread could be started" }
            }
        }
        while state.withLock({ $0.threadsLeft > 0 }) {
            usleep(20_000)
            onProgress(state.withLock { $0.tally })
        }
        return state.withLock { state in
            assert(state.tally.done <= state.tally.rows, "a row is counted once")
            state.tally.failures.sort { $0.row < $1.row }
            return state.tally
        }
    }

    /// Why the interface's answers to questions tell nothing; nil: they do.
    private func doubt(
        _ number: UInt64,
        _ shouldStop: @escaping () -> Bool
    ) -> String? {
        do throws(SeedProblem) {
            let caller = try SeedCaller(spec, shouldStop: shouldStop)
            do throws(SeedFailure) {
                try caller.checkQuestion(of: rows[0], steps, number: number)
                return nil
            } catch {
                return shouldStop() ? nil : error.line
            }
        } catch {
            return error.description
        }
    }

    private func work(_ shouldStop: @escaping () -> Bool) {
        defer {
            state.withLock { state in
                state.threadsLeft -= 1
                assert(state.threadsLeft >= 0, "a thread ends once")
            }
        }
        do throws(SeedProblem) {
            let caller = try SeedCaller(spec, shouldStop: shouldStop)
            while !shouldStop(), let row = next() {
                let outcome = outcome(of: row, caller)
                // What the user has ended did not fail.
                if case .failure = outcome, shouldStop() { break }
                note(row, outcome)
            }
        } catch {
            state.withLock { $0.tally.stopped = error.description }
        }
    }

    private func next() -> Int? {
        state.withLock { state in
            assert(state.tally.done <= state.next, "what is done was handed out before")
            guard state.tally.stopped == nil, state.next < rows.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    private func outcome(
        of row: Int,
        _ caller: SeedCaller
    ) -> Result<SeedOutcome, SeedFailure> {
        let row = rows[row]
        // A token that the CSMS is not to know is never told of.
        if let status = row.status, !steps.statuses.contains(status) { return .success(.leftOut) }
        do throws(SeedFailure) {
            return .success(undo ? try caller.remove(row, steps) : try caller.create(row, steps))
        } catch {
            return .failure(error)
        }
    }

    private func note(_ row: Int, _ outcome: Result<SeedOutcome, SeedFailure>) {
        state.withLock { state in
            switch outcome {
            case .success(.made): state.tally.made += 1
            case .success(.already): state.tally.already += 1
            case .success(.leftOut): state.tally.leftOut += 1
            case .failure(let failure):
                state.tally.failures.append((row, "\(rows[row].name): \(failure.line)"))
                state.failuresInARow += 1
                if state.failuresInARow >= hopeless, state.tally.stopped == nil {
                    state.tally.stopped = "\(hopeless) in a row failed"
                }
                return
            }
            state.failuresInARow = 0
        }
    }

    /// Starts a thread that ends by itself; false where the system has none left.
    private static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        final class Box: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        let box = Unmanaged.passRetained(Box(body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
                return nil
            },
            box.toOpaque()
        )
        guard code == 0 else {
            box.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}
