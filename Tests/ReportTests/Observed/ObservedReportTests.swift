import FleetSim
import Foundation
import Observing
import Scenarios
import Testing

@testable import Report

@Suite struct `what was observed beside a run` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws { scratch = try Scratch() }

    /// Five minutes of a live run whose database is slow from the second minute to the third.
    private func write(lag: Double = 0.0005, fault: Bool = true) throws {
        var random = RandomStream(seed: 9, entity: 0, purpose: .replication)
        var manifest = RunManifest.fixture()
        manifest.kind = .live
        manifest.speed = 1
        manifest.phases = []
        var store = try Store(path: path)
        try store.begin(manifest, host: .fixture, startedAt: Date(timeIntervalSince1970: 0))
        for minute in 0..<5 {
            for second in 1...60 {
                let at = SimTime.minute(Int64(minute)) + .seconds(Int64(second))
                let isSlow = fault && (120..<180).contains(minute * 60 + second)
                func figure(_ name: String, _ value: Double, _ labels: String = "") -> Observation {
                    Observation(name, labels, value * (1 + 0.1 * random.unit()))
                }
                let query = isSlow ? 0.7 : 0.004
                try store.observe(
                    OwnFigures.source,
                    [
                        figure(OwnFigures.slowest, 0.01 + query),
                        figure(OwnFigures.median, 0.008 + query / 2),
                        figure(OwnFigures.rate, 50), figure(OwnFigures.failures, 0),
                        figure(OwnFigures.connected, 4),
                        figure(OwnFigures.lag, isSlow ? lag : 0.0005),
                    ].map { (at, $0) }
                )
                try store.observe(
                    "csms<b>",
                    [
                        figure("p99(db_query_seconds)", query, "pool=\"<i>\""),
                        figure("rate(requests_total)", 50), figure("queue", isSlow ? 3 : 1),
                        figure("resident_bytes", 2e8),
                    ].map { (at, $0) }
                )
            }
            try store.write(.fixture(minute: Int64(minute)))
        }
        try store.finish(
            RunResult.fixture(minutes: 5),
            judgedBy: [
                Threshold(
                    .calls(.ofChargers, .latency),
                    .below,
                    Bound(1, .milliseconds),
                    of: .percentile(99)
                )
            ],
            elapsed: .seconds(300)
        )
        // The windows are of another run than the seconds, and its calls are fast.
        try Database(path: path, access: .write).run(
            "UPDATE verdict SET expression = 'calls.latency p99 < 500ms', unit = 'ms'"
        )
    }

    private func observed() throws -> ObservedCourse {
        guard case .fleet(let course) = try summary(database: path).kind else {
            throw CancellationError()
        }
        return try #require(course.observed)
    }

    /// A file may have been written by any program.
    @Test(arguments: ["1e300", "-1e300", "9e999", "-9e999", "1e-300", "0"])
    func `is shown with any speed that a file says`(speed: String) throws {
        try write()
        try Database(path: path, access: .write).run(
            "UPDATE run SET speed = \(speed), simulated_us = \(Int.max)"
        )
        #expect(try report(database: path, format: .html).contains("db_query_seconds"))
    }

    @Test(arguments: [0, 1, -1, .infinity, -.infinity, .nan, 1e300, .leastNonzeroMagnitude])
    func `stands on a grid of some steps, each of a length`(speed: Double) {
        for end in [Int.min, -1, 0, 1_000_000, Int.max] {
            let grid = StepGrid(speed: speed, end: end)
            #expect(grid.step >= 1 && (1...700_000).contains(grid.count))
            #expect(!grid.step.multipliedReportingOverflow(by: grid.count).overflow)
            for moment in [Int.min, 0, Int.max] {
                #expect((0...grid.count).contains(grid.index(of: moment)))
            }
        }
    }

    @Test func `names what moved with the threshold that broke`() throws {
        try write()
        let observed = try observed()
        let breach = try #require(observed.breach)
        #expect(breach.expression == "calls.latency p99 < 500ms")
        #expect((119...121).contains(breach.at / 1_000_000))
        let first = try #require(observed.suspects.first)
        #expect(first.source == "csms<b>" && first.name == "p99(db_query_seconds)")
        #expect((118...122).contains(observed.onset(of: first) / 1_000_000))
        #expect(
            observed.suspects.allSatisfy {
                !["rate(requests_total)", "resident_bytes"].contains($0.name)
            }
        )
        #expect(observed.figures.count == 10)
        for format in [ReportFormat.html, .md, .json] {
            let text = try report(database: path, format: format)
            #expect(text.contains("db_query_seconds"), "\(format)")
            #expect(text.contains("What moved most with it") == (format != .csv), "\(format)")
        }
        #expect(try !report(database: path, format: .html).contains("<i>"))
        #expect(try !report(database: path, format: .html).contains("csms<b>"))
        let tables = try summary(database: path).csvTables
        #expect(tables.first { $0.name == "suspects" }?.text.contains("db_query_seconds") == true)
        #expect(tables.contains { $0.name == "observed" })
    }

    @Test func `of a phase that ends before it begins does not trap`() throws {
        try write()
        try Database(path: path, access: .write).run(
            """
            INSERT INTO phase (run, id, name, start_us, end_us) VALUES (1, 0, 'p', 200000000, 5);
            UPDATE verdict SET phase = 'p';
            """
        )
        for format in ReportFormat.allCases { _ = try report(database: path, format: format) }
        #expect(try summary(database: path).phases.map(\.end) == [200_000_000])
    }

    @Test func `is not blamed where the simulator was late`() throws {
        try write(lag: 0.3)
        let observed = try observed()
        let first = try #require(observed.suspects.first)
        #expect(first.isSimulator && first.name == OwnFigures.lag)
        let sentence = try #require(observed.sentences.first)
        #expect(sentence.contains("the simulator itself was late"))
        #expect(!sentence.contains("csms"))
    }

    @Test func `moved with nothing where nothing moved`() throws {
        try write(fault: false)
        let observed = try observed()
        #expect(observed.suspects.isEmpty)
        #expect(!observed.lines.isEmpty)
    }

    @Test func `is absent where nothing was`() throws {
        try Store.writeRun(to: path)
        guard case .fleet(let course) = try summary(database: path).kind else { return }
        #expect(course.observed == nil && course.drifts.isEmpty)
        #expect(try !report(database: path, format: .md).contains("observed"))
    }

    @Test(arguments: [
        "UPDATE observation SET value = 9e999", "UPDATE observation SET at_us = -5",
        "UPDATE observation SET at_us = 9223372036854775807", "UPDATE observation SET value = NULL",
        "UPDATE observation SET name = 'p99(response_seconds)'",
        "DELETE FROM observation WHERE rowid > 3",
    ])
    func `of figures that cannot be does not trap`(damage: String) throws {
        try write()
        try Database(path: path, access: .write).run(damage)
        for format in ReportFormat.allCases { _ = try report(database: path, format: format) }
    }
}

@Suite struct `samples on a grid` {
    @Test func `hold until the next, and for a minute or so`() {
        let grid = StepGrid(step: 1_000_000, end: 200_000_000)
        var filler = SeriesFiller(grid, 0..<200)
        filler.add(3_000_000, 1)
        filler.add(5_400_000, 2)
        filler.add(150_000_000, 3)
        let values = filler.values
        #expect(values[2] == nil && values[3] == 1 && values[4] == 1 && values[5] == 2)
        #expect(values[75] == 2 && values[80] == nil && values[150] == 3)
    }

    @Test func `make means by how long they held`() {
        let timeline = Timeline(first: 0, last: 9_000_000, windowMicroseconds: 1_000_000)
        var tally = SlotTally(timeline)
        tally.add(0, 10)
        tally.add(2_500_000, 20)
        tally.add(3_000_000, nil)
        tally.add(5_000_000, 7)
        let line = tally.line(["a", "b", "c"])
        #expect(line.mean == [10, 10, 15, nil, nil, 7, nil, nil, nil, nil])
        #expect(line.minimum[2] == 10 && line.greatest[2] == 20)
    }
}
