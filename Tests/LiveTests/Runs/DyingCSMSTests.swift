import Scenarios
import Synchronization
import Testing

@testable import FleetSim

/// A CSMS that stops answering, or lets some chargers in and others not.
@Suite struct `a CSMS in trouble` {
    private static let chargers = 3

    /// An hour at most: each test ends when it has seen what it is about.
    private func run(
        _ csms: StubCSMS,
        farewell: SimDuration = LiveOutcome.lastResort,
        until isSeen: @escaping () -> Bool
    ) throws -> LiveOutcome {
        let live = try LiveOutcome.run(
            .quiet(chargers: Self.chargers, seconds: 36_000),
            url: csms.url,
            speed: 60,
            farewell: farewell,
            until: { _ in isSeen() }
        )
        csms.end()
        return live
    }

    @Test func `that answers no heartbeat leaves them open, and is seen to be silent`() throws {
        let csms = try StubCSMS { line in
            try line.accept()
            try line.serve { call in
                if call.action != "Heartbeat" { try line.tell(call.answer) }
            }
        }
        let live = try run(csms) { csms.count(.heartbeat) >= Self.chargers }
        let beats = live.total.calls.inOrder.filter { $0.action == .heartbeat }
        // Each that was heard had no answer: it timed out, was lost, or was open at the end.
        #expect(beats.allSatisfy { !$0.outcome.isAnswered })
        #expect(beats.reduce(0) { $0 + $1.count } >= Self.chargers)
        #expect(beats.allSatisfy { $0.latency.count == $0.count && $0.latency.max > 0 })
        let answers = live.total.answers
        let last = try #require(answers.last)
        #expect(try #require(answers.silentSince) >= last)
        #expect(answers.waiting > 0)
    }

    @Test func `that answers with errors is quoted, action by action`() throws {
        let csms = try StubCSMS { line in
            try line.accept()
            try line.serve { call in
                try line.tell(
                    call.action == "Heartbeat"
                        ? "[4,\"\(call.id)\",\"InternalError\",\"no database\",{}]" : call.answer
                )
            }
        }
        let live = try run(csms) { csms.count(.heartbeat) >= 2 * Self.chargers }
        let errors = live.total.callErrors.inOrder
        #expect(errors.map(\.action) == [.heartbeat])
        #expect(errors.first?.code == .internalError && errors.first?.direction == .out)
        #expect(errors.first?.texts == ["no database"])
        let counted = live.total.calls.inOrder.filter { $0.outcome == .error }
        #expect(errors.first?.count == counted.reduce(0) { $0 + $1.count })
        // An error is an answer: the CSMS is there.
        #expect(live.total.answers.last != nil)
    }

    @Test func `that keeps one charger out is told, with how many and why`() throws {
        let refused = Mutex(0)
        let csms = try StubCSMS { line in
            let request = try line.hearRequest()
            guard request.identity.hasSuffix("2") else {
                try line.grant(request)
                return try line.serve()
            }
            refused.withLock { $0 += 1 }
            try line.say("HTTP/1.1 401 Unauthorized\r\n\r\n")
        }
        let live = try run(csms) {
            csms.count(.heartbeat) >= 2 && refused.withLock { $0 } >= 3
        }
        let kept = live.total.failures.inOrder.filter { $0.keptOut > 0 }
        #expect(kept.map(\.keptOut) == [1] && live.total.failures.keptOut == 1)
        #expect(kept.first?.reason == "the CSMS answered 401 Unauthorized")
        #expect(kept.first.map { $0.count >= 2 } == true)
    }

