import FleetSim
import FoundationEssentials
import Glibc
import Planning
import Report
import Scenarios

/// One search from its first trial to its answer, every trial kept.
struct CapacityHunt {
    var axis: CapacityAxis
    var rules: CapacitySearch.Rules
    var player: TrialPlayer
    var phases: CapacitySpec.Phases
    var atLeast: Double?
    var isQuiet: Bool

    struct Outcome {
        var result: RunResult
        /// Its number in the run database.
        var number: Int
        var answer: CapacityAnswer?
    }

    /// Goes on with trials that an interrupted search has left, as far as this one would ask for them.
    func run(
        _ manifest: RunManifest,
        database: String,
        isPrivate: Bool,
        earlier: [Trial]
    ) throws -> Outcome {
        var record = try RunRecord(database, manifest, isPrivate: isPrivate)
        do {
            try record.beginSearch(axis, phases: phases.rawValue, atLeast: atLeast)
            var course = Course(search: CapacitySearch(rules))
            try go(&course, &record, earlier)
            if let answer = course.answer { try record.add(answer) }
            _ = try record.finish(course.result, judgedBy: [])
            return Outcome(result: course.result, number: record.number, answer: course.answer)
        } catch {
            record.fail(error)
            throw error
        }
    }

    private struct Course {
        var search: CapacitySearch
        var answer: CapacityAnswer?
        var count = 0
        var result = RunResult(
            status: .complete,
            reached: .zero,
            events: 0,
            fingerprint: 0
        )
    }

    private func go(
        _ course: inout Course,
        _ record: inout RunRecord,
        _ earlier: [Trial]
    ) throws {
        var left = earlier[...]
        while true {
            switch course.search.next {
            case .answer(let answer):
                course.answer = answer
                return
            case .untrusted(let reason):
                course.result.conclude(doubts: [reason])
                return
            case .trial(let order):
                let played: Trial?
                do {
                    played = try kept(&left, order) ?? player.play(order)
                } catch let limit as TrialPlayer.OutOfReach {
                    // The first trial is what the user asked for.
                    guard course.count > 0 else { throw Failure(.badInput, limit.lines) }
                    for line in limit.lines { Terminal.error(line) }
                    course.search.excludeLast()
                    continue
                }
                guard let trial = played else {
                    course.result.status = .interrupted
                    course.result.reason = [
                        Interrupts.reason, "the same command goes on with the trials so far",
                    ].compactMap(\.self).joined(separator: "\n")
                    return
                }
                try record.add(trial, at: course.count, of: axis)
                course.count += 1
                course.result.fingerprint =
                    course.result.fingerprint &* 0x100_0000_01B3 ^ trial.fingerprint
                course.result.reached =
                    course.result.reached
                    + SimDuration(nanoseconds: 1_000) * Int64(trial.measured)
                tell(trial, course.count)
                course.search.take(trial)
            }
        }
    }

    /// The next of the earlier trials, if it is what is asked for.
    private func kept(_ left: inout ArraySlice<Trial>, _ order: TrialOrder) -> Trial? {
        let terms = TrialTerms(order, player.limits)
        guard let first = left.popFirst(), first.terms?.isSame(as: terms) == true else {
            left = []
            return nil
        }
        return first
    }

    private func tell(_ trial: Trial, _ count: Int) {
        guard !isQuiet else { return }
        let load = CapacitySummary.text(trial.load, axis)
        let worst = trial.strains.max { $0.use < $1.use }
        let why = trial.reason ?? worst.map { "\($0.expression): \($0.measured)" } ?? ""
        let way = trial.direction == .down ? ", down from an overload" : ""
        Terminal.error(
            "trial \(count): \(load)\(way): \(trial.verdict.rawValue) (\(why))"
        )
    }
}
