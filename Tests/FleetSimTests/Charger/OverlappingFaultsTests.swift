import Testing

@testable import FleetSim

@Suite struct `faults that overlap` {
    private static let ground = ChargerFault.failed(connector: 1, .groundFailure)
    private static let mended = ChargerFault.mended(connector: 1)

    /// The states after each of some faults.
    private func states(_ faults: [ChargerFault], connectors: Int = 1) -> [[ChargePointStatus]] {
        var bench = ChargerBench.accepted(connectors: connectors)
        return faults.map { fault in
            bench.apply(fault)
            bench.advance(seconds: 60)
            return bench.charger.connectors.map(\.status)
        }
    }

    @Test func `keep a connector from use until the last of them is over`() {
        let found = states([Self.ground, Self.ground, Self.mended, Self.mended])
        #expect(found == [[.faulted], [.faulted], [.faulted], [.available]])
    }

    @Test func `are not over with an emergency stop that lay between`() {
        let found = states(
            [Self.ground, .emergencyStop, .emergencyOver, Self.mended],
            connectors: 2
        )
        #expect(
            found == [
                [.faulted, .available], [.faulted, .faulted], [.faulted, .available],
                [.available, .available],
            ]
        )
    }

    @Test func `do not end an emergency stop, nor does another`() {
        let faults = [
            Self.ground, .emergencyStop, Self.mended, .emergencyStop, .emergencyOver,
            .emergencyOver, .emergencyOver,
        ]
        let found = states(faults).map { $0 == [.faulted] }
        #expect(found == [true, true, true, true, true, false, false])
    }

    @Test func `are no fewer for a button that was never pressed`() {
        let found = states([Self.ground, .emergencyOver, Self.mended, Self.mended])
        #expect(found == [[.faulted], [.faulted], [.available], [.available]])
    }

    @Test func `of being out of service last until the last is over`() {
        let found = states([.outOfService, .outOfService, .backInService, .backInService])
        #expect(found == [[.unavailable], [.unavailable], [.unavailable], [.available]])
    }

    @Test func `leave out of service what the CSMS has taken out, until it says otherwise`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.demand("ChangeAvailability", #"{"connectorId":1,"type":"Inoperative"}"#)
        bench.apply(.outOfService)
        bench.apply(.backInService)
        bench.advance(seconds: 5)
        #expect(bench.charger.connectors.map(\.status) == [.unavailable, .available])
        #expect(bench.charger.main.service.isOperative)
        bench.demand("ChangeAvailability", #"{"connectorId":0,"type":"Inoperative"}"#)
        bench.apply(.outOfService)
        bench.apply(.backInService)
        bench.advance(seconds: 5)
        #expect(bench.charger.connectors.map(\.status) == [.unavailable, .unavailable])
        #expect(!bench.charger.main.service.isOperative)
        bench.demand("ChangeAvailability", #"{"connectorId":0,"type":"Operative"}"#)
        #expect(bench.charger.connectors.map(\.status) == [.available, .available])
        #expect(bench.charger.main.service.isOperative)
    }

    @Test func `by the hundred bring nothing down`() {
        var bench = ChargerBench.accepted()
        for _ in 0..<300 {
            for fault in [Self.ground, .powerLost, .emergencyStop, .outOfService] {
                bench.apply(fault)
            }
        }
        for _ in 0..<300 {
            for fault in [Self.mended, .powerBack, .emergencyOver, .backInService] {
                bench.apply(fault)
            }
        }
        bench.advance(seconds: 60)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `a lock that has failed does not open`() {
        var bench = ChargerBench.accepted()
        bench.apply(.failed(connector: 1, .connectorLockFailure))
        bench.demand("UnlockConnector", #"{"connectorId":1}"#)
        #expect(bench.reply == .status("UnlockFailed"))
        bench.apply(Self.mended)
        bench.demand("UnlockConnector", #"{"connectorId":1}"#)
        #expect(bench.reply == .status("Unlocked"))
    }
}
