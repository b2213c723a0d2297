import Scenarios
import Testing

@testable import Observing

/// Pages as programs serve them.
enum Pages {
    static let first = """
        # HELP ocpp_calls_total Calls that came in.
        # TYPE ocpp_calls_total counter
        ocpp_calls_total{action="Heartbeat",worker="1"} 100
        ocpp_calls_total{action="Heartbeat",worker="2"} 40 1700000000000
        # TYPE db_query_seconds histogram
        db_query_seconds_bucket{le="0.005"} 90
        db_query_seconds_bucket{le="0.05"} 100
        db_query_seconds_bucket{le="+Inf"} 100
        db_query_seconds_sum 0.5
        db_query_seconds_count 100
        # TYPE pool_in_use gauge
        pool_in_use 3
        # TYPE gc_seconds summary
        gc_seconds{quantile="0.5"} 0.001
        gc_seconds_sum 1
        gc_seconds_count 20
        db_query_seconds_created 1.7e+09

        """

    static let second = """
        # TYPE ocpp_calls_total counter
        ocpp_calls_total{worker="1",action="Heartbeat"} 150
        ocpp_calls_total{action="Heartbeat",worker="2"} 10
        # TYPE db_query_seconds histogram
        db_query_seconds_bucket{le="0.005"} 90
        db_query_seconds_bucket{le="0.05"} 150
        db_query_seconds_bucket{le="+Inf"} 200
        db_query_seconds_sum 30.5
        db_query_seconds_count 200
        # TYPE pool_in_use gauge
        pool_in_use NaN
        # TYPE gc_seconds summary
        gc_seconds{quantile="0.5"} 0.002
        gc_seconds_count 22
        """

    static func text(_ page: String) -> MetricsText { MetricsText(Array(page.utf8)) }
}

@Suite struct `a page of metrics` {
    @Test func `is taken apart with its types and labels`() throws {
        let page = Pages.text(Pages.first)
        #expect(page.samples.count == 12 && page.badLines == 0)
        let call = try #require(page.samples.first)
        #expect(call.name == "ocpp_calls_total" && call.value == 100)
        #expect(call.labels.map(\.name) == ["action", "worker"])
        #expect(call.labels.map(\.value) == ["Heartbeat", "1"])
    }

