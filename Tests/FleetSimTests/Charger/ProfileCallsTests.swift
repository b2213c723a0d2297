import TestSupport
import Testing

@testable import FleetSim

/// How a charger answers calls about charging profiles.
@Suite struct ProfileCallsTests {
    private func set(_ profile: ChargingProfile, on connector: Int) -> SetChargingProfile {
        SetChargingProfile(connectorId: connector, csChargingProfiles: profile)
    }

    @Test func `a profile is accepted, refused, or set where there is no connector`() {
        var bench = ChargerBench.accepted(connectors: 2)
        let statuses = [
            bench.status(of: set(.fixture([(0, 10)]), on: 2)),
            bench.status(of: set(.fixture([(0, 10)], .chargePointMax, id: 2), on: 0)),
            bench.status(of: set(.fixture([(0, 10)], .chargePointMax, id: 2), on: 1)),
            bench.status(of: set(.fixture([(0, 10)], level: 11), on: 1)),
            bench.status(of: set(.fixture([(0, 10)]), on: 3)),
        ]
        #expect(
            statuses == [
                "Accepted", "Accepted", "Rejected", "Rejected", "PropertyConstraintViolation",
            ]
        )
    }

    @Test func `a transaction's profile needs that transaction`() {
        var bench = ChargerBench.accepted(connectors: 2)
        let without = bench.status(of: set(.fixture([(0, 10)], .tx), on: 1))
        bench.arrive(connector: 1)
        bench.advance(seconds: 60)
        let statuses = [
            without,
            bench.status(of: set(.fixture([(0, 10)], .tx, transaction: 42), on: 1)),
            bench.status(of: set(.fixture([(0, 10)], .tx, transaction: 41), on: 2)),
            bench.status(of: set(.fixture([(0, 10)], .tx, transaction: 41), on: 0)),
            bench.status(of: set(.fixture([(0, 10)], .tx, transaction: 41), on: 1)),
            bench.status(of: set(.fixture([(0, 12)], .tx), on: 1)),
        ]
        #expect(
            statuses == ["Rejected", "Rejected", "Rejected", "Rejected", "Accepted", "Accepted"]
        )
        #expect(bench.watts == [8_280, 0])
    }

    @Test func `configuration keys bound what is taken`() {
        var bench = ChargerBench.accepted(configuration: [
            (.maxChargingProfilesInstalled, "2"), (.chargeProfileMaxStackLevel, "3"),
            (.chargingScheduleMaxPeriods, "1"), (.chargingScheduleAllowedChargingRateUnit, "Power"),
        ])
        let profiles: [ChargingProfile] = [
            .fixture([(0, 7_000)], id: 1, level: 3, unit: .watts),
            .fixture([(0, 7_000)], id: 2, level: 4, unit: .watts),
            .fixture([(0, 7_000), (60, 8_000)], id: 2, unit: .watts),
            .fixture([(0, 10)], id: 2, unit: .amperes),
            .fixture([(0, 7_000)], id: 2, level: 0, unit: .watts),
            .fixture([(0, 7_000)], id: 3, level: 1, unit: .watts),
        ]
        let statuses = profiles.map { bench.status(of: set($0, on: 1)) }
        #expect(
            statuses == ["Accepted", "Rejected", "Rejected", "Rejected", "Accepted", "Rejected"]
        )
        let answer = bench.answer(to: GetCompositeSchedule(connectorId: 1, duration: 60))
        #expect(answer.contains("\"chargingRateUnit\":\"W\""))
    }

    @Test func `a charger without the feature supports none of it, and starts all the same`() {
        var bench = ChargerBench(features: [.core, .remoteTrigger])
        bench.powerOn()
        bench.advance(seconds: 10)
        let codes = [
            bench.status(of: set(.fixture([(0, 10)]), on: 1)),
            bench.status(of: ClearChargingProfile()),
            bench.status(of: GetCompositeSchedule(connectorId: 0, duration: 60)),
        ]
        #expect(codes == ["NotSupported", "NotSupported", "NotSupported"])
        let start = bench.status(of: remoteStart(.fixture([(0, 6)])))
        #expect(start == "Accepted")
        #expect(bench.charger.profiles.isEmpty)
    }

    @Test func `clearing says whether there was anything`() {
        var bench = ChargerBench.accepted()
        let none = bench.status(of: ClearChargingProfile())
        bench.install(.fixture([(0, 10)]))
        let wrong = bench.status(of: ClearChargingProfile(id: 7))
        let right = bench.status(of: ClearChargingProfile(id: 1))
        #expect([none, wrong, right] == ["Unknown", "Unknown", "Accepted"])
    }

    @Test func `a composite schedule starts now and does not name its start twice`() {
        var bench = ChargerBench.accepted(connectors: 2)
        bench.install(.fixture([(0, 16), (70, 8)], duration: 300))
        bench.advance(seconds: 10)
        #expect(
            bench.answer(to: GetCompositeSchedule(connectorId: 1, duration: 600))
                == #"[3,"99",{"status":"Accepted","connectorId":1,"#
                + #""scheduleStart":"2026-03-02T00:00:20.000Z","chargingSchedule":{"#
                + #""chargingRateUnit":"A","chargingSchedulePeriod":["#
                + #"{"startPeriod":0,"limit":16.0},{"startPeriod":50,"limit":8.0},"#
                + #"{"startPeriod":280,"limit":32.0}],"duration":600}}]"#
        )
        let whole = bench.answer(
            to: GetCompositeSchedule(connectorId: 0, duration: 10, chargingRateUnit: .watts)
        )
        #expect(whole.contains(#""chargingSchedulePeriod":[{"startPeriod":0,"limit":33120.0}]"#))
        let unknown = bench.answer(to: GetCompositeSchedule(connectorId: 3, duration: 600))
        #expect(unknown == #"[3,"99",{"status":"Rejected"}]"#)
    }

    @Test func `a remote start brings a profile for its transaction`() {
        var bench = ChargerBench.accepted()
        bench.install(.fixture([(0, 16)], id: 1))
        let start = bench.status(of: remoteStart(.fixture([(0, 10)], .tx, id: 2, kind: .relative)))
        #expect(start == "Accepted")
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 60)
        #expect(bench.watts == [6_900])
        bench.install(.fixture([(0, 8)], .tx, id: 3, transaction: 41))
        #expect(bench.watts == [5_520])
        #expect(bench.charger.profiles.profiles.map(\.id) == [1, 3])
        bench.advance(seconds: 1_000)
        #expect(bench.charger.profiles.profiles.map(\.id) == [1])
    }

    @Test func `a remote start is refused with a profile that is not for it`() {
        var bench = ChargerBench.accepted()
        let profiles: [ChargingProfile] = [
            .fixture([(0, 10)]), .fixture([(0, 10)], .chargePointMax),
            .fixture([(0, 10)], .tx, transaction: 41), .fixture([(0, 10)], .tx, level: 11),
        ]
        let statuses = profiles.map { bench.status(of: remoteStart($0)) }
        #expect(statuses == ["Rejected", "Rejected", "Rejected", "Rejected"])
        #expect(bench.charger.profiles.isEmpty)
        #expect(bench.charger.connectors[0].claim == nil)
    }

    @Test func `a profile whose remote start came to nothing is forgotten`() {
        var bench = ChargerBench.accepted()
        let start = bench.status(of: remoteStart(.fixture([(0, 10)], .tx)))
        #expect(start == "Accepted")
        #expect(!bench.charger.profiles.isEmpty)
        bench.advance(seconds: 70)
        #expect(bench.charger.profiles.isEmpty)
    }

    @Test func `a profile whose remote start was not authorised is not the driver's`() {
        var bench = ChargerBench.accepted(configuration: [(.authorizeRemoteTxRequests, "true")])
        bench.csms = { action, payload in
            action == "Authorize" && payload.contains("APP")
                ? "!InternalError" : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 11)
        let start = bench.status(of: remoteStart(.fixture([(0, 10)], .tx)))
        #expect(start == "Accepted")
        bench.advance(seconds: 60)
        #expect(bench.watts == [11_040])
        #expect(bench.charger.profiles.isEmpty)
    }

    @Test(arguments: UInt64(1)...60)
    func `no profile, however odd, brings a charger down`(seed: UInt64) {
        var dice = FrameDice(seed: seed)
        var bench = ChargerBench.accepted(connectors: 2)
        for _ in 0..<60 {
            switch dice.number(0...5) {
            case 0 where bench.charger.connectors[0].bay.isFree:
                bench.arrive(staySeconds: Int64(dice.number(1...9_000)))
            case 1: _ = bench.answer(to: GetCompositeSchedule.sample(&dice))
            case 2: _ = bench.answer(to: ClearChargingProfile.sample(&dice))
            case 3: _ = bench.answer(to: remoteStart(.sample(&dice)))
            default:
                var request = SetChargingProfile.sample(&dice)
                if dice.flag() { request.csChargingProfiles.chargingSchedule.makeSound() }
                _ = bench.answer(to: request)
            }
            bench.advance(seconds: Int64(dice.number(0...20_000)))
        }
        bench.advance(seconds: 20_000)
        #expect(bench.charger.connectors.allSatisfy { $0.transaction == nil })
    }

    private func remoteStart(_ profile: ChargingProfile) -> RemoteStartTransaction {
        RemoteStartTransaction(
            idTag: IdToken("APP") ?? IdToken(TokenList.token(0, seed: 0)),
            connectorId: 1,
            chargingProfile: profile
        )
    }
}

extension ChargingSchedule {
    /// Has its periods ascend from its start, so that it is not refused for that.
    fileprivate mutating func makeSound() {
        chargingSchedulePeriod.sort { $0.startPeriod < $1.startPeriod }
        chargingSchedulePeriod[0].startPeriod = 0
    }
}
