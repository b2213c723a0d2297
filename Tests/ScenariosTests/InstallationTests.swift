import Scenarios
import Testing

@Suite struct `how chargers are installed` {
    private func group(_ text: String) throws -> ChargerGroup {
        try #require(Parsed("fleet: [{\(text)}]").scenario?.fleet[0].chargers[0])
    }

    private static let wallbox = ["copper-sb", "pulsar-plus", "pulsar-plus-na", "commander-2"]
        .compactMap { ChargerModel.named("wallbox-\($0)") }

    @Test func `W2: Pulsar Plus has Wi-Fi only, the others Ethernet, mobile and Wi-Fi`() {
        #expect(
            Self.wallbox.map(\.networks) == [
                [.ethernet, .mobile, .wifi], [.wifi], [.wifi], [.ethernet, .mobile, .wifi],
            ]
        )
    }

    @Test func `Z9: a zappi is on Ethernet or Wi-Fi`() {
        #expect(ChargerModel.named("myenergi-zappi")?.networks == [.ethernet, .wifi])
    }

    @Test func `W2: each kind of link has a law of its own, and drops out where that is asked for`()
        throws
    {
        #expect(Set(Network.allCases.map { "\($0.latency)" }).count == 3)
        #expect(Set(Network.allCases.map { "\($0.dropOuts)" }).count == 3)
        #expect(try !group("model: generic-ac").hasDropOuts)
        #expect(try group("model: generic-ac, drop_outs: true").hasDropOuts)
    }

    @Test func `W5: no Wallbox charger has the profile Reservation`() {
        for model in Self.wallbox {
            #expect(
                Set(model.featureProfiles) == [
                    "Core", "LocalAuthListManagement", "FirmwareManagement", "RemoteTrigger",
                    "SmartCharging",
                ]
            )
        }
    }

    @Test func `W6: cards at Copper SB and Commander 2, the app at all of them`() {
        #expect(
            Self.wallbox.map { $0.identification.contains(.rfid) } == [true, false, false, true]
        )
        #expect(Self.wallbox.allSatisfy { $0.identification.contains(.app) })
        #expect(Self.wallbox.map(\.access.cable) == [.socket, .tethered, .tethered, .tethered])
        #expect(Self.wallbox.allSatisfy { $0.access.isLockedWhenAvailable })
    }

    @Test func `W7: only a Commander 2 has a screen for a PIN`() {
        #expect(
            Self.wallbox.map { $0.identification.contains(.pin) } == [false, false, false, true]
        )
    }

    @Test func `Z4: a zappi takes a plugged-in car or a code, and never a card`() {
        let ways = ChargerModel.named("myenergi-zappi")?.identification
        #expect(ways == [.pin, .plugAndCharge, .qr, .free])
    }

    @Test func `drivers identify in the usual way, or in those that the group names`() throws {
        #expect(try group("model: wallbox-commander-2").identification == [.rfid])
        #expect(try group("model: wallbox-pulsar-plus").identification == [.app])
        let named = try group("model: wallbox-commander-2, identification: [pin, app]")
        #expect(named.identification == [.pin, .app])
        #expect(try group("model: myenergi-zappi, identification: qr").identification == [.qr])
    }

    @Test(arguments: [
        ("model: wallbox-pulsar-plus, identification: rfid", "has no rfid, it has app and free"),
        (
            "model: generic-ac, identification: [rfid, free]",
            "a charger that asks no CSMS has no other way than ‘free’"
        ),
        ("model: generic-ac, identification: [card]", "unknown way of identification ‘card’"),
        ("model: wallbox-pulsar-plus, current_limit: 40A", "has no 40A, it has 32A"),
        ("model: generic-ac, current_limit: 5A", "‘5A’ is less than 6A"),
        ("model: generic-ac, vpn: maybe", "unknown flag ‘maybe’"),
        ("model: generic-ac, vpn: {outbound: [0]}", "‘0’ is not a whole number from 1 to 65535"),
        ("model: generic-ac, setup: {terms: read}", "unknown answer ‘read’"),
        ("model: generic-ac, setup: {url: http://a}", "does not begin with ws:// or wss://"),
        ("model: generic-ac, setup: {identity: 'a:b'}", "an identity has no colon"),
        ("model: generic-ac, setup: {pasword: x}", "did you mean ‘password’?"),
    ])
    func `an installation that cannot be is told why`(text: String, said: String) throws {
        let lines = Parsed("fleet: [{\(text)}]").lines
        #expect(lines.count == 1)
        #expect(try #require(lines.first).contains(said))
    }

    @Test func `an installer's limit is what a connector gives`() throws {
        #expect(try group("model: wallbox-pulsar-plus, current_limit: 10A").amperes == 10)
        #expect(try group("model: wallbox-pulsar-plus").amperes == 32)
    }
}

