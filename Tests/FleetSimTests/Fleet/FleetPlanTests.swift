import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `fleet plan` {
    @Test func `sites and chargers are numbered in the order of the scenario`() throws {
        let plan = try FleetPlan(.fixture(sites: 2, chargersPerSite: 3))
        #expect(plan.chargers.map(\.identity).first == "CP000001")
        #expect(plan.chargers.map(\.identity).last == "CP000006")
        #expect(
            plan.chargers.map(\.site) == [
                "kerb-1", "kerb-1", "kerb-1", "kerb-2", "kerb-2", "kerb-2",
            ]
        )
        #expect(plan.sites.map(\.chargers) == [0..<3, 3..<6])
    }

    @Test(
        arguments: [
            (nil, [0, 1, 2, 3, 4, 5]), ("kerb", [0, 1, 2, 3, 4, 5]), ("kerb-2", [2, 3]),
            ("kerb-4", []),
        ] as [(String?, [Int])]
    )
    func `a fault is at all sites that are called so, or at one by its number`(
        site: String?,
        chargers: [Int]
    ) throws {
        var scenario = Scenario.fixture(sites: 3, chargersPerSite: 2)
        let kind = FaultSpec.Kind.unavailable(share: 1, duration: .seconds(60))
        scenario.faults = [FaultSpec(at: .seconds(60), kind: kind, site: site)]
        let plan = try FleetPlan(scenario)
        #expect(Set(plan.chargerFaults(of: 0..<6).map(\.charger)) == Set(chargers))
    }

    @Test(arguments: [1, 2, 3, 4, 7, 100])
    func `shards are neighbours that cover every site once`(count: Int) throws {
        let plan = try FleetPlan(.fixture(sites: 23, chargersPerSite: 3))
        let shards = plan.shards(count)
        #expect(shards.count == min(count, 23))
        #expect(shards.flatMap(Array.init) == Array(0..<23))
        let sizes = shards.map { plan.chargerRange(of: $0).count }
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 6)
    }

    @Test func `a fleet of one giant site is one shard`() throws {
        let plan = try FleetPlan(.fixture(sites: 1, chargersPerSite: 50))
        #expect(plan.shards(4) == [0..<1])
    }

    @Test func `configuration values that a charger would not take are all named`() {
        let scenario = Scenario.fixture(
            configuration: [
                ConfigurationSetting("Nonsense", "1"),
                ConfigurationSetting("HeartbeatInterval", "often"),
                ConfigurationSetting("ConnectionTimeOut", "90"),
            ])
        #expect(
            throws: FleetProblems(lines: [
                "fleet.0.chargers.0.configuration.Nonsense: a charger has no such configuration key",
                "fleet.0.chargers.0.configuration.HeartbeatInterval: ‘often’ is no value for HeartbeatInterval",
            ])
        ) { try FleetPlan(scenario) }
    }

    @Test(arguments: [(60, nil, true), (61, nil, false), (0, 360, true), (0, 359, false)])
    func `a round of commands is over when the next begins`(
        over: Int,
        rate: Double?,
        fits: Bool
    ) throws {
        var scenario = Scenario.fixture(sites: 2, chargersPerSite: 3)
        var command = CommandSpec(action: .clearCache, at: .zero)
        command.every = .seconds(60)
        command.over = .seconds(over)
        command.rate = rate
        scenario.csms.reference.commands = [command]
        let plan = Result { () throws(FleetProblems) in try FleetPlan(scenario) }
        switch plan {
        case .success: #expect(fits)
        case .failure(let problems):
            #expect(!fits)
            #expect(problems.lines.first?.hasPrefix("csms.reference.commands.0: a round") == true)
        }
    }

    @Test func `a charger type has the behaviour that its model is said to have`() throws {
        var scenario = Scenario.fixture()
        var model = scenario.fleet[0].chargers[0].model
        model.firmwareUpdates.failure = .verification
        model.firmwareUpdates.download = .seconds(7)
        model.firmwareUpdates.takesUnsigned = false
        model.uploads.failure = .notSupportedOperation
        model.uploads.time = .seconds(9)
        model.securityBehaviour.keyForm = .literal
        model.securityBehaviour.reportsInvalidMessages = true
        model.securityBehaviour.clockTolerance = .seconds(3)
        model.securityBehaviour.storesCertificates = false
        model.smartCharging.txProfileGapFallsBackToTxDefault = true
        model.smartCharging.connectorsTxDefaultGoesFirst = false
        model.smartCharging.takesRelativeChargePointMax = true
        model.smartCharging.takesAbsoluteWithoutStart = false
        model.restartKeys = ["connectiontimeout"]
        scenario.fleet[0].chargers[0].model = model
        let type = try FleetPlan(scenario).types[0][0]
        #expect(type.firmwareUpdate.failure == .verification)
        #expect(type.firmwareUpdate.download == .seconds(7))
        #expect(!type.firmwareUpdate.takesUnsigned)
        #expect(type.upload.failure == .notSupportedOperation)
        #expect(type.upload.time == .seconds(9))
        #expect(type.security.keyForm == .literal)
        #expect(type.security.reportsInvalidMessages)
        #expect(type.security.clockTolerance == .seconds(3))
        #expect(!type.security.storesCertificates)
        #expect(type.smartCharging.txProfileGapFallsBackToTxDefault)
        #expect(!type.smartCharging.connectorsTxDefaultGoesFirst)
        #expect(type.smartCharging.takesRelativeChargePointMax)
        #expect(!type.smartCharging.takesAbsoluteWithoutStart)
        var configuration = Configuration(factory: type.factory)
        let change = configuration.change(.connectionTimeOut, to: "9")
        #expect(change == .waitsForRestart)
    }

    @Test func `a model that says nothing of its behaviour has those of any make`() throws {
        let type = try FleetPlan(.fixture()).types[0][0]
        #expect("\(type.firmwareUpdate)" == "\(FirmwareBehaviour())")
        #expect("\(type.upload)" == "\(UploadBehaviour())")
        #expect("\(type.security)" == "\(SecurityBehaviour())")
        #expect("\(type.smartCharging)" == "\(SmartChargingBehaviour())")
    }

    @Test func `a key that is to wait for a restart has to be one`() {
        var scenario = Scenario.fixture()
        scenario.fleet[0].chargers[0].model.restartKeys = ["Nonsense"]
        #expect(
            throws: FleetProblems(lines: [
                "fleet.0.chargers.0: a charger has no configuration key ‘Nonsense’"
            ])
        ) { try FleetPlan(scenario) }
    }

    @Test func `what a charger tells of itself is not set, and no list is longer than it may be`() {
        var scenario = Scenario.fixture()
        scenario.fleet[0].chargers[0].configuration = [
            ConfigurationSetting("NumberOfConnectors", "9"),
            ConfigurationSetting("SupportedFeatureProfiles", "Core"),
            ConfigurationSetting("MeterValuesSampledData", "Voltage,Power.Active.Import"),
            ConfigurationSetting("MeterValuesSampledDataMaxLength", "1"),
        ]
        let path = "fleet.0.chargers.0.configuration"
        #expect(
            throws: FleetProblems(lines: [
                "\(path).NumberOfConnectors: that is what ‘connectors’ of the model says",
                "\(path).SupportedFeatureProfiles: that is what ‘feature_profiles’ of the model says",
                "\(path): MeterValuesSampledData is longer than MeterValuesSampledDataMaxLength allows",
            ])
        ) { try FleetPlan(scenario) }
    }

    @Test func `tags that OCPP has no room for are named`() {
        var scenario = Scenario.fixture()
        scenario.fleet[0].chargers[0].model.access.freeTag = "more than twenty characters"
        scenario.fleet[0].chargers[0].model.access.defaultTag = "ümlaut"
        #expect(
            throws: FleetProblems(lines: [
                "fleet.0.chargers.0: ‘more than twenty characters’ cannot be a tag",
                "fleet.0.chargers.0: ‘ümlaut’ cannot be a tag",
            ])
        ) { try FleetPlan(scenario) }
    }

    @Test(arguments: [
        ("wallbox-copper-sb", ConfigurationKey.authEnabled), ("myenergi-zappi", .freecharging),
        ("generic-ac", .authEnabled),
    ])
    func `a charger whose drivers are not asked is configured to ask no CSMS`(
        id: String,
        key: ConfigurationKey
    ) throws {
        var scenario = Scenario.fixture()
        var group = ChargerGroup(model: try #require(ChargerModel.named(id)))
        group.identification = [.free]
        scenario.fleet[0].chargers = [group]
        let plan = try FleetPlan(scenario)
        let configuration = Configuration(factory: plan.types[0][0].factory)
        #expect(configuration.grantsAnyone)
        #expect(configuration.isOn(key) == (key == .freecharging))
        #expect(plan.tokensOfChargers.map(\.text) == ["FREE"])
        scenario.fleet[0].chargers[0].configuration = [
            ConfigurationSetting("AuthEnabled", "true"),
            ConfigurationSetting("freecharging", "false"),
        ]
        #expect(
            throws: FleetProblems(lines: [
                "fleet.0.chargers.0.identification: ‘free’, but it is configured to ask"
            ])
        ) { try FleetPlan(scenario) }
    }

    @Test func `a scenario scales to another number of chargers with the same mix`() {
        var scenario = Scenario.fixture(sites: 2, chargersPerSite: 20)
        scenario.fleet += Scenario.fixture(sites: 10, chargersPerSite: 1).fleet
        let comesTo500 = scenario.scale(toChargers: 500)
        #expect(comesTo500)
        #expect(scenario.fleet.map(\.count) == [20, 100])
        #expect(scenario.chargerCount == 500)
        let comesTo7 = scenario.scale(toChargers: 7)
        #expect(comesTo7)
        #expect(scenario.chargerCount == 7)
    }

    @Test func `a number that the sites do not come to is refused, with the nearest one`() {
        var scenario = Scenario.fixture(sites: 2, chargersPerSite: 20)
        let comesTo70 = scenario.scale(toChargers: 70)
        #expect(!comesTo70)
        #expect(scenario.nearestChargers(to: 70) == 60)
        #expect(scenario.chargerCount == 40)
    }
}
