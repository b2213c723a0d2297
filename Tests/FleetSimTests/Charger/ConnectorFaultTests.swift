import Testing

@testable import FleetSim

@Suite struct `a connector that fails` {
    private static let ground = ChargerFault.failed(connector: 1, .groundFailure)
    private static let mended = ChargerFault.mended(connector: 1)

    @Test func `says what is wrong with it, and that it is well again`() {
        var bench = ChargerBench.accepted()
        bench.apply(Self.ground)
        bench.advance(seconds: 10)
        bench.apply(Self.mended)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Faulted", "1 Available"])
        let errors = bench.sent.compactMap { $0.firstMatch(of: /"errorCode":"(\w+)"/)?.1 }
        #expect(errors == ["GroundFailure", "NoError"])
        #expect(bench.bays == [false, true])
        #expect(bench.notables == ["fault: connector 1: GroundFailure"])
    }

    @Test func `lets nothing flow, and its transaction goes on when it is mended`() {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 3_600, wattHours: 1_840)
        bench.advance(seconds: 75)
        #expect(bench.watts == [11_040])
        bench.apply(Self.ground)
        #expect(bench.watts == [0])
        bench.advance(seconds: 1_000)
        #expect(!bench.calls.contains("StopTransaction"))
        bench.apply(Self.mended)
        #expect(bench.watts == [11_040])
        // 1.84 kWh take ten minutes, of which one had passed before.
        bench.advance(seconds: 539)
        #expect(bench.statuses.last == "1 Charging")
        bench.advance(seconds: 30)
        #expect(bench.statuses.last == "1 SuspendedEV")
    }

    @Test func `takes no driver; who is plugged in waits for a while and then leaves`() {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 3_600)
        bench.advance(seconds: 12)
        bench.apply(Self.ground)
        bench.demand("RemoteStartTransaction", #"{"idTag":"A","connectorId":1}"#)
        #expect(bench.reply == .rejected)
        bench.advance(seconds: 300)
        #expect(!bench.calls.contains("Authorize") && !bench.calls.contains("StartTransaction"))
        #expect(bench.visits.count == 1)
        #expect(bench.visits.first?.metFault == true)
        bench.apply(Self.mended)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["1 Preparing", "1 Faulted", "1 Available"])
    }

    @Test func `lets a driver charge who had the patience to wait`() {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 3_600)
        bench.advance(seconds: 12)
        bench.apply(Self.ground)
        bench.advance(seconds: 40)
        bench.apply(Self.mended)
        bench.advance(seconds: 40)
        #expect(bench.statuses == ["1 Preparing", "1 Faulted", "1 Preparing", "1 Charging"])
    }

    @Test func `ends its reservation and can have no other`() {
        var bench = ChargerBench.accepted()
        bench.reserve()
        bench.apply(Self.ground)
        bench.demand("CancelReservation", #"{"reservationId":9}"#)
        #expect(bench.reply == .rejected)
        bench.reserve()
        #expect(bench.reply == .status("Faulted"))
        bench.apply(Self.mended)
        bench.advance(seconds: 1)
        #expect(bench.statuses.last == "1 Available")
    }

    @Test func `stays so through a restart, and what was asked meanwhile holds when it is mended`()
    {
        var bench = ChargerBench.accepted()
        bench.apply(Self.ground)
        bench.demand("Reset", #"{"type":"Hard"}"#)
        bench.advance(seconds: 60)
        #expect(bench.statuses.last == "1 Faulted")
        bench.demand("ChangeAvailability", #"{"connectorId":1,"type":"Inoperative"}"#)
        #expect(bench.reply == .accepted)
        bench.apply(Self.mended)
        bench.advance(seconds: 1)
        #expect(bench.statuses.last == "1 Unavailable")
    }

    @Test func `tells of no other's fault, nor twice of its own`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.apply(.failed(connector: 2, .overVoltage))
        bench.apply(.failed(connector: 2, .underVoltage))
        bench.apply(.failed(connector: 3, .underVoltage))
        bench.apply(Self.mended)
        bench.advance(seconds: 1)
        #expect(bench.statuses == ["2 Faulted"])
        #expect(bench.charger.connectors[1].fault == .overVoltage)
    }

    @Test func `leaves its share of the charger's bound to the others`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.install(
            ChargingProfile(
                chargingProfileId: 1,
                stackLevel: 0,
                chargingProfilePurpose: .chargePointMax,
                chargingProfileKind: .absolute,
                chargingSchedule: ChargingSchedule(
                    chargingRateUnit: .amperes,
                    chargingSchedulePeriod: [
                        .init(startPeriod: 0, limit: FixedPoint(mantissa: 160, decimals: 1))
                    ],
                    startSchedule: Charger.benchClock
                )
            ),
            on: 0
        )
        for connector in [1, 2] { bench.arrive(connector: connector, wattHours: 50_000) }
        bench.advance(seconds: 60)
        #expect(bench.watts == [5_520, 5_520])
        bench.apply(Self.ground)
        #expect(bench.watts == [0, 11_040])
        bench.apply(Self.mended)
        #expect(bench.watts == [5_520, 5_520])
    }

    @Test(arguments: [ChargerFault.setupSaved, .outOfService, .backInService, ground, mended])
    func `fits into an event of the kernel like any fault`(fault: ChargerFault) {
        let word = KernelEvent.fault(fault, charger: 77).word
        guard case .fault(let read, let charger) = KernelEvent(word: word) else {
            Issue.record("another event came out")
            return
        }
        #expect(read == fault && charger == 77)
    }
}

@Suite struct `a car with a timer of its own` {
    @Test func `draws nothing before, and leaves its share to others until then`() {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 7_200, wattHours: 1_840, waitsSeconds: 1_800)
        bench.advance(seconds: 60)
        #expect(bench.statuses == ["1 Preparing", "1 SuspendedEV"])
        #expect(bench.watts == [0])
        // The timer runs from the plug, which went in after ten seconds.
        bench.advance(seconds: 1_760)
        #expect(bench.watts == [11_040])
        #expect(bench.statuses.last == "1 Charging")
        bench.advance(seconds: 605)
        #expect(bench.statuses.last == "1 SuspendedEV")
    }

    @Test func `that has nothing to charge says no more when its time comes`() {
        var bench = ChargerBench.accepted()
        bench.arrive(staySeconds: 7_200, wattHours: 0, waitsSeconds: 1_800)
        bench.advance(seconds: 3_600)
        #expect(bench.statuses == ["1 Preparing", "1 SuspendedEV"])
    }
}
