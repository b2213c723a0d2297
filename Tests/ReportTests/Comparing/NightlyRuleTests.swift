import Foundation
import FoundationXML
import Report
import Testing

@Suite struct `nights and their history` {
    private static let p99 = Measure(.percentile(99))
    private static let series = NightHistory.Series(
        scenario: "day",
        likeness: "here",
        measure: p99
    )
    private static let rule = NightReport.rule(for: p99.figure, floor: 0.05, drift: 0.03)

    /// Five runs around a level, in another order each night.
    private func runs(_ level: Double, _ night: Int) -> [Double] {
        (0..<5).map { level * (1 + Double(($0 * 7 + night * 3) % 11 - 5) / 100) }
    }

    /// Goes through nights as the command does, and says what each came to.
    private func play(
        _ levels: [Double],
        in path: String,
        accepting: Set<Int> = []
    ) throws -> [NightResult.State] {
        let history = try NightHistory(path: path)
        var states: [NightResult.State] = []
        for level in levels {
            let night = try history.nextNight()
            if accepting.contains(night) { _ = try history.accept() }
            let judge = try SeriesJudge(Self.series, history, Self.rule)
            var tonight = runs(level, night)
            let again = judge.needsSecondLook(tonight)
            if again { tonight += runs(level, night + 5) }
            let result = judge.result(tonight, night: night, hadSecondLook: again)
            states.append(result.state)
            try history.add(
                .init(id: night, at: "2026-01-01T00:00:00Z", label: "v\(night)"),
                version: "1",
                [result]
            )
        }
        return states
    }

    @Test func `a night that is worse alarms at once, stays red, and recovers`() throws {
        let scratch = try Scratch()
        let states = try play(
            [100, 100, 100, 100, 120, 120, 100, 100],
            in: scratch.path("history.sqlite")
        )
        #expect(states[0] == .learning(nightsMissing: 3))
        #expect(states[3] == .unchanged)
        #expect(states[4] == .worse(since: 5))
        #expect(states[5] == .stillWorse(since: 5))
        #expect(states[6] == .recovered)
        #expect(states[7] == .unchanged)
    }

    @Test func `a level that is accepted is the new reference`() throws {
        let scratch = try Scratch()
        let states = try play(
            [100, 100, 100, 120, 120, 120, 120, 120, 144],
            in: scratch.path("history.sqlite"),
            accepting: [6]
        )
        #expect(states[3] == .worse(since: 4))
        #expect(!states[5].isWorse && !states[6].isWorse)
        #expect(states[8] == .worse(since: 9))
    }

    @Test func `a creeping level is found with the night since which it is so`() throws {
        let scratch = try Scratch()
        let levels = Array(repeating: 100.0, count: 25) + Array(repeating: 104.5, count: 15)
        let states = try play(levels, in: scratch.path("history.sqlite"))
        #expect(states.prefix(25).allSatisfy { !$0.isWorse })
        let worse = states.indices.filter { states[$0].isWorse }
        let first = try #require(worse.first)
        guard case .worse(let since) = states[first] else {
            Issue.record("\(states[first])")
            return
        }
        #expect((24...30).contains(since), "\(since)")
    }

    @Test func `a level is told with the change of the level, as its history shows it`() throws {
        let scratch = try Scratch()
        let history = try NightHistory(path: scratch.path("history.sqlite"))
        let levels = Array(repeating: 100.0, count: 25) + Array(repeating: 103.6, count: 40)
        for level in levels {
            let number = try history.nextNight()
            let judge = try SeriesJudge(Self.series, history, Self.rule)
            var values = runs(level, number)
            let again = judge.needsSecondLook(values)
            if again { values += runs(level, number + 5) }
            let result = judge.result(values, night: number, hadSecondLook: again)
            let night = NightHistory.Night(id: number, at: "2026-01-01T00:00:00Z")
            let before = try history.nights()
            try history.add(night, version: "1", [result])
            guard let finding = try history.findings(of: Self.series).first else { continue }
            try #require(finding.since < number, "it is found some nights late")
            let report = NightReport(
                suite: "s",
                night: night,
                before: before,
                results: [result],
                troubles: [],
                rule: NightlyRule(floor: 0.05, drift: 0.03)
            )
            let told = try #require(report.markdown.firstMatch(of: /of ‘day’ \+([0-9.]+) %/))
            let share = try #require(Double(told.1)) / 100
            #expect(abs(share - (exp(finding.shift) - 1)) < 0.0006, "\(told.0)")
            return
        }
        Issue.record("no level was found")
    }

