import Scenarios
import Testing

@Suite struct ThresholdTests {
    private func read(_ line: String) -> Parsed {
        Parsed.completed("load: [{hold: 1m, name: peak}, {step: 1}]\nthresholds:\n  - \(line)")
    }

    @Test(arguments: [
        ("boot.latency p99 < 0s", "nothing is below zero"),
        ("calls.errors < 0", "nothing is below zero"),
        ("csms.answers > 200%", "it is a share, and at most 100 %"),
        ("connections.connected > 100%", "it is a share, and at most 100 %"),
    ])
    func `what no figure keeps is a mistake`(line: String, reason: String) {
        let text = "‘\(line)’ can never pass: \(reason)"
        #expect(read(line).lines.first?.hasSuffix(text) == true, "\(read(line).lines)")
    }

    @Test(arguments: [
        "calls.failed <= 0", "csms.answers >= 100%", "drift.memory < 200%", "calls.failed < 150%",
    ])
    func `what some figure keeps is none`(line: String) {
        #expect(read(line).lines == [])
    }

    @Test func `what this fleet cannot come to is told of, and no mistake`() throws {
        func hopeless(_ text: String) throws -> [String] {
            try #require(Parsed(text).scenario).hopelessThresholds.map(\.reason)
        }
        let fleet = "fleet: [{model: generic-ac, count: 2}]\n"
        let many = fleet + "thresholds: [connections.connected = 100, connections.connected <= 9]"
        #expect(try hopeless(many) == ["there are 2 chargers"])
        let alone = fleet + "csms: none\nthresholds: [calls.failed < 1%, sessions.count > 0]"
        #expect(try hopeless(alone) == ["‘csms: none’ leaves no calls to measure"])
        #expect(try hopeless(fleet + "thresholds: [connections.connected = 2]") == [])
    }

    @Test(arguments: [
        (
            "boot.latency p99 < 2s",
            Threshold(
                .calls(.action(.bootNotification), .latency),
                .below,
                Bound(2, .seconds),
                of: .percentile(99)
            )
        ),
        (
            "start-transaction.service p99.9 <= 1.5 m",
            Threshold(
                .calls(.action(.startTransaction), .service),
                .atMost,
                Bound(1.5, .minutes),
                of: .percentile(99.9)
            )
        ),
        (
            "MeterValues.latency mean<1m30s",
            Threshold(
                .calls(.action(.meterValues), .latency),
                .below,
                Bound(90, .seconds),
                of: .mean
            )
        ),
        (
            "calls.latency p99 < 1 m 30 s",
            Threshold(
                .calls(.ofChargers, .latency),
                .below,
                Bound(90, .seconds),
                of: .percentile(99)
            )
        ),
        (
            "calls.latency p99 < 1 h 30 m",
            Threshold(
                .calls(.ofChargers, .latency),
                .below,
                Bound(90, .minutes),
                of: .percentile(99)
            )
        ),
        (
            "calls.failed < 0.57%",
            Threshold(.calls(.ofChargers, .failed), .below, Bound(0.57, .percent))
        ),
        ("commands.timeouts == 0", Threshold(.calls(.ofCSMS, .timeouts), .equal, Bound(0))),
        (
            "calls.rate >= 120/m",
            Threshold(.calls(.ofChargers, .rate), .atLeast, Bound(120, .perMinute))
        ),
        (
            "sessions.energy_served > 95%",
            Threshold(.sessions(.energyServed), .above, Bound(95, .percent))
        ),
        ("connections.connected = 1000", Threshold(.connections(.connected), .equal, Bound(1000))),
        (
            "connections.handshake max < 250ms",
            Threshold(.connections(.handshake), .below, Bound(250, .milliseconds), of: .max)
        ),
        (
            "effects.remote-start p90 < 5s",
            Threshold(.effects(.remoteStart), .below, Bound(5, .seconds), of: .percentile(90))
        ),
        (
            "lag p99 < 500us",
            Threshold(.lag, .below, Bound(500, .microseconds), of: .percentile(99))
        ),
        ("breaches = 0", Threshold(.breaches, .equal, Bound(0))),
    ])
    func `a line is read as a figure, a comparison and a bound`(line: String, expected: Threshold) {
        #expect(read(line).scenario?.thresholds == [expected])
        // What it is called is read as the same again.
        #expect(read(expected.expression).scenario?.thresholds == [expected])
    }

    @Test func `a bound of any size is read as it is written`() {
        let figures: [(Metric, Statistic?, [Bound.Unit])] = [
            (
                .calls(.ofChargers, .latency), .percentile(99),
                [.microseconds, .milliseconds, .seconds, .minutes, .hours, .days]
            ),
            (.calls(.ofChargers, .latency), .percentile(0.00001), [.seconds]),
            (.calls(.ofChargers, .failed), nil, [.percent, .none]),
            (.calls(.ofChargers, .rate), nil, [.perSecond, .perMinute, .perHour]),
        ]
        for (metric, statistic, units) in figures {
            for exponent in -40...40 {
                for number in ["1", "2.5", "9.999999999999999"] {
                    for unit in units {
                        let bound = Bound(Double("\(number)e\(exponent)") ?? .nan, unit)
                        let threshold = Threshold(metric, .below, bound, of: statistic)
                        let text = threshold.expression
                        #expect(Threshold(expression: text) == threshold, "\(text)")
                        #expect(!bound.text.contains("e"))
                    }
                }
            }
        }
    }

