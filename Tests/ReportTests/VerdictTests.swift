import FleetSim
import Foundation
import FoundationXML
import Report
import Scenarios
import Testing

@Suite struct VerdictTests {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }

    init() throws {
        scratch = try Scratch()
    }

    /// The verdicts on a run of three minutes, with phases of one and of two.
    private func judge(
        _ thresholds: [Threshold],
        minutes: Int64 = 3,
        status: RunResult.Status = .complete
    ) throws -> [Verdict] {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        for minute in 0..<minutes {
            var batch = Batch.fixture(minute: minute)
            if minute == 1 {
                batch.sessions = [.ended(visit: 1), .ended(visit: 2, outcome: .short)]
                batch.effects.record(.remoteStart, .milliseconds(800))
            }
            if minute == 2 {
                batch.connections.connected = 3
                batch.connections.failed = 1
                batch.connections.opened = 3
                batch.connections.handshake.record(300_000)
                batch.notables = ["breach", "disconnected", "breach"].map {
                    Notable(at: .minute(2), charger: 1, kind: $0, detail: "")
                }
            }
            try store.write(batch)
        }
        return try store.finish(
            .fixture(status: status, minutes: minutes),
            judgedBy: thresholds,
            endedAt: .now,
            elapsed: .zero
        )
    }

    private func value(_ threshold: Threshold) throws -> Double? {
        let verdicts = try judge([threshold])
        #expect(verdicts.count == 1)
        return verdicts.first?.value
    }

    // In each minute: heartbeats of 9 ms and of 41 ms and one more per minute, a refused
    // Authorize of 10 ms, lost MeterValues, and a Reset by the CSMS of 3 ms.
    @Test(arguments: [
        (
            Metric.calls(.ofChargers, .count), nil as Statistic?, Bound.Unit.none, nil as String?,
            12.0
        ),
        (.calls(.ofChargers, .count), nil, .none, "peak", 8),
        (.calls(.ofChargers, .rate), nil, .perMinute, "peak", 4),
        (.calls(.ofChargers, .rate), nil, .perHour, nil, 240),
        (.calls(.ofChargers, .failed), nil, .percent, nil, 25),
        (.calls(.ofChargers, .failed), nil, .none, "rise", 1),
        (.calls(.ofChargers, .lost), nil, .none, nil, 3),
        (.calls(.ofChargers, .errors), nil, .none, nil, 0),
        (.calls(.ofChargers, .timeouts), nil, .percent, nil, 0),
        (.calls(.action(.authorize), .rejected), nil, .percent, nil, 100),
        (.calls(.ofCSMS, .count), nil, .none, nil, 3),
        (.calls(.action(.reset), .latency), .max, .milliseconds, nil, 3),
        (.calls(.action(.heartbeat), .latency), .percentile(50), .milliseconds, nil, 9.007),
        (.calls(.action(.heartbeat), .latency), .max, .milliseconds, nil, 43),
        (.calls(.action(.heartbeat), .latency), .max, .seconds, "rise", 0.041),
        (.calls(.action(.heartbeat), .service), .max, .milliseconds, "rise", 40.031),
        (.connections(.connected), nil, .percent, nil, 75),
        (.connections(.connected), nil, .none, "rise", 4),
        (.connections(.opened), nil, .none, nil, 7),
        (.connections(.failed), nil, .percent, "peak", 25),
        (.connections(.closed), nil, .none, nil, 0),
        (.connections(.dropped), nil, .none, "peak", 1),
        (.connections(.dropped), nil, .none, "rise", 0),
        (.connections(.handshake), .percentile(50), .milliseconds, nil, 120.063),
        (.sessions(.count), nil, .none, nil, 2),
        (.sessions(.short), nil, .percent, "peak", 50),
        (.sessions(.served), nil, .none, nil, 1),
        (.effects(.remoteStart), .max, .milliseconds, "peak", 800),
        (.lag, .max, .milliseconds, nil, 0),
        (.breaches, nil, .none, nil, 2),
        (.breaches, nil, .none, "rise", 0),
    ])
    func `a figure is what the windows of its part add up to, in the bound's unit`(
        metric: Metric,
        statistic: Statistic?,
        unit: Bound.Unit,
        phase: String?,
        expected: Double
    ) throws {
        let found = try value(Threshold(metric, .below, Bound(1, unit), of: statistic, in: phase))
        #expect(abs((found ?? .nan) - expected) < 1e-9)
    }

    @Test func `a mean is that of all values, and energy is a share of what was wanted`() throws {
        let mean = try value(
            Threshold(
                .calls(.action(.heartbeat), .latency),
                .below,
                Bound(1, .milliseconds),
                of: .mean
            )
        )
        #expect(abs((mean ?? 0) - (9 * 3 + 41 + 42 + 43) / 6.0) < 0.05)
        let energy = try value(Threshold(.sessions(.energyServed), .above, Bound(1, .percent)))
        #expect(abs((energy ?? 0) - 100 * (9_000.25 + 1_234.567) / 18_000.5) < 1e-6)
    }

    @Test(arguments: [
        (
            Metric.calls(.action(.bootNotification), .latency), Statistic.max as Statistic?,
            nil as String?
        ),
        (.calls(.action(.meterValues), .latency), .percentile(99), nil),
        (.calls(.action(.getLog), .failed), nil, nil),
        (.connections(.handshake), .max, "nowhere"),
        (.connections(.dropped), nil, "nowhere"), (.calls(.ofChargers, .count), nil, "nowhere"),
        (.sessions(.served), nil, "rise"), (.sessions(.energyServed), nil, "rise"),
        (.effects(.trigger), .max, nil),
    ])
    func `where there is nothing to measure a threshold fails`(
        metric: Metric,
        statistic: Statistic?,
        phase: String?
    ) throws {
        let unit: Bound.Unit =
            switch metric.quantity {
            case .time: .seconds
            case .share: .percent
            case .part, .count, .rate: .none
            }
        for comparison in Threshold.Comparison.allCases {
            let verdicts = try judge(
                [Threshold(metric, comparison, Bound(0, unit), of: statistic, in: phase)]
            )
            #expect(verdicts.map(\.passed) == [false])
            #expect(verdicts.map(\.measured) == ["no sample"])
        }
    }

    @Test func `a phase that the run did not reach has nothing to measure`() throws {
        let verdicts = try judge(
            [Threshold(.breaches, .equal, Bound(0), in: "peak")],
            minutes: 1
        )
        #expect(verdicts.map(\.value) == [nil])
    }

    @Test func `verdicts are stored and read back in their order`() throws {
        let thresholds = [
            Threshold(.calls(.ofChargers, .failed), .below, Bound(0.1, .percent)),
            Threshold(.breaches, .atMost, Bound(2), in: "peak"),
            Threshold(.effects(.limit), .below, Bound(5, .seconds), of: .percentile(99.9)),
        ]
        let verdicts = try judge(thresholds)
        #expect(
            try Database(path: path, access: .read).dump("SELECT * FROM verdict") == [
                "1|calls.failed < 0.1%||25.0|%|0", "1|breaches <= 2|peak|2.0||1",
                "1|effects.limit p99.9 < 5s|||s|0",
            ]
        )
        #expect(try summary(database: path).verdicts == verdicts)
        #expect(verdicts.map(\.title)[1] == "breaches <= 2 in peak")
    }

    @Test func `a run that did not come to its end is not judged, and no good news`() throws {
        let verdicts = try judge([Threshold(.breaches, .equal, Bound(0))], status: .interrupted)
        #expect(verdicts.isEmpty)
        let junit = try report(database: path, format: .junit)
        #expect(junit.contains("tests=\"1\" failures=\"0\" errors=\"1\""))
        #expect(junit.contains("<error type=\"interrupted\""))
    }

    @Test func `JUnit's form is XML whatever the names are`() throws {
        let name = "a & b <c> \"d\" 'e' \u{1}\u{FFFF} ]]> é"
        try Store.writeRun(to: path, scenario: name)
        let text = try report(database: path, format: .junit)
        let reader = XMLParser(data: Data(text.utf8))
        let found = Cases()
        reader.delegate = found
        #expect(reader.parse(), "\(reader.parserError as Any)")
        #expect(
            found.names == [
                "heartbeat.latency p50 < 2s", "calls.failed < 0.1%",
                "connections.handshake max < 1s in peak",
            ]
        )
        #expect(found.failures == ["measured 25.0 %", "no sample"])
        #expect(found.suite == "a & b <c> \"d\" 'e'  \u{FFFD} ]]> é")
    }

    /// What a build server takes from the file.
    private final class Cases: NSObject, XMLParserDelegate {
        var suite: String?
        var names: [String] = []
        var failures: [String] = []

        func parser(
            _ parser: XMLParser,
            didStartElement element: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            switch element {
            case "testsuite": suite = attributes["name"]
            case "testcase": names.append(attributes["name"] ?? "")
            case "failure": failures.append(attributes["message"] ?? "")
            default: break
            }
        }
    }
}

extension SessionRecord {
    /// One that ended in the second minute.
    fileprivate static func ended(visit: Int32, outcome: Outcome = .served) -> SessionRecord {
        var record = SessionRecord.fixture(visit: visit, outcome: outcome)
        record.left = .minute(1) + .seconds(30)
        return record
    }
}
