import Testing

@testable import FleetSim

@Suite struct `an emergency stop` {
    @Test func `ends what charges and takes every connector out of use until it is over`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.arrive(connector: 1, staySeconds: 600)
        bench.advance(seconds: 60)
        bench.forget()
        bench.apply(.emergencyStop)
        bench.advance(seconds: 1)
        #expect(bench.sent.contains { $0.contains(#""reason":"EmergencyStop""#) })
        #expect(bench.statuses == ["1 Finishing", "1 Faulted", "2 Faulted"])
        #expect(bench.watts == [0, 0])
        bench.demand("RemoteStartTransaction", #"{"idTag":"A","connectorId":2}"#)
        #expect(bench.reply == .rejected)
        bench.forget()
        bench.apply(.emergencyOver)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Finishing", "2 Available"])
        #expect(!bench.calls.contains("StartTransaction"))
        bench.advance(seconds: 700)
        #expect(bench.statuses.last == "1 Available")
        bench.arrive(connector: 2)
        bench.advance(seconds: 60)
        #expect(bench.calls.contains("StartTransaction"))
    }

    @Test func `means nothing to a charger without power, and over and over nothing more`() {
        var bench = ChargerBench.accepted()
        bench.apply(.powerLost)
        bench.apply(.emergencyStop)
        bench.apply(.powerBack)
        bench.advance(seconds: 20)
        #expect(bench.statuses.last == "1 Available")
        bench.apply(.emergencyStop)
        bench.apply(.emergencyStop)
        bench.apply(.emergencyOver)
        bench.apply(.emergencyOver)
        bench.advance(seconds: 5)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test(arguments: [ChargerFault.emergencyStop, .emergencyOver])
    func `fits into an event of the kernel`(fault: ChargerFault) {
        #expect(ChargerFault(word: fault.word) == fault)
    }
}
