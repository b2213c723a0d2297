import Scenarios
import Testing

@Suite struct LoadTests {
    private func load(_ phases: String, fleet: String = "count: 200") -> Parsed {
        Parsed("fleet: [{model: generic-ac, \(fleet)}]\nload: \(phases)")
    }

    @Test func `every kind of phase is known by its first word`() {
        let phases = """
            [{ramp: 60s, to: 100%}, {hold: 10m, name: busy}, {step: 50, hold: 1m}, {step: 0%},
            {spike: 1_00, for: 30s}]
            """
        #expect(
            load(phases).scenario?.load == [
                LoadPhase(.ramp(over: .seconds(60), to: .share(1))),
                LoadPhase(.hold(for: .seconds(600)), name: "busy"),
                LoadPhase(.step(to: .chargers(50), hold: .seconds(60))),
                LoadPhase(.step(to: .share(0), hold: .zero)),
                LoadPhase(.spike(to: .chargers(100), for: .seconds(30))),
            ]
        )
    }

    @Test func `a phase without a name is called by its kind and place`() {
        let phases = "[{ramp: 60s, to: 1}, {hold: 1m, name: x}, {spike: 2, for: 1s}]"
        #expect(load(phases).scenario?.load.names == ["ramp-1", "x", "spike-3"])
    }

    @Test(arguments: [
        ("load: [{ramp: 60s, to: 1}, {step: 0, hold: 2m}]", 180),
        ("load: [{step: 1}]", 86_400),
        ("load: []", 86_400),
        ("load: [{hold: 2m}]\nduration: 1h", 3_600),
    ])
    func `a run is as long as its load unless it says otherwise`(text: String, seconds: Int) {
        #expect(Parsed.completed(text).scenario?.duration == .seconds(seconds))
    }

    @Test(arguments: [
        ("[{ramp: 60s}]", "2:8: the key ‘to’ is missing"),
        ("[{rampe: 60s, to: 1}]", "2:8: this is no phase, did you mean ‘ramp’?"),
        ("[{}]", "2:8: this is no phase, it has one of the keys ramp, spike, step, hold"),
        ("[60s]", "2:8: expected a mapping, found ‘60s’"),
        ("[{hold: 10m, to: 5}]", "2:20: unknown key ‘to’"),
        ("[{hold: 10}]", "2:15: ‘10’ has no unit, did you mean ‘10s’?"),
        ("[{hold: 100ms}]", "2:15: ‘100ms’ is less than 1s"),
        ("[{step: 120%}]", "2:15: ‘120%’ is more than 100%"),
        ("[{step: -5%}]", "2:15: ‘-5%’ is negative"),
        ("[{step: 0.5}]", "2:15: ‘0.5’ has no unit, did you mean ‘50%’?"),
        ("[{step: 99999999999999999999}]", "2:15: ‘99999999999999999999’ has no unit"),
        ("[{spike: 50%}]", "2:8: the key ‘for’ is missing"),
        ("[{step: 201}]", "2:7: ‘step-1’ wants 201 chargers, the fleet has 200"),
        ("[{step: 1, name: now}]", "2:8: a step that is not held takes no time"),
        ("[{hold: 1m, name: a}, {hold: 1m, name: a}]", "2:7: two phases are called ‘a’"),
        ("[{hold: 1m, name: hold-2}, {hold: 1m}]", "2:7: two phases are called ‘hold-2’"),
        ("[{hold: 1m, name: rest}]", "2:7: ‘rest’ is what follows the last phase"),
        ("[{hold: 3000d}, {hold: 3000d}]", "2:7: these phases take longer than 3650d"),
    ])
    func `a load that cannot be is told why, and where`(phases: String, said: String) {
        let lines = load(phases).lines
        #expect(lines.contains { $0.hasPrefix("test.yaml:\(said)") }, "\(lines)")
    }

    @Test func `a file whose load is longer than its duration contradicts itself`() {
        let text = "load: [{hold: 2h}]\nduration: 1h"
        #expect(
            Parsed.completed(text).lines == [
                "test.yaml:3:11: the load takes 2h, which is longer,"
                    + " leave ‘duration’ out, or cut a run short with --duration"
            ]
        )
        let cut = Parsed(Parsed.fleet + "load: [{hold: 2h}]", overrides: ["duration=1h"])
        #expect(cut.scenario?.duration == .seconds(3600))
    }

    @Test func `a fleet of another size keeps the shape of its load`() throws {
        var scenario = try #require(
            load("[{step: 50, hold: 1m}, {ramp: 60s, to: 75%}, {spike: 199, for: 5s}]").scenario
        )
        let fits = scenario.scale(toChargers: 100)
        #expect(fits)
        #expect(scenario.load.map(\.level) == [.chargers(25), .share(0.75), .chargers(100)])
    }
}
