import Testing

@testable import FleetSim

@Suite struct `security settings` {
    private static let key = "4F43415F4F4354545F61646D696E5F74657374"
    private let accepted = #"{"status":"Accepted"}"#
    private let rejected = #"{"status":"Rejected"}"#

    private func change(_ bench: inout ChargerBench, _ key: String, _ value: String) -> String {
        bench.ask("ChangeConfiguration", "{\"key\":\"\(key)\",\"value\":\"\(value)\"}")
    }

    private func install(_ bench: inout ChargerBench, _ name: String) throws {
        let pem = try CertificateFixture.escaped(name)
        let answer = bench.ask(
            "InstallCertificate",
            #"{"certificateType":"CentralSystemRootCertificate","certificate":"\#(pem)"}"#
        )
        #expect(answer == accepted)
    }

    @Test func `a new password is used from a new connection on and never shown`() {
        var bench = ChargerBench.secured()
        let answer = change(&bench, "AuthorizationKey", Self.key + "00")
        #expect(answer == accepted)
        bench.advance(seconds: 10)
        #expect(bench.transcript.contains { $0.contains("reconnect → close · connect") })
        #expect(bench.charger.link == .up)
        #expect(!bench.calls.contains("BootNotification"))
        #expect(
            bench.told("SecurityEventNotification", "techInfo") == ["AuthorizationKey"]
        )
        let shown = bench.ask("GetConfiguration", #"{"key":["AuthorizationKey"]}"#)
        #expect(shown == #"{"unknownKey":["AuthorizationKey"]}"#)
    }

    @Test func `what a transaction has to tell survives the change of connection`() {
        var bench = ChargerBench.secured()
        bench.arrive()
        bench.advance(seconds: 60)
        _ = change(&bench, "AuthorizationKey", Self.key + "00")
        bench.advance(seconds: 120)
        #expect(bench.calls.contains("MeterValues"))
        #expect(bench.charger.connectors[0].transaction != nil)
    }

    @Test(arguments: [
        "", "0011", "0001020304050607FFFFFFFFCCCCCCCCCCCCCCCCCC",
        "0001020304050607FFFFFFFFCCCCCCC", "0001020304050607FFFFFFFFCCCCCCCCC", "not hexadecimal!",
        "zz01020304050607FFFFFFFFCCCCCCCC",
    ])
    func `a password that is not 16 to 20 bytes in hexadecimal is rejected`(key: String) {
        var bench = ChargerBench.secured()
        let answer = change(&bench, "AuthorizationKey", key)
        #expect(answer == rejected)
    }

    @Test func `the same text is another password where the model does not decode it`() {
        let text = "0001020304050607FFFFFFFFCCCCCCCCCCCCCCCC"
        let decoded = AuthorizationKey(text, form: .hexadecimal)?.password
        #expect(
            decoded == [0, 1, 2, 3, 4, 5, 6, 7] + [UInt8](repeating: 0xFF, count: 4)
                + [UInt8](repeating: 0xCC, count: 8)
        )
        #expect(AuthorizationKey(text, form: .literal)?.password == Array(text.utf8))
        #expect(AuthorizationKey("OCA_OCTT_admin_test", form: .literal) != nil)
        #expect(AuthorizationKey("OCA_OCTT_admin", form: .literal) == nil)
        let octt = AuthorizationKey(Self.key, form: .hexadecimal)?.password
        #expect(octt == Array("OCA_OCTT_admin_test".utf8))
    }

    @Test func `the profile only rises, and only with what it needs`() throws {
        var bench = ChargerBench.secured()
        for profile in ["0", "1", "2", "3", "4", "x"] {
            let answer = change(&bench, "SecurityProfile", profile)
            #expect(answer == rejected, "\(profile)")
        }
        _ = change(&bench, "AuthorizationKey", Self.key + "00")
        let first = change(&bench, "SecurityProfile", "1")
        let tooHigh = change(&bench, "SecurityProfile", "2")
        #expect([first, tooHigh] == [accepted, rejected])
        try install(&bench, "root")
        let second = change(&bench, "SecurityProfile", "2")
        let noCertificate = change(&bench, "SecurityProfile", "3")
        let lower = change(&bench, "SecurityProfile", "1")
        #expect([second, noCertificate, lower] == [accepted, rejected, rejected])
        bench.advance(seconds: 10)
        #expect(bench.charger.link == .up)
        #expect(bench.charger.configuration[.securityProfile] == 2)
    }

    @Test func `a profile that gives no connection is given up again`() {
        var bench = ChargerBench.secured(configuration: [(.authorizationKey, Self.key)])
        _ = change(&bench, "SecurityProfile", "1")
        bench.isReachable = false
        bench.advance(seconds: 5)
        #expect(bench.charger.configuration[.securityProfile] == 0)
        bench.isReachable = true
        bench.advance(seconds: 30)
        let again = change(&bench, "SecurityProfile", "1")
        #expect(again == accepted)
    }

    @Test func `the operator's name is just noted`() {
        var bench = ChargerBench.secured()
        let answer = change(&bench, "CpoName", "Virtual CPO")
        #expect(answer == accepted)
        bench.advance(seconds: 10)
        #expect(!bench.transcript.contains { $0.contains("connect") })
        #expect(bench.told("SecurityEventNotification", "techInfo") == ["CpoName"])
    }
}