    @Test(arguments: [
        (#"a{b="c\"d\\e\nf"} 1"#, "c\"d\\e\nf"),
        (#"a{b="x,y} z",} 2"#, "x,y} z"),
        (#"a{ b="ü" } 3 # {trace_id="1"} 0.5"#, "ü"),
    ])
    func `keeps what stands in quotation marks`(line: String, value: String) throws {
        let sample = try #require(Pages.text(line).samples.first)
        #expect(sample.labels.map(\.value) == [value])
    }

    @Test(arguments: [
        "<html><body>404</body></html>", "a{b=\"c\" 1", "a{b=c} 1", "a", "a one", "{\"a\": 1}",
        "a 0x10",
        "1a 2", "a{b=\"c\"}",
    ])
    func `that is none has no samples, and its first line is told`(line: String) {
        let page = Pages.text(line)
        #expect(page.samples.isEmpty && page.badLines == 1)
        #expect(page.firstBadLine?.isEmpty == false)
    }

    @Test func `may be a number alone, as a command prints it`() {
        #expect(Pages.text("42\n").samples.map(\.value) == [42])
    }

    @Test func `without end is kept up to a bound`() {
        let page = MetricsText(Array(String(repeating: "a 1\n", count: 50_000).utf8))
        #expect(page.samples.count == MetricsText.maximumSamples)
        #expect(page.leftOut == 50_000 - MetricsText.maximumSamples)
    }

    @Test func `of any bytes is read without harm`() {
        var state: UInt64 = 7
        for _ in 0..<2_000 {
            var bytes = Array(Pages.first.utf8)
            for _ in 0..<8 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
            }
            var reader = PageReader()
            _ = reader.figures(of: MetricsText(bytes), at: 0)
            _ = reader.figures(of: Pages.text(Pages.second), at: 1)
        }
    }
}

@Suite struct `the figures of a page` {
    private func figures(_ selectors: String...) throws -> [Observation] {
        var reader = PageReader(try selectors.map { try #require(MetricSelector($0)) })
        _ = reader.figures(of: Pages.text(Pages.first), at: 10)
        return reader.figures(of: Pages.text(Pages.second), at: 12)
    }

    @Test func `are rates of counters, quantiles of histograms, values of the rest`() throws {
        let figures = try figures()
        let worker = #"action="Heartbeat",worker="#
        #expect(
            figures == [
                Observation("gc_seconds", #"quantile="0.5""#, 0.002),
                // Of 100 that came half took over 50 ms; by how much is not known.
                Observation("p50(db_query_seconds)", "", 0.05),
                Observation("p99(db_query_seconds)", "", 0.05),
                Observation("rate(db_query_seconds)", "", 50),
                Observation("rate(gc_seconds_count)", "", 1),
                Observation("rate(ocpp_calls_total)", worker + "\"1\"", 25),
                // It has begun anew.
                Observation("rate(ocpp_calls_total)", worker + "\"2\"", 5),
            ]
        )
    }

    @Test func `are those that were chosen`() throws {
        #expect(try figures("pool_*").isEmpty)
        #expect(
            try figures("rate(ocpp_*{worker=\"1\"})").map(\.value) == [25]
        )
        #expect(
            try figures("mean(db_query_seconds)", "p90(db_query_seconds)").map(\.name)
                == ["mean(db_query_seconds)", "p90(db_query_seconds)"]
        )
        #expect(try figures("mean(db_query_seconds)").map(\.value) == [0.3])
    }

    @Test func `of a histogram to which nothing came are not known`() {
        var reader = PageReader()
        _ = reader.figures(of: Pages.text(Pages.first), at: 0)
        let figures = reader.figures(of: Pages.text(Pages.first), at: 1)
        let median = figures.first { $0.name == "p50(db_query_seconds)" }
        #expect(median != nil && median?.value == nil)
        #expect(figures.contains(Observation("rate(db_query_seconds)", "", 0)))
    }

    @Test func `are five hundred at most`() {
        let page = (0..<900).map { "m\($0) \($0)" }.joined(separator: "\n")
        var reader = PageReader()
        #expect(reader.figures(of: Pages.text(page), at: 0).count == PageReader.maximumFigures)
        #expect(reader.leftOut == 400)
    }

    @Test(
        arguments: [
            (0.5, [(1.0, 10.0), (2.0, 20.0), (.infinity, 20.0)], 1.0),
            (0.75, [(1.0, 10.0), (2.0, 20.0), (.infinity, 20.0)], 1.5),
            (0.99, [(1.0, 10.0), (.infinity, 20.0)], 1.0),
            (0.1, [(1.0, 10.0), (.infinity, 10.0)], 0.1),
            (0.5, [(1.0, 0.0), (.infinity, 0.0)], nil),
        ] as [(Double, [(Double, Double)], Double?)]
    )
    func `of a histogram lie on a straight line within its bucket`(
        share: Double,
        buckets: [(Double, Double)],
        value: Double?
    ) throws {
        let found = PageReader.quantile(share, of: buckets.map { (bound: $0.0, count: $0.1) })
        #expect((found == nil) == (value == nil))
        if let found, let value { #expect(abs(found - value) < 1e-9) }
    }

    @Test func `are told when they change, once a minute, and when they are known no more`() {
        var news = ChangedFigures()
        let same = [Observation("a", "", 1)]
        #expect(news.news(in: same, at: 0) == same)
        #expect(news.news(in: same, at: 59).isEmpty)
        #expect(news.news(in: same, at: 61) == same)
        #expect(news.news(in: [Observation("a", "", 2)], at: 62).count == 1)
        #expect(news.forget() == [Observation("a", "", nil)])
        #expect(news.forget().isEmpty)
        #expect(news.news(in: same, at: 63) == same)
    }

    @Test func `are no more in a run than a bound, though each page has other labels`() {
        var news = ChangedFigures()
        var told = 0
        for page in 0..<100 {
            let figures = (0..<500).map { Observation("a", "{x=\"\(page)-\($0)\"}", 1) }
            told += news.news(in: figures, at: Double(page)).count
            // Also those of a source that fails now and then.
            _ = news.forget()
        }
        #expect(told == ChangedFigures.maximumInRun && !news.hasRoom)
        let known = Observation("a", "{x=\"0-0\"}", 2)
        #expect(news.news(in: [known], at: 100) == [known], "those it has are told further on")
    }
}

@Suite struct `a selector of metrics` {
    @Test(arguments: [
        "", "a b{", "median(x)", "p0(x)", "p100(x)", "x{a}", "x{a=b}", "rate(x", "x)", "{a=\"b\"}",
    ])
    func `that has no meaning is refused`(text: String) {
        #expect(MetricSelector(text) == nil)
    }

    @Test(arguments: [
        ("up", "up", true), ("up", "upper", false), ("db_*", "db_x", true),
        ("*_total", "x_total", true),
        ("a*c*e", "abcde", true), ("a*c*e", "abde", false), ("*", "anything", true),
        ("a*a", "a", false),
    ])
    func `takes names by a pattern`(pattern: String, name: String, takes: Bool) throws {
        #expect(try #require(MetricSelector(pattern)).takes(name, []) == takes)
    }
}