    @Test(arguments: [(401, true), (404, true), (429, true), (502, false), (503, false)])
    func `that turns all chargers away has answered, unless something else answers for it`(
        status: Int,
        isAnswer: Bool
    ) throws {
        let refused = Mutex([String: Int]())
        let csms = try StubCSMS { line in
            let request = try line.hearRequest()
            refused.withLock { $0[request.identity, default: 0] += 1 }
            try line.say("HTTP/1.1 \(status) No\r\n\r\n")
        }
        // Who tries again has read the first answer.
        let live = try run(csms) {
            refused.withLock { $0.values.count { $0 >= 2 } == Self.chargers }
        }
        let answers = live.total.answers
        #expect((answers.last != nil) == isAnswer)
        #expect(answers.waiting == (isAnswer ? 0 : Self.chargers))
        #expect(live.total.failures.keptOut == Self.chargers)
    }

    @Test func `that closes nothing at the end is noticed`() throws {
        let csms = try StubCSMS { line in
            try line.accept()
            _ = try line.hear()
            line.stayDumb()
        }
        let live = try run(csms, farewell: .milliseconds(100)) {
            csms.count(.bootNotification) >= Self.chargers
        }
        #expect(live.leftOpen == Self.chargers)
    }

    @Test func `that does close them leaves none open`() throws {
        let csms = try StubCSMS { line in
            try line.accept()
            while true { try line.tell(try line.hear(answeringClose: true).answer) }
        }
        let live = try run(csms) { csms.count(.heartbeat) >= Self.chargers }
        #expect(live.leftOpen == 0 && live.total.failures.keptOut == 0)
        #expect(live.cutOff == 0)
    }

    @Test(arguments: [true, false])
    func `that dies while they close is noticed, be it by a reset or by a line that ends`(
        isByReset: Bool
    ) throws {
        let csms = try StubCSMS { line in
            try line.accept()
            // So the system does for a process that is killed before it has read all.
            if isByReset { line.endWithReset() }
            try line.serve()
        }
        let live = try run(csms) { csms.count(.heartbeat) >= Self.chargers }
        #expect(live.leftOpen == 0 && live.cutOff == Self.chargers)
    }
}

@Suite struct `failures of connections` {
    @Test func `are counted by reason, and a charger is kept out by its last`() {
        var tally = FailureTally(chargers: 3)
        tally.noteRefusal("401", charger: 0)
        tally.noteRefusal("401", charger: 1)
        tally.noteRefusal("503", charger: 1)
        tally.noteRefusal("503", charger: 2)
        tally.noteOpening(charger: 2)
        tally.noteRefusal("503", charger: 2)
        var batch = Batch()
        tally.close(into: &batch, at: .zero)
        #expect(batch.failures.inOrder.map(\.reason) == ["401", "503"])
        #expect(batch.failures.inOrder.map(\.count) == [2, 3])
        #expect(batch.failures.inOrder.map(\.keptOut) == [1, 1])
        // In the next window nothing happens, and who is kept out is so still.
        var next = Batch()
        tally.close(into: &next, at: .zero)
        #expect(next.failures.inOrder.map(\.count) == [0, 0])
        #expect(next.notables.isEmpty)
        batch.follow(with: next)
        #expect(batch.failures.inOrder.map(\.count) == [2, 3])
        #expect(batch.failures.keptOut == 2)
    }

    @Test func `have reasons of a bounded length, though a letter may have any accents`() {
        var tally = FailureTally(chargers: 1)
        tally.note("link-fault", "a" + String(repeating: "\u{301}", count: 10_000), charger: 0)
        var batch = Batch()
        tally.close(into: &batch, at: .zero)
        #expect(batch.notables.map { $0.detail.unicodeScalars.count } == [300])
    }

    @Test func `have as many reasons as can be told, and no more`() {
        var tally = FailureTally(chargers: 1_000)
        for charger in 0..<1_000 { tally.noteRefusal("reason \(charger)", charger: charger) }
        var batch = Batch()
        tally.close(into: &batch, at: .zero)
        #expect(batch.failures.inOrder.count == 101)
        #expect(batch.failures.keptOut == 1_000)
        #expect(batch.failures.inOrder.reduce(0) { $0 + $1.count } == 1_000)
    }
}
