import Testing

@testable import FleetSim

@Suite struct `pongs` {
    @Test func `that nothing had asked for count as pings, of which a flood is told`() {
        var link = LiveLink()
        link.noteOpened()
        link.notePing(at: .zero)
        link.pongCame()
        #expect(link.pingsTaken == 0)
        for _ in 0..<10_000 { link.pongCame() }
        #expect(link.pingsTaken == 10_000)
    }
}
