import Testing

@testable import FleetSim

@Suite struct `a driver who leaves it to the CSMS to start` {
    private let start =
        "[2,\"r\",\"RemoteStartTransaction\",{\"idTag\":\"APP1\",\"connectorId\":1}]"
    private let stop = "[2,\"s\",\"RemoteStopTransaction\",{\"transactionId\":41}]"

    private func bench(_ describe: (inout Access) -> Void = { _ in }) -> ChargerBench {
        var behaviour = ChargerType.Behaviour()
        describe(&behaviour.access)
        return ChargerBench.accepted(behaviour: behaviour)
    }

    @Test func `plugs in, waits, charges when it starts, and unplugs when it stops`() {
        var bench = bench()
        bench.arrive(startPatienceSeconds: 300)
        // Longer than a charger waits for a tag or a cable.
        bench.advance(seconds: 200)
        #expect(bench.statuses == ["1 Preparing"])
        #expect(!bench.calls.contains("Authorize") && bench.wishes.isEmpty)
        bench.receive(start)
        bench.advance(seconds: 600)
        #expect(bench.sent.contains { $0.contains("\"StartTransaction\"") && $0.contains("APP1") })
        #expect(bench.statuses == ["1 Preparing", "1 Charging"])
        bench.receive(stop)
        bench.advance(seconds: 60)
        #expect(bench.statuses.suffix(2) == ["1 Finishing", "1 Available"])
        let visit = bench.visits.first
        #expect(visit?.isStartedRemotely == true && visit?.reason == .remote)
        #expect(bench.notables.isEmpty)
    }

    @Test func `drives on when his patience is over, which is a finding`() {
        var bench = bench()
        bench.arrive(startPatienceSeconds: 120)
        bench.advance(seconds: 129)
        #expect(bench.visits.isEmpty)
        bench.advance(seconds: 60)
        #expect(bench.visits.first?.started == nil)
        #expect(bench.visits.first?.hindrance == .unanswered)
        #expect(bench.statuses.last == "1 Available")
        #expect(bench.notables.count == 1, "\(bench.notables)")
        #expect(bench.notables.first?.contains("no RemoteStartTransaction within 140 s") == true)
    }

    @Test func `is no finding where the charger has no connection`() {
        var bench = bench()
        bench.isReachable = false
        bench.close()
        bench.arrive(startPatienceSeconds: 30)
        bench.advance(seconds: 120)
        #expect(bench.visits.first?.hindrance == .offline)
        #expect(!bench.notables.contains { $0.contains("never-started") })
    }

    @Test func `who leaves before his patience is over has waited in vain as well`() {
        var bench = bench()
        bench.arrive(staySeconds: 60, startPatienceSeconds: 3_000)
        bench.advance(seconds: 200)
        #expect(bench.visits.first?.started == nil)
        #expect(bench.notables.contains { $0.contains("never-started") })
    }

    @Test func `waits before a charger that is locked, and plugs in when that opens`() {
        var bench = bench { $0.model.isLockedWhenAvailable = true }
        bench.arrive(startPatienceSeconds: 300)
        bench.advance(seconds: 60)
        #expect(bench.calls.isEmpty && bench.visits.isEmpty)
        bench.receive(start)
        bench.advance(seconds: 60)
        #expect(bench.statuses == ["1 Preparing", "1 Charging"])
        #expect(bench.charger.connectors[0].bay.log?.isStartedRemotely == true)
    }

    @Test func `unplugs at the end of his stay where the CSMS does not stop`() {
        var bench = bench()
        bench.arrive(staySeconds: 600, startPatienceSeconds: 300)
        bench.advance(seconds: 30)
        bench.receive(start)
        bench.advance(seconds: 700)
        #expect(bench.visits.first?.reason == .evDisconnected)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `is told apart from one who started by a card`() {
        var card = bench()
        card.arrive()
        card.advance(seconds: 60)
        #expect(card.charger.connectors[0].bay.log?.isStartedRemotely == false)
        var remote = bench()
        remote.arrive()
        // Between the plug after 10 s and the card 5 s later.
        remote.advance(seconds: 12)
        remote.receive(start)
        remote.advance(seconds: 60)
        #expect(remote.charger.connectors[0].bay.log?.isStartedRemotely == true)
        #expect(!remote.calls.contains("Authorize"))
    }
}