@Suite struct `setting up OCPP` {
    private func group(_ model: String, _ setup: String) throws -> ChargerGroup {
        let text = "fleet: [{model: \(model), setup: {\(setup)}}]"
        return try #require(Parsed(text).scenario?.fleet[0].chargers[0])
    }

    @Test func `W3: who says nothing has a set-up that is complete`() throws {
        let group = try group("wallbox-copper-sb", "")
        #expect(group.comesUp)
        #expect(group.setup == SetupSpec())
        #expect(group.setup.urlText == "ws://127.0.0.1:9210/ocpp/")
    }

    @Test(arguments: ["enabled: false", "url: none", "identity: none", "terms: declined"])
    func `W3: a charger without any of the mandatory entries never comes up`(
        setup: String
    ) throws {
        #expect(try !group("wallbox-copper-sb", setup).comesUp)
    }

    @Test func `W3: the password is optional`() throws {
        let group = try group(
            "wallbox-copper-sb",
            "url: ws://h:80/ocpp, identity: 00aa, terms: accepted"
        )
        #expect(group.comesUp)
        #expect(group.setup.password == nil)
        #expect(group.identityPattern == "00aa")
    }

    @Test(arguments: [("5.114", false), ("5.54", false), ("5.115", true), ("6.0", true)])
    func `Z1: only a firmware above 5.114 speaks OCPP`(firmware: String, speaks: Bool) throws {
        let model = "{like: myenergi-zappi, firmware: \(firmware)}"
        #expect(try group(model, "").comesUp == speaks)
    }

    @Test func `Z2: the URL of a zappi ends with a slash`() throws {
        let text = "fleet: [{model: myenergi-zappi, setup: {url: wss://a.example/ocpp}}]"
        #expect(
            Parsed(text).lines == [
                "test.yaml:1:40: the URL of a myenergi-zappi ends with a slash,"
                    + " did you mean ‘wss://a.example/ocpp/’?"
            ]
        )
        #expect(try group("myenergi-zappi", "url: wss://a.example/ocpp/").comesUp)
        #expect(try group("wallbox-copper-sb", "url: wss://a.example/ocpp").comesUp)
    }

    @Test func `Z2: the ChargeBoxID is the serial number, and the user has to be the same`() throws
    {
        #expect(try group("myenergi-zappi", "").identityPattern == "{serial}")
        func isTurnedAway(_ setup: String) throws -> Bool {
            let group = try group("myenergi-zappi", setup)
            return group.isTurnedAway(group.identity(ofMember: 0, number: 7), number: 7)
        }
        #expect(try !isTurnedAway("password: secret"))
        #expect(try isTurnedAway("password: secret, user: home"))
        #expect(try !isTurnedAway("password: secret, user: home, identity: home"))
        #expect(try !isTurnedAway("password: secret, user: \"{serial}\""))
        #expect(try !isTurnedAway("user: home"))
    }
}

@Suite struct `the vendor's cloud` {
    private func functions(_ vpn: String) throws -> [CloudFunction] {
        let text = "fleet: [{model: wallbox-copper-sb\(vpn)}]"
        return try #require(Parsed(text).scenario?.fleet[0].chargers[0].cloudFunctions)
    }

    @Test func `W10: the cloud keeps eleven functions while OCPP is on`() throws {
        #expect(try functions("") == CloudFunction.allCases)
        #expect(CloudFunction.allCases.count == 11)
        #expect(ChargerModel.named("generic-ac")?.cloudFunctions == [])
    }

