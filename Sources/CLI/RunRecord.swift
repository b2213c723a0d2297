import FleetSim
import Glibc
import Observing
import Planning
import Report
import Scenarios

/// The run database of one run, from its first row to its last.
struct RunRecord: ~Copyable {
    let number: Int
    private var store: Store
    private var host: HostMeter
    private let started = ContinuousClock.now

    /// Opens the run database; what comes from a CSMS, or of a scenario with secrets, is its owner's.
    init(
        _ path: String,
        _ manifest: RunManifest,
        isPrivate: Bool = false,
        isSoak: Bool = false
    ) throws(Failure) {
        host = HostMeter(watchesPressure: manifest.kind.isLive)
        do throws(DatabaseError) {
            var store = try Store(
                path: path,
                isPrivate: isPrivate || manifest.kind.isLive,
                shouldEnd: { Interrupts.haveCome }
            )
            number = try store.begin(manifest, host: host.facts, startedAt: .now, isSoak: isSoak)
            self.store = store
        } catch {
            throw Failure(error.isOfInput ? .badInput : .unusable, ["fleetsim: \(error)"])
        }
    }

    mutating func add(_ batch: borrowing Batch) throws(DatabaseError) {
        try store.write(batch, usage: host.sample())
    }

    mutating func add(_ plan: Plan) throws(DatabaseError) {
        try store.write(plan)
    }

    mutating func beginSearch(
        _ axis: CapacityAxis,
        phases: String,
        atLeast: Double?
    ) throws(DatabaseError) {
        try store.beginSearch(axis, phases: phases, atLeast: atLeast)
    }

    mutating func add(_ trial: Trial, at index: Int, of axis: CapacityAxis) throws(DatabaseError) {
        try store.write(trial, at: index, of: axis)
    }

    mutating func add(_ answer: CapacityAnswer) throws(DatabaseError) {
        try store.write(answer)
    }

    mutating func observe(
        _ source: String,
        _ figures: [(at: SimTime, figure: Observation)]
    ) throws(DatabaseError) {
        try store.observe(source, figures)
    }

    mutating func note(_ notable: Notable) throws(DatabaseError) {
        try store.note(notable)
    }

    /// Ends a run that something of its own has ended.
    mutating func fail(_ error: any Error) {
        let words = (error as? Failure)?.lines.joined(separator: "\n") ?? "\(error)"
        store.fail(words, elapsed: ContinuousClock.now - started)
    }

    /// Ends the run and judges it.
    mutating func finish(
        _ result: RunResult,
        judgedBy thresholds: [Threshold],
        byDefault defaults: [Threshold] = []
    ) throws(DatabaseError) -> [Verdict] {
        try store.finish(
            result,
            judgedBy: thresholds,
            byDefault: defaults,
            elapsed: ContinuousClock.now - started
        )
    }

    /// Says that a run database is not one file yet, where that is so: who copies it needs both.
    static func tellOfLog(beside path: String) {
        guard let log = Database.log(besides: path) else { return }
        Terminal.error(
            "fleetsim: another program has ‘\(path.visible)’ open: until that is closed, rows are "
                + "in ‘\(log.visible)’ as well, so copy both files"
        )
    }
}
