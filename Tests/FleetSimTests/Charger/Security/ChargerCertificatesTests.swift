import Scenarios
import Testing

@testable import FleetSim

@Suite struct `certificates of a charger` {
    private let accepted = #"{"status":"Accepted"}"#
    private let rejected = #"{"status":"Rejected"}"#
    private static let day: Int64 = 86_400

    private func install(
        _ bench: inout ChargerBench,
        _ name: String,
        as use: String = "CentralSystemRootCertificate"
    ) throws -> String {
        let pem = try CertificateFixture.escaped(name)
        return bench.ask(
            "InstallCertificate",
            "{\"certificateType\":\"\(use)\",\"certificate\":\"\(pem)\"}"
        )
    }

    private func sign(_ bench: inout ChargerBench, _ name: String) throws -> String {
        let pem = try CertificateFixture.escaped(name)
        return bench.ask("CertificateSigned", "{\"certificateChain\":\"\(pem)\"}")
    }

    private func hashes(_ bench: inout ChargerBench) -> String {
        let answer = bench.ask(
            "GetInstalledCertificateIds",
            #"{"certificateType":"CentralSystemRootCertificate"}"#
        )
        return String(answer.dropFirst(#"{"certificateHashData":["#.count).prefix { $0 != "}" })
    }

    @Test func `roots are installed, listed and deleted`() throws {
        var bench = ChargerBench.secured()
        let installed = try install(&bench, "root")
        let other = try install(&bench, "other-root", as: "ManufacturerRootCertificate")
        #expect([installed, other] == [accepted, accepted])
        let hash = hashes(&bench)
        let line = try CertificateFixture.hashes()[0]
        #expect(hash.contains(line[1]) && hash.contains(line[2]) && hash.contains(line[3]))
        let deletion = "{\"certificateHashData\":\(hash)}}"
        let first = bench.ask("DeleteCertificate", deletion)
        let second = bench.ask("DeleteCertificate", deletion)
        #expect([first, second] == [accepted, #"{"status":"NotFound"}"#])
        let none = bench.ask(
            "GetInstalledCertificateIds",
            #"{"certificateType":"CentralSystemRootCertificate"}"#
        )
        #expect(none == #"{"status":"NotFound"}"#)
    }

    @Test(arguments: ["expired-root", "charger", "charger-other"])
    func `a root that cannot be trusted is rejected and told of`(name: String) throws {
        var bench = ChargerBench.secured()
        let answer = try install(&bench, name)
        #expect(answer == rejected)
        bench.advance(seconds: 1)
        #expect(
            bench.told("SecurityEventNotification", "type") == ["InvalidCentralSystemCertificate"]
        )
    }

    @Test func `there is room for a number of them, and a model may fail to store any`() throws {
        var small = ChargerBench.secured(configuration: [(.certificateStoreMaxLength, "1")])
        let answers = try ["root", "other-root"].map { try install(&small, $0) }
        #expect(answers == [accepted, rejected])
        var broken = ChargerBench.secured(security: SecurityBehaviour(storesCertificates: false))
        let answer = try install(&broken, "root")
        #expect(answer == #"{"status":"Failed"}"#)
    }

    @Test func `a root is only replaced by its own where that is checked`() throws {
        var bench = ChargerBench.secured(
            configuration: [(.additionalRootCertificateCheck, "true")]
        )
        let answers = try ["root", "other-root", "next-root"].map { try install(&bench, $0) }
        #expect(answers == [accepted, rejected, accepted])
        #expect(bench.charger.security.value?.roots.entries.count == 2)
        bench.close()
        bench.advance(seconds: 20)
        #expect(bench.charger.security.value?.roots.entries.count == 1)
    }

    @Test func `the root that the connection stands on stays`() throws {
        var bench = ChargerBench.secured(configuration: [(.securityProfile, "2")])
        _ = try install(&bench, "root")
        let hash = hashes(&bench)
        let answer = bench.ask("DeleteCertificate", "{\"certificateHashData\":\(hash)}}")
        #expect(answer == #"{"status":"Failed"}"#)
    }

    @Test func `its own is asked for with a new key each time`() throws {
        var bench = ChargerBench.secured()
        let trigger = #"{"requestedMessage":"SignChargePointCertificate"}"#
        let early = bench.ask("ExtendedTriggerMessage", trigger)
        #expect(early == rejected)
        _ = bench.ask("ChangeConfiguration", #"{"key":"CpoName","value":"Virtual CPO"}"#)
        bench.advance(seconds: 1)
        let answer = bench.ask("ExtendedTriggerMessage", trigger)
        #expect(answer == accepted)
        bench.advance(seconds: 1)
        let first = bench.told("SignCertificate", "csr")
        _ = bench.ask("ExtendedTriggerMessage", trigger)
        bench.advance(seconds: 1)
        let second = bench.told("SignCertificate", "csr")
        #expect(first.count == 1 && second.count == 1 && first != second)
        #expect(first[0].hasPrefix("-----BEGIN CERTIFICATE REQUEST-----"))
    }

    @Test func `its own is taken when it is made out to it and counts`() throws {
        var bench = ChargerBench.secured()
        for name in ["charger-expired", "charger-other", "root"] {
            let answer = try sign(&bench, name)
            #expect(answer == rejected, "\(name)")
            bench.advance(seconds: 1)
            #expect(
                bench.told("SecurityEventNotification", "type") == ["InvalidChargePointCertificate"]
            )
        }
        let answer = try sign(&bench, "charger")
        #expect(answer == accepted)
        _ = bench.ask("ChangeConfiguration", #"{"key":"CpoName","value":"Somebody"}"#)
        let foreign = try sign(&bench, "charger")
        #expect(foreign == rejected)
    }

    @Test func `its own cannot be deleted`() throws {
        var bench = ChargerBench.secured()
        _ = try sign(&bench, "charger")
        let line = try #require(CertificateFixture.hashes().first { $0[0] == "charger" })
        let answer = bench.ask(
            "DeleteCertificate",
            #"{"certificateHashData":{"hashAlgorithm":"SHA256","issuerNameHash":"\#(line[1])","#
                + #""issuerKeyHash":"\#(line[2])","serialNumber":"\#(line[3])"}}"#
        )
        #expect(answer == #"{"status":"Failed"}"#)
    }

    @Test func `with profile 3 a new one means a new connection`() throws {
        var bench = ChargerBench.secured(configuration: [(.securityProfile, "3")])
        _ = try sign(&bench, "charger")
        bench.advance(seconds: 10)
        #expect(bench.transcript.contains { $0.contains("close · connect") })
        #expect(bench.charger.link == .up)
    }

    @Test func `its own is renewed a month before its end, a brief one at half its time`() throws {
        var bench = ChargerBench.secured(configuration: [(.cpoName, "Virtual CPO")])
        _ = try sign(&bench, "charger")
        let monthBefore = bench.charger.moment(
            of: DateTime(unixMilliseconds: 1_798_761_600_000 - 30 * Self.day * 1_000)
        )
        bench.advance(to: monthBefore - .seconds(5))
        #expect(bench.told("SignCertificate", "csr").isEmpty)
        bench.advance(seconds: 10)
        #expect(bench.told("SignCertificate", "csr").count == 1)

        var brief = ChargerBench.secured(configuration: [(.cpoName, "Virtual CPO")])
        _ = try sign(&brief, "charger-brief")
        brief.advance(seconds: 5 * Self.day - 30)
        #expect(brief.told("SignCertificate", "csr").isEmpty)
        brief.advance(seconds: 60)
        #expect(brief.told("SignCertificate", "csr").count == 1)
    }
}
