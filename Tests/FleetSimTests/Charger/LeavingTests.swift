import Testing

@testable import FleetSim

@Suite struct `a driver who stays until the car is full` {
    enum Ending: CaseIterable {
        case reset, remoteStop, unlock, powerCut, emergencyStop, setupSaved
    }

    @Test(arguments: Ending.allCases)
    func `leaves as long after a charge that something else has ended`(ending: Ending) {
        var bench = ChargerBench.accepted()
        bench.arrive(staysUntilFullAnd: 60)
        bench.advance(seconds: 75)
        #expect(bench.watts == [11_040])
        let ended = bench.now
        switch ending {
        case .reset: bench.demand("Reset", #"{"type":"Hard"}"#)
        case .remoteStop: bench.demand("RemoteStopTransaction", #"{"transactionId":41}"#)
        case .unlock: bench.demand("UnlockConnector", #"{"connectorId":1}"#)
        case .powerCut: bench.apply(.powerLost)
        case .emergencyStop: bench.apply(.emergencyStop)
        case .setupSaved: bench.apply(.setupSaved)
        }
        #expect(bench.watts == [0])
        bench.advance(seconds: 30)
        bench.apply(.emergencyOver)
        bench.apply(.powerBack)
        bench.advance(seconds: 1_000)
        // He takes 20 seconds to unplug.
        #expect(bench.visits.map { $0.left - ended } == [.seconds(80)])
        #expect(bench.charger.connectors[0].bay.isFree)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `leaves where the charge goes on without energy for a tag that is refused`() {
        var bench = ChargerBench.accepted(configuration: [(.stopTransactionOnInvalidId, "false")])
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? #"{"idTagInfo":{"status":"Blocked"},"transactionId":9}"#
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staysUntilFullAnd: 60)
        bench.advance(seconds: 30)
        #expect(bench.statuses.last == "1 SuspendedEVSE")
        bench.advance(seconds: 200)
        #expect(bench.visits.map(\.reason) == [.local])
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `leaves once, however often a full car is offered something else`() {
        var bench = ChargerBench.accepted()
        let periods = (0..<20).map { number in
            ChargingSchedule.Period(
                startPeriod: number * 300,
                limit: FixedPoint(mantissa: number.isMultiple(of: 2) ? 160 : 100, decimals: 1)
            )
        }
        bench.install(
            ChargingProfile(
                chargingProfileId: 1,
                stackLevel: 0,
                chargingProfilePurpose: .txDefault,
                chargingProfileKind: .absolute,
                chargingSchedule: ChargingSchedule(
                    chargingRateUnit: .amperes,
                    chargingSchedulePeriod: periods,
                    startSchedule: Charger.benchClock
                )
            )
        )
        bench.arrive(staysUntilFullAnd: 600, wattHours: 1_000)
        while bench.statuses.last != "1 SuspendedEV", bench.now < SimTime.zero + .seconds(1_000) {
            bench.advance(seconds: 1)
        }
        let full = bench.now
        bench.advance(seconds: 3_000)
        let stayed = bench.visits.map { $0.left - full }
        #expect(stayed.count == 1)
        #expect(stayed.allSatisfy { $0 >= .seconds(618) && $0 <= .seconds(620) })
    }

    @Test func `gives up where an unlocked charger locks again before he has plugged in`() {
        var behaviour = ChargerType.Behaviour()
        behaviour.access.model.isLockedWhenAvailable = true
        var bench = ChargerBench.accepted(
            behaviour: behaviour,
            configuration: [(.connectionTimeOut, "5")]
        )
        bench.arrive(staysUntilFullAnd: 60)
        bench.advance(seconds: 1_000)
        #expect(bench.charger.connectors[0].bay.isFree)
        #expect(bench.visits.map(\.plugged) == [nil])
        #expect(bench.calls.count { $0 == "Authorize" } <= Int(Bay.maximumTries))
        #expect(bench.statuses.last == "1 Available")
    }
}
