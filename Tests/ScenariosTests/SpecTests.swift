import Scenarios
import Testing

@Suite struct SpecTests {
    @Test func `what a run may be late by has its keys, and others are mistakes`() {
        #expect(Parsed.completed("trust: {late: 20ms}").scenario?.trust.late == .milliseconds(20))
        #expect(Parsed.completed("trust: {share: 2.5%}").scenario?.trust.share == 0.025)
        #expect(Parsed.completed("").scenario?.trust == TrustSpec())
        for text in ["late: 0s", "late: 100us", "share: 0%", "share: 101%", "share: 0.5"] {
            #expect(Parsed.completed("trust: {\(text)}").lines.count == 1, "\(text)")
        }
        let typo = Parsed.completed("trust: {lat: 20ms}")
        #expect(typo.lines == ["test.yaml:2:9: unknown key ‘lat’, did you mean ‘late’?"])
    }

    @Test(arguments: [
        ("8ms", Distribution.constant(0.008)),
        ("{law: constant, value: 1s}", .constant(1)),
        ("{law: uniform, from: 1s, to: 2s}", .uniform(from: 1, to: 2)),
        ("{law: exponential, mean: 10ms}", .exponential(mean: 0.01)),
        ("{law: normal, mean: 1m, sd: 5s}", .normal(mean: 60, sd: 5)),
        ("{law: lognormal, median: 8ms, sigma: 0.6}", .lognormal(median: 0.008, sigma: 0.6)),
        ("{law: weibull, shape: 1.5, scale: 1h}", .weibull(shape: 1.5, scale: 3600)),
        ("{law: gamma, shape: 2, mean: 1h}", .gamma(shape: 2, mean: 3600)),
        ("{law: triangular, from: 0s, mode: 1s, to: 3s}", .triangular(from: 0, mode: 1, to: 3)),
        (
            "{law: quantiles, values: {0%: 0s, 50%: 1s, 100%: 9s}}",
            .quantiles([.init(0, 0), .init(0.5, 1), .init(1, 9)])
        ),
    ])
    func `every law is read in the unit of its place`(text: String, law: Distribution) {
        let parsed = Parsed.completed("csms: {reference: {service_time: \(text)}}")
        #expect(parsed.scenario?.csms.reference.serviceTime == law)
    }

    @Test(arguments: [
        ("5kWh", "‘5kWh’ is an energy, but a duration is needed here"),
        ("{law: constant, value: 5kWh}", "‘5kWh’ is an energy, but a duration is needed here"),
        ("{median: 8ms}", "the key ‘law’ is missing, it is one of constant, uniform,"),
        ("{law: lognormal, median: 8ms}", "the key ‘sigma’ is missing"),
        ("{law: lognormal, median: 0s, sigma: 1}", "this must be more than zero"),
        ("{law: lognormal, median: 1s, sigma: -1}", "‘-1’ is not a number from 0 to 10"),
        ("{law: lognormal, median: 1s, sigma: nan}", "‘nan’ is not a number from 0 to 10"),
        ("{law: exponential, median: 1s, mean: 1s}", "unknown key ‘median’ of exponential"),
        ("{law: uniform, from: 2s, to: 1s}", "‘from’ and ‘to’ must not fall"),
        ("{law: triangular, from: 0s, mode: 4s, to: 3s}", "‘from’, ‘mode’ and ‘to’ must not fall"),
        ("{law: quantiles, values: {0%: 0s, 99%: 1s}}", "begin at 0% and end at 100%"),
        ("{law: quantiles, values: {0%: 2s, 100%: 1s}}", "written in rising order"),
        ("{law: quantiles, values: {0: 2s, 100%: 3s}}", "‘0’ has no unit, did you mean ‘0%’?"),
        ("{law: quantiles, values: {}}", "begin at 0% and end at 100%"),
        ("{law: quantiles, values: 1s}", "expected a mapping, found ‘1s’"),
        ("[1s]", "expected a mapping, found a list"),
    ])
    func `a law that is none is told why`(text: String, said: String) throws {
        let lines = Parsed.completed("csms: {reference: {service_time: \(text)}}").lines
        #expect(lines.count == 1)
        #expect(try #require(lines.first).contains(said))
    }