    @Test func `W11: behind a VPN they are gone unless ports 80 and 443 are open`() throws {
        #expect(try functions(", vpn: false") == CloudFunction.allCases)
        #expect(try functions(", vpn: true") == [])
        #expect(try functions(", vpn: {outbound: [443]}") == [])
        #expect(try functions(", vpn: {outbound: [443, 80]}") == CloudFunction.allCases)
    }
}

@Suite struct `faults of a scenario` {
    @Test func `W14: every fault is read with its share and its time`() {
        let parsed = Parsed(
            """
            fleet: [{site: kerb, model: {like: generic-ac, connectors: 2}}]
            faults:
              - {kind: setup-saved, at: 1h, share: 20%}
              - {kind: wrong-setup}
              - {kind: link-down, at: 2h, share: 5%, for: 10m}
              - {kind: unavailable, at: 3h, for: 1h}
              - {kind: unavailable, at: 5h, share: 1%}
              - {kind: emergency-stop, at: 4h, share: 3%, for: 20m}
              - {kind: card-byte-order, share: 2%}
              - {kind: connector-fault, at: 1h, for: 1h, connector: 2, error: GroundFailure}
              - {kind: site-outage, at: 1h, for: 1m, site: kerb}
              - {kind: power-cut, at: 1h, for: 1m, share: 5%, returning_over: 10s}
              - {kind: flapping, at: 1h, for: 2h, up: 5m, down: {law: exponential, mean: 9s}}
            """
        )
        #expect(
            parsed.scenario?.faults == [
                FaultSpec(at: .seconds(3600), kind: .setupSaved(share: 0.2)),
                FaultSpec(at: .zero, kind: .wrongSetup(share: 1)),
                FaultSpec(
                    at: .seconds(7200),
                    kind: .linkDown(share: 0.05, duration: .seconds(600))
                ),
                FaultSpec(
                    at: .seconds(10_800),
                    kind: .unavailable(share: 1, duration: .seconds(3600))
                ),
                FaultSpec(at: .seconds(18_000), kind: .unavailable(share: 0.01, duration: nil)),
                FaultSpec(
                    at: .seconds(14_400),
                    kind: .emergencyStop(share: 0.03, duration: .seconds(1_200))
                ),
                FaultSpec(at: .zero, kind: .cardByteOrder(share: 0.02)),
                FaultSpec(
                    at: .seconds(3600),
                    kind: .connectorFault(
                        share: 1,
                        duration: .seconds(3600),
                        connector: 2,
                        error: .ground
                    )
                ),
                FaultSpec(
                    at: .seconds(3600),
                    kind: .siteOutage(share: 1, duration: .seconds(60)),
                    site: "kerb"
                ),
                FaultSpec(
                    at: .seconds(3600),
                    kind: .powerCut(
                        share: 0.05,
                        duration: .seconds(60),
                        returningOver: .seconds(10)
                    )
                ),
                FaultSpec(
                    at: .seconds(3600),
                    kind: .flapping(
                        share: 1,
                        duration: .seconds(7200),
                        up: .constant(300),
                        down: .exponential(mean: 9)
                    )
                ),
            ]
        )
    }

    @Test(arguments: [
        ("{kind: link-down, at: 1h}", "the key ‘for’ is missing"),
        ("{kind: flapping, at: 1h, for: 1h, up: 1m}", "the key ‘down’ is missing"),
        ("{kind: power-cut, at: 1h, for: 1h, over: 1m}", "unknown key ‘over’ of power-cut"),
        ("{kind: link-down, at: 1h, for: 1m, site: kerbs}", "did you mean ‘kerb’?"),
        ("{kind: setup-saved}", "the key ‘at’ is missing"),
        ("{kind: card-byte-order, at: 1h}", "unknown key ‘at’ of card-byte-order"),
        ("{kind: setup_safed, at: 1h}", "did you mean ‘setup-saved’?"),
        ("{kind: connector-fault, at: 1h, error: GroundFault}", "did you mean ‘GroundFailure’?"),
        ("{kind: unavailable, at: 1h, share: 2}", "‘2’ has no unit, did you mean ‘2%’?"),
    ])
    func `W14: a fault that cannot be is told why`(text: String, said: String) throws {
        let lines = Parsed.completed("faults: [\(text)]").lines
        #expect(lines.count == 1)
        #expect(try #require(lines.first).contains(said))
    }
}
