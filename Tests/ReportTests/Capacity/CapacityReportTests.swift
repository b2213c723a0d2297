import FleetSim
import Foundation
import Planning
import Report
import Testing

@Suite struct `the report on a search for a capacity` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws {
        scratch = try Scratch()
    }

    @Test func `says the interval, what broke first and whether the CSMS comes back`() throws {
        try SampleRuns.capacity(to: path)
        let text = try report(database: path, format: .md)
        #expect(text.contains("Capacity 1,010 chargers, 950 to 1,080 at 95 % confidence."))
        #expect(text.contains("First broken: calls.latency p99 < 2s."))
        #expect(text.contains("the thresholds are kept again at 855 chargers."))
        #expect(text.contains("The 900 chargers asked for are reached."))
        #expect(text.contains("| 3     | up   | untrusted |"))
    }

    @Test(arguments: [
        ([Trial.Verdict.failed, .failed, .passed], false as Bool?, "tried twice"),
        ([.failed, .failed, .failed], nil, "not kept from rest either"),
        ([.untrusted, .untrusted, .untrusted], nil, "the simulator was too late"),
    ])
    func `says what trials after an overload tell, and whether they do`(
        verdicts: [Trial.Verdict],
        comesBack: Bool?,
        words: String
    ) throws {
        var answer = SampleRuns.answer
        answer.comesBack = comesBack
        let last = verdicts.enumerated().map { index, verdict in
            SampleRuns.trial(2 + index, 855, verdict, index < 2 ? .down : .up)
        }
        let trials =
            [SampleRuns.trial(0, 200, .passed), SampleRuns.trial(1, 1_600, .failed)] + last
        try SampleRuns.capacity(to: path, answer: answer, trials: trials)
        let text = try report(database: path, format: .md)
        #expect(text.contains(words))
        #expect(text.contains("does not come back") == (comesBack == false))
    }

    @Test func `draws the knee, up and down, out of what was believed`() throws {
        try SampleRuns.capacity(to: path)
        let page = try report(database: path, format: .html)
        #expect(page.contains("Response time, due → reply, against load"))
        for name in ["p50, up", "p99, up", "p50, down", "p99, down"] {
            #expect(page.contains(name), "\(name)")
        }
        #expect(!page.contains("<took>"))
        // Four trials were believed on the way up, so each of its curves has four dots.
        let dots = try #require(page.firstMatch(of: /dots second" d="([^"]+)"/)).1
        #expect(dots.split(separator: "M").count == 4)
    }

    @Test(arguments: [(900.0, true), (951, false)])
    func `is a gate by the lower end of the interval`(atLeast: Double, isReached: Bool) throws {
        try SampleRuns.capacity(to: path, atLeast: atLeast)
        let cases = try report(database: path, format: .junit)
        #expect(cases.contains("tests=\"1\" failures=\"\(isReached ? 0 : 1)\""))
        #expect(try report(database: path, format: .json).contains("\"reached\": \(isReached)"))
    }

    @Test func `says that what was asked for was not tried, and passes no gate with it`() throws {
        let answer = CapacityAnswer(found: .atLeast(500), threshold: nil, comesBack: nil)
        try SampleRuns.capacity(to: path, answer: answer, atLeast: 900)
        let text = try report(database: path, format: .md)
        #expect(text.contains("The 900 chargers asked for were not tried."))
        let cases = try report(database: path, format: .junit)
        #expect(cases.contains("tests=\"1\" failures=\"0\" errors=\"1\""), "\(cases)")
        #expect(cases.contains("<error type=\"not-tried\""))
        #expect(try report(database: path, format: .json).contains("\"reached\": null"))
    }

    @Test func `says that nothing was found where it was interrupted`() throws {
        try SampleRuns.capacity(to: path, answer: nil)
        #expect(try report(database: path, format: .md).contains("No capacity found yet."))
        #expect(try report(database: path, format: .junit).contains("errors=\"1\""))
        for format in ReportFormat.allCases {
            #expect(try report(database: path, format: format).count > 100)
        }
    }

    @Test(arguments: [
        CapacityAnswer(found: .atLeast(500), threshold: nil, comesBack: nil),
        CapacityAnswer(found: .lessThan(1), threshold: "a < 1", comesBack: nil),
        CapacityAnswer(
            found: .between(low: 1, high: 2, estimate: nil),
            threshold: nil,
            comesBack: false
        ),
    ])
    func `tells every kind of answer in every form`(answer: CapacityAnswer) throws {
        try SampleRuns.capacity(to: path, answer: answer)
        #expect(try summary(database: path).capacity?.answer == answer)
        for format in ReportFormat.allCases {
            #expect(try report(database: path, format: format).count > 100)
        }
    }

    @Test func `gives an interrupted search its trials back, and only its own`() throws {
        let trials = [SampleRuns.trial(0, 200, .passed), SampleRuns.trial(1, 1_600, .aborted)]
        try SampleRuns.capacity(to: path, answer: nil, trials: trials)
        func left(
            _ change: (inout RunManifest) -> Void = { _ in },
            _ axis: CapacityAxis = .chargers
        ) throws -> [Trial] {
            var manifest = SampleRuns.searchManifest
            change(&manifest)
            return try trialsLeft(database: path, like: manifest, axis: axis)
        }
        #expect(try left() == trials)
        #expect(try left({ _ in }, .rate).isEmpty)
        #expect(try left({ $0.seed = 8 }).isEmpty)
        #expect(try left({ $0.scenarioText = "name: other\n" }).isEmpty)
        #expect(try left({ $0.csms = "ws://csms.example/" }).isEmpty)
        #expect(try left({ $0.version = "another" }).isEmpty)
        try SampleRuns.capacity(to: path)
        #expect(try left().isEmpty, "the last search has an answer")
    }

    @Test func `gives no trial back that was not believed`() throws {
        let trials = [SampleRuns.trial(0, 200, .passed), SampleRuns.trial(1, 1_600, .untrusted)]
        try SampleRuns.capacity(to: path, answer: nil, trials: trials)
        let left = try trialsLeft(
            database: path,
            like: SampleRuns.searchManifest,
            axis: .chargers
        )
        #expect(left == [trials[0]])
    }

    @Test(arguments: [
        ("$.measured", "9223372036854775807"), ("$.measured", "-1"),
        ("$.calls", "9223372036854775807"), ("$.load", "-1e308"), ("$.p50", "-5"),
    ])
    func `of a trial with a number that none has says so`(member: String, number: String) throws {
        try SampleRuns.capacity(to: path, answer: nil)
        try Database(path: path, access: .write).run(
            "UPDATE trial SET figures = json_set(figures, '\(member)', \(number)) WHERE id = 0"
        )
        #expect(throws: ReportError.self) {
            try trialsLeft(database: path, like: SampleRuns.searchManifest, axis: .chargers)
        }
    }

    @Test(arguments: [
        "UPDATE trial SET figures = '{'", "UPDATE capacity SET answer = '[]'",
        "UPDATE capacity SET axis = 'sideways'", "UPDATE trial SET figures = x'00'",
    ])
    func `of what is damaged says so and does not trap`(damage: String) throws {
        try SampleRuns.capacity(to: path)
        try? Database(path: path, access: .write).run(damage)
        for format in ReportFormat.allCases { _ = try? report(database: path, format: format) }
    }
}
