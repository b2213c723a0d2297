import Testing

@testable import FleetSim

/// A charger against a CSMS made with another library.
@Suite struct `a CSMS made with PyPI's ocpp` {
    @Test func `exchanges every action with a charger, and nothing goes wrong`() throws {
        let end = try LibraryEnd()
        var wire = Wire(to: end, .talkative, delay: .zero)
        try wire.powerOn()
        let tag = try #require(IdToken("0411"))
        try wire.arrive(tag, staySeconds: 2_400, wattHours: 50_000)
        var turns = 0
        playing: while turns < 200 {
            try wire.advance(seconds: 60)
            switch try end.turn() {
            case .call(let frame): wire.deliver(frame)
            case .wait: break
            case .finish: break playing
            }
            turns += 1
        }
        let report = try #require(end.report)
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
