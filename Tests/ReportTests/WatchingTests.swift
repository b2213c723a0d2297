import FleetSim
import Testing

@testable import Report

@Suite struct `a live run watched` {
    static func tally(_ scenario: String = "depot", ticks: Int = 8) -> RunTally {
        var tally = RunTally(
            RunTally.Facts(
                scenario: scenario,
                seed: 42,
                csms: "ws://127.0.0.1:9210/ocpp",
                version: "0.1.0",
                chargers: 2_000,
                duration: .seconds(3_600),
                speed: 2
            )
        )
        for number in 0..<ticks { tally.add(Self.tick(number)) }
        return tally
    }

    /// A real second, in which two simulated ones pass; later ones are slower.
    private static func tick(_ number: Int) -> Batch {
        var batch = Batch()
        batch.start = .zero + .seconds(Int64(2 * number))
        batch.end = batch.start + .seconds(2)
        batch.handled = 5_000
        batch.connections.connected = 1_900 + number
        batch.connections.connecting = 100 - number
        batch.connections.opened = 300
        batch.connections.closed = 10
        batch.connections.failed = 2
        for _ in 0..<300 { batch.connections.handshake.record(1_700) }
        for value: Int64 in 0..<5_000 { batch.lag.lag.record(value / 10) }
        batch.lag.late = 1
        let slow = Int64(number)
        for value: Int64 in 0..<1_000 {
            batch.record(.heartbeat, .out, .ok, microseconds: 400 + value + slow * 100)
        }
        batch.record(.heartbeat, .out, .timeout, microseconds: nil)
        batch.record(.authorize, .out, .rejected, microseconds: 12_000)
        batch.record(.remoteStartTransaction, .in, .ok, microseconds: 150_000)
        if number == 2 { batch.record(.extendedTriggerMessage, .in, .error, microseconds: 900) }
        return batch
    }

    @Test func `the page for Prometheus stands as it was`() throws {
        try expectGolden(MetricsPage.text(of: Self.tally()), "live-metrics.txt")
    }

    @Test func `where nothing can be drawn there is a line every ten seconds`() {
        var progress = PlainProgress()
        var tally = Self.tally(ticks: 0)
        let said = (0..<31).map { number in
            tally.add(Self.tick(number))
            return progress.line(tally)
        }
        // Real seconds: the first tick ends after one.
        let seconds = said.indices.filter { said[$0] != nil }.map { $0 + 1 }
        #expect(seconds == [1, 10, 20, 30])
        #expect(said[9]?.hasPrefix("00:00:20 of 01:00:00, 0 %; 1,909 of 2,000 connected; ") == true)
    }

    @Test func `the line says that the CSMS is silent, and how many wait`() {
        var tally = Self.tally(ticks: 0)
        for number in 0..<20 {
            var tick = Self.tick(number)
            tick.answers = AnswerWatch(last: nil, waitingSince: .zero, waiting: 1_200)
            tally.add(tick)
        }
        let line = LiveView.line(tally)
        #expect(line.hasSuffix("; the CSMS has answered nothing, 1,200 chargers waiting"))
        #expect(LiveView.line(Self.tally()).hasSuffix(", lost 0; 0 chargers waiting"))
    }

    @Test func `the line says what keeps most chargers out, for as long as it does`() {
        var tally = Self.tally(ticks: 0)
        func tick(_ number: Int, keptOut: Int) -> Batch {
            var tick = Self.tick(number)
            tick.answers = AnswerWatch(last: nil, waitingSince: .zero, waiting: 1_200)
            let reason = "connection\u{1B} refused"
            tick.failures.add("connect-failed", reason, count: 9, keptOut: keptOut)
            tick.failures.add("connect-failed", "no answer", count: 50, keptOut: 1)
            return tick
        }
        for number in 0..<20 { tally.add(tick(number, keptOut: 3)) }
        let waiting = "; the CSMS has answered nothing, 1,200 chargers waiting: "
        #expect(LiveView.line(tally).hasSuffix(waiting + "connection\\u{1B} refused"))
        tally.add(tick(20, keptOut: 0))
        #expect(LiveView.line(tally).hasSuffix(waiting + "no answer"))
    }

    @Test func `cells of the table never touch, however long one is`() throws {
        var tally = Self.tally(ticks: 0)
        var batch = Self.tick(0)
        for _ in 0..<50 {
            batch.record(.bootNotification, .out, .ok, microseconds: 6_400)
            batch.record(.bootNotification, .out, .timeout, microseconds: 123_456_000_000)
        }
        tally.add(batch)
        for width in [60, 80, 120] {
            let lines = try #require(LiveView.lines(tally, width: width, height: 20))
            let boot = try #require(lines.first { $0.hasPrefix("BootNotification") })
            let cells = boot.replacing("> ", with: ">").split(separator: " ")
            let joined = cells.filter { $0.dropFirst().contains(">") || $0.count { $0 == "." } > 1 }
            #expect(joined.isEmpty && boot.contains(">"), "\(boot)")
        }
    }

