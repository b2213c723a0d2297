import Foundation
import Scenarios
import Testing

@testable import FleetSim

@Suite struct `a CSMS that freezes` {
    /// Of a minute, in real time; the run is ten times as fast.
    private static let freeze = 0.5

    @Test func `shows in the time since calls were due, and would not in that since they left`()
        throws
    {
        let gate = Gate(closedFor: Self.freeze, after: 2)
        let csms = try StubCSMS { line in
            try line.accept()
            try line.serve { call in
                gate.pass()
                try line.tell(call.answer)
            }
        }
        // Each has a reading of four connectors to tell, every second.
        let second = ConfigurationSetting("ClockAlignedDataInterval", "1")
        let scenario = Scenario.quiet(chargers: 5, connectors: 4, configuration: [second])
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: 10)
        csms.end()
        let (sinceDue, sinceSent) = live.latencies(of: .meterValues)
        let frozen = Int64(Self.freeze * 1e6)
        #expect(sinceDue.count > 800)
        #expect(live.unanswered == 0)
        // One call of each charger was stuck, and a few dozen waited behind it.
        #expect(sinceSent.max >= frozen * 8 / 10)
        #expect((frozen * 8 / 10...frozen * 3 / 2).contains(sinceDue.quantile(0.99)))
        let ratio = Double(sinceDue.quantile(0.99)) / Double(sinceSent.quantile(0.99))
        #expect(ratio > 4, "\(sinceDue.quantile(0.99)) to \(sinceSent.quantile(0.99)) µs")
        // Who made the calls was on time, and says so.
        #expect(live.total.lag.late * 10 < live.total.handled)
    }
}

/// Closes once, with the first who comes after a while; who comes then waits until it opens.
private final class Gate: @unchecked Sendable {
    private let lock = NSLock()
    private let span: TimeInterval
    // The lock guards both: when it may close, and until when it is closed.
    private var closing: Date
    private var opening: Date?

    init(closedFor span: TimeInterval, after wait: TimeInterval) {
        self.span = span
        closing = Date(timeIntervalSinceNow: wait)
    }

    func pass() {
        let end = lock.withLock { () -> Date? in
            if opening == nil, Date.now >= closing { opening = Date(timeIntervalSinceNow: span) }
            return opening
        }
        if let end { Thread.sleep(until: end) }
    }
}
