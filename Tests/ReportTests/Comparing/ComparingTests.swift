import FleetSim
import Foundation
import FoundationXML
import Report
import Scenarios
import Testing

/// Run databases whose response times are known.
struct Made {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Adds runs to a file, one for each response time in milliseconds.
    @discardableResult
    func runs(
        _ name: String,
        _ milliseconds: [Int64],
        text: String = "name: evening-peak\n",
        host: String = "bench",
        status: RunResult.Status = .complete,
        kind: RunKind = .live,
        seeds: [UInt64]? = nil,
        fingerprint: UInt64 = 7,
        calls: Int = 1_100
    ) throws -> String {
        let path = scratch.path(name)
        for (index, time) in milliseconds.enumerated() {
            var store = try Store(path: path)
            var manifest = RunManifest.fixture(seed: seeds?[index] ?? 42)
            manifest.scenarioText = text
            manifest.kind = kind
            manifest.phases = []
            let host = HostFacts(name: host, cores: 8, commit: "0123abc")
            try store.begin(manifest, host: host, startedAt: Date(timeIntervalSince1970: 0))
            var batch = Batch()
            batch.start = .minute(0)
            batch.end = .minute(1)
            for call in 0..<calls {
                let delay = SimDuration.milliseconds(time + Int64(call % 10))
                batch.calls.record(
                    .heartbeat,
                    .out,
                    .ok,
                    latency: delay,
                    service: delay,
                    bytesSent: 60,
                    bytesReceived: 80
                )
            }
            try store.write(batch, usage: nil)
            _ = try store.finish(
                RunResult(
                    status: status,
                    reached: .minute(1),
                    events: calls,
                    fingerprint: fingerprint
                ),
                judgedBy: [],
                byDefault: [],
                elapsed: .seconds(60)
            )
        }
        return path
    }

    func compare(
        _ base: String,
        _ news: String...,
        wishes: Comparison.Wishes = .init()
    ) throws -> Comparison {
        let sides = try ([base] + news).map { try ComparisonSide([.init(parsing: $0)]) }
        return try Comparison(sides[0], Array(sides.dropFirst()), wishes)
    }
}

@Suite struct `comparing runs` {
    private static let base: [Int64] = [100, 104, 98, 102, 101, 97, 103, 99, 105, 96]

    private func line(_ comparison: Comparison, _ text: String) throws -> ComparisonLine {
        let lines = comparison.pairings[0].lines
        return try #require(lines.first { $0.measure.text == text })
    }

    @Test func `what is 20 % slower is worse, and the other way round better`() throws {
        let made = try Made()
        let old = try made.runs("old.sqlite", Self.base)
        let new = try made.runs("new.sqlite", Self.base.map { $0 * 12 / 10 })
        let slower = try made.compare(old, new)
        #expect(slower.ending == .failed)
        #expect(try line(slower, "p99").verdict == .worse)
        #expect(slower.text(as: .md).contains("Failed: worse in p50, p99."))
        let faster = try made.compare(new, old)
        #expect(faster.ending == .passed)
        #expect(try line(faster, "p50").verdict == .better)
    }

    @Test func `a run that was cut off is not held to be another, nor judged by how much it did`()
        throws
    {
        let made = try Made()
        let whole = try made.runs("whole.sqlite", [100], kind: .virtual)
        let cut = try made.runs("cut.sqlite", [100], status: .interrupted, kind: .virtual)
        try Database(path: cut, access: .write).run(
            "UPDATE run SET fingerprint = NULL, simulated_us = 20000000"
        )
        let sides = try [whole, cut].map {
            try ComparisonSide([.init(parsing: $0)], takesIncomplete: true)
        }
        let comparison = try Comparison(sides[0], [sides[1]], .init())
        #expect(comparison.pairings[0].exact.isEmpty)
        let text = comparison.text(as: .md)
        #expect(!text.contains("fingerprint"), "\(text)")
        #expect(!comparison.pairings[0].lines.contains { $0.measure.figure == .throughput })
        #expect(comparison.pairings[0].lines.contains { $0.measure.text == "p50" })
    }

    @Test func `the same levels are no difference, and few runs are told to be too few`() throws {
        let made = try Made()
        let old = try made.runs("old.sqlite", Self.base)
        let same = try made.runs("same.sqlite", Self.base.reversed())
        let equal = try made.compare(old, same)
        #expect(equal.ending == .passed)
        #expect(try line(equal, "p50").verdict == .noDifference)
        let few = try made.runs("few.sqlite", [120, 121])
        let undecided = try made.compare(old, few)
        #expect(undecided.ending == .undecided)
        let verdict = try line(undecided, "p99").verdict
        guard case .inconclusive(let runs?) = verdict else {
            Issue.record("two runs decided")
            return
        }
        #expect(runs >= 5)
        #expect(undecided.text(as: .md).contains("at least 5 runs a side"))
    }