    @Test func `a threshold can be of a phase`() {
        let scenario = read("{expect: breaches = 0, in: peak}").scenario
        #expect(scenario?.thresholds.map(\.phase) == ["peak"])
        #expect(scenario?.thresholds.map(\.expression) == ["breaches = 0"])
    }

    @Test(arguments: [
        ("boot.latency p99", "‘boot.latency p99’ has no bound, such as"),
        ("boot.latency p99 <", "boot.latency has no bound"),
        ("< 5", "‘< 5’ names no figure"),
        ("bot.latency p99 < 2s", "unknown figure ‘bot’, did you mean ‘boot’?"),
        ("power.peak < 2", "unknown figure ‘power’, ‘fleetsim figures’ lists them all"),
        ("boot < 2s", "it is not said which measure of ‘boot’, known here: latency,"),
        ("boot.latncy p99 < 2s", "unknown measure ‘latncy’ of boot, did you mean ‘latency’?"),
        ("sessions.energy > 5%", "unknown measure ‘energy’ of sessions, known here: count,"),
        ("effects.remotestart max < 5s", "did you mean ‘remote-start’?"),
        ("boot.latency < 2s", "boot.latency is many times, and it is not said which counts"),
        ("boot.latency p100 < 2s", "unknown statistic ‘p100’"),
        ("boot.latency p0 < 2s", "unknown statistic ‘p0’"),
        ("boot.latency pnan < 2s", "unknown statistic ‘pnan’"),
        ("calls.failed p99 < 5%", "calls.failed is one figure, ‘p99’ has no meaning here"),
        ("calls.latency p99 fast < 5s", "‘fast’ has no meaning here"),
        ("lag mean < 5s", "of lag only p50, p99 and max are kept"),
        ("lag.p99 < 5s", "lag is one figure and has no parts"),
        ("breaches <> 5", "‘<>’ compares nothing, known here: <, <=, >, >=, ="),
        ("breaches = -5", "‘-5’ is negative"),
        ("breaches = 5%", "‘5%’ is not a number"),
        ("boot.latency p99 < 2", "‘2’ has no unit, did you mean ‘2s’?"),
        ("boot.latency p99 < 2kWh", "‘2kWh’ is an energy, but a duration is needed here"),
        ("boot.latency p99 < -2s", "‘-2s’ is negative"),
        ("calls.rate < 5/d", "‘5/d’ is a rate, but a rate of calls is needed here"),
        ("sessions.energy_served > 95", "‘95’ has no unit, did you mean ‘95%’?"),
        ("{expect: breaches = 0, in: paek}", "there is no phase ‘paek’, did you mean ‘peak’?"),
        ("{expect: breaches = 0, in: step-2}", "there is no phase ‘step-2’"),
        ("{expect: breaches = 0, in: rest}", "there is no phase ‘rest’"),
        ("{in: peak}", "the key ‘expect’ is missing"),
        ("[breaches = 0]", "expected a threshold, found a list"),
    ])
    func `a line that says nothing is told why, and where`(line: String, said: String) throws {
        let lines = read(line).lines
        #expect(lines.count == 1)
        let first = try #require(lines.first)
        #expect(first.hasPrefix("test.yaml:4:"))
        #expect(first.contains(said), "\(first)")
    }

    @Test func `phases are those that take time, and the rest of a longer run`() {
        let load = "load: [{step: 1}, {hold: 1m}]"
        let whole = Parsed.completed(load).scenario
        #expect(whole?.phaseNames == ["hold-2"])
        let longer = Parsed.completed("\(load)\nduration: 2m").scenario
        #expect(longer?.phaseNames == ["hold-2", "rest"])
        let without = Parsed.completed("thresholds: [{expect: breaches = 0, in: rest}]").lines
        #expect(
            without == [
                "test.yaml:2:41: there is no phase ‘rest’, only a ‘load’ has phases"
            ]
        )
    }

    @Test func `a phase is pointed at whatever else is wrong with no line`() {
        let cut = Parsed(
            Parsed.fleet + "load: [{hold: 1h, name: a}, {hold: 1h, name: b}]\n"
                + "thresholds: [{expect: breaches = 0, in: b}]",
            overrides: ["duration=30m"]
        )
        // A run that is cut short still knows of the phase, and will have nothing to measure in it.
        #expect(cut.lines == [])
    }

    @Test func `every call has a word of its own that is read as that call`() {
        let words = CallName.allCases.map(\.word)
        #expect(Set(words).count == words.count)
        #expect(words.prefix(3) == ["authorize", "boot", "cancel-reservation"])
        for name in CallName.allCases {
            for word in [name.word, name.rawValue, name.rawValue.lowercased()] {
                let metric = read("\(word).count > 1").scenario?.thresholds.first?.metric
                #expect(metric == .calls(.action(name), .count))
            }
        }
    }

    @Test(arguments: [
        (Threshold.Comparison.atMost, [true, true, false]), (.atLeast, [false, true, true]),
        (.below, [true, false, false]), (.above, [false, false, true]),
        (.equal, [false, true, false]),
    ])
    func `a comparison says what it says`(comparison: Threshold.Comparison, holds: [Bool]) {
        let threshold = Threshold(.breaches, comparison, Bound(5))
        #expect([4, 5, 6].map(threshold.holds) == holds)
    }
}
