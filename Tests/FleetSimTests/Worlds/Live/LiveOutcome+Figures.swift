import Scenarios

@testable import FleetSim

// What tests ask of a live run.
extension LiveOutcome {
    /// How many calls of each action chargers made and had answered in a way.
    func callsByAction(_ outcome: Outcome) -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in total.calls.inOrder where row.direction == .out && row.outcome == outcome {
            counts[row.action.name] = row.count
        }
        return counts
    }

    /// How long calls of an action took, in microseconds: since they were due, and since they left.
    func latencies(of action: Action) -> (sinceDue: Histogram, sinceSent: Histogram) {
        var (due, sent) = (Histogram(), Histogram())
        for row in total.calls.inOrder where row.direction == .out && row.action == action {
            due.merge(row.latency)
            sent.merge(row.service)
        }
        return (due, sent)
    }

    /// How many calls have left, those included that a run which ended upon them left unanswered.
    var sent: Int { count(.ok) + count(.rejected) + unanswered + total.unfinished.sent }

    /// The same by action, where every answer was a good one.
    var sentByAction: [String: Int] {
        var counts = callsByAction(.ok)
        for (action, count) in total.unfinished.inOrder { counts[action.name, default: 0] += count }
        return counts
    }

    /// How many calls were answered in no way that helps.
    var unanswered: Int { count(.error) + count(.timeout) + count(.lost) }

    /// What is told of a kind of event.
    func details(_ kind: String) -> [String] {
        total.notables.filter { $0.kind == kind }.map(\.detail)
    }
}

extension Scenario {
    /// A minute in which every charger is there from the first moment, and nobody comes to charge.
    static func quiet(
        chargers: Int,
        connectors: Int = 1,
        seconds: Int = 60,
        configuration: [ConfigurationSetting] = []
    ) -> Scenario {
        var scenario = fixture(
            sites: 1,
            chargersPerSite: chargers,
            connectors: connectors,
            perDay: 0,
            configuration: configuration
        )
        scenario.load = [LoadPhase(.step(to: .share(1), hold: .seconds(seconds)))]
        scenario.duration = .seconds(seconds)
        scenario.start = Timestamp(unixMilliseconds: 1_772_409_600_000)
        return scenario
    }

    /// Ten minutes of a thousand chargers, of which a part is used, and rest at the end.
    static func crowd() -> Scenario {
        var scenario = fixture(
            seed: 12,
            sites: 100,
            chargersPerSite: 10,
            perDay: 40,
            // Real answers are slow where time is fast.
            configuration: [ConfigurationSetting("MessageTimeout", "600")]
        )
        scenario.duration = .seconds(600)
        scenario.load = [LoadPhase(.ramp(over: .seconds(100), to: .share(1)))]
        // Cars come in the first hour of a day, of which four minutes are left.
        scenario.start = Timestamp(unixMilliseconds: 1_772_409_600_000 + 56 * 60_000)
        scenario.fleet[0].arrivals.weekday = [1] + Array(repeating: 0, count: 23)
        scenario.fleet[0].arrivals.dwell = .lognormal(median: 60, sigma: 0.3)
        scenario.csms.reference.serviceTime = .constant(0)
        scenario.csms.reference.heartbeat = .seconds(86_400)
        return scenario
    }
}