    @Test func `late events of the host's are told apart`() {
        var tally = Self.tally()
        var batch = Self.tick(9)
        batch.lag.late = 41
        batch.lag.lateByHost = 40
        tally.add(batch)
        #expect(MetricsPage.text(of: tally).contains("\nfleetsim_late_events_by_host_total 40\n"))
        let line = LiveView.lines(tally, width: 120, height: 20)?.first { $0.hasPrefix("lag ") }
        #expect(line?.contains("(host 40)") == true)
    }

    @Test func `before the first second the page is whole and its counters are zero`() {
        let page = MetricsPage.text(of: Self.tally(ticks: 0))
        #expect(page.contains("\nfleetsim_events_total 0\n"))
        #expect(page.contains("\nfleetsim_lag_seconds_bucket{le=\"+Inf\"} 0\n"))
        #expect(!page.contains("nan") && !page.contains("inf\n"))
    }

    @Test func `the page grows with actions and outcomes, not with the fleet`() {
        var batch = Batch()
        for action in Action.allCases {
            for direction in Direction.allCases {
                for outcome in Outcome.allCases {
                    batch.record(action, direction, outcome, microseconds: 5)
                }
            }
        }
        var once = Self.tally(ticks: 0)
        once.add(batch)
        var often = once
        for _ in 0..<50 { often.add(batch) }
        let lines = MetricsPage.text(of: often).split(separator: "\n")
        #expect(lines.count == MetricsPage.text(of: once).split(separator: "\n").count)
        #expect(lines.count { $0.hasPrefix("fleetsim_calls_total{") } == 39 * 2 * 6)
        // Each metric is introduced once, and no sample stands twice.
        let samples = lines.map { $0.prefix { $0 != " " } }.filter { $0 != "#" }
        #expect(Set(samples).count == samples.count)
    }

    @Test func `a name in a label is quoted as Prometheus wants it`() {
        let page = MetricsPage.text(of: Self.tally("a \"b\" \\ c\nd"))
        #expect(page.contains("{scenario=\"a \\\"b\\\" \\\\ c\\nd\",seed=\"42\","))
    }

    @Test(arguments: [(120, 30), (80, 24), (60, 10)])
    func `the view in a window of a size stands as it was`(width: Int, height: Int) throws {
        let lines = try #require(LiveView.lines(Self.tally(), width: width, height: height))
        try expectGolden(lines.joined(separator: "\n") + "\n", "live-view-\(width)x\(height).txt")
    }

    @Test func `the view fits every window, or leaves it to a single line`() {
        let tally = Self.tally("電気自動車 with a name that is longer than it needs to be")
        for width in stride(from: 1, through: 131, by: 5) {
            for height in [1, 7, 8, 9, 11, 20] {
                guard let lines = LiveView.lines(tally, width: width, height: height) else {
                    #expect(width < 60 || height < 10, "\(width) × \(height)")
                    continue
                }
                #expect(lines.count <= height, "\(width) × \(height)")
                #expect(lines.allSatisfy { $0.columns <= width }, "\(width) × \(height)")
            }
        }
    }

    @Test func `kinds of call that do not fit are counted, the busiest stay`() throws {
        let lines = try #require(LiveView.lines(Self.tally(), width: 80, height: 9))
        #expect(lines[7].hasPrefix("Heartbeat"))
        #expect(lines[8] == "and 3 more")
    }

    @Test func `what a terminal would obey in a name does not reach it`() throws {
        let tally = Self.tally("a\u{1B}[2J\u{7}b\nc")
        let lines = try #require(LiveView.lines(tally, width: 100, height: 20))
        #expect(lines[0].hasPrefix(#"a\u{1B}[2J\u{07}b\nc at ws://"#))
    }

    @Test func `the last seconds are the last five, in real time`() throws {
        var tally = Self.tally()
        #expect(tally.recent.length == .seconds(10))
        #expect(tally.realSeconds(tally.recent.length) == 5)
        #expect(tally.recent.calls.inOrder.reduce(0) { $0 + $1.count } == 5 * 1_003)
        var quiet = Batch()
        for second: Int64 in 0..<5 {
            quiet.start = .zero + .seconds(16 + 2 * second)
            quiet.end = quiet.start + .seconds(2)
            tally.add(quiet)
        }
        #expect(tally.recent.calls.inOrder.isEmpty)
        #expect(tally.whole.calls.inOrder.reduce(0) { $0 + $1.count } == 8 * 1_003 + 1)
        #expect(tally.whole.connections.connected == 0)
        #expect(tally.whole.connections.opened == 2_400)
    }
}

extension Batch {
    fileprivate mutating func record(
        _ action: Action,
        _ direction: Direction,
        _ outcome: Outcome,
        microseconds: Int64?
    ) {
        let span = microseconds.map { SimDuration(nanoseconds: $0 * 1_000) }
        calls.record(
            action,
            direction,
            outcome,
            latency: span.map { $0 + $0 },
            service: span,
            bytesSent: 100,
            bytesReceived: 60
        )
    }
}
