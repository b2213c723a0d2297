import Testing

@testable import FleetSim

/// The comparison that `scripts/fuzz-websocket` makes with millions of streams, briefly.
@Suite struct `another WebSocket library` {
    @Test func `gives the same messages, closes and refusals`() {
        for number in 1_000_000_000..<1_000_005_000 as Range<UInt64> {
            #expect(WslayComparison(number: number).agrees, "stream \(number)")
        }
    }
}