    @Test func `a percentile that counts do not carry is not told`() throws {
        let made = try Made()
        let old = try made.runs("old.sqlite", Self.base, calls: 200)
        let new = try made.runs("new.sqlite", Self.base.map { $0 * 2 }, calls: 200)
        let comparison = try made.compare(old, new)
        #expect(comparison.pairings[0].lines.contains { $0.measure.text == "p50" })
        #expect(!comparison.pairings[0].lines.contains { $0.measure.text == "p99" })
        #expect(comparison.text(as: .md).contains("No verdict on p99"))
    }

    @Test func `unlike runs are refused by name, and compared if told`() throws {
        let made = try Made()
        let old = try made.runs("old.sqlite", Self.base)
        let other = try made.runs(
            "other.sqlite",
            Self.base,
            text: "name: evening-peak\nduration: 2h\n",
            host: "elsewhere"
        )
        do {
            _ = try made.compare(old, other)
            Issue.record("they were compared")
        } catch let error as ComparisonError {
            let text = error.lines.joined(separator: "\n")
            #expect(text.contains("scenario: line 2 is blank in"), "\(text)")
            #expect(text.contains("‘duration: 2h’"))
            #expect(text.contains("machine: ‘bench’"))
        }
        var wishes = Comparison.Wishes()
        wishes.takesUnlike = true
        let comparison = try made.compare(old, other, wishes: wishes)
        #expect(comparison.text(as: .md).contains("Unlike, and compared all the same"))
    }

    @Test func `seed, CSMS and clock may differ, other overrides may not`() throws {
        let made = try Made()
        let text = "name: evening-peak\n"
        let old = try made.runs("a.sqlite", Self.base, text: text + "# --set seed=1\n")
        let new = try made.runs(
            "b.sqlite",
            Self.base,
            text: text + "# --set csms.url=ws://b/\n# --set start=2026-01-01T00:00:00Z\n"
        )
        #expect(try made.compare(old, new).ending == .passed)
        let long = try made.runs("c.sqlite", Self.base, text: text + "# --set duration=2h\n")
        #expect(throws: ComparisonError.self) { try made.compare(old, long) }
    }

    @Test func `runs that did not end well are left out, and told`() throws {
        let made = try Made()
        let old = try made.runs("old.sqlite", Self.base)
        let new = try made.runs("new.sqlite", Self.base)
        try made.runs("new.sqlite", [999], status: .interrupted)
        let comparison = try made.compare(old, new)
        #expect(comparison.pairings[0].new.runs.count == 10)
        #expect(comparison.text(as: .md).contains("#11: it is interrupted"))
        #expect(throws: ComparisonError.self) { try made.compare(old, new + "#11") }
        #expect(throws: ComparisonError.self) { try made.compare(old, new + "#12") }
        #expect(throws: ComparisonError.self) { try made.compare(old, old + ".nowhere") }
    }

    @Test func `virtual runs with the same seeds are compared exactly`() throws {
        let made = try Made()
        let seeds: [UInt64] = [1, 2]
        let old = try made.runs("o.sqlite", [100, 110], kind: .virtual, seeds: seeds)
        let same = try made.runs("s.sqlite", [110, 100], kind: .virtual, seeds: [2, 1])
        let equal = try made.compare(old, same)
        #expect(equal.ending == .passed)
        #expect(equal.text(as: .md).contains("Equal: the runs are the same, event by event."))
        let other = try made.runs(
            "n.sqlite",
            [100, 130],
            kind: .virtual,
            seeds: seeds,
            fingerprint: 8
        )
        let differs = try made.compare(old, other)
        #expect(differs.ending == .failed)
        let text = differs.text(as: .md)
        #expect(text.contains("0 of 2 pairs equal"))
        #expect(text.contains("window 00:00:00, Heartbeat out ok:"), "\(text)")
        #expect(text.contains("One scenario and one seed have two fingerprints"))
    }

    @Test func `gates decide in place of verdicts`() throws {
        let made = try Made()
        let old = try made.runs("old.sqlite", Self.base)
        let new = try made.runs("new.sqlite", Self.base.map { $0 * 12 / 10 })
        func ending(_ gates: String...) throws -> Comparison.Ending {
            var wishes = Comparison.Wishes()
            wishes.gates = try gates.map { try Gate(parsing: $0) }
            return try made.compare(old, new, wishes: wishes).ending
        }
        #expect(try ending("p99:+10%") == .failed)
        #expect(try ending("p99:+40%") == .passed)
        #expect(try ending("p99:+40%", "Heartbeat.p50:+5%") == .failed)
        #expect(try ending("p99:+19%") != .passed)
        #expect(try ending("failed:+0.1pp", "throughput:-5%") == .passed)
        #expect(try ending("BootNotification.p99:+5%") == .undecided, "there are none")
    }