    @Test(arguments: [
        ("{action: Reset, type: Soft}", "Soft", nil, nil as Int?),
        ("{action: ChangeAvailability, type: Inoperative, connector: 0}", "Inoperative", nil, 0),
        ("{action: ChangeConfiguration, key: A, value: true}", "A", "true", nil),
        ("{action: TriggerMessage, message: Heartbeat}", "Heartbeat", nil, nil),
        ("{action: DataTransfer, vendor: v, data: '{}'}", "v", "{}", nil),
        ("{action: GetConfiguration}", nil, nil, nil),
        ("{action: GetConfiguration, key: A}", "A", nil, nil),
        ("{action: UnlockConnector}", nil, nil, 1),
        ("{action: UnlockConnector, connector: 2}", nil, nil, 2),
        ("{action: RemoteStartTransaction}", nil, nil, nil),
        ("{action: RemoteStopTransaction}", nil, nil, nil),
        ("{action: ClearCache}", nil, nil, nil),
    ])
    func `every action takes what OCPP gives it`(
        text: String,
        subject: String?,
        value: String?,
        connector: Int?
    ) throws {
        let timed = text.dropLast() + ", at: 1h, every: 2h, share: 5%, over: 1m}"
        let parsed = Parsed.completed("csms: {reference: {commands: [\(timed)]}}")
        let command = try #require(parsed.scenario?.csms.reference.commands.first)
        #expect(command.subject == subject)
        #expect(command.value == value)
        #expect(command.connector == connector)
        #expect(command.at == .seconds(3600))
        #expect(command.every == .seconds(7200))
        #expect(command.share == 0.05)
        #expect(command.over == .seconds(60))
    }

    @Test(arguments: [
        ("{action: Reset, type: Soft}", "the key ‘at’ is missing"),
        ("{action: Reset, at: 1h, type: soft}", "unknown type ‘soft’, did you mean ‘Soft’?"),
        ("{action: Reset, at: 1h, type: Soft, key: a}", "unknown key ‘key’ of Reset"),
        ("{action: ChangeConfiguration, at: 1h, key: a}", "the key ‘value’ is missing"),
        ("{action: TriggerMessage, at: 1h, message: Heartbeet}", "did you mean ‘Heartbeat’?"),
        ("{action: UnlockConnector, at: 1h, connector: 0}", "‘0’ is not a whole number from 1"),
        ("{action: Rest, at: 1h}", "unknown action ‘Rest’, did you mean ‘Reset’?"),
        ("{action: ClearCache, at: 1h, every: 1ms}", "‘1ms’ is less than 1s"),
        ("{at: 1h}", "the key ‘action’ is missing, it is one of CancelReservation,"),
        ("{action: SetChargingProfile, at: 1h}", "the key ‘profile’ is missing"),
        ("{action: SetChargingProfile, at: 1h, profile: {periods: []}}", "needs at least 1 entry"),
        (
            "{action: SetChargingProfile, at: 1h, profile: {periods: [{from: 1s, limit: 16A}]}}",
            "the first limit must begin at 0s"
        ),
        (
            "{action: SetChargingProfile, at: 1h, profile: {periods: [{limit: 16kWh}]}}",
            "‘16kWh’ is an energy"
        ),
        (
            "{action: SetChargingProfile, at: 1h, profile: "
                + "{periods: [{limit: 16A}, {from: 1h, limit: 7kW}]}}",
            "one profile has limits in amperes and in watts"
        ),
        ("{action: SendLocalList, type: Some, at: 1h}", "unknown type ‘Some’"),
        ("{action: ClearCache, at: 1h, rate: 5}", "‘5’ has no unit, did you mean ‘5/h’?"),
    ])
    func `a command that no charger could get is told why`(text: String, said: String) throws {
        let lines = Parsed.completed("csms: {reference: {commands: [\(text)]}}").lines
        #expect(lines.count == 1)
        #expect(try #require(lines.first).contains(said))
    }

    @Test func `a command says to whom, when and with what`() throws {
        let text = """
            fleet: [{site: depot, model: generic-ac}]
            csms:
              reference:
                commands:
                  - action: SetChargingProfile
                    at: 2h
                    every: 1h
                    rate: 600/h
                    site: depot
                    model: generic-ac
                    connector: 1
                    profile:
                      id: 7
                      kind: Daily
                      stack_level: 2
                      valid_for: 2d
                      periods: [{limit: 16A}, {from: 10m, limit: 6.5A, phases: 1}]
            """
        let parsed = Parsed(text)
        let command = try #require(parsed.scenario?.csms.reference.commands.first)
        #expect(command.rate == 600)
        #expect(command.site == "depot")
        #expect(command.model == "generic-ac")
        #expect(command.connector == 1)
        let profile = try #require(command.profile)
        #expect(profile.id == 7)
        #expect(profile.kind == .daily)
        #expect(profile.validFor == .seconds(2 * 86_400))
        #expect(profile.periods.map(\.limit) == [.amperes(16), .amperes(6.5)])
        #expect(profile.periods.map(\.from) == [.zero, .seconds(600)])
        #expect(profile.periods.map(\.phases) == [nil, 1])
    }

