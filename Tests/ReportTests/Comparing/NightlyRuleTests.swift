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
                rule: Self.rule
            )
        }
        let report = try #require(last)
        #expect(report.ending == .regression)
        #expect(report.markdown.contains("Worse since 1.4 (last good: 1.3): \\<day> p50 +"))
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

    @Test func `a file that is no history is refused`() throws {
        let scratch = try Scratch()
        let made = try Made()
        let path = try made.runs("run.sqlite", [1])
        #expect(throws: DatabaseError.self) { _ = try NightHistory(path: path) }
        let text = scratch.path("text.sqlite")
        try Data("no database at all, but long enough".utf8).write(to: URL(fileURLWithPath: text))
        #expect(throws: DatabaseError.self) { _ = try NightHistory(path: text) }
    }
}
