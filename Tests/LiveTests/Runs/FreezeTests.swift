import Foundation
import Scenarios
import Testing

@testable import FleetSim

@Suite struct `a CSMS that freezes` {
    private static let chargers = 5
    private static let connectors = 4
    private static let speed = 10.0
    /// How many readings come due in a second of real time.
    private static let rate = Double(chargers * connectors) * speed

    @Test func `shows in the time since calls were due, and would not in that since they left`()
        throws
    {
        let gate = Gate()
        let csms = try StubCSMS { line in
            try line.accept()
            var wasHeld = false
            try line.serve { call in
                if call.action == "MeterValues" {
                    // One call is open at a time: who calls again has read the answer.
                    if wasHeld { gate.returned() }
                    wasHeld = gate.pass()
                }
                try line.tell(call.answer)
            }
        }
        // Each connector has a reading to tell, every second of the simulation.
        let second = ConfigurationSetting("ClockAlignedDataInterval", "1")
        let scenario = Scenario.quiet(
            chargers: Self.chargers,
            connectors: Self.connectors,
            configuration: [second]
        )
        let live = try LiveOutcome.run(scenario, url: csms.url, speed: Self.speed) { live in
            let answered = live.answered(.meterValues)
            switch gate.state {
            case .open: if answered >= 400 { gate.close() }
            // One call of each charger is stuck, and what comes due waits behind it.
            case .closed: gate.open(after: .seconds(2), holding: Self.chargers)
            // What came due meanwhile has been answered, since it was sent in order.
            case .opened(let span):
                return gate.returns == Self.chargers
                    && Double(answered) >= 500 + 1.2 * Self.rate * Self.seconds(span)
            }
            return false
        }
        csms.end()
        let span = try #require(gate.span.map(Self.seconds))
        let (sinceDue, sinceSent) = live.latencies(of: .meterValues)
        let count = Double(sinceDue.count)
        #expect(live.unanswered == 0 && sinceDue.count == sinceSent.count)
        // Five calls were with the CSMS all the time.
        #expect(Double(sinceSent.quantile(1 - 4 / count)) >= 0.9 * span * 1e6)
        // Hundreds came due meanwhile, of which the first two thirds waited for a third of it.
        let due = Self.rate * span * 0.6
        #expect(due > 200)
        #expect(Double(sinceDue.quantile(1 - due / count)) >= span / 3 * 1e6)
    }

    private static func seconds(_ span: Duration) -> Double {
        Double(span.components.seconds) + Double(span.components.attoseconds) / 1e18
    }
}

/// Closes and opens once; who comes while it is closed waits.
private final class Gate: @unchecked Sendable {
    enum State {
        case open, closed
        /// After it was closed for so long with all held who were to be held.
        case opened(Duration)
    }

    private let condition = NSCondition()
    // The condition's lock guards what is below it.
    private var now = State.open
    private var holds = 0
    private var returnCount = 0
    private var lastCame: ContinuousClock.Instant?

    var state: State { condition.withLock { now } }

    var span: Duration? {
        guard case .opened(let span) = state else { return nil }
        return span
    }

    /// How many of those that were held have come again.
    var returns: Int { condition.withLock { returnCount } }

    func returned() { condition.withLock { returnCount += 1 } }

    func close() { condition.withLock { now = .closed } }

    /// Opens if it has held its number for its time.
    func open(after span: Duration, holding count: Int) {
        condition.withLock {
            guard holds == count, let lastCame else { return }
            let held = lastCame.duration(to: .now)
            guard held >= span else { return }
            now = .opened(held)
            condition.broadcast()
        }
    }

    /// Returns whether the call was held.
    func pass() -> Bool {
        condition.withLock {
            guard case .closed = now else { return false }
            holds += 1
            lastCame = .now
            while case .closed = now { condition.wait() }
            return true
        }
    }
}
