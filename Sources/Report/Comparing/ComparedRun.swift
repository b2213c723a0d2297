import FleetSim
import Scenarios

/// One run as a comparison sees it: what it was, and one number for each measure.
package struct ComparedRun {
    package var path: String
    var shownPath: String?
    package var number: Int
    package var scenario: String
    /// The scenario as it was kept, and the same without what every run may have for itself.
    var text: String
    package var seed: UInt64
    package var mode: String
    package var status: String
    var fingerprint: String?
    /// What makes runs alike, by name, in the order in which it is told.
    var likeness: [(name: String, value: String)]
    /// The stretch that counts, in microseconds.
    var measured: Range<Int>
    /// All calls of chargers, then those of each action, by name.
    var calls: [Calls]

    struct Calls {
        /// nil: all of them.
        var action: String?
        var counts: CallSummary
        var latency: ResponseTimes
    }

    package var name: String { "\(shownPath ?? path)#\(number)" }
    var isComplete: Bool { status == RunResult.Status.complete.rawValue }
    /// nil: one of a later version; sites alone are runs in virtual time in a file.
    var kind: RunKind? { RunKind(rawValue: mode) }
    var isVirtual: Bool { kind == .virtual }

    /// The value of a measure; nil where there is none, or too few calls carry it.
    package func value(of measure: Measure) -> Double? {
        guard let calls = calls.first(where: { $0.action == measure.action?.rawValue }) else {
            return nil
        }
        switch measure.figure {
        case .percentile(let percent):
            let share = percent / 100
            // Fewer calls than these beyond a percentile make it a matter of single calls.
            let beyond = Double(calls.latency.count) * min(share, 1 - share)
            guard beyond >= Self.fewestBeyond - 1e-6 else { return nil }
            return Double(calls.latency.quantile(share).microseconds)
        case .failed:
            guard calls.counts.count > 0 else { return nil }
            return Double(calls.counts.failures) / Double(calls.counts.count)
        case .throughput:
            guard calls.counts.count > 0, !measured.isEmpty else { return nil }
            let answered = calls.counts[.ok] + calls.counts[.rejected]
            return Double(answered) * 1e6 / Double(measured.count)
        }
    }

    static let fewestBeyond = 10.0

    /// Under what circumstances it ran: nights are held against each other where this is the same.
    ///
    /// What overrides say of the CSMS belongs to what is tested. The text is told by a hash (FNV-1a).
    package var circumstances: String {
        let text = LoadedScenario.without(["seed=", "start=", "csms."], self.text)
        let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let facts = likeness.filter { $0.name != "scenario" && $0.name != "commit" }
        return "scenario \(String(hash, radix: 16)); "
            + facts.map { "\($0.name) \($0.value)" }.joined(separator: "; ")
    }
}

/// Which part of each run counts.
package enum ComparedPart: Equatable, Sendable {
    /// All but the first phase, where a scenario has several: it is taken for the warm-up.
    case afterWarmUp
    case whole
    case phase(String)
}

extension Database {
    /// The runs of a file, all of them or one by its number.
    func comparedRuns(
        _ number: Int?,
        _ part: ComparedPart
    ) throws(ComparisonError) -> [ComparedRun] {
        var found: [ComparedRun] = []
        do throws(DatabaseError) {
            try run("BEGIN")
            try Schema.check(self)
            let numbers = try all(Queries.runs) { row in Int(row.integer(at: 0)) }
            for run in numbers where number == nil || number == run {
                found.append(try comparedRun(run, part))
            }
        } catch {
            throw .database(error)
        }
        guard !found.isEmpty else { throw .noSuchRun(path: path, number) }
        return found
    }

