import FleetSim
import FoundationEssentials
import Glibc
import Planning
import Report
import Scenarios

/// Plays trials, in virtual time or against a CSMS out there.
struct TrialPlayer {
    let scenario: Scenario
    let axis: CapacityAxis
    let limits: TrialCourse.Limits
    let arguments: Arguments
    let threads: Int

    /// That this machine cannot have as many sockets as a trial needs.
    struct OutOfReach: Error {
        var lines: [String]
    }

    /// nil: it was interrupted.
    func play(_ order: TrialOrder) throws -> Trial? {
        var draw = RandomStream(
            seed: scenario.seed,
            entity: UInt64(order.number) << 8 | UInt64(order.attempt),
            purpose: .replication
        )
        let seed = draw.next()
        let course = TrialCourse(scenario, axis: axis, order: order, seed: seed, limits: limits)
        let plan: FleetPlan
        do throws(FleetProblems) {
            plan = try FleetPlan(course.scenario)
        } catch {
            throw Failure(.badInput, error.lines)
        }
        let scratch = try ScratchFile()
        var trial = Trial(order, seed: seed, load: course.load, verdict: .passed)
        var measure = TrialMeasure(course)
        var record = try RunRecord(scratch.path, manifest(plan), isPrivate: true)
        var trust: Trust?
        let result =
            limits.isLive
            ? try playLive(plan, &measure, &record, &trust)
            : try playVirtual(plan, &measure, &record)
        guard !Interrupts.haveCome else { return nil }
        // A trial without hope was stopped: it is not judged, but by what is known.
        let verdicts = try record.finish(result, judgedBy: course.questions)
        let isWhole = result.status == .complete
        measure.complete(&trial, verdicts: isWhole ? verdicts : nil)
        trial.fingerprint = result.fingerprint
        trial.terms = TrialTerms(order, limits)
        if !isWhole {
            trial.verdict = .aborted
        } else if !trial.strains.allSatisfy(\.passed) {
            trial.verdict = .failed
        }
        let doubts =
            trial.keeps ? trust?.doubts : trust?.doubtsOfFailure(by: course.tightestBound)
        let silence = trial.keeps ? measure.silence(in: verdicts) : nil
        if let doubt = doubts?.first ?? silence {
            (trial.verdict, trial.reason) = (.untrusted, doubt)
        }
        return trial
    }

    private func manifest(_ plan: FleetPlan) -> RunManifest {
        var manifest = RunManifest(
            scenario: plan.scenario.name,
            scenarioText: "",
            seed: plan.scenario.seed,
            version: Program.version,
            threads: threads,
            chargers: plan.chargers
        )
        manifest.phases = plan.phases
        return manifest
    }

    private func playVirtual(
        _ plan: FleetPlan,
        _ measure: inout TrialMeasure,
        _ record: inout RunRecord
    ) throws -> RunResult {
        var simulation = Simulation(plan, options: SimulationOptions(threads: threads))
        return try simulation.run(
            shouldStop: { Interrupts.haveCome || measure.isHopeless },
            onBatch: { batch throws(any Error) in
                measure.see(batch)
                try record.add(batch)
            }
        )
    }

    private func dialling(_ plan: FleetPlan) throws -> Dialling {
        do {
            guard let dialling = try arguments.dialling(plan, threads: threads, speed: 1) else {
                preconditionFailure("a trial in real time has no CSMS to call")
            }
            return dialling
        } catch let failure as Failure where failure.code == .badInput {
            throw OutOfReach(lines: failure.lines)
        }
    }

    /// The result; whether it is to be believed, `judge` knows after it.
    private func playLive(
        _ plan: FleetPlan,
        _ measure: inout TrialMeasure,
        _ record: inout RunRecord,
        _ judge: inout Trust?
    ) throws -> RunResult {
        let dialling = try dialling(plan)
        var simulation = try LiveSimulation(
            plan,
            dialling: dialling,
            options: SimulationOptions(threads: threads)
        )
        var trust = Trust(
            plan.scenario.trust,
            cores: HostMeter.cores,
            threads: simulation.threads,
            maximumThreads: simulation.maximumThreads
        )
        var reach = Reach()
        let result = try simulation.run(
            shouldStop: { Interrupts.haveCome || measure.isHopeless },
            onTick: { batch throws(any Error) in
                // Handshakes and boots come in bursts of their own; they are not what is measured.
                if measure.covers(batch) { trust.see(batch) }
                measure.see(batch)
                reach.see(batch)
            },
            onRecording: { _ throws(any Error) in false },
            onWindow: { batch throws(any Error) in try record.add(batch) }
        ).orFailure()
        if let complaint = reach.complaint, !Interrupts.haveCome {
            throw Failure(.unusable, ["fleetsim: \(complaint)"])
        }
        judge = trust
        return result
    }
}

/// A file that is there for as long as it is needed.
final class ScratchFile {
    let path: String
    private let folder: String

    init() throws {
        var template = Array(
            (Self.directory + "/fleetsim-trial-" + String(repeating: "X", count: 6)).utf8CString
        )
        guard mkdtemp(&template) != nil else {
            throw Failure(.unusable, ["fleetsim: no temporary folder: \(SystemFailure(errno))"])
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/trial.sqlite"
    }

    /// Where temporary files belong.
    private static var directory: String {
        getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}
