import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `frames of a test day` {
    /// A day in which every call of a CSMS is made, refusals included.
    private static func day() throws -> Scenario {
        let root = try CertificateFixture.pem("root")
        let own = try CertificateFixture.pem("charger")
        var scenario = Scenario.fixture(
            hours: 24,
            sites: 3,
            connectors: 2,
            perDay: 60,
            configuration: [
                ConfigurationSetting("CpoName", "Virtual CPO"),
                ConfigurationSetting("ClockAlignedDataInterval", "1800"),
                ConfigurationSetting("StopTxnSampledData", "Energy.Active.Import.Register,Voltage"),
                ConfigurationSetting(
                    "MeterValuesSampledData",
                    "Energy.Active.Import.Register,Current.Import,Voltage,Frequency,Power.Offered"
                ),
            ]
        )
        scenario.fleet[0].arrivals.unknownTokens = 0.1
        scenario.fleet[0].chargers[0].model.featureProfiles = ChargerModel.allProfiles
        scenario.fleet[0].chargers[0].model.hasSecurity = true
        scenario.fleet[0].chargers[0].model.connection.vendorMessage = VendorMessage(
            vendor: "com.vendor"
        )
        scenario.csms.reference.tags.blocked = 0.1
        scenario.csms.reference.registration.pending = 0.3
        scenario.csms.reference.registration.rejected = 0.3
        scenario.faults = [FaultSpec(at: .seconds(50_000), kind: .csmsRestart(down: .seconds(300)))]
        scenario.csms.reference.commands = CommandSpec.Action.allCases.enumerated().map {
            index,
            action in
            var command = CommandSpec(action: action, at: .seconds(600 * (index + 1)))
            command.every = .seconds(7200)
            command.over = .seconds(300)
            switch action {
            case .changeAvailability: command.subject = "Operative"
            case .changeConfiguration:
                command.subject = "HeartbeatInterval"
                command.value = "240"
            case .dataTransfer: command.subject = "com.example"
            case .reset: command.subject = "Soft"
            case .triggerMessage: command.subject = "MeterValues"
            case .extendedTrigger: command.subject = "SignChargePointCertificate"
            case .clearChargingProfile: command.number = 1
            case .deleteCertificate, .getInstalledCertificateIds, .installCertificate:
                command.subject = "CentralSystemRootCertificate"
                command.value = root
            case .certificateSigned, .signedUpdateFirmware:
                command.value = own
                command.signature = "AAAA"
            case .getLog: command.subject = "SecurityLog"
            case .sendLocalList: command.subject = "Full"
            case .setChargingProfile:
                command.profile = ProfileSpec()
                command.connector = 1
            default: break
            }
            return command
        }
        return scenario
    }

    @Test func `all hold against the JSON schemas of OCPP 1.6`() throws {
        let day = try Self.day()
        let plan = try FleetPlan(day)
        let all = 0..<plan.sites.count
        let tags = TagList(count: 1000, blocked: 0.1, expired: 0, seed: day.seed)
        let tape = TappedWorld.Tape()
        var kernel = Kernel(
            world: TappedWorld(plan.world(of: all, tags: tags), tape: tape),
            fleet: plan.fleet(of: all),
            totalChargers: plan.chargers.count,
            powerOn: plan.chargers.indices.map(plan.powerOn)
        )
        kernel.run(through: .zero + .seconds(86_400))

        var check = SchemaCheck()
        var open: [String: Action] = [:]
        var seen: Set<Action> = []
        for frame in tape.frames {
            let sender = "\(frame.charger) \(frame.isFromCharger)"
            let receiver = "\(frame.charger) \(!frame.isFromCharger)"
            try frame.bytes.withUnsafeBytes { bytes in
                switch try Envelope.parse(bytes) {
                case .call(let id, let action, name: _, payload: _):
                    let action = try #require(action)
                    open["\(sender) \(id.text)"] = action
                    seen.insert(action)
                    check.add(frame.bytes, action: action.name)
                case .result(let id, payload: _):
                    let action = try #require(open["\(receiver) \(id.text)"])
                    check.add(frame.bytes, action: action.name)
                case .error: Issue.record("a CALLERROR: \(String(decoding: bytes, as: UTF8.self))")
                }
            }
        }
        #expect(seen == Set(Action.allCases))
        #expect(check.count > 20_000)
        try check.run()
    }
}
