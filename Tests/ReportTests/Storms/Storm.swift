import FleetSim
import Foundation
import Report
import Scenarios
import TestSupport

/// A scenario that ships, run with every single call kept, and its run database.
struct Storm: ~Copyable {
    private let folder: Scratch
    private let database: Database

    init(_ name: String, _ overrides: String...) throws {
        let file = Program.root.appendingPathComponent("scenarios/storm-\(name).yaml").path
        let loaded = try ScenarioFile.load(path: file, overrides: overrides)
        let folder = try Scratch()
        let path = folder.path("run.sqlite")
        let plan = try FleetPlan(loaded.scenario)
        var simulation = Simulation(plan, options: SimulationOptions(keeps: .all))
        var store = try Store(path: path)
        try store.begin(
            RunManifest(
                scenario: loaded.scenario.name,
                scenarioText: loaded.text,
                seed: loaded.scenario.seed,
                version: "0",
                threads: 1,
                chargers: plan.chargers
            ),
            host: .fixture,
            startedAt: Date(timeIntervalSince1970: 0)
        )
        let result = try simulation.run { batch throws(DatabaseError) in
            try store.write(batch)
        }
        try store.finish(
            result,
            judgedBy: [],
            elapsed: .seconds(1)
        )
        let database = try Database(path: path, access: .read)
        self.folder = folder
        self.database = database
    }

    /// The number that a query gives.
    func number(_ query: String) throws -> Int { Int(try database.number(query)) }

    /// The longest time in microseconds from when a call of an action was due to its answer.
    func longestWait(_ action: String) throws -> Int {
        try number("SELECT max(replied_us - intended_us) FROM call WHERE action = '\(action)'")
    }

    /// How many of the chargers' calls of an action left in each second of a span of the run.
    func perSecond(_ action: String, _ span: Range<Int>) throws -> [Int: Int] {
        try counts(
            """
            SELECT sent_us / 1000000 AS second, count(*) FROM call
            WHERE action = '\(action)' AND direction = 'out' AND sent_us IS NOT NULL
            GROUP BY second
            """,
            span
        )
    }

    /// How many connections were opened in each window of a span, which is a second here.
    func openedPerSecond(_ span: Range<Int>) throws -> [Int: Int] {
        try counts(
            "SELECT window_us / 1000000 AS second, opened FROM connection_window WHERE opened > 0",
            span
        )
    }

    /// How many lines were lost in each second of a span.
    func lostPerSecond(_ span: Range<Int>) throws -> [Int: Int] {
        try counts(
            """
            SELECT at_us / 1000000 AS second, count(*) FROM event
            WHERE kind = 'disconnected' GROUP BY second
            """,
            span
        )
    }

    /// The rows of a query for seconds, as far as they lie in a span.
    private func counts(_ query: String, _ span: Range<Int>) throws -> [Int: Int] {
        var counts: [Int: Int] = [:]
        try database.read(query) { row in
            let second = Int(row.integer(at: 0))
            if span.contains(second) { counts[second] = Int(row.integer(at: 1)) }
        }
        return counts
    }
}

extension [Int: Int] {
    /// What the busiest second had.
    var peak: Int { values.max() ?? 0 }
    var total: Int { values.reduce(0, +) }
}
