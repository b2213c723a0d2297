import Scenarios
import Testing

@Suite struct `charger models of one's own` {
    private func model(_ text: String) -> ChargerModel? {
        Parsed("fleet: [{model: \(text)}]").scenario?.fleet[0].chargers[0].model
    }

    @Test func `what models lists is a scenario with the whole catalogue`() throws {
        let parsed = Parsed(ModelListing.text())
        #expect(parsed.lines == [])
        let models = parsed.scenario?.fleet.map { $0.chargers[0].model }
        #expect(models == ChargerModel.catalogue)
    }

    @Test func `every key is read, and written back`() throws {
        let text = """
            fleet:
              - model:
                  like: generic-ac-dual
                  id: mine
                  vendor: "Acme \\"Co\\""
                  model: M1
                  firmware: 2.10
                  no_ocpp_up_to: "1.9"
                  source: own measurements
                  connectors: 4
                  phases: 1
                  current: 20A
                  voltage: 120V
                  cable: tethered
                  networks: mobile
                  identification: [pin, app]
                  pin_users: 121
                  locked_when_available: true
                  mid_meter: true
                  feature_profiles: [Core]
                  security: false
                  boots_on_reconnect: true
                  boots_on_trigger: true
                  survives_close: false
                  restart_time: 90s
                  failing_resets: 1
                  back_off: {first: 10s, jitter: 0s, doublings: 0, longest: 1m}
                  queue_depth: 50
                  calls_in_flight: 3
                  metering:
                    cadence: {by: energy, every: 250Wh}
                    measurands: [Temperature]
                    per_phase: false
                    temperature_unit: Celsius
                  configuration: {HeartbeatInterval: 60}
                  default_tag: "M{number}"
                  restart_keys: [HeartbeatInterval, ConnectionTimeOut]
                  firmware_updates:
                    {download: 10m, install: 0s, fails_at: signature, takes_unsigned: false}
                  uploads: {time: 5s, fails_with: PermissionDenied}
                  security_habits:
                    authorization_key: literal
                    reports_invalid_messages: true
                    clock_tolerance: 90s
                    stores_certificates: false
                  smart_charging:
                    gap_falls_back: true
                    own_default_goes_first: false
                    takes_relative_max: true
                    takes_absolute_without_start: false
                  cloud: [restart]
                  identity: "M{serial}"
                  url_ends_with_slash: true
            """
        let model = try #require(Parsed(text).scenario?.fleet[0].chargers[0].model)
        #expect(model.vendor == "Acme \"Co\"")
        #expect(model.connectors == 4)
        #expect(model.connection.backOff.doublings == 0)
        #expect(model.connection.backOff.longest == .seconds(60))
        #expect(model.metering.cadence == .energy(wattHours: 250))
        #expect(model.metering.instruments == [.temperature])
        #expect(model.metering.temperatureUnit == .celsius)
        #expect(model.access.pinUsers == 121)
        #expect(model.access.defaultTag == "M{number}")
        #expect(model.restartKeys == ["HeartbeatInterval", "ConnectionTimeOut"])
        #expect(model.firmwareUpdates.failure == .signature)
        #expect(model.uploads.failure == .permissionDenied)
        #expect(model.securityBehaviour.keyForm == .literal)
        #expect(model.securityBehaviour.clockTolerance == .seconds(90))
        #expect(model.smartCharging.txProfileGapFallsBackToTxDefault)
        #expect(model.connection.bootsOnTrigger)
        #expect(!model.connection.survivesClose)
        #expect(model.connection.callsInFlight == 3)
        #expect(model.connection.failingResets == 1)
        #expect(model.hardware.volts == 120)
        #expect(
            Parsed(ModelListing.text(of: [model])).scenario?.fleet[0].chargers[0].model == model
        )
    }

    @Test func `a model is like another but for what it says`() throws {
        var expected = try #require(ChargerModel.named("wallbox-copper-sb"))
        expected.connection.queueDepth = 20
        expected.metering.cadence = .power(watts: 500)
        let text =
            "{like: wallbox-copper-sb, queue_depth: 20,"
            + " metering: {cadence: {by: power, change: 500W}}}"
        #expect(model(text) == expected)
        #expect(model("{}") == ChargerModel.named("generic-ac"))
    }

    @Test func `what never fails and is never set can be said as well as left out`() throws {
        var model = try #require(ChargerModel.named("generic-ac"))
        let text =
            "{firmware_updates: {fails_at: none}, uploads: {fails_with: none},"
            + " security_habits: {clock_tolerance: unlimited}}"
        #expect(self.model(text) == model)
        model.firmwareUpdates.failure = .download
        model.uploads.failure = .badMessage
        model.securityBehaviour.clockTolerance = .zero
        let listed = ModelListing.text(of: [model])
        #expect(Parsed(listed).scenario?.fleet[0].chargers[0].model == model)
    }

    @Test func `a model like one with a default tag can be without`() throws {
        let zappi = try #require(ChargerModel.named("myenergi-zappi"))
        #expect(zappi.access.defaultTag == "{serial}")
        #expect(model("{like: myenergi-zappi, default_tag: none}")?.access.defaultTag == nil)
        #expect(model("{like: myenergi-zappi}") == zappi)
    }

    @Test func `a group takes the usual link and way of a model of one's own`() throws {
        let text = "{networks: [mobile, wifi], identification: [app, rfid]}"
        let group = try #require(Parsed("fleet: [{model: \(text)}]").scenario?.fleet[0].chargers[0])
        #expect(group.network == .mobile)
        #expect(group.identification == [.app])
    }

    @Test(arguments: [
        ("{like: generic}", "unknown model ‘generic’, did you mean ‘generic-ac’?"),
        ("{vendr: A}", "unknown key ‘vendr’, did you mean ‘vendor’?"),
        ("{vendor: An electricity company}", "is longer than 20 characters"),
        ("{connectors: 0}", "‘0’ is not a whole number from 1 to 50"),
        ("{current: 32}", "‘32’ has no unit, did you mean ‘32A’?"),
        ("{voltage: 230kW}", "‘230kW’ is a power, but a voltage is needed here"),
        ("{cable: loose}", "unknown cable ‘loose’"),
        ("{networks: []}", "this list needs at least 1 entry"),
        ("{survives_close: yes}", "unknown flag ‘yes’"),
        ("{feature_profiles: [RemoteTrigger]}", "every charger has the profile Core"),
        ("{feature_profiles: [Core, SmartCharge]}", "did you mean ‘SmartCharging’?"),
        ("{back_off: {first: 1m, longest: 30s}}", "the first wait is longer than the longest"),
        ("{back_off: {doublings: -1}}", "‘-1’ is not a whole number from 0 to 60"),
        ("{metering: {measurands: [SoC]}}", "unknown measurand ‘SoC’"),
        ("{metering: {cadence: {by: mood}}}", "unknown by ‘mood’"),
        ("{metering: {cadence: {by: energy}}}", "the key ‘every’ is missing"),
        ("{metering: {cadence: {by: energy, every: 0Wh}}}", "‘0Wh’ is less than 1Wh"),
        ("{identity: 'a:b'}", "an identity has no colon"),
        ("{firmware_updates: {fails_at: signatur}}", "did you mean ‘signature’?"),
        ("{firmware_updates: {download: 2d}}", "‘2d’ is more than 1d"),
        ("{uploads: {fails_with: Uploaded}}", "unknown end of an upload ‘Uploaded’"),
        ("{uploads: {fails_with: non}}", "did you mean ‘none’?"),
        ("{security_habits: {authorization_key: hex}}", "unknown form of a key ‘hex’"),
        ("{security_habits: {clock_tolerance: 5}}", "‘5’ has no unit"),
        ("{smart_charging: {gap_falls_back: 1}}", "unknown flag ‘1’"),
        ("{calls_in_flight: 0}", "‘0’ is not a whole number from 1 to 100"),
        ("[generic-ac]", "expected a model, found a list"),
    ])
    func `a model that cannot be is told why`(text: String, said: String) throws {
        let lines = Parsed("fleet: [{model: \(text)}]").lines
        #expect(lines.count == 1)
        #expect(try #require(lines.first).contains(said))
    }
}
