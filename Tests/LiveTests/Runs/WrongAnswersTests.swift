import Foundation
import Scenarios
import Testing

@testable import FleetSim

/// Chargers with a reading to tell every ten seconds, against a CSMS that answers as it likes.
@Suite struct `a CSMS that answers wrongly` {
    private static let speed = 40.0

    /// Short, where a test is about calls that are given up; it does not matter if more of them are, on a
    /// host that is slow.
    private static let hasty = ConfigurationSetting("MessageTimeout", "1")

    /// Runs until enough has happened, against a CSMS that answers the first calls of each
    /// line in its own manner, and the others well.
    private func run(
        first: Int = .max,
        _ timeout: ConfigurationSetting = .noTimeout,
        _ answer: @escaping @Sendable (StubLine, StubCall) throws -> Void,
        until isEnough: @escaping (LiveOutcome) -> Bool = { $0.answered(.meterValues) >= 9 }
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
        let every = ConfigurationSetting("ClockAlignedDataInterval", "10")
        let live = try LiveOutcome.run(
            .quiet(chargers: 3, configuration: [timeout, every]),
            url: csms.url,
            speed: Self.speed,
            until: isEnough
        )
        csms.end()
        return (live, csms)
    }

    /// Every call that left was heard, but for those still under way.
    private func expectAllCounted(_ live: LiveOutcome, _ csms: StubCSMS) {
        let counted = live.count(.ok) + live.unanswered
        #expect((counted...counted + 3).contains(csms.calls))
    }

    @Test func `to which it gives no answer at all has its calls time out, and boots repeated`()
        throws
    {
        let (live, csms) = try run(Self.hasty) { _, _ in
        } until: {
            $0.callsByAction(.timeout)["BootNotification", default: 0] >= 6
        }
        #expect(live.count(.ok) == 0)
        #expect(csms.count(.bootNotification) == csms.calls)
        #expect(live.total.connections.opened == 3 && live.total.connections.closed == 0)
        expectAllCounted(live, csms)
    }

    @Test func `with another id is told so, and the call times out`() throws {
        let (live, csms) = try run(first: 1, Self.hasty) { line, call in
            try line.tell(call.answer(id: "another's"))
        }
        let told = live.details("unexpected-reply").filter { $0.contains("another's") }
        #expect(told.count == 3)
        #expect(live.callsByAction(.timeout)["BootNotification", default: 0] >= 3)
        #expect(live.answered(.bootNotification) >= 3)
        expectAllCounted(live, csms)
    }

    @Test func `twice has each call counted once`() throws {
        let (live, csms) = try run { line, call in
            try line.tell(call.answer)
            try line.tell(call.answer)
        }
        #expect(live.unanswered == 0)
        #expect((live.count(.ok) - 3...csms.calls).contains(live.times("late-reply")))
        expectAllCounted(live, csms)
    }

    @Test func `too late has given the call up before`() throws {
        let late = LateAnswers()
        let (live, csms) = try run(first: 2, Self.hasty) { line, call in
            // The first is answered only when the charger has come back with another.
            for answer in late.answers(to: call, over: line.number) { try line.tell(answer) }
        }
        #expect(live.details("late-reply").count >= 3)
        #expect(live.callsByAction(.timeout)["BootNotification", default: 0] >= 3)
        expectAllCounted(live, csms)
    }

    @Test(arguments: [
        "", "}", "[3,\"1\"", "[3]", "[9,\"1\",{}]", "{\"3\":1}", "[3,1,{}]", "null",
        "[3,\"1\",{\"status\":\"Perhaps\"}]", "[4,\"1\"]", "\u{0}\u{1}\u{2}",
        "[[[[[[[[[[[[[[[[[[[[",
    ])
    func `with garbage is named, and the line outlives it`(garbage: String) throws {
        let (live, csms) = try run(first: 1, Self.hasty) { line, _ in try line.tell(garbage) }
        #expect(live.details("bad-frame").count + live.details("bad-confirmation").count >= 3)
        #expect(live.total.connections.opened == 3 && live.total.connections.closed == 0)
        expectAllCounted(live, csms)
    }

    @Test func `with an error has the error counted, and the charger goes on`() throws {
        let (live, csms) = try run(first: 1) { line, call in
            try line.tell("[4,\"\(call.id)\",\"InternalError\",\"no memory\",{}]")
        }
        #expect(live.callsByAction(.error) == ["BootNotification": 3])
        expectAllCounted(live, csms)
    }
}

/// Keeps the first answer of each line back until there is a second call to answer.
private final class LateAnswers: @unchecked Sendable {
    private let lock = NSLock()
    // The lock guards it.
    private var kept: [Int: String] = [:]

    func answers(to call: StubCall, over line: Int) -> [String] {
        lock.withLock {
            guard let first = kept[line] else {
                kept[line] = call.answer
                return []
            }
            return [first, call.answer]
        }
    }
}
