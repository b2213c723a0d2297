import FleetSim
import Foundation
import Scenarios
import Testing

@testable import Report

@Suite struct `a part of a fleet` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws { scratch = try Scratch() }

    private func scenario(_ faults: String) -> String {
        """
        name: streets
        seed: 7
        duration: 40m
        window: 20s
        csms:
          reference: {heartbeat: 20s}
        fleet:
          - site: street
            count: 6
            chargers: [{model: generic-ac, count: 5}]
            arrivals: {per_day: 0}
          - site: yard
            chargers: [{model: wallbox-pulsar-plus, count: 5}]
            arrivals: {per_day: 0}
        \(faults)
        """
    }

    private func course(_ faults: String = "") throws -> FleetCourse {
        try SampleRuns.fleet(scenario(faults), to: path)
        guard case .fleet(let course) = try summary(database: path).kind else {
            throw CancellationError()
        }
        return course
    }

    @Test func `that fares like the others does not stand out`() throws {
        let course = try course()
        #expect(course.subsets.map(\.trait) == ["site", "model"])
        #expect(course.subsets.allSatisfy { $0.outlier == nil })
        #expect(course.subsets[0].parts.count == 7)
        #expect(try summary(database: path).remarks.isEmpty)
    }

    @Test func `that is slow stands out in every report`() throws {
        let fault = "faults: [{at: 5m, kind: slow-link, site: yard, for: 20m, delay: 1500ms}]"
        let course = try course(fault)
        let sites = try #require(course.subsets.first)
        let outlier = try #require(sites.outlier)
        #expect(outlier.matter == .latency && outlier.name == "yard")
        #expect(sites.parts.first?.name == "yard")
        let own = try #require(outlier.own?.p99.microseconds)
        let others = try #require(outlier.others?.p99.microseconds)
        #expect(own > 2 * others)
        for format in [ReportFormat.html, .md, .json] {
            let text = try report(database: path, format: format)
            #expect(text.contains("‘\(outlier.name)’ stands out"), "\(format)")
        }
        let tables = try summary(database: path).csvTables
        let table = try #require(tables.first { $0.name == "subsets" })
        #expect(table.text.contains("site,\(outlier.name),"))
    }

    @Test(arguments: [
        (100, 0, 5_000, 100, 0, 5_000, nil),
        (1_000, 0, 50_000, 9_000, 0, 5_000, "latency"),
        (1_000, 120, 5_000, 9_000, 9, 5_000, "failures"),
        // Too few to tell, and a difference that is none.
        (50, 50, 900_000, 9_000, 0, 5_000, nil),
        (1_000, 0, 5_500, 9_000, 0, 5_000, nil),
        (1_000, 5, 5_000, 9_000, 9, 5_000, nil),
    ])
    func `is judged by its calls against all others`(
        calls: Int,
        failed: Int,
        time: Int64,
        otherCalls: Int,
        otherFailed: Int,
        otherTime: Int64,
        matter: String?
    ) {
        func count(_ calls: Int, _ failed: Int, _ time: Int64) -> SubsetTally.Count {
            var times = Histogram()
            times.record(time, times: calls)
            var count = SubsetTally.Count(calls: calls, failed: failed)
            count.times.add(times, .ok)
            return count
        }
        let found = SubsetTally.matter(
            count(calls, failed, time),
            count(otherCalls, otherFailed, otherTime)
        )
        #expect(found?.rawValue == matter)
    }

    /// What a stuck server of four does: each of its chargers has one call that waits, and makes no other meanwhile.
    @Test(arguments: [(10, true), (3, false)])
    func `stands out by few calls that took very long, if chance has not that many`(
        stuck: Int,
        standsOut: Bool
    ) {
        func count(_ calls: Int, _ slow: Int) -> SubsetTally.Count {
            var times = Histogram()
            for call in 0..<calls { times.record(5_000 + Int64(call % 50) * 100) }
            if slow > 0 { times.record(20_000_000, times: slow) }
            var count = SubsetTally.Count(calls: calls + slow, failed: 0)
            count.times.add(times, .ok)
            return count
        }
        let found = SubsetTally.matter(count(250, stuck), count(1_350, 0))
        #expect(found == (standsOut ? .latency : nil))
    }

    @Test func `that stands out has its course step by step, also where only others had calls`()
        throws
    {
        func window(_ start: Int, _ time: Int64, _ calls: Int) -> SubsetTally.Window {
            var times = Histogram()
            times.record(time, times: calls)
            return SubsetTally.Window(
                start: start,
                calls: calls,
                failed: 0,
                answered: times.encodedV2(),
                unanswered: nil,
                longest: Int(time)
            )
        }
        var tally = SubsetTally("site")
        // In another order than that of time, as parts of a run are merged.
        try tally.add("yard", window(120, 900_000, 200))
        try tally.add("yard", window(0, 800_000, 200))
        for start in [0, 60, 120] { try tally.add("depot", window(start, 5_000, 300)) }
        for start in [0, 60] { try tally.add("street", window(start, 6_000, 300)) }
        let outlier = try #require(tally.course?.outlier)
        #expect(outlier.name == "yard")
        #expect(outlier.course.map(\.start) == [0, 60, 120])
        let own = outlier.course.map { $0.own.map { ($0 + 50_000) / 100_000 } }
        #expect(own == [8, nil, 9])
        #expect(outlier.course.map { $0.others.map { ($0 + 500) / 1_000 } } == [6, 6, 5])
    }

    @Test func `with a name of markup is text in a report`() throws {
        try SampleRuns.fleet(scenario(""), to: path)
        try Database(path: path, access: .write).run(
            "UPDATE subset_window SET name = '<script>' || name WHERE trait = 'site'"
        )
        #expect(try !report(database: path, format: .html).contains("<script>street"))
    }

    @Test(arguments: ["latency = x'0102'", "trait = 'colour'"])
    func `that cannot be read is told, and nothing is made up`(damage: String) throws {
        try SampleRuns.fleet(scenario(""), to: path)
        try Database(path: path, access: .write).run("UPDATE subset_window SET \(damage)")
        #expect(throws: (any Error).self) { try report(database: path, format: .md) }
    }

    /// The histograms that a value holds open, wherever they are within it.
    private func openHistograms(in value: Any) -> Int {
        if let histogram = value as? Histogram { return histogram.count > 0 ? 1 : 0 }
        guard !(value is [UInt8]) else { return 0 }
        return Mirror(reflecting: value).children.reduce(0) { $0 + openHistograms(in: $1.value) }
    }

    /// An open histogram takes a hundred times the memory of its bytes.
    @Test func `holds no histogram open while its windows are read, however many there are`() throws
    {
        var open: [Int] = []
        for windows in [1, 300] {
            var tally = SubsetTally("site")
            for window in 0..<windows {
                for part in 0..<4 {
                    var times = Histogram()
                    times.record(Int64(1_000 * (part + 1) + window), times: 10)
                    let bytes = times.encodedV2()
                    try tally.add(
                        "part \(part)",
                        .init(
                            start: window,
                            calls: 10,
                            failed: 0,
                            answered: bytes,
                            unanswered: nil,
                            longest: 9_000
                        )
                    )
                }
            }
            open.append(openHistograms(in: tally))
            let course = try #require(tally.course)
            #expect(course.parts.map(\.calls) == Array(repeating: 10 * windows, count: 4))
            #expect(openHistograms(in: course) == 0)
        }
        #expect(open == [0, 0])
    }

    @Test func `leaves a summary no histogram open for each window or part`() throws {
        var open: [Int] = []
        for (minutes, sites) in [(10, 2), (40, 12)] {
            let scratch = try Scratch()
            let whole = scenario("").replacing("duration: 40m", with: "duration: \(minutes)m")
                .replacing("count: 6", with: "count: \(sites)")
            let path = scratch.path("run.sqlite")
            try SampleRuns.fleet(whole, to: path)
            let summary = try summary(database: path)
            guard case .fleet(let course) = summary.kind else { throw CancellationError() }
            #expect(course.subsets.first?.parts.count == sites + 1)
            open.append(openHistograms(in: summary))
        }
        #expect(open[0] == open[1])
    }
}
