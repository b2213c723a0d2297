import Scenarios
import Testing

@testable import FleetSim

/// Chargers with a reading to tell every ten seconds, against a CSMS that answers as it likes.
@Suite struct `a CSMS that answers wrongly` {
    private static let speed = 40.0

    /// Runs against a CSMS that answers the first so many calls of each line in its own manner, and
    /// the others well.
    private func run(
        first: Int = .max,
        _ answer: @escaping @Sendable (StubLine, StubCall) throws -> Void
    ) throws -> (live: LiveOutcome, csms: StubCSMS) {
        let csms = try StubCSMS { line in
            try line.accept()
            var heard = 0
            try line.serve { call in
                heard += 1
                if heard <= first {
                    try answer(line, call)
                } else {
                    try line.tell(call.answer)
                }
            }
        }
        let live = try LiveOutcome.run(Self.talkative, url: csms.url, speed: Self.speed)
        csms.end()
        #expect(live.result.status == .complete)
        return (live, csms)
    }

    private static let talkative = Scenario.quiet(
        chargers: 3,
        seconds: 120,
        configuration: [
            ConfigurationSetting("ClockAlignedDataInterval", "10"),
            ConfigurationSetting("MessageTimeout", "15"),
        ]
    )

    /// Every call that left was heard, but for those still under way.
    private func expectAllCounted(_ live: LiveOutcome, _ csms: StubCSMS) {
        let counted = live.count(.ok) + live.unanswered
        #expect((counted...counted + 3).contains(csms.calls))
    }

    @Test func `to which it gives no answer at all has its calls time out, and boots repeated`()
        throws
    {
        let (live, csms) = try run { _, _ in }
        #expect(live.count(.ok) == 0)
        #expect(live.callsByAction(.timeout)["BootNotification", default: 0] >= 3)
        #expect(csms.count(.bootNotification) == csms.calls)
        #expect(live.total.connections.opened == 3 && live.total.connections.closed == 0)
        expectAllCounted(live, csms)
    }

    @Test func `with another id is told so, and the call times out`() throws {
        let (live, csms) = try run(first: 1) { line, call in
            try line.tell(call.answer(id: "somebody's"))
        }
        #expect(live.details("unexpected-reply").count == 3)
        #expect(live.details("unexpected-reply").allSatisfy { $0.contains("somebody's") })
        #expect(live.callsByAction(.timeout) == ["BootNotification": 3])
        #expect(live.callsByAction(.ok)["BootNotification"] == 3)
        #expect(live.callsByAction(.ok)["MeterValues", default: 0] >= 9)
        expectAllCounted(live, csms)
    }

    @Test func `twice has each call counted once`() throws {
        let (live, csms) = try run { line, call in
            try line.tell(call.answer)
            try line.tell(call.answer)
        }
        #expect(live.unanswered == 0)
        #expect(live.callsByAction(.ok)["MeterValues", default: 0] >= 30)
        #expect((live.count(.ok) - 3...csms.calls).contains(live.details("late-reply").count))
        expectAllCounted(live, csms)
    }

    @Test func `too late has given the call up before`() throws {
        let (live, csms) = try run(first: 1) { line, call in
            // Longer than the charger waits, and shorter than until it boots again.
            line.stayDumb(for: 20 / Self.speed)
            try line.tell(call.answer)
        }
        #expect(live.details("late-reply").count == 3)
        #expect(live.callsByAction(.timeout)["BootNotification"] == 3)
        #expect(live.callsByAction(.ok)["MeterValues", default: 0] >= 9)
        expectAllCounted(live, csms)
    }

    @Test(arguments: [
        "", "}", "[3,\"1\"", "[3]", "[9,\"1\",{}]", "{\"3\":1}", "[3,1,{}]", "null",
        "[3,\"1\",{\"status\":\"Perhaps\"}]", "[4,\"1\"]", "\u{0}\u{1}\u{2}",
        "[[[[[[[[[[[[[[[[[[[[",
    ])
    func `with garbage is named, and the line outlives it`(garbage: String) throws {
        let (live, csms) = try run(first: 1) { line, _ in try line.tell(garbage) }
        #expect(live.details("bad-frame").count + live.details("bad-confirmation").count >= 3)
        #expect(live.total.connections.opened == 3 && live.total.connections.closed == 0)
        #expect(live.callsByAction(.ok)["MeterValues", default: 0] >= 9)
        expectAllCounted(live, csms)
    }

    @Test func `with an error has the error counted, and the charger goes on`() throws {
        let (live, csms) = try run(first: 1) { line, call in
            try line.tell("[4,\"\(call.id)\",\"InternalError\",\"no memory\",{}]")
        }
        #expect(live.callsByAction(.error) == ["BootNotification": 3])
        #expect(live.callsByAction(.ok)["MeterValues", default: 0] >= 9)
        expectAllCounted(live, csms)
    }
}
