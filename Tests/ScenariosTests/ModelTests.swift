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
                  survives_close: false
                  restart_time: 90s
                  back_off: {first: 10s, jitter: 0s, doublings: 0, longest: 1m}
                  queue_depth: 50
                  calls_in_flight: 3
                  metering:
                    cadence: {by: energy, every: 250Wh}
                    measurands: [Temperature]
                    per_phase: false
                    temperature_unit: Celsius
                  configuration: {HeartbeatInterval: 60}
                  cloud: [restart]
                  identity: "M{serial}"
                  url_ends_with_slash: true
            """
        let model = try #require(Parsed(text).scenario?.fleet[0].chargers[0].model)
        #expect(model.vendor == "Acme \"Co\"")
        #expect(model.connectors == 4)
        #expect(model.backOff.doublings == 0)
        #expect(model.backOff.longest == .seconds(60))
        #expect(model.metering.cadence == .energy(wattHours: 250))
        #expect(model.metering.instruments == [.temperature])
        #expect(model.metering.temperatureUnit == .celsius)
        #expect(model.pinUsers == 121)
        #expect(!model.survivesClose)
        #expect(model.callsInFlight == 3)
        #expect(model.volts == 120)
        #expect(
            Parsed(ModelListing.text(of: [model])).scenario?.fleet[0].chargers[0].model == model
        )
    }

    @Test func `a model is like another but for what it says`() throws {
        var expected = try #require(ChargerModel.named("wallbox-copper-sb"))
        expected.queueDepth = 20
        expected.metering.cadence = .power(watts: 500)
        let text =
            "{like: wallbox-copper-sb, queue_depth: 20,"
            + " metering: {cadence: {by: power, change: 500W}}}"
        #expect(model(text) == expected)
        #expect(model("{}") == ChargerModel.named("generic-ac"))
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
        ("{calls_in_flight: 0}", "‘0’ is not a whole number from 1 to 100"),
        ("[generic-ac]", "expected a model, found a list"),
    ])
    func `a model that cannot be is told why`(text: String, said: String) throws {
        let lines = Parsed("fleet: [{model: \(text)}]").lines
        #expect(lines.count == 1)
        #expect(try #require(lines.first).contains(said))
    }
}
