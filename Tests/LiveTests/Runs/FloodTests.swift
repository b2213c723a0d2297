import Scenarios
import Testing

@testable import FleetSim

/// What a CSMS sends without end is bounded, counted and named, and the run ends when it is to.
@Suite struct `a CSMS that floods its chargers` {
    private static let chargers = 3

    /// Runs against a CSMS that sends the same again and again, until so much has come.
    private func flood(
        _ frames: String,
        records: Bool = false,
        _ opcode: WebSocketOpcode = .text,
        window: Duration = .seconds(60),
        until isEnough: @escaping (ReceivedFrames) -> Bool
    ) throws -> LiveOutcome {
        var output = GrowingBuffer()
        for _ in 0..<500 {
            Array(frames.utf8).withUnsafeBytes { output.appendFrame(opcode, $0, mask: nil) }
        }
        let bytes = Array(output.bytes)
        let csms = try StubCSMS { line in
            try line.accept()
            try line.tell(try line.hear().answer)
            while true { try line.say(bytes) }
        }
        defer { csms.end() }
        var options = SimulationOptions()
        options.records = records
        var scenario = Scenario.quiet(chargers: Self.chargers)
        scenario.window = window
        return try LiveOutcome.run(
            scenario,
            url: csms.url,
            speed: 1,
            farewell: .milliseconds(100),
            options: options
        ) { isEnough($0.total.received) }
    }

    /// How many windows a run had, each of which tells the first few.
    private func windows(_ live: LiveOutcome) -> Int {
        Int(live.result.reached.microseconds / 60_000_000) + 1
    }

    @Test func `with frames that cannot be read has the first few told and the others counted`()
        throws
    {
        let live = try flood("[]") { $0.unreadable > 20_000 }
        let received = live.total.received
        #expect(received.unreadable == received.unasked && received.all > 20_000)
        #expect(live.times("bad-frame") == received.unreadable)
        // Three of each charger in full, and a line for the others.
        #expect(live.details("bad-frame").count <= 4 * Self.chargers * windows(live))
        let told = try #require(live.details(Notable.flood).last)
        #expect(told.contains("could not be read"), "\(told)")
        #expect(live.total.connections.closed == 0, "the chargers bear it")
    }

    @Test func `with answers to nothing has them counted`() throws {
        let live = try flood("[3,\"x\",{}]") { $0.stray > 20_000 }
        #expect(live.times("unexpected-reply") == live.total.received.stray)
        #expect(live.details("unexpected-reply").count <= 4 * Self.chargers * windows(live))
        #expect(live.details(Notable.flood).last?.contains("answered no open call") == true)
    }

    @Test func `with calls has each answered, and what they have chargers send is bounded`() throws
    {
        let trigger = #"[2,"x","TriggerMessage",{"requestedMessage":"Heartbeat"}]"#
        let live = try flood(trigger) { $0.calls > 5_000 }
        let rows = live.total.calls.inOrder.filter { $0.action == .triggerMessage }
        let counts = Dictionary(uniqueKeysWithValues: rows.map { ($0.outcome, $0.count) })
        #expect(rows.reduce(0) { $0 + $1.count } == live.total.received.calls)
        // None is answered, so one is under way and the others wait.
        let maximum = Self.chargers * (Outbox.maximumRegular + 1)
        #expect(counts[.ok].map { (1...maximum).contains($0) } == true)
        #expect(live.total.unfinished.waiting <= Self.chargers * Outbox.maximumRegular)
    }

    @Test func `with pings is named too`() throws {
        let live = try flood("", .ping, window: .seconds(1)) { $0.flooded > 0 }
        #expect(live.total.received.pings > 200 && live.total.received.unasked == 0)
        let told = try #require(live.details(Notable.flood).first)
        #expect(told.contains(/^the CSMS sent [0-9,]+ pings;/), "\(told)")
        #expect(live.total.connections.closed == 0)
    }

    @Test func `leaves a recording that is replayed alike, though it was stopped in the middle`()
        throws
    {
        let live = try flood("[2,\"x\",\"ClearCache\",{}]", records: true) { $0.calls > 5_000 }
        var scenario = Scenario.quiet(chargers: Self.chargers)
        scenario.csms.url = "ws://recorded/"
        var replay = try ReplaySimulation(
            try FleetPlan(scenario),
            of: try RecordedRun(live.recording),
            options: SimulationOptions()
        )
        var calls = 0
        let result = replay.run { (batch: borrowing Batch) throws(Never) in
            calls += batch.received.calls
        }
        #expect(result.agrees, "\(String(describing: result.difference))")
        // What had come and was not handled when it was stopped, the replay handles.
        #expect(calls >= live.total.received.calls)
    }
}

@Suite struct `what a charger is sent` {
    @Test func `is read no further while sixteen frames wait, until eight do`() {
        var link = LiveLink()
        let pauses = (1...16).map { _ in link.noteArrival(100) }
        #expect(pauses.firstIndex(of: true) == 15)
        #expect(link.isPaused)
        let resumes = (1...8).map { _ in link.take(100) }
        #expect(resumes.firstIndex(of: true) == 7)
        #expect(!link.isPaused)
    }

    @Test func `is read no further while 64 KiB wait, however few frames they are`() {
        var link = LiveLink()
        let pauses = [link.noteArrival(1 << 20), link.noteArrival(1)]
        #expect(pauses == [true, false])
        let resumes = [link.take(1), link.take(1 << 20)]
        #expect(resumes == [false, true])
    }

    @Test func `beyond what is usual is a flood, a command now and then is none`() {
        var tally = IntakeTally(chargers: 2)
        var batch = Batch()
        batch.end = .zero + .seconds(60)
        for _ in 0..<1_200 { tally.noteUnasked(by: 0) }
        tally.close(into: &batch, speed: 1)
        #expect(batch.received.flooded == 0)
        batch.end = .zero + .seconds(120)
        tally.noteUnasked(by: 1, 1_201)
        tally.close(into: &batch, speed: 1)
        #expect(batch.received.flooded == 1)
        // A minute of the run at twenty times is three seconds, and no less than ten count.
        batch.end = .zero + .seconds(180)
        for _ in 0..<201 { tally.noteUnasked(by: 1) }
        tally.close(into: &batch, speed: 20)
        #expect(batch.received.flooded == 1)
    }

    @Test func `is told with all that it was`() {
        var received = ReceivedFrames()
        #expect(received.flood(at: .zero) == nil)
        received.all = 100
        received.answers = 1
        received.calls = 9
        received.count(.badFrame)
        received.count(.lateReply)
        received.pings = 1
        received.flooded = 2
        #expect(
            received.flood(at: .zero)?.detail
                == "the CSMS sent 99 frames that answered nothing, of which 1 answered no open "
                + "call, 1 could not be read, 9 were calls, and 1 ping; 2 chargers got more than "
                + "20 a second"
        )
        #expect(
            received.flood(Notable.floodInAll, at: .zero)?.detail.hasSuffix("and 1 ping") == true
        )
    }
}