    @Test(arguments: [
        ("p99", "FIGURE:LIMIT"), ("p99:10%", "how much p99 may rise"),
        ("p99:-10%", "how much p99 may rise"), ("throughput:+5%", "may fall"),
        ("failed:+1%", "ends in pp"), ("p0:+1%", "from p1 to p99.99"), ("p99:+x%", "may rise"),
        ("Hartbeat.p99:+1%", "no action ‘Hartbeat’"), ("speed:+1%", "no figure ‘speed’"),
        ("p99:+-1%", "may rise"), ("p99:+1e3%", "may rise"),
    ])
    func `a gate that says nothing is refused`(text: String, words: String) {
        do {
            _ = try Gate(parsing: text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error.problem.contains(words), "\(error.problem)")
        }
    }

    @Test func `measures are read as they are written`() throws {
        for text in ["p50", "p99.9", "failed", "throughput", "BootNotification.p99.9"] {
            #expect(try Measure(parsing: text).text == text)
        }
        #expect(try Measure(parsing: "boot.p99") == Measure(parsing: "BootNotification.p99"))
        #expect(try Measure(parsing: "calls.p99") == Measure(parsing: "p99"))
    }

    @Test func `every form has the verdict, and nothing of a name gets out of hand`() throws {
        let made = try Made()
        let old = try made.runs("<script>&\".sqlite", Self.base)
        let new = try made.runs("new.sqlite", Self.base.map { $0 * 12 / 10 })
        let comparison = try made.compare(old, new)
        let html = comparison.text(as: .html)
        #expect(html.contains("&lt;script&gt;&amp;") && !html.contains("<script>&"))
        #expect(html.contains("✗</span>Failed: worse in p50, p99"))
        #expect(html.components(separatedBy: "<figure").count == 3)
        let json = try JSONSerialization.jsonObject(
            with: Data(comparison.text(as: .json).utf8)
        )
        #expect((json as? [String: Any])?["ending"] as? String == "failed")
        let junit = comparison.text(as: .junit)
        let xml = try XMLDocument(xmlString: junit)
        #expect(xml.rootElement()?.name == "testsuites")
        #expect(junit.contains("failures=\"2\""))
    }

    @Test func `the verdict on each of several new sides names it`() throws {
        let made = try Made()
        let old = try made.runs("old.sqlite", Self.base)
        let same = try made.runs("same.sqlite", Self.base)
        let slow = try made.runs("slow.sqlite", Self.base.map { $0 * 12 / 10 })
        let html = try made.compare(old, same, slow).text(as: .html)
        #expect(html.contains("same.sqlite, all calls: response time p99: no difference"))
        #expect(html.contains("slow.sqlite, all calls: response time p99: worse"))
    }

    @Test func `a fall counts from the floor that a rise counts from`() throws {
        let throughput = Measure(.throughput)
        func verdict(_ measure: Measure, _ new: Double) throws -> ComparisonLine.Verdict {
            let spread = (0..<10).map { 1 + 1e-5 * Double($0) }
            let lines = JudgedValues.lines([
                (measure, spread.map { 100 * $0 }, spread.map { new * $0 })
            ])
            return try #require(lines.first).verdict
        }
        #expect(try verdict(throughput, 95.2) == .noDifference)
        #expect(try verdict(throughput, 94.9) == .worse)
        #expect(try verdict(throughput, 104.9) == .noDifference)
        #expect(try verdict(throughput, 105.1) == .better)
        #expect(try verdict(Measure(.percentile(99)), 95.2) == .noDifference)
        #expect(try verdict(Measure(.percentile(99)), 94.9) == .better)
    }

    @Test func `Holm keeps four measures from alarming four times as often`() throws {
        // Just significant by itself, and not among four; the probability is SciPy's.
        let base = (0..<10).map { 100 + 2 * Double($0) }
        let new = base.map { $0 + 6.5 }
        let measures = Measure.primary
        let alone = JudgedValues.lines([(measures[1], base, new)])
        #expect(abs(alone[0].probability - 0.028805559765312086) < 1e-12)
        #expect(alone[0].verdict == .worse)
        let family = JudgedValues.lines(
            measures.map { ($0, base, $0 == measures[1] ? new : base) }
        )
        #expect(family[1].verdict != .worse)
    }
}