    @Test func `a preset gives the values and the other keys refine them`() throws {
        let site = "{model: generic-ac, arrivals: {per_day: 30, weekend: none, preset: nl_home}}"
        var expected = try #require(ArrivalPreset.named("nl_home")).arrivals
        expected.perDay = 30
        expected.weekend = nil
        #expect(Parsed("fleet: [\(site)]").scenario?.fleet[0].arrivals == expected)
    }

    @Test(arguments: [
        ("{preset: nl_hom}", "unknown preset ‘nl_hom’, did you mean ‘nl_home’?"),
        ("nothing", "expected a mapping, found ‘nothing’"),
        ("nono", "unknown word ‘nono’, did you mean ‘none’?"),
        ("{weekday: [1, 2]}", "one weight per hour is needed, 24 of them; found 2"),
        ("{weekend: nine}", "unknown word ‘nine’, did you mean ‘none’?"),
        ("{per_day: -1}", "‘-1’ is not a number from 0 to 1000000"),
        ("{per_day: 30/d}", "‘30/d’ is not a number from 0 to 1000000"),
        ("{vehicles: []}", "this list needs at least 1 entry"),
        ("{vehicles: [{share: 0%}]}", "all these shares are zero"),
        ("{vehicles: [{phases: 4}]}", "‘4’ is not a whole number from 1 to 3"),
        ("{vehicles: [{current: 5A}]}", "‘5A’ is less than 6A"),
        ("{energy: 9h}", "‘9h’ is a duration, but an energy is needed here"),
        ("{sessions: a.csv}", "a.csv: there is no such file"),
    ])
    func `arrivals that cannot be are told why`(text: String, said: String) throws {
        let lines = Parsed("fleet: [{model: generic-ac, arrivals: \(text)}]").lines
        #expect(lines.count == 1)
        #expect(try #require(lines.first).contains(said))
    }

    @Test func `weights that are all zero are refused`() {
        let zeros = Array(repeating: "0", count: 24).joined(separator: ", ")
        let site = "{model: generic-ac, arrivals: {weekday: [\(zeros)]}}"
        #expect(Parsed("fleet: [\(site)]").lines == ["test.yaml:1:49: all these weights are zero"])
    }

    @Test func `no driver comes to a site without arrivals`() {
        let parsed = Parsed("fleet: [{model: generic-ac, arrivals: none}]")
        #expect(parsed.scenario?.fleet[0].arrivals == ArrivalSpec.none)
    }

    @Test func `both forms of a site say the same`() {
        let short = Parsed("fleet: [{model: generic-ac, count: 3, network: wifi, site: a}]")
        let long = Parsed(
            "fleet: [{site: a, count: 3, chargers: [{network: wifi, model: generic-ac}]}]"
        )
        #expect(short.scenario == long.scenario)
        #expect(short.scenario?.fleet[0].chargers[0].network == .wifi)
    }

    @Test func `configuration keeps its keys, their order and their text`() {
        let site = "{model: generic-ac, configuration: {B: 60, A: true, C: \"x y\", D: 007}}"
        #expect(
            Parsed("fleet: [\(site)]").scenario?.fleet[0].chargers[0].configuration == [
                .init("B", "60"), .init("A", "true"), .init("C", "x y"), .init("D", "007"),
            ]
        )
    }

    @Test func `a restart of the CSMS lasts half a minute unless said`() {
        let parsed = Parsed.completed(
            "faults: [{kind: csms-restart, at: 1h}, {at: 2h, kind: csms-restart, down: 1m}]"
        )
        #expect(
            parsed.scenario?.faults == [
                FaultSpec(at: .seconds(3600), kind: .csmsRestart(down: .seconds(30))),
                FaultSpec(at: .seconds(7200), kind: .csmsRestart(down: .seconds(60))),
            ]
        )
    }
}
