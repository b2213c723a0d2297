import Scenarios
import Testing

@testable import FleetSim

@Suite struct `security events` {
    private let action = "SecurityEventNotification"

    @Test func `of a start are told after the boot`() {
        var bench = ChargerBench(features: [.core, .security])
        bench.powerOn()
        bench.advance(seconds: 2)
        #expect(
            bench.calls == [
                "BootNotification", "SecurityEventNotification", "StatusNotification",
                "StatusNotification",
            ]
        )
        #expect(bench.told(action, "type") == ["StartupOfTheDevice"])
        #expect(bench.told(action, "timestamp") == ["2026-03-02T00:00:00.000Z"])
    }

    @Test func `of a reset are told with the start that follows`() {
        var bench = ChargerBench.secured()
        _ = bench.ask("Reset", #"{"type":"Soft"}"#)
        bench.advance(seconds: 100)
        #expect(bench.told(action, "type") == ["ResetOrReboot", "StartupOfTheDevice"])
        #expect(
            bench.told(action, "timestamp")
                == ["2026-03-02T00:00:12.000Z", "2026-03-02T00:00:57.000Z"]
        )
    }

    @Test func `are unknown to a charger without the extension`() {
        var bench = ChargerBench(features: .core)
        bench.powerOn()
        bench.advance(seconds: 5)
        #expect(!bench.calls.contains(action))
        #expect(bench.charger.securityLog.times.isEmpty)
    }

    @Test func `that are critical outlast an outage, and the others do not`() {
        var bench = ChargerBench.secured(security: SecurityBehaviour(reportsInvalidMessages: true))
        bench.isReachable = false
        bench.close()
        bench.charger.raise(.tamperDetectionActivated, "lid", at: bench.now)
        bench.charger.raise(.invalidTLSVersion, at: bench.now)
        bench.isReachable = true
        bench.advance(seconds: 60)
        #expect(bench.told(action, "type") == ["TamperDetectionActivated"])
        #expect(bench.told(action, "techInfo") == ["lid"])
        #expect(bench.charger.securityLog.times.count == 3)
    }

    @Test func `that are critical wait in no greater number than the charger's make keeps`() {
        var bench = ChargerBench(queueDepth: 3, features: FeatureProfiles(rawValue: .max))
        bench.powerOn()
        bench.advance(seconds: 10)
        bench.isReachable = false
        bench.close()
        bench.forget()
        for number in 1...100 {
            bench.charger.raise(.tamperDetectionActivated, "\(number)", at: bench.now)
        }
        #expect(bench.charger.outbox.transactional.count == 3)
        bench.isReachable = true
        bench.advance(seconds: 60)
        #expect(bench.told(action, "techInfo") == ["98", "99", "100"])
        #expect(bench.notables.contains { $0.hasPrefix("calls-not-made: 97 ") })
    }

    @Test func `that are critical are tried again, unless the CSMS does not know them`() {
        for (answer, calls) in [
            ("!InternalError", 3), ("!NotImplemented", 1), ("!NotSupported", 1),
        ] {
            var bench = ChargerBench.secured()
            bench.csms = { action, payload in
                action == "SecurityEventNotification"
                    ? answer : ChargerBench.agreeable(action, payload)
            }
            bench.charger.raise(.memoryExhaustion, at: bench.now)
            bench.advance(seconds: 700)
            #expect(bench.told(action, "type").count == calls)
        }
    }

    @Test func `that matter less are told once`() {
        var bench = ChargerBench.secured(security: SecurityBehaviour(reportsInvalidMessages: true))
        bench.csms = { action, payload in
            action == "SecurityEventNotification"
                ? "!InternalError" : ChargerBench.agreeable(action, payload)
        }
        bench.receive("[2,")
        bench.advance(seconds: 400)
        #expect(bench.told(action, "type") == ["InvalidMessages"])
    }

    @Test func `fill a log in which the oldest gives way`() {
        var log = SecurityLog()
        for second in 0..<100 {
            log.note(.zero + .seconds(Int64(second)))
        }
        #expect(log.times.count == SecurityLog.capacity)
        #expect(log.times.first == .zero + .seconds(36))
        #expect(log.times.last == .zero + .seconds(99))
    }

    @Test func `tell of a clock that was set, where the model sets it`() {
        var bench = ChargerBench.secured(security: SecurityBehaviour(clockTolerance: .seconds(60)))
        bench.csms = { action, payload in
            action == "Heartbeat"
                ? #"{"currentTime":"2026-03-02T00:05:40Z"}"#
                : ChargerBench.agreeable(action, payload)
        }
        bench.advance(seconds: 301)
        #expect(bench.told(action, "type").isEmpty)
        bench.csms = { action, payload in
            action == "Heartbeat"
                ? #"{"currentTime":"2026-03-02T08:00:00Z"}"#
                : ChargerBench.agreeable(action, payload)
        }
        bench.advance(seconds: 300)
        #expect(bench.told(action, "type") == ["SettingSystemTime"])
        #expect(bench.told(action, "timestamp").first?.hasPrefix("2026-03-02T08:00:00") == true)
    }

    @Test func `a clock that was set brings on what it was late for`() {
        var bench = ChargerBench.secured(
            connectors: 2,
            security: SecurityBehaviour(clockTolerance: .seconds(60))
        )
        _ = bench.ask(
            "UpdateFirmware",
            #"{"location":"http://h/fw-2.1.0.bin","retrieveDate":"2026-03-02T08:10:00Z"}"#
        )
        _ = bench.ask(
            "ReserveNow",
            #"{"connectorId":2,"expiryDate":"2026-03-02T08:05:00Z","idTag":"A","reservationId":1}"#
        )
        _ = bench.ask(
            "SetChargingProfile",
            #"{"connectorId":0,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"#
                + #""chargingProfilePurpose":"TxDefaultProfile","#
                + #""chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"A","#
                + #""startSchedule":"2026-03-02T00:00:00Z","chargingSchedulePeriod":["#
                + #"{"startPeriod":0,"limit":10},{"startPeriod":28800,"limit":6}]}}}"#
        )
        bench.arrive()
        bench.advance(seconds: 200)
        #expect(bench.watts == [6_900, 0])
        bench.csms = { action, payload in
            action == "Heartbeat"
                ? #"{"currentTime":"2026-03-02T08:00:00Z"}"#
                : ChargerBench.agreeable(action, payload)
        }
        _ = bench.ask("TriggerMessage", #"{"requestedMessage":"Heartbeat"}"#)
        bench.advance(seconds: 2)
        #expect(bench.watts == [4_140, 0])
        bench.csms = { action, payload in
            action == "Heartbeat" ? nil : ChargerBench.agreeable(action, payload)
        }
        bench.forget()
        bench.advance(seconds: 297)
        #expect(!bench.statuses.contains("2 Available"))
        bench.advance(seconds: 5)
        #expect(bench.statuses == ["2 Available"])
        #expect(bench.told("FirmwareStatusNotification").isEmpty)
        bench.advance(seconds: 300)
        #expect(bench.told("FirmwareStatusNotification") == ["Downloading"])
    }

    @Test(arguments: SecurityEvent.Kind.allCases)
    func `have the names of the security extension`(kind: SecurityEvent.Kind) {
        let name = "\(kind)"
        #expect(kind.rawValue.string.lowercased() == name.lowercased())
        #expect(kind.rawValue.count <= 50)
    }
}
