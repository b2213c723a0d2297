import Scenarios
import Testing

@Suite struct MistakesTests {
    @Test func `every mistake of a file is named at once, each on its own line`() {
        let text = """
            name: ten mistakes
            seed: -1
            duration: 24
            csms:
              reference:
                heatbeat: 60s
                service_time: {law: lognorml, median: 8ms}
                commands:
                  - {action: Reset, at: 1h}
            fleet:
              - model: wallbox-pulsar-pluss
              - {model: wallbox-pulsar-plus, network: ethernet}
              - site: depot
                chargers: [{model: generic-ac, count: 0}]
                arrivals: {strangers: 0.05}
            thresholds: [boot.latency < 2s]
            """
        #expect(
            Parsed(text).lines == [
                "test.yaml:2:7: ‘-1’ is not a whole number from 0 to 18446744073709551615",
                "test.yaml:3:11: ‘24’ has no unit, did you mean ‘24s’?",
                "test.yaml:6:5: unknown key ‘heatbeat’, did you mean ‘heartbeat’?",
                "test.yaml:7:25: unknown law ‘lognorml’, did you mean ‘lognormal’?",
                "test.yaml:9:9: the key ‘type’ is missing",
                "test.yaml:11:12: unknown model ‘wallbox-pulsar-pluss’,"
                    + " did you mean ‘wallbox-pulsar-plus’?",
                "test.yaml:12:43: wallbox-pulsar-plus has no ethernet, it has wifi",
                "test.yaml:14:43: ‘0’ is not a whole number from 1 to 1000000",
                "test.yaml:15:27: ‘0.05’ has no unit, did you mean ‘5%’?",
                "test.yaml:16:14: boot.latency is many times, and it is not said which counts,"
                    + " such as p50, p99, max or mean",
            ]
        )
    }

    @Test(arguments: [
        ("heartbeets: 1", "unknown key ‘heartbeets’, known here: name, seed,"),
        ("Seed: 1", "unknown key ‘Seed’, did you mean ‘seed’?"),
        ("sede: 1", "unknown key ‘sede’, did you mean ‘seed’?"),
        ("faluts: []", "unknown key ‘faluts’, did you mean ‘faults’?"),
        ("faults: [{kind: csms_restart, at: 1h}]", "unknown kind ‘csms_restart’, did you mean"),
        ("faults: [{kind: flood, at: 1h}]", "unknown kind ‘flood’, known here: csms-restart"),
        ("faults: [{at: 1h}]", "the key ‘kind’ is missing, it is one of csms-restart"),
        ("csms: {reference: {workers: unlimitted}}", "did you mean ‘unlimited’?"),
        ("csms: {reference: {workers: many}}", "‘many’ is not a whole number from 1 to 1000000"),
    ])
    func `a slip gets the word that was meant, or the list where that is short`(
        text: String,
        said: String
    ) throws {
        let lines = Parsed.completed(text).lines
        #expect(lines.count == 1)
        #expect(try #require(lines.first).contains(said))
    }

    @Test func `what would begin after the end of the run is told where it stands`() {
        let text = """
            duration: 24h
            fleet: [{model: generic-ac}]
            faults:
              - {kind: csms-restart, at: 23h}
              - {kind: csms-restart, at: 24h}
              - {kind: link-down, at: 30h, for: 1m}
            """
        #expect(
            Parsed(text).lines == [
                "test.yaml:5:30: the fault begins at 1d, the run is over at 1d,"
                    + " choose an earlier moment or a longer ‘duration’",
                "test.yaml:6:27: the fault begins at 30h, the run is over at 1d,"
                    + " choose an earlier moment or a longer ‘duration’",
            ]
        )
        // No scenario has to be rewritten to try the first hour of it.
        #expect(Parsed(text, overrides: ["duration=1h"]).lines == [])
        #expect(
            Parsed(text, overrides: ["faults=[]", "faults=[{kind: csms-restart, at: 2d}]"]).lines
                == [
                    "--set faults=[{kind: csms-restart, at: 2d}]: the fault begins at 2d,"
                        + " the run is over at 1d, choose an earlier moment or a longer"
                        + " ‘duration’"
                ]
        )
    }

    @Test func `a fault after the end of the load is one after the end of the run`() {
        let load = "load: [{ramp: 10m, to: 100%}, {hold: 20m}]\n"
        let fault = "faults: [{kind: csms-restart, at: 30m}]"
        #expect(
            Parsed.completed(load + fault).lines == [
                "test.yaml:3:35: the fault begins at 30m, the run is over at 30m,"
                    + " its load takes no longer"
            ]
        )
        #expect(Parsed.completed(load + fault + "\nduration: 31m").lines == [])
    }

    @Test func `a fault at a site that there is not points at that site`() {
        let text = """
            fleet: [{site: depot, model: generic-ac}]
            faults:
              - {kind: link-down, at: 1h, for: 1m, site: depot}
              - {kind: link-down, at: 1h, for: 1m, site: deppot}
              - kind: link-down
                at: 1h
                for: 1m
                site: yard
            """
        #expect(
            Parsed(text).lines == [
                "test.yaml:4:46: a fault is at ‘deppot’, but no site is called so,"
                    + " did you mean ‘depot’?",
                "test.yaml:8:11: a fault is at ‘yard’, but no site is called so, known here: depot",
            ]
        )
    }

    @Test func `a fault may be at one of several sites by its number, if there are as many`() {
        func lines(_ count: Int, _ site: String) -> [String] {
            Parsed(
                """
                fleet: [{site: depot, count: \(count), model: generic-ac}]
                faults:
                  - {kind: link-down, at: 1h, for: 1m, site: \(site)}
                """
            ).lines
        }
        let sites = "fleet: [{site: depot, count: 3, chargers: [{model: generic-ac}]}]\n"
        func named(_ site: String) -> [String] {
            Parsed(sites + "faults: [{kind: link-down, at: 1h, for: 1m, site: \(site)}]").lines
        }
        #expect(named("depot-3") == [] && named("depot") == [])
        #expect(named("depot-4").count == 1 && named("depot-03").count == 1)
        #expect(
            named("depot-4").first?.hasSuffix(
                "there are ‘depot-1’ to ‘depot-3’, and ‘depot’ for all of them"
            ) == true
        )
        #expect(lines(9, "depot-4") == [] && lines(3, "depot-4").count == 1)
    }

    @Test func `a call of the CSMS that no charger gets is a mistake with its place`() {
        let text = """
            duration: 2h
            csms:
              reference:
                commands:
                  - {action: ClearCache, at: 1h, site: depot, model: generic-ac}
                  - {action: ClearCache, at: 1h, site: deppot}
                  - {action: ClearCache, at: 1h, model: generic-dc}
                  - {action: ClearCache, at: 1h, site: homes, model: generic-ac}
                  - {action: ClearCache, at: 2h}
            fleet:
              - {site: depot, model: generic-ac}
              - {site: homes, model: wallbox-pulsar-plus}
            """
        #expect(
            Parsed(text).lines == [
                "test.yaml:6:44: a call of the CSMS is at ‘deppot’, but no site is called so,"
                    + " did you mean ‘depot’?",
                "test.yaml:7:45: a call of the CSMS is for ‘generic-dc’, but no charger is of that"
                    + " model, did you mean ‘generic-ac’?",
                "test.yaml:8:58: a call of the CSMS is for ‘generic-ac’, but no charger at ‘homes’"
                    + " is of that model, known here: wallbox-pulsar-plus",
                "test.yaml:9:34: the CSMS calls first at 2h, the run is over at 2h,"
                    + " choose an earlier moment or a longer ‘duration’",
            ]
        )
    }

    @Test func `a fault of a connector that no charger has is a mistake with its place`() {
        let text = """
            fleet:
              - {site: depot, model: wallbox-commander-2}
              - {site: street, model: {like: generic-ac, connectors: 2}}
            faults:
              - {kind: connector-fault, at: 1h, connector: 2}
              - {kind: connector-fault, at: 1h, connector: 2, site: depot}
              - {kind: connector-fault, at: 1h, connector: 3}
            """
        #expect(
            Parsed(text).lines == [
                "test.yaml:6:48: connector 2 fails, but no charger at ‘depot’ has one,"
                    + " the most that one has is 1",
                "test.yaml:7:48: connector 3 fails, but no charger has one,"
                    + " the most that one has is 2",
            ]
        )
    }

    @Test func `a fault at an unknown site is told whatever else is wrong`() {
        let text = """
            fleet: [{site: depot, model: generic-ac, arrivals: {per_day: many}}]
            faults: [{kind: link-down, at: 1h, for: 1m, site: yard}]
            """
        let lines = Parsed(text).lines
        #expect(lines.count == 2)
        #expect(lines[1].hasPrefix("test.yaml:2:51: a fault is at ‘yard’"), "\(lines)")
    }

    @Test func `what is wrong with a group of chargers is told at the group`() {
        let text = """
            fleet:
              - site: depot
                chargers: [{model: generic-ac, count: 4}]
                power:
                  limit: 63A
                  groups:
                    - {name: a, chargers: 1-2}
                    - name: b
                      chargers: [2, 3]
                      groups: [{name: a}, {name: connection}, {name: c, chargers: 4-5}]
            """
        #expect(
            Parsed(text).lines == [
                "test.yaml:9:21: charger 2 hangs in two places",
                "test.yaml:10:27: two groups are called ‘a’",
                "test.yaml:10:38: ‘connection’ is the whole site's",
                "test.yaml:10:71: a group has charger 5, the site has 4",
            ]
        )
        let far = text.replacing("[2, 3]", with: "3").replacing(
            "{name: a}, {name: connection}, ",
            with: ""
        )
        #expect(
            Parsed(far).lines == ["test.yaml:10:40: a group has charger 5, the site has 4"]
        )
    }

    @Test(arguments: [
        (
            "duration: 06:00",
            "‘06:00’ is a time of day, but a duration is needed here, did you mean ‘6h’?"
        ),
        (
            "window: 00:01:30",
            "‘00:01:30’ is a time of day, but a duration is needed here, did you mean ‘1m30s’?"
        ),
        ("faults: [{kind: csms-restart, at: 14:05}]", "did you mean ‘14h5m’?"),
        ("duration: 25:00", "‘25:00’ is not a duration, it is written with a unit"),
        ("duration: 6:0:0:0", "‘6:0:0:0’ is not a duration"),
    ])
    func `a time of day where a duration is needed is explained`(text: String, said: String) throws
    {
        let lines = Parsed.completed(text).lines
        #expect(lines.count == 1)
        #expect(try #require(lines.first).contains(said))
    }

    @Test func `a time of day is read where one is meant`() throws {
        func arrivals(_ text: String) -> ArrivalSpec? {
            let parsed = Parsed("fleet: [{model: generic-ac, arrivals: {\(text)}}]")
            #expect(parsed.lines == [])
            return parsed.scenario?.fleet[0].arrivals
        }
        let tariff = try #require(arrivals("tariff: {from: 22:30, until: 06:00:15}")?.tariff)
        #expect(tariff.from == .seconds(22 * 3600 + 1800))
        #expect(tariff.until == .seconds(6 * 3600 + 15))
        #expect(
            arrivals("leaves: {when: clock, at: 17:00}")?.leaving
                == .clock(at: .constant(61200), shortestStay: .seconds(60))
        )
        #expect(
            arrivals("leaves: {when: clock, at: {law: normal, mean: 17:30, sd: 30m}}")?.leaving
                == .clock(at: .normal(mean: 63000, sd: 1800), shortestStay: .seconds(60))
        )
        #expect(arrivals("time_zone: {offset: +01:00}")?.timeZone.offset == .seconds(3600))
        #expect(arrivals("time_zone: {offset: -05:30}")?.timeZone.offset == .seconds(-19800))
        let load = "power: {limit: 6A, solar: {peak: 5kW, rises: 6:00, sets: 24:00}}"
        let sky = Parsed("fleet: [{model: generic-ac, \(load)}]")
        #expect(sky.lines == [])
        let late = Parsed("fleet: [{model: generic-ac, arrivals: {tariff: {until: 24:00}}}]").lines
        #expect(late == ["test.yaml:1:56: ‘24:00’ is more than a day"])
        let spread = Parsed(
            "fleet: [{model: generic-ac, arrivals: {leaves: {when: clock,"
                + " at: {law: normal, mean: 17:00, sd: 00:30}}}}]"
        ).lines
        #expect(
            spread.map { $0.hasSuffix("a duration is needed here, did you mean ‘30m’?") } == [true]
        )
    }

    @Test func `a run without a CSMS is asked for by a word, and by no other`() {
        #expect(Parsed.completed("csms: none").scenario?.csms.isAbsent == true)
        let lines = Parsed.completed("csms: nine").lines
        #expect(lines == ["test.yaml:2:7: unknown word ‘nine’, did you mean ‘none’?"])
    }

    @Test(arguments: [
        ("url: x", "test.yaml:2:13: a CSMS is at ws://… or wss://…, not at ‘x’"),
        ("security: {profile: 2}", "test.yaml:2:28: profiles 1 and 2 need a ‘password’"),
        (
            "security: {profile: 3}",
            "test.yaml:2:28: profile 3 needs a ‘certificate’, or an ‘issuer’ that makes them"
        ),
        (
            "security: {key: k.pem}",
            "test.yaml:2:24: a ‘key’ is of no use without its ‘certificate’"
        ),
        (
            "security: {tls_min: '1.1'}",
            "test.yaml:2:28: unknown version of TLS ‘1.1’, did you mean ‘1.2’?"
        ),
    ])
    func `a CSMS that cannot be called is refused`(csms: String, line: String) {
        #expect(Parsed.completed("csms: {\(csms)}").lines == [line])
    }

    @Test(arguments: [
        ("seed: [1]", "expected a whole number from 0 to 18446744073709551615, found a list"),
        ("csms: 5", "expected a mapping, found ‘5’"),
        ("csms: {reference: []}", "expected a mapping, found a list"),
        ("faults: {at: 1h}", "found a mapping, each entry of a list begins with ‘- ’"),
        ("duration: {h: 1}", "expected a duration, found a mapping"),
        ("faults: [~]", "expected a mapping, found nothing"),
    ])
    func `a value of another shape is told what was expected`(text: String, said: String) throws {
        #expect(try #require(Parsed.completed(text).lines.first).hasSuffix(said))
    }

    @Test func `what an alias repeats is wrong once`() {
        let text = "fleet: [&a {model: generic, cuont: 1}, *a, *a]"
        #expect(Parsed(text).lines.count == 2)
    }

    @Test func `a flood of mistakes is cut short and counted`() throws {
        let text = (1...1000).map { "unheard-of-\($0): 1\n" }.joined()
        let lines = Parsed.completed(text).lines
        #expect(lines.count == 201)
        #expect(lines.last == "test.yaml: and 800 more")
    }

    @Test(arguments: [
        ("{count: 3}", "the key ‘model’ is missing"),
        ("{site: a, chargers: []}", "this list needs at least 1 entry"),
        ("{model: generic-ac, chargers: [{model: generic-ac}]}", "unknown key ‘model’"),
        ("{site: a, stations: a.csv}", "a.csv: there is no such file"),
        ("{model: generic-ac, network: bluetooth}", "known here: ethernet, wifi, mobile"),
        ("{model: generic-ac, configuration: {'': 1}}", "‘’ is too short"),
        ("{model: generic-ac, configuration: {a: [1]}}", "expected a text, found a list"),
        ("{model: generic-ac, site: ''}", "‘’ is too short"),
        ("{site: \"a\\nb\", model: generic-ac}", "has characters that cannot be shown"),
    ])
    func `a site that cannot stand is refused`(site: String, said: String) throws {
        #expect(try #require(Parsed("fleet: [\(site)]").lines.first).contains(said))
    }

    @Test func `a fleet larger than a machine holds is refused`() {
        let site = "{model: generic-ac, count: 1000000}"
        #expect(Parsed("fleet: [\(site), \(site)]").scenario?.chargerCount == 2_000_000)
        #expect(
            Parsed("fleet: [\(site), \(site), {model: generic-ac}]").lines == [
                "test.yaml:1:8: the fleet has 2000001 chargers, at most 2000000 fit"
            ]
        )
    }

    @Test func `more windows than anyone reads are refused`() {
        #expect(Parsed.completed("duration: 1000000s\nwindow: 1s").lines == [])
        #expect(
            Parsed.completed("duration: 1000001s\nwindow: 1s").lines == [
                "test.yaml:3:9: the duration makes 1000001 windows, at most 1000000 are kept,"
                    + " choose a longer ‘window’"
            ]
        )
    }

    @Test func `shares that exclude each other stay within the whole`() {
        let prefix = "csms: {reference: {registration:"
        #expect(Parsed.completed("\(prefix) {pending: 70%, rejected: 30%}}}").lines == [])
        #expect(
            Parsed.completed("\(prefix) {pending: 70%, rejected: 31%}}}").lines == [
                "test.yaml:2:44: these shares add up to 101%"
            ]
        )
    }
}