    private func comparedRun(
        _ number: Int,
        _ part: ComparedPart
    ) throws(DatabaseError) -> ComparedRun {
        var run = try comparedFacts(number)
        // They have no calls of their own to compare.
        guard run.kind != .plan, run.kind != .capacity else { return run }
        var phases: [PhaseSummary] = []
        if try Schema.version(of: self) > 2 {
            try read(Queries.phases, number) { row in
                phases.append(
                    PhaseSummary(
                        name: row.text(at: 0),
                        start: row.large(at: 1),
                        end: row.large(at: 2)
                    )
                )
            }
        }
        let whole = run.measured
        run.measured = Self.span(of: part, phases, within: whole)
        let span = run.measured
        var all = CallLine(action: nil, direction: .out)
        var lines: [CallLine] = []
        var indices: [String: Int] = [:]
        try readCalls(of: number) { row in
            guard row.direction == .out, span.contains(row.window) else { return }
            all.add(row)
            let index = indices[row.action] ?? lines.count
            if index == lines.count {
                indices[row.action] = index
                lines.append(CallLine(action: row.action, direction: .out))
            }
            lines[index].add(row)
        }
        lines.sort { ($0.action ?? "") < ($1.action ?? "") }
        run.calls = ([all] + lines).map {
            ComparedRun.Calls(action: $0.action, counts: $0.summary, latency: $0.latency)
        }
        return run
    }

    /// Empty where the run has no phase of that name.
    private static func span(
        of part: ComparedPart,
        _ phases: [PhaseSummary],
        within whole: Range<Int>
    ) -> Range<Int> {
        switch part {
        case .whole: return whole
        case .afterWarmUp:
            guard phases.count > 1 else { return whole }
            return min(phases[0].end, whole.upperBound)..<whole.upperBound
        case .phase(let name):
            guard let phase = phases.first(where: { $0.name == name }) else { return 0..<0 }
            return phase.start..<max(phase.start, min(phase.end, whole.upperBound))
        }
    }

    private func comparedFacts(_ number: Int) throws(DatabaseError) -> ComparedRun {
        var run: ComparedRun?
        var machine: [(name: String, value: String)] = []
        try read(Self.comparedFacts, number) { row throws(DatabaseError) in
            let status = row.text(at: 4)
            let isStale =
                status == RunResult.Status.running.rawValue ? try !isBeingWritten(number) : false
            let text = row.text(at: 1)
            machine = [
                ("machine", row.text(at: 8)), ("cores", row.text(at: 9)),
                ("threads", row.text(at: 10)), ("speed", row.optionalText(at: 11) ?? "none"),
            ]
            run = ComparedRun(
                path: path,
                number: number,
                scenario: row.text(at: 0),
                text: text,
                seed: UInt64(bitPattern: row.integer(at: 2)),
                mode: row.text(at: 3),
                status: isStale ? RunResult.Status.interrupted.rawValue : status,
                fingerprint: row.optionalText(at: 5),
                likeness: [
                    ("scenario", LoadedScenario.withoutOwn(text)),
                    ("mode", row.text(at: 3)),
                    ("version", row.text(at: 6)),
                    ("commit", row.optionalText(at: 7) ?? "none"),
                ],
                measured: 0..<row.large(at: 12),
                calls: []
            )
        }
        guard var run else { throw damage("run", "it has no row \(number)") }
        // What runs in virtual time does not depend on the machine.
        if !run.isVirtual { run.likeness += machine }
        return run
    }

    private static let comparedFacts = """
        SELECT scenario, scenario_text, seed, mode, status, fingerprint, version, commit_id, host,
            cores, threads, speed, simulated_us
        FROM run WHERE id = ?
        """
}

extension LoadedScenario {
    /// A kept text without the overrides that two runs of a comparison may differ in: the seed, the
    /// CSMS that is called, and what the clocks said.
    fileprivate static func withoutOwn(_ text: String) -> String {
        without(["seed=", "csms.url=", "start=", "csms.security.password="], text)
    }

    fileprivate static func without(_ overrides: [String], _ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            guard let override = keptOverride(in: line) else { return true }
            return !overrides.contains(where: override.hasPrefix)
        }.joined(separator: "\n")
    }
}
