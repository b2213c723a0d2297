import FleetSim
import Scenarios

/// How two runs in virtual time with the same seed differ, if they do.
package struct ExactResult {
    package let base: String
    package let new: String
    package let seed: UInt64
    /// nil: they are equal, event by event.
    package let difference: Difference?

    package struct Difference {
        /// The first row of the databases that differs, in words; nil: none does.
        package var row: String?
        /// The first event that differs, where both runs could be done again.
        package var event: Divergence?
        /// What stands in the way of that.
        package var note: String?
    }

    package var isEqual: Bool { difference == nil }
}

extension ExactResult {
    /// Each run of the base with the one of the other side that has its seed.
    static func all(
        _ base: ComparisonSide,
        _ new: ComparisonSide,
        runsAgain: Bool
    ) throws(ComparisonError) -> [ExactResult] {
        guard let pairing = ComparisonLine.pairing(base, new), pairing.basis == .exact else {
            return []
        }
        var results: [ExactResult] = []
        for (run, index) in zip(base.runs, pairing.order)
        // A run that was cut off has none, and says nothing of what it would have been.
        where run.fingerprint != nil && new.runs[index].fingerprint != nil {
            results.append(try ExactResult(run, new.runs[index], runsAgain: runsAgain))
        }
        return results
    }

    private init(
        _ run: ComparedRun,
        _ other: ComparedRun,
        runsAgain: Bool
    ) throws(ComparisonError) {
        base = run.name
        new = other.name
        seed = run.seed
        guard run.fingerprint != other.fingerprint else {
            difference = nil
            return
        }
        var found = Difference()
        found.row = try FirstRow.difference(run, other)
        if run.text == other.text {
            found.note =
                "one scenario and one seed have two fingerprints, "
                + "\(run.fingerprint ?? "none") and \(other.fingerprint ?? "none"): run either "
                + "again with --check-twice, by the version that made it"
        } else if !runsAgain {
            found.note = "‘fleetsim compare’ runs both again and finds the first event that differs"
        } else {
            do {
                found.event = try Self.divergence(run, other)
                if found.event == nil { found.note = "done again, the runs do not differ" }
            } catch {
                found.note = "the first event that differs is not known: \(error.reason)"
            }
        }
        difference = found
    }

    /// Why a run cannot be done again.
    private struct NotAgain: Error {
        var reason: String
    }

    private static func divergence(
        _ run: ComparedRun,
        _ other: ComparedRun
    ) throws(NotAgain) -> Divergence? {
        let (left, right) = (try plan(run), try plan(other))
        guard left.chargers.map(\.site) == right.chargers.map(\.site)
        else { throw NotAgain(reason: "their fleets are of different sizes") }
        return Divergence.between({ Simulation(left) }, { Simulation(right) })
    }

    private static func plan(_ run: ComparedRun) throws(NotAgain) -> FleetPlan {
        let scenario: Scenario
        do throws(ScenarioProblems) {
            scenario = try ScenarioFile.kept(run.text, name: run.scenario)
        } catch {
            throw NotAgain(reason: "the scenario of \(run.name): \(error.lines.first ?? "")")
        }
        guard !scenario.csms.isAbsent else {
            throw NotAgain(reason: "sites without a CSMS keep no journal of events")
        }
        do throws(FleetProblems) {
            return try FleetPlan(scenario)
        } catch {
            throw NotAgain(reason: "the scenario of \(run.name): \(error.lines.first ?? "")")
        }
    }
}

/// The first row in which two run databases differ.
private enum FirstRow {
    /// A row in words, with the key by which it has a counterpart.
    private struct Row: Equatable {
        var window: Int
        var key: String
        var text: String
    }

    static func difference(
        _ one: ComparedRun,
        _ other: ComparedRun
    ) throws(ComparisonError) -> String? {
        let (left, right) = (try rows(of: one), try rows(of: other))
        var index = 0
        while index < left.count, index < right.count, left[index] == right[index] { index += 1 }
        let (a, b) = (left[at: index], right[at: index])
        guard let first = [a, b].compactMap(\.self).min(by: isBefore) else { return nil }
        func told(_ row: Row?) -> String {
            guard let row, row.window == first.window, row.key == first.key else {
                return "nothing"
            }
            return row.text
        }
        return "window \(Figures.clock(microseconds: first.window)), \(first.key): "
            + "\(told(a)) in the base, \(told(b)) in the new run"
    }

    private static func isBefore(_ left: Row, _ right: Row) -> Bool {
        (left.window, left.key) < (right.window, right.key)
    }

    private static func rows(of run: ComparedRun) throws(ComparisonError) -> [Row] {
        var rows: [Row] = []
        do throws(DatabaseError) {
            let database = try Database(path: run.path, access: .read)
            try database.readCalls(of: run.number) { row in
                let p99 = row.latency.map { Figures.span(microseconds: Int($0.quantile(0.99))) }
                rows.append(
                    Row(
                        window: row.window,
                        key: "\(row.action) \(row.direction.name) \(row.outcome.name)",
                        text:
                            "\(row.count) calls of \(row.bytesSent) and \(row.bytesReceived) bytes"
                            + (p99.map { ", p99 \($0), longest \(row.longest) µs" } ?? "")
                    )
                )
            }
            try database.readConnections(of: run.number) { row in
                rows.append(
                    Row(
                        window: row.start,
                        key: "connections",
                        text:
                            "\(row.opened) opened, \(row.closed) closed, \(row.connected) connected"
                    )
                )
            }
        } catch {
            throw .database(error)
        }
        return rows.sorted(by: isBefore)
    }
}

extension Array {
    fileprivate subscript(at index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