    @Test func `a night on which nothing could be judged has not passed`() throws {
        func report(_ troubles: [String]) -> NightReport {
            NightReport(
                suite: "s",
                night: .init(id: 31, at: "2026-01-31T00:00:00Z"),
                before: (1...30).map { .init(id: $0, at: "2026-01-01T00:00:00Z") },
                results: [],
                troubles: troubles,
                unjudged: ["No verdict on p99 of ‘day’"],
                rule: NightlyRule(floor: 0.05, drift: 0.03)
            )
        }
        let silent = report([])
        #expect(silent.ending == .unusable)
        #expect(
            silent.markdown.contains("Nothing could be judged: no measure has a value tonight.")
        )
        #expect(!silent.markdown.contains("too few nights"))
        #expect(silent.junit.contains("failures=\"1\""), "\(silent.junit)")
        #expect(silent.annotations == ["::warning title=s::No verdict on p99 of ‘day’"])
        #expect(report(["it broke"]).markdown.contains("Not judged in full"))
    }

    @Test func `a floor is a rise by it, and of throughput a fall by it`() {
        let rise = NightReport.rule(for: .percentile(99), floor: 0.05, drift: 0.03)
        let fall = NightReport.rule(for: .throughput, floor: 0.05, drift: 0.03)
        #expect(abs(exp(rise.floor) - 1.05) < 1e-12 && abs(exp(-fall.floor) - 0.95) < 1e-12)
        #expect(abs(exp(rise.drift) - 1.03) < 1e-12 && abs(exp(-fall.drift) - 0.97) < 1e-12)
    }

    @Test func `what moved together is one finding, between its versions`() throws {
        let scratch = try Scratch()
        let history = try NightHistory(path: scratch.path("history.sqlite"))
        let measures = [Measure(.percentile(50)), Self.p99]
        var last: NightReport?
        for night in 1...4 {
            let before = try history.nights()
            let results = try measures.map { measure in
                let series = NightHistory.Series(
                    scenario: "<day>",
                    likeness: "here",
                    measure: measure
                )
                let values = runs(night == 4 ? 130 : 100, night)
                return try SeriesJudge(series, history, Self.rule)
                    .result(values + values, night: night, hadSecondLook: true)
            }
            let tonight = NightHistory.Night(
                id: night,
                at: "2026-01-0\(night)T00:00:00Z",
                label: "1.\(night)"
            )
            try history.add(tonight, version: "1", results)
            last = NightReport(
                suite: "su|te",
                night: tonight,
                before: before,
                results: results,
                troubles: [],
                unjudged: ["No verdict on p99.9 of ‘<day>’"],
                rule: NightlyRule(floor: 0.05, drift: 0.03)
            )
        }
        let report = try #require(last)
        #expect(report.ending == .regression)
        #expect(
            report.markdown.contains(
                "Worse since 1.4 (last good: 1.3): response time p50 of ‘\\<day>’ +"
            )
        )
        #expect(report.markdown.contains("Night 4, 2026-01-04 00:00 UTC, 1.4."))
        #expect(report.markdown.contains(" usual | "), "the words of the table are explained")
        #expect(report.markdown.contains("Usual: the median of the runs of the nights before"))
        #expect(report.markdown.contains("\nNo verdict on p99.9 of ‘\\<day>’\n"))
        #expect(report.html.contains("No verdict on p99.9 of ‘&lt;day&gt;’"))
        #expect(report.json.contains("No verdict on p99.9 of"))
        #expect(report.annotations.count == 1)
        #expect(report.annotations[0].hasPrefix("::error title=su|te::Worse since 1.4"))
        #expect(report.html.contains("&lt;day&gt;") && !report.html.contains("<day>"))
        let xml = try XMLDocument(xmlString: report.junit)
        #expect(xml.rootElement()?.name == "testsuites")
        #expect(report.junit.contains("failures=\"2\""))
        let json = try JSONSerialization.jsonObject(with: Data(report.json.utf8))
        #expect((json as? [String: Any])?["ending"] as? String == "regression")
        #expect(try history.export().contains("1.4,"))
        #expect(try history.prune(keeping: 2) == 2)
        #expect(try history.nights().map(\.id) == [3, 4])
    }

    @Test func `a night with a number that none has is damage`() throws {
        let scratch = try Scratch()
        let path = scratch.path("history.sqlite")
        _ = try play([100, 100, 100, 120], in: path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let changes = [
            "UPDATE night SET id = ?", "UPDATE sample SET night = ?",
            "UPDATE finding SET night = ?", "UPDATE finding SET since = ?",
            "UPDATE finding SET until = ?",
        ]
        let numbers = [Int64.max, .max - 1, .max / 1_000 + 1, Int64(Int32.max) + 1, 0, -1, .min]
        for (change, number) in changes.flatMap({ change in numbers.map { (change, $0) } }) {
            try whole.write(to: URL(fileURLWithPath: path))
            let one = change.replacing("?", with: "\(number)") + " WHERE rowid = 1"
            try Database(path: path, access: .write).run(one)
            for isReadOnly in [false, true] {
                do throws(DatabaseError) {
                    if isReadOnly {
                        _ = try NightHistory(reading: path)
                    } else {
                        _ = try NightHistory(path: path)
                    }
                    Issue.record("it was read: \(one)")
                } catch {
                    #expect(error.reason == .damaged && error.message == "night \(number)")
                }
            }
        }
    }

    @Test func `the last number that there is has no night after it`() throws {
        let scratch = try Scratch()
        let path = scratch.path("history.sqlite")
        _ = try play([100], in: path)
        try Database(path: path, access: .write).run("UPDATE night SET id = \(Int32.max)")
        let history = try NightHistory(path: path)
        #expect(throws: DatabaseError.self) { _ = try history.nextNight() }
        #expect(try history.prune(keeping: 20) == 0)
    }

    @Test func `a threshold is told with the run that missed it most`() throws {
        func verdict(_ value: Double?, _ expression: String = "a.latency p99 < 5ms") -> Verdict {
            let passed = value.map { $0 < 5 } ?? false
            return Verdict(
                expression: expression,
                phase: nil,
                value: value,
                unit: "ms",
                passed: passed
            )
        }
        let kept = verdict(1, "a.latency p50 < 5ms")
        let all = NightThreshold.all(
            of: "day",
            [[verdict(4), kept], [verdict(7), kept], [], [verdict(20), kept]]
        )
        #expect(all.map(\.passed) == [false, true])
        #expect(
            all[0].failure == "day: a.latency p99 < 5ms failed in 2 of 3 runs; at worst "
                + "measured 20.0 ms, 15.0 ms over, 4.00 times the bound"
        )
        #expect(all[1].failure == nil)
        let silent = NightThreshold.all(of: "day", [[verdict(nil)], [verdict(7)]])
        #expect(silent[0].failure?.hasSuffix("at worst no sample") == true)
    }

    @Test func `a file that is no history is refused`() throws {
        let scratch = try Scratch()
        let made = try Made()
        let path = try made.runs("run.sqlite", [1])
        #expect(throws: DatabaseError.self) { _ = try NightHistory(path: path) }
        let text = scratch.path("text.sqlite")
        try Data("no database at all, but long enough".utf8).write(to: URL(fileURLWithPath: text))
        do throws(DatabaseError) {
            _ = try NightHistory(path: text)
            Issue.record("it was taken for a history")
        } catch {
            #expect(error.message.contains("not a history database"), "\(error)")
        }
    }
}
