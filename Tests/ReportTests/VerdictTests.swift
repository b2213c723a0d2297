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
        byDefault defaults: [Threshold] = [],
        minutes: Int64 = 3,
        status: RunResult.Status = .complete,
        reason: String? = nil,
        silence: Bool = false
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
            if silence { batch.fallSilent(minute: minute) }
            try store.write(batch)
        }
        var result = RunResult.fixture(status: status, minutes: minutes)
        result.reason = reason
        return try store.finish(
            result,
            judgedBy: thresholds,
            byDefault: defaults,
            elapsed: .zero
        )
    }

    @Test func `what one car took beyond what was wanted makes up for no other`() throws {
        var (lossy, short) = (SessionRecord.fixture(visit: 1), SessionRecord.fixture(visit: 2))
        lossy.deliveredMilliwattHours = lossy.requestedMilliwattHours * 2
        short.deliveredMilliwattHours = 0
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        try store.write(.fixture(minute: 0))
        try store.write(.fixture(minute: 1, sessions: [lossy, short]))
        try store.write(.fixture(minute: 2))
        let served = Threshold(.sessions(.energyServed), .above, Bound(90, .percent))
        let verdict = try #require(
            try store.finish(.fixture(), judgedBy: [served], byDefault: [], elapsed: .zero).first
        )
        #expect(!verdict.passed && verdict.value == 50)
        let told = try report(database: path, format: .md)
        let words = "18.0 kWh delivered, 9.00 kWh of it wanted: 50.0 % of 18.0 kWh."
        #expect(told.contains(words), "\(told)")
    }

    @Test func `a time in minutes is told as in all reports`() throws {
        let verdict = try judge([Threshold(.answers, .above, Bound(15, .minutes))]).first
        #expect(verdict?.measured.hasSuffix(" min") == true)
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
        (.calls(.action(CallName(.reset)), .latency), .max, .milliseconds, nil, 3),
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
        let heartbeat = Metric.calls(.action(.heartbeat), .latency)
        let mean = try value(Threshold(heartbeat, .below, Bound(1, .milliseconds), of: .mean))
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
        (.calls(.action(CallName(.getLog)), .failed), nil, nil),
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
            case .part, .count, .rate, .moment: .none
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
            try Database(path: path, access: .read).dump(
                "SELECT run, expression, phase, value, unit, passed FROM verdict"
            ) == [
                "1|calls.failed < 0.1%||25.0|%|0", "1|breaches <= 2|peak|2.0||1",
                "1|effects.limit p99.9 < 5s|||s|0",
            ]
        )
        #expect(try summary(database: path).verdicts == verdicts)
        #expect(verdicts.map(\.title)[1] == "breaches <= 2 in peak")
    }

    @Test(arguments: RunResult.Status.allCases)
    func `a run that is not complete is not judged, and no good news in any report`(
        status: RunResult.Status
    ) throws {
        guard status != .complete, status != .running else { return }
        let verdicts = try judge(
            [Threshold(.breaches, .equal, Bound(0))],
            byDefault: [DefaultThreshold.answers.threshold],
            status: status,
            reason: "the disk is <full>\nand so is the other"
        )
        #expect(verdicts.isEmpty)
        func text(_ format: ReportFormat) throws -> String {
            try report(database: path, format: format)
        }
        let junit = try text(.junit)
        #expect(junit.contains("tests=\"1\" failures=\"0\" errors=\"1\""))
        #expect(junit.contains("<error type=\"\(status.rawValue)\""))
        #expect(junit.contains("the disk is &lt;full&gt;"))
        for format in [ReportFormat.md, .html] {
            let page = try text(format)
            #expect(page.contains("Not judged: the run is \(status.rawValue)."), "\(format)")
            #expect(page.contains("And so is the other."), "\(format)")
        }
        #expect(try text(.json).contains("\"status\": \"\(status.rawValue)\""))
        #expect(
            try text(.json).contains(
                "\"status_reason\": \"the disk is <full>\\nand so is the other\""
            )
        )
        #expect(
            try text(.csv)
                .hasSuffix("\(status.rawValue),the disk is <full>\\nand so is the other\r\n")
        )
        #expect(
            try Database(path: path, access: .read)
                .dump("SELECT status, status_reason FROM run")
                == ["\(status.rawValue)|the disk is <full>\nand so is the other"]
        )
    }

    @Test func `what lies beyond the last answer keeps no bound from above, and is told as text`()
        throws
    {
        let subject = Metric.calls(.action(.bootNotification), .latency)
        let verdicts = try judge(
            [
                Threshold(subject, .below, Bound(3_600, .seconds), of: .percentile(99)),
                Threshold(subject, .below, Bound(2, .seconds), of: .percentile(50)),
                Threshold(subject, .above, Bound(10, .seconds), of: .max),
                Threshold(subject, .above, Bound(40, .seconds), of: .max),
                Threshold(subject, .below, Bound(1, .hours), of: .mean),
                Threshold(.calls(.action(.bootNotification), .failed), .equal, Bound(2)),
                Threshold(.calls(.action(.bootNotification), .open), .equal, Bound(2)),
            ],
            silence: true
        )
        #expect(verdicts.map(\.passed) == [false, true, true, false, false, true, true])
        #expect(verdicts[0].measured == "> 30.0 s" && verdicts[2].measured == "> 30.0 s")
        #expect(verdicts.map(\.isLowerBound) == [true, false, true, true, true, false, false])
        #expect(try summary(database: path).verdicts == verdicts)
        let json = try report(database: path, format: .json)
        #expect(
            json.contains("\"is_lower_bound\": true") && json.contains("\"shown\": \"> 30.0 s\"")
        )
        #expect(json.contains("\"lower_bounds\": [\n"))
        let page = try report(database: path, format: .md)
        #expect(page.contains("|  > 30.0 s | failed |"))
        #expect(page.contains("1.00 | > 29,999 | > 29,999 | > 29,999 | > 30,000 |"), "\(page)")
        let csv = try report(database: path, format: .csv)
        #expect(csv.contains(",p90 p99 p99_9 max"))
        #expect(try report(database: path, format: .junit).contains("measured &gt; 30.0 s"))
        let shown = try Database(path: path, access: .read).dump("SELECT shown FROM verdict")
        #expect(shown.first == "> 30.0 s")
    }

    @Test func `a CSMS that has stopped answering fails without being asked about`() throws {
        let verdicts = try judge(
            [],
            byDefault: DefaultThreshold.allCases.map(\.threshold),
            silence: true
        )
        // It answered for the last time after 65 s of 180, and owes answers since 66 s.
        #expect(verdicts.map(\.expression) == ["csms.answers > 75%", "connections.refused = 0"])
        #expect(verdicts.map(\.passed) == [false, false])
        let share: Double = verdicts.first?.value ?? 0
        let expected: Double = 100 * 65 / 180
        #expect(abs(share - expected) < 1e-9)
        let remarks = try summary(database: path).remarks
        #expect(
            remarks == [
                "The CSMS last answered anything at 00:01:05, 200 chargers waiting.",
                "2 chargers never got in: the CSMS answered 401 Unauthorized (2).",
            ]
        )
        for format in [ReportFormat.md, .html, .json] {
            #expect(try report(database: path, format: format).contains(remarks[0]), "\(format)")
        }
    }

    @Test func `until when the CSMS answered is a share of a phase, or a time`() throws {
        let verdicts = try judge(
            [
                Threshold(.answers, .above, Bound(5, .percent), in: "peak"),
                Threshold(.answers, .above, Bound(50, .percent), in: "rise"),
                Threshold(.answers, .above, Bound(64, .seconds)),
                Threshold(.connections(.refused), .atMost, Bound(50, .percent)),
            ],
            silence: true
        )
        #expect(verdicts.map(\.passed) == [false, true, true, true])
        let expected: [Double] = [100 * 5 / 120, 100, 65, 50]
        for (verdict, value) in zip(verdicts, expected) {
            #expect(abs((verdict.value ?? -1) - value) < 1e-9, "\(verdict)")
        }
    }

    @Test func `where no charger asked for anything no default is judged`() throws {
        var store = try Store(path: path)
        try store.begin(.fixture(), host: .fixture, startedAt: .now)
        var batch = Batch()
        batch.end = .minute(1)
        try store.write(batch)
        let verdicts = try store.finish(
            .fixture(minutes: 1),
            judgedBy: [DefaultThreshold.answers.threshold],
            byDefault: DefaultThreshold.allCases.map(\.threshold),
            elapsed: .zero
        )
        #expect(verdicts.map(\.measured) == ["no sample"])
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
        #expect(found.suite == #"a & b <c> "d" 'e' \u{01}\u{FFFF} ]]> é"#)
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

extension Batch {
    /// Six boots that are answered in a millisecond in the first minute; then the CSMS falls silent,
    /// and of four more two time out and two are open at the end, one of them for long.
    fileprivate mutating func fallSilent(minute: Int64) {
        func boot(_ outcome: Outcome, _ seconds: Double, isOverdue: Bool = false) {
            let span = SimDuration(nanoseconds: Int64(seconds * 1e9))
            calls.record(
                .bootNotification,
                .out,
                outcome,
                latency: span,
                service: span,
                bytesSent: 1,
                bytesReceived: 0,
                isOverdue: isOverdue
            )
        }
        answers = AnswerWatch(
            last: .zero + .seconds(minute == 0 ? 59 : 65),
            waitingSince: minute == 0 ? nil : .zero + .seconds(66),
            waiting: minute == 0 ? 0 : 200
        )
        failures.add("connect-failed", "the CSMS answered 401 Unauthorized", count: 5, keptOut: 2)
        switch minute {
        case 0: for _ in 0..<6 { boot(.ok, 0.001) }
        case 1: boot(.timeout, 30)
        default:
            boot(.open, 30)
            boot(.open, 0.5)
            boot(.ok, 0.001)
        }
        if minute == 2 { boot(.lost, 0.0001) }
    }
}

extension SessionRecord {
    /// One that ended in the second minute.
    fileprivate static func ended(visit: Int32, outcome: Outcome = .served) -> SessionRecord {
        var record = SessionRecord.fixture(visit: visit, outcome: outcome)
        record.arrived = .zero
        record.plugged = .zero + .seconds(30)
        record.started = .zero + .seconds(31)
        record.stopped = .minute(1)
        record.left = .minute(1) + .seconds(30)
        return record
    }
}
