import Scenarios
import Testing

@testable import FleetSim

@Suite struct `registration` {
    @Test func `a charger comes up, is accepted, tells its states and beats`() {
        var bench = ChargerBench()
        bench.powerOn()
        bench.advance(seconds: 301)
        #expect(
            bench.transcript == [
                "0.0s power on → connect",
                """
                0.0s connected → [2,"1","BootNotification",{"chargePointVendor":"Vendor",\
                "chargePointModel":"Model","chargePointSerialNumber":"00000007",\
                "firmwareVersion":"1.0"}]
                """,
                """
                0.1s ← [3,"1",{"status":"Accepted","currentTime":"2026-03-02T00:00:00Z",\
                "interval":300}] → [2,"2","StatusNotification",{"connectorId":0,\
                "errorCode":"NoError","status":"Available","timestamp":"2026-03-02T00:00:00.150Z"}]
                """,
                """
                0.2s ← [3,"2",{}] → [2,"3","StatusNotification",{"connectorId":1,\
                "errorCode":"NoError","status":"Available","timestamp":"2026-03-02T00:00:00.150Z"}]
                """,
                "0.3s ← [3,\"3\",{}] → –",
                "300.1s heartbeat → [2,\"4\",\"Heartbeat\",{}]",
                "300.2s ← [3,\"4\",{\"currentTime\":\"2026-03-02T00:00:00Z\"}] → –",
            ]
        )
    }

    @Test(arguments: ["Pending", "Rejected"])
    func `a charger that is not accepted asks again after the interval and sends nothing else`(
        status: String
    ) {
        var boots = 0
        var bench = ChargerBench { action, payload in
            guard action == "BootNotification" else {
                return ChargerBench.agreeable(action, payload)
            }
            boots += 1
            return boots <= 2
                ? """
                {"status":"\(status)","currentTime":"2026-03-02T00:00:00Z","interval":30}
                """ : ChargerBench.agreeable(action, payload)
        }
        bench.powerOn()
        bench.arrive()
        bench.advance(seconds: 59)
        #expect(bench.calls == ["BootNotification", "BootNotification"])
        bench.advance(seconds: 3)
        #expect(
            bench.calls.prefix(3) == ["BootNotification", "BootNotification", "BootNotification"]
        )
        #expect(bench.calls.contains("StatusNotification"))
        #expect(bench.measures.map(\.outcome).prefix(3) == [.rejected, .rejected, .ok])
    }

    @Test(arguments: ["Pending", "Rejected"])
    func `a charger waits its interval out, over a new connection too`(status: String) {
        var bench = ChargerBench { action, payload in
            action == "BootNotification"
                ? """
                {"status":"\(status)","currentTime":"2026-03-02T00:00:00Z","interval":600}
                """ : ChargerBench.agreeable(action, payload)
        }
        bench.powerOn()
        bench.advance(seconds: 5)
        for _ in 0..<4 {
            bench.close()
            bench.advance(seconds: 100)
        }
        #expect(bench.charger.link == .up)
        #expect(bench.calls == ["BootNotification"])
        bench.advance(seconds: 200)
        #expect(bench.calls == ["BootNotification", "BootNotification"])
        // What passes without a connection counts as well.
        bench.isReachable = false
        bench.close()
        bench.advance(seconds: 700)
        bench.isReachable = true
        bench.advance(seconds: 60)
        #expect(bench.calls.count == 3)
        // A restart waits for nothing.
        bench.apply(.setupSaved)
        bench.advance(seconds: 100)
        #expect(bench.calls.count == 4)
    }

    @Test func `a boot that was asked for takes the place of the one that was due`() {
        var boots = 0
        var bench = ChargerBench { action, payload in
            guard action == "BootNotification" else {
                return ChargerBench.agreeable(action, payload)
            }
            boots += 1
            return boots == 1
                ? #"{"status":"Pending","currentTime":"2026-03-02T00:00:00Z","interval":300}"#
                : ChargerBench.agreeable(action, payload)
        }
        bench.powerOn()
        bench.advance(seconds: 20)
        bench.demand("TriggerMessage", #"{"requestedMessage":"BootNotification"}"#)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 1_000)
        #expect(bench.calls.count { $0 == "BootNotification" } == 2)
    }

    @Test func `nothing that a CSMS asks for leaves before it has answered the boot`() {
        var bench = ChargerBench { _, _ in nil }
        bench.powerOn()
        bench.advance(seconds: 1)
        for message in ["Heartbeat", "MeterValues", "StatusNotification"] {
            bench.demand("TriggerMessage", "{\"requestedMessage\":\"\(message)\"}")
            #expect(bench.reply == .rejected)
        }
        bench.demand("TriggerMessage", #"{"requestedMessage":"BootNotification"}"#)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 100)
        #expect(Set(bench.calls) == ["BootNotification"])
    }

    @Test func `a rejected charger answers no call`() {
        var bench = ChargerBench { _, _ in
            "{\"status\":\"Rejected\",\"currentTime\":\"2026-03-02T00:00:00Z\",\"interval\":600}"
        }
        bench.powerOn()
        bench.advance(seconds: 5)
        bench.forget()
        bench.receive("[2,\"c1\",\"GetConfiguration\",{}]")
        #expect(bench.sent.isEmpty)
    }

    @Test func `a pending charger answers calls and sends what it is asked for`() {
        var bench = ChargerBench { action, payload in
            action == "BootNotification"
                ? "{\"status\":\"Pending\",\"currentTime\":\"2026-03-02T00:00:00Z\",\"interval\":600}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.powerOn()
        bench.advance(seconds: 5)
        bench.forget()
        bench.receive("[2,\"c1\",\"TriggerMessage\",{\"requestedMessage\":\"Heartbeat\"}]")
        bench.advance(seconds: 5)
        #expect(
            bench.sent == ["[3,\"c1\",{\"status\":\"Accepted\"}]", "[2,\"2\",\"Heartbeat\",{}]"]
        )
        bench.forget()
        bench.receive("[2,\"c2\",\"RemoteStartTransaction\",{\"idTag\":\"A\"}]")
        #expect(bench.sent == ["[3,\"c2\",{\"status\":\"Rejected\"}]"])
    }

    @Test func `an interval of zero leaves the charger its own`() {
        var bench = ChargerBench { action, payload in
            action == "BootNotification"
                ? "{\"status\":\"Accepted\",\"currentTime\":\"2026-03-02T00:00:00Z\",\"interval\":0}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.powerOn()
        bench.advance(seconds: 3600)
        #expect(!bench.calls.contains("Heartbeat"))
        #expect(bench.charger.configuration[.heartbeatInterval] == 86_400)
    }

    @Test func `a boot without an answer is tried again`() {
        var bench = ChargerBench { _, _ in nil }
        bench.powerOn()
        bench.advance(seconds: 95)
        #expect(bench.calls == ["BootNotification", "BootNotification"])
        #expect(bench.measures.map(\.outcome) == [.timeout])
    }

    @Test func `attempts to connect back off and then stay`() {
        var bench = ChargerBench()
        bench.isReachable = false
        bench.powerOn()
        bench.advance(seconds: 100)
        let times = bench.transcript.filter { $0.hasSuffix("→ connect") }.map {
            $0.prefix { $0 != " " }
        }
        #expect(times == ["0.0s", "3.0s", "9.1s", "21.1s", "45.2s", "69.2s", "93.3s"])
    }

    @Test func `after a mere reconnect only what changed is told`() {
        var bench = ChargerBench.accepted()
        bench.close()
        bench.arrive()
        bench.advance(seconds: 12)
        #expect(bench.calls.prefix(1) == ["StatusNotification"])
        #expect(bench.statuses == ["1 Preparing"])
        #expect(!bench.calls.contains("BootNotification"))
    }

    @Test func `a model that boots on every connection does`() {
        var bench = ChargerBench(bootsOnReconnect: true)
        bench.powerOn()
        bench.advance(seconds: 5)
        bench.forget()
        bench.close()
        bench.advance(seconds: 5)
        #expect(bench.calls.first == "BootNotification")
    }

    @Test func `a model's own message follows each boot, whatever becomes of it`() {
        var behaviour = ChargerType.Behaviour()
        behaviour.connection.vendorMessage = VendorMessage(vendor: "com.vendor", id: "Build")
        for (answer, outcome) in [
            (#"{"status":"Accepted"}"#, Outcome.ok), (#"{"status":"UnknownVendorId"}"#, .rejected),
            ("!NotImplemented", .error),
        ] {
            var bench = ChargerBench(behaviour: behaviour)
            bench.csms = { action, payload in
                action == "DataTransfer" ? answer : ChargerBench.agreeable(action, payload)
            }
            bench.powerOn()
            bench.advance(seconds: 100)
            bench.receive(#"[2,"c","Reset",{"type":"Soft"}]"#)
            bench.advance(seconds: 100)
            let message = #""DataTransfer",{"vendorId":"com.vendor","messageId":"Build"}]"#
            #expect(bench.sent.count { $0.hasSuffix(message) } == 2)
            let told = bench.measures.filter { $0.action == .dataTransfer }.map(\.outcome)
            #expect(told == [outcome, outcome])
        }
    }
}
