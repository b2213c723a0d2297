import FleetSim
import Foundation
import Report
import Scenarios
import Testing

@Suite struct `the first thing on a page is how it came out` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws {
        scratch = try Scratch()
    }

    /// The verdict's part of a page, and its tone.
    private func conclusion() throws -> (tone: String, text: String) {
        let page = try report(database: path, format: .html)
        let found = try #require(
            page.firstMatch(of: /(?s)<section class="verdict (\w+)"[^>]*>(.*?)<\/section>/)
        )
        // Numbers stay with their units by a space that does not break.
        let text = found.output.2.replacing("\u{A0}", with: " ")
        return (String(found.output.1), String(text))
    }

    @Test func `a failed threshold is not green, and tells by how much`() throws {
        try SampleRuns.fleet(to: path, gate: "calls.count < 50")
        let (tone, text) = try conclusion()
        #expect(tone == "bad")
        #expect(text.contains("✗"))
        #expect(text.contains("Failed: 1 of 2 thresholds"))
        #expect(text.contains(" over, ") && text.contains("times the bound"))
        #expect(!text.contains("complete"))
    }

    @Test func `thresholds that passed are green`() throws {
        try SampleRuns.fleet(to: path)
        let (tone, text) = try conclusion()
        #expect(tone == "good")
        #expect(text.contains("Passed: all 2 thresholds"))
    }

    @Test(arguments: [
        (RunResult.Status.untrusted, "doubt", "Cannot be believed"),
        (.unreachable, "bad", "The CSMS was never reached"),
        (.interrupted, "doubt", "Interrupted after 3 min"),
        (.failed, "bad", "The run failed after 3 min"),
    ])
    func `a run that did not come to its end is not green`(
        status: RunResult.Status,
        tone: String,
        headline: String
    ) throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        for minute in 0..<Int64(3) { try store.write(.fixture(minute: minute)) }
        var result = RunResult.fixture(status: status)
        result.reason = "the simulator was 900 ms late"
        try store.finish(
            result,
            judgedBy: [
                Threshold(.calls(.ofChargers, .failed), .below, Bound(0.1, .percent))
            ],
            elapsed: .zero
        )
        let found = try conclusion()
        #expect(found.tone == tone)
        #expect(found.text.contains(headline))
        #expect(found.text.contains("The simulator was 900 ms late."))
    }

    @Test func `without thresholds nothing is called good`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        try store.write(.fixture(minute: 0))
        try store.finish(.fixture(minutes: 1), elapsed: .zero)
        let (tone, text) = try conclusion()
        #expect(tone == "plain")
        #expect(text.contains("no thresholds to judge it by"))
    }

    @Test func `a plan says what to build, or that nothing will do`() throws {
        try SampleRuns.plan(to: path)
        let good = try conclusion()
        #expect(good.tone == "good")
        #expect(good.text.contains("Build "))
        #expect(good.text.contains("<b>met</b>"))
        let other = scratch.path("other.sqlite")
        try SampleRuns.plan(to: other, target: "peak <= 1kW")
        let page = try report(database: other, format: .html)
        let isBad = page.contains("<section class=\"verdict bad\"")
        let saysSo = page.contains("No design meets the targets")
        #expect(isBad && saysSo)
        // Once, in the heading; then which design comes nearest, by how much, and its pictures.
        let parts = page.components(separatedBy: "No design meets the targets")
        #expect(parts.count == 2, "\(parts.count)")
        #expect(
            page.contains(
                /<p>Nearest: [0-9]+ bays?[^<]*\(peak [0-9.]+\u{A0}kW, [0-9.]+\u{A0}kW over\)\.<\/p>/
            )
        )
        #expect(page.contains("<b>missed</b> <code>peak &lt;= 1kW</code>"))
        #expect(page.contains("<h2>The nearest design</h2>") && page.contains("Load duration"))
        let text = try report(database: other, format: .md)
        #expect(text.contains("No design meets the targets.\nNearest: "), "\(text)")
        let cases = try report(database: other, format: .junit)
        #expect(cases.contains(#"tests="2" failures="2" errors="0""#))
        #expect(cases.contains(#"name="a design meets all targets""#))
        #expect(try report(database: path, format: .junit).contains(#"tests="2" failures="0""#))
    }

    @Test(arguments: [
        ("a.latency p99 < 500ms", 241_018.0, "ms", "241 s"),
        ("a.latency p99 < 2s", 1.99996, "s", "1.99996 s"),
        ("a.latency p99 < 2s", 1.87, "s", "1.87 s"),
        ("a.failed < 0.1%", 0.1004, "%", "0.1004 %"),
        ("a.count < 5", 1e300, "", "1e+300"),
    ])
    func `a value has the digits that tell it from its bound, and a unit that people say`(
        expression: String,
        value: Double,
        unit: String,
        shown: String
    ) {
        let verdict = Verdict(expression: expression, value: value, unit: unit, passed: false)
        #expect(verdict.measured == shown)
    }
}

extension Verdict {
    fileprivate init(expression: String, value: Double, unit: String, passed: Bool) {
        self.init(expression: expression, phase: nil, value: value, unit: unit, passed: passed)
    }
}
