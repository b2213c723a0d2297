import Testing

@testable import FleetSim

@Suite struct `upkeep and a hostile CSMS` {
    @Test(arguments: UInt64(1)...20)
    func `no order of requests, resets and outages brings a charger down`(seed: UInt64) throws {
        var random = RandomStream(seed: seed, entity: 0, purpose: .ties)
        let pem = try CertificateFixture.escaped("root")
        let own = try CertificateFixture.escaped("charger")
        let date = "2026-03-02T00:00:00Z"
        let requests = [
            ("UpdateFirmware", #"{"location":"f-1.2.bin","retries":1,"retrieveDate":"\#(date)"}"#),
            (
                "SignedUpdateFirmware",
                #"{"requestId":1,"firmware":{"location":"f-1.3.bin","retrieveDateTime":"\#(date)","#
                    + #""signingCertificate":"\#(pem)","signature":"c2ln"}}"#
            ),
            ("GetDiagnostics", #"{"location":"x"}"#),
            ("GetLog", #"{"log":{"remoteLocation":"x"},"logType":"SecurityLog","requestId":1}"#),
            ("Reset", #"{"type":"Hard"}"#),
            ("ChangeAvailability", #"{"connectorId":0,"type":"Inoperative"}"#),
            ("ChangeAvailability", #"{"connectorId":0,"type":"Operative"}"#),
            ("RemoteStartTransaction", #"{"idTag":"APP"}"#),
            ("CertificateSigned", #"{"certificateChain":"\#(own)"}"#),
            (
                "InstallCertificate",
                #"{"certificateType":"CentralSystemRootCertificate","certificate":"\#(pem)"}"#
            ),
            (
                "ChangeConfiguration",
                #"{"key":"AuthorizationKey","value":"0001020304050607FFFFFFFFCCCCCCCC"}"#
            ),
            ("ChangeConfiguration", #"{"key":"SecurityProfile","value":"1"}"#),
            ("ExtendedTriggerMessage", #"{"requestedMessage":"FirmwareStatusNotification"}"#),
        ]
        var bench = ChargerBench.secured(connectors: 2)
        for _ in 0..<300 {
            switch random.below(6) {
            case 0 where bench.charger.connectors[0].bay.isFree:
                bench.arrive(connector: 1, staySeconds: Int64(random.below(600)) + 1)
            case 1: bench.isReachable.toggle()
            case 2 where bench.charger.link == .up: bench.close()
            default:
                let (action, payload) = requests[Int(random.below(UInt64(requests.count)))]
                bench.receive("[2,\"c\",\"\(action)\",\(payload)]")
            }
            bench.advance(seconds: Int64(random.below(150)))
        }
        bench.isReachable = true
        bench.advance(seconds: 40_000)
        bench.receive(#"[2,"c","ChangeAvailability",{"connectorId":0,"type":"Operative"}]"#)
        bench.advance(seconds: 10)
        #expect(bench.charger.link == .up)
        #expect(bench.charger.registration == .accepted)
        #expect(bench.charger.connectors.allSatisfy { $0.status == .available })
        #expect(!bench.charger.isHeldForUpdate)
    }
}
