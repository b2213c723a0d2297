import Testing

@testable import FleetSim

/// A charger against a CSMS that somebody else's library makes.
@Suite struct `a CSMS made with PyPI's ocpp` {
    @Test func `exchanges every action with a charger, and nothing goes wrong`() throws {
        let desk = try LibraryDesk()
        var wire = Wire(to: desk, .talkative, delay: .zero)
        try wire.powerOn()
        let tag = try #require(IdToken("0411"))
        try wire.arrive(tag, staySeconds: 2_400, wattHours: 50_000)
        var turns = 0
        playing: while turns < 200 {
            try wire.advance(seconds: 60)
            switch try desk.turn() {
            case .call(let frame): wire.deliver(frame)
            case .wait: break
            case .finish: break playing
            }
            turns += 1
        }
        let report = try #require(desk.report)
        #expect(report.errors == [])
        #expect(report.counts.keys.sorted() == Action.allCases.map(\.name).sorted())
        for (action, counts) in report.counts {
            for caller in ["charger", "csms"] {
                let calls = counts["\(caller) calls"] ?? 0
                #expect(counts["\(caller) results"] ?? 0 == calls, "\(action) of the \(caller)")
            }
        }
        let transfers = report.counts["DataTransfer"]
        #expect(transfers?["charger calls"] ?? 0 > 0 && transfers?["csms calls"] == 1)
    }
}
